"""A report as the data that the template prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from schemas.charts import Chart, Drawing
from schemas.report import Block, ChartBlock, Grid, Heading, Paragraph, Points, Report, TableBlock
from tasks.publish.pages import lying
from tasks.publish.pdf.fonts import legible
from tasks.publish.pdf.tables import grid_data, table_data

Data: TypeAlias = Mapping[str, Any]


def content(report: Report, drawings: Mapping[str, Drawing]) -> Data:
    """All of the report; every text has passed `legible`."""
    language, _, region = report.language.partition("-")
    return {
        "sender": legible(report.sender),
        "title": legible(report.title),
        "subtitle": legible(report.subtitle),
        "facts": _pairs(report.facts),
        "mark": legible(report.mark),
        "notices": _pairs(report.notices),
        "day": [report.day.year, report.day.month, report.day.day],
        "language": language,
        "region": region or None,
        "pages": list(_pages(tuple(_levelled(report.blocks)), drawings)),
    }


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[legible(each) for each in pair] for pair in pairs]


def _levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """No heading stands more than one level below the one before: PDF/UA-1 does not allow it."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            yield Heading(block.text, above)
        else:
            yield block


def _pages(blocks: Sequence[Block], drawings: Mapping[str, Drawing]) -> Iterator[Data]:
    """Blocks on upright pages, and on pages on their side: each wide table begins a new one."""
    sides = lying(blocks)
    starts = [
        place
        for place in range(len(blocks))
        if place == 0 or sides[place] != sides[place - 1] or _ended(blocks, sides, place)
    ]
    for start, end in pairwise([*starts, len(blocks)]):
        wide = sides[start]
        data = [_block(each, drawings, wide) for each in blocks[start:end]]
        yield {"wide": wide, "blocks": data}


def _ended(blocks: Sequence[Block], sides: Sequence[bool], place: int) -> bool:
    """Whether a page on its side has its table, so that what follows needs another."""
    return sides[place] and isinstance(blocks[place - 1], TableBlock | Grid)


def _block(block: Block, drawings: Mapping[str, Drawing], wide: bool) -> Data:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": legible(text), "level": level}
        case Paragraph(text):
            return {"kind": "paragraph", "text": legible(text)}
        case Points(items, numbered):
            texts = [legible(item) for item in items]
            return {"kind": "points", "items": texts, "numbered": numbered}
        case TableBlock(table):
            return table_data(table, wide)
        case ChartBlock(chart):
            return _chart(chart, drawings[chart.name])
        case Grid():
            return grid_data(block, wide)


def _chart(chart: Chart, drawing: Drawing) -> Data:
    return {
        "kind": "chart",
        "name": chart.name,
        "caption": legible(f"Diagram {chart.number}. {chart.title}"),
        "alt": legible(chart.alt),
        "width": drawing.width_mm,
        "notes": [legible(note) for note in chart.notes],
    }
