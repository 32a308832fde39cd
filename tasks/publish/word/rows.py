"""Word tables written whole: python-docx looks every cell up anew, which takes seconds where
tables are long. Every table of a report is made here, so that all of them are accessible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tasks.publish.widths import Plan
from tasks.publish.word.ooxml import EIGHTHS
from tasks.publish.word.style import HAIRLINE, RULE, table_text
from tasks.publish.wording import printable

HEAVY, THIN, FINE = (1.0, RULE), (0.5, RULE), (0.5, HAIRLINE)
_SIDE_MARGINS = {10: 80, 9: 55, 8: 45}  # in twentieths of a point, by the size of the text
_SET_IN = 160  # likewise
_EMU_PER_TWENTIETH = 635
_LINE_BREAK = re.compile("\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Look:
    """What sets a cell apart: lines in points and colour; `keep` on the page of what follows;
    `joined` to the cells below it (`restart`) or above it (`continue`); `set_in` from the left."""

    bold: bool = False
    right: bool = False
    keep: bool = False
    low: bool = False
    top: tuple[float, str] | None = None
    bottom: tuple[float, str] | None = None
    joined: str = ""
    set_in: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Described:
    """A table's alternative text."""

    title: str
    description: str


def add_rows(
    document: Document, rows: Sequence[Sequence[Cell]], plan: Plan, described: Described
) -> None:
    """A table whose first row is its header row, repeated on every page that it reaches."""
    style = document.styles[table_text(plan.size)].style_id
    widths = [width // _EMU_PER_TWENTIETH for width in plan.widths]
    header, *others = rows
    parts = [
        f"<w:tbl {nsdecls('w')}>",
        _properties(sum(widths), _SIDE_MARGINS[plan.size], described),
        _columns(widths),
        _row(header, widths, style, "<w:cantSplit/><w:tblHeader/>"),
        *(_row(row, widths, style, "<w:cantSplit/>") for row in others),
        "</w:tbl>",
    ]
    table: Any = parse_xml("".join(parts))
    document.element.body._insert_tbl(table)


def _properties(width: int, margin: int, described: Described) -> str:
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="left"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f"<w:tblCaption w:val={quoteattr(printable(described.title))}/>"
        f"<w:tblDescription w:val={quoteattr(printable(described.description))}/></w:tblPr>"
    )


def _columns(widths: Iterable[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _row(cells: Sequence[Cell], widths: Sequence[int], style: str, properties: str) -> str:
    written = (_cell(cell, width, style) for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def _cell(cell: Cell, width: int, style: str) -> str:
    before, between, after = _frame(cell.look, width, style)
    lines = _LINE_BREAK.split(printable(cell.text))
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"{before}{between}{text}{after}"


@cache
def _frame(look: Look, width: int, style: str) -> tuple[str, str, str]:
    """All of a cell but its text: what stands before its run, how the run looks, and after."""
    joined = f'<w:vMerge w:val="{look.joined}"/>' if look.joined else ""
    low = '<w:vAlign w:val="bottom"/>' if look.low else ""
    keep = "<w:keepNext/>" if look.keep else ""
    set_in = f'<w:ind w:left="{_SET_IN}"/>' if look.set_in else ""
    right = '<w:jc w:val="right"/>' if look.right else ""
    before = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{joined}{_borders(look)}{low}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{set_in}{right}</w:pPr><w:r>'
    )
    return before, "<w:rPr><w:b/></w:rPr>" if look.bold else "", "</w:r></w:p></w:tc>"


def _borders(look: Look) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(line[0] * EIGHTHS)}" w:space="0"'
        f' w:color="{line[1]}"/>'
        for side, line in (("top", look.top), ("bottom", look.bottom))
        if line
    )
    return f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
