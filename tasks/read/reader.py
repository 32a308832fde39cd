"""Reads one received file into a submission: nothing is judged, and nothing bad raises."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import TypeAlias

from schemas.labels import nearest, plain
from schemas.layouts import Layout
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import (
    Cell,
    CountTable,
    Gap,
    GapKind,
    Sheet,
    Source,
    Submission,
    Unreadable,
)
from tasks.read.codes import Lookup, lookup
from tasks.read.contents import Contents, Parsed
from tasks.read.cover import named_quarter, named_version, read_cover
from tasks.read.decisions import DecisionSheet, read_decisions
from tasks.read.locate import read_counts

Cover = tuple[Mapping[str, Cell], tuple[Gap, ...]]
Parse: TypeAlias = Callable[[bytes, str], Parsed]


def _in_sandbox(data: bytes, file_name: str) -> Parsed:
    from tasks.read.sandbox import parse_in_sandbox  # not for those who parse in their own process

    return parse_in_sandbox(data, file_name)


def read_workbook(
    data: bytes,
    source: Source,
    municipality: Municipality,
    quarter: Quarter | None,
    today: date | None = None,
    parse: Parse = _in_sandbox,
) -> Submission | Unreadable:
    """A submission as far as the workbook can be understood, or why it cannot be read.

    `quarter` is the one being collected, whose code lists are used. Without it they are those of
    the quarter that the file names, or else of the last quarter that ended before `today`.
    """
    fallback = quarter or Quarter.of(today or date.today()).previous
    parsed = parse(data, source.file_name)
    if not isinstance(parsed, Contents):
        return Unreadable(source, *parsed, _unit_of(source, municipality, fallback))
    submission = _submission(parsed.sheets, source, municipality, quarter, fallback)
    return replace(submission, texts=parsed.texts)


def _submission(
    sheets: tuple[Sheet, ...],
    source: Source,
    municipality: Municipality,
    quarter: Quarter | None,
    fallback: Quarter,
) -> Submission:
    cover, _ = _cover(sheets, _newest(municipality, source.unit))
    named = named_quarter(cover.get("kvartal"))
    asked = quarter or named or fallback
    unit = _named_unit(cover, lookup(municipality, asked))
    layout = _layout(cover, municipality, unit or source.unit)
    cover, cover_gaps = _cover(sheets, layout)
    codes = lookup(municipality, asked, unit or source.unit)
    tables, table_gaps = _tables(sheets, layout, codes)
    beslut = _decisions(sheets, layout, codes)
    return Submission(
        source=source,
        layout=layout,
        unit=unit,
        quarter=named,
        cover=cover,
        tables=tables,
        decisions=beslut.decisions,
        decision_headers=beslut.headers,
        gaps=(*cover_gaps, *table_gaps, *beslut.gaps),
        sheets=sheets,
    )


def _named_unit(cover: Mapping[str, Cell], codes: Lookup) -> str | None:
    return codes.code("enhet", cover["enhet"].text) if "enhet" in cover else None


def _layout(cover: Mapping[str, Cell], municipality: Municipality, unit: str | None) -> Layout:
    """The layout that the cover names; the newest when it names none, so that all else is seen."""
    version = named_version(cover.get("mallversion"))
    layout = municipality.layout(version, unit) if version is not None else None
    return layout or _newest(municipality, unit)


def _newest(municipality: Municipality, unit: str | None) -> Layout:
    return max(municipality.layouts_of(unit), key=lambda each: each.version)


def _cover(sheets: tuple[Sheet, ...], layout: Layout) -> Cover:
    sheet = _find(sheets, layout.cover_sheet)
    if sheet is None:
        return {}, (_no_sheet(sheets, layout, layout.cover_sheet),)
    return read_cover(sheet, layout.cover)


def _tables(
    sheets: tuple[Sheet, ...], layout: Layout, codes: Lookup
) -> tuple[tuple[CountTable, ...], tuple[Gap, ...]]:
    tables: list[CountTable] = []
    gaps: list[Gap] = []
    for count_sheet in layout.count_sheets:
        sheet = _find(sheets, count_sheet.sheet)
        if sheet is None:
            gaps.append(_no_sheet(sheets, layout, count_sheet.sheet))
            continue
        found, missed = read_counts(sheet, count_sheet, layout, codes)
        tables += found
        gaps += missed
    return tuple(tables), tuple(gaps)


def _decisions(sheets: tuple[Sheet, ...], layout: Layout, codes: Lookup) -> DecisionSheet:
    if not layout.decisions:
        return DecisionSheet(None, {}, ())
    sheet = _find(sheets, layout.decision_sheet)
    if sheet is None:
        return DecisionSheet(None, {}, (_no_sheet(sheets, layout, layout.decision_sheet),))
    return read_decisions(sheet, layout, codes)


def _find(sheets: tuple[Sheet, ...], name: str) -> Sheet | None:
    return next((sheet for sheet in sheets if plain(sheet.name) == plain(name)), None)


def _no_sheet(sheets: tuple[Sheet, ...], layout: Layout, name: str) -> Gap:
    """A sheet that is missing, with the name of the one that was most likely meant for it."""
    known = {plain(each) for each in layout.sheets}
    others = [sheet.name for sheet in sheets if plain(sheet.name) not in known]
    longer = (other for other in others if plain(other).startswith(plain(name)))
    return Gap(GapKind.SHEET, name, None, next(longer, nearest(name, others)), name)


def _unit_of(source: Source, municipality: Municipality, quarter: Quarter) -> str | None:
    """Whose file it is that cannot be opened."""
    return source.unit or _unit_in_name(source.file_name, municipality, quarter)


def _unit_in_name(file_name: str, municipality: Municipality, quarter: Quarter) -> str | None:
    """The unit of a file that cannot be opened, when its name holds exactly one unit's label."""
    words = _words(PurePath(file_name).stem)
    units = {
        unit.code
        for unit in lookup(municipality, quarter).view("enhet")
        if any(_words(label) in words for label in unit.labels)
    }
    return units.pop() if len(units) == 1 else None


def _words(text: str) -> str:
    """A text as its bare words between hyphens, since file names lose spaces and å, ä, ö."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in bare).split()
    return f"-{'-'.join(words)}-"
