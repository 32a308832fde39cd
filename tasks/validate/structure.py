"""What of the template's structure is missing or differs, one thing for each cause.

A submission may carry tables, decisions or both, so a sheet that is not there is wrong only when
nothing stands in for it. A header that merely reads otherwise is a different header, not a
missing table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.layouts import CountSheet
from schemas.submission import Cell, CountTable, Gap, GapKind, Submission
from tasks.validate.areas import Area, area_of, parse_area


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A sheet, a table of a sheet, or all its tables (`table` is empty), that should be there.

    `lookalike` is the name of a sheet that was probably meant.
    """

    sheet: str
    table: str | None = None
    lookalike: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderFault:
    """A header that is not as the template says; None for nothing there, or nothing expected.

    Without an address it stands nowhere on the sheet. `repeated` is a header of the template that
    stands there once too often.
    """

    sheet: str
    address: str | None
    found: str | None
    expected: str | None
    table: str | None = None
    repeated: bool = False


def missing_parts(submission: Submission) -> Iterator[MissingPart]:
    """The sheets and tables that should be there and are not."""
    layout = submission.layout
    absent = {gap.sheet: gap.found for gap in _gaps(submission, GapKind.SHEET)}
    if layout.cover_sheet in absent:
        yield MissingPart(layout.cover_sheet, lookalike=absent[layout.cover_sheet])
    elif len(_absent_fields(submission)) == len(layout.cover):
        yield MissingPart(_sheet_name(submission, layout.cover_sheet), table="")
    for count_sheet in layout.count_sheets:
        name = count_sheet.sheet
        if name not in absent:
            yield from _missing_tables(submission, count_sheet)
        elif absent[name] or _needs_tables(submission):
            yield MissingPart(name, lookalike=absent[name])
    yield from _missing_decisions(submission, absent)


def _gaps(submission: Submission, kind: GapKind, sheet: str | None = None) -> list[Gap]:
    return [
        gap for gap in submission.gaps if gap.kind is kind and (sheet is None or gap.sheet == sheet)
    ]


def _absent_fields(submission: Submission) -> list[Gap]:
    """The cover fields whose label stands nowhere on the sheet."""
    return [gap for gap in _gaps(submission, GapKind.FIELD) if gap.found is None]


def _needs_tables(submission: Submission) -> bool:
    """Whether nothing stands in for the count tables, or those of another sheet are filled in."""
    if any(table.begun for table in submission.tables):
        return True
    return not submission.decisions and submission.nollrapport is not True


def _missing_tables(submission: Submission, count_sheet: CountSheet) -> Iterator[MissingPart]:
    name = _sheet_name(submission, count_sheet.sheet)
    gaps = _gaps(submission, GapKind.TABLE, name)
    if len(gaps) == len(count_sheet.tables):
        if _needs_tables(submission):
            yield MissingPart(name, table="")
    elif submission.tables_of(count_sheet.lag):
        renamed = [*_strays(submission, name), *_gaps(submission, GapKind.REPEATED, name)]
        yield from (MissingPart(name, table=gap.expected) for gap in gaps[len(renamed) :])


def _missing_decisions(
    submission: Submission, absent: dict[str, str | None]
) -> Iterator[MissingPart]:
    layout = submission.layout
    name = layout.decision_sheet
    if submission.decisions is not None or not layout.decisions:
        return
    if name not in absent:
        sheet = submission.sheet(_sheet_name(submission, name))
        if sheet and any(True for _ in sheet.cells()):
            yield MissingPart(sheet.name, table="")
        return
    tables_missing = any(each.sheet in absent for each in layout.count_sheets)
    tables_told = all(submission.tables_of(each.lag) for each in layout.count_sheets)
    told_otherwise = layout.count_sheets and (tables_told or tables_missing)
    if absent[name] or (not told_otherwise and submission.nollrapport is not True):
        yield MissingPart(name, lookalike=absent[name])


def _sheet_name(submission: Submission, name: str) -> str:
    """The sheet's name as the workbook writes it."""
    folded = name.strip().casefold()
    return next((s.name for s in submission.sheets if s.name.strip().casefold() == folded), name)


def header_faults(submission: Submission) -> Iterator[HeaderFault]:
    """Every header that differs: on the cover, in the count tables, over the decisions."""
    for gap in submission.gaps:
        if gap.kind in (GapKind.FIELD, GapKind.HEADER) and gap.found is not None:
            yield HeaderFault(gap.sheet, gap.cell, gap.found, gap.expected)
    yield from _absent_labels(submission)
    for table in submission.tables:
        yield from _table_headers(submission, table)
    for count_sheet in submission.layout.count_sheets:
        yield from _renamed_tables(submission, _sheet_name(submission, count_sheet.sheet))
    yield from _decision_headers(submission)


def _absent_labels(submission: Submission) -> Iterator[HeaderFault]:
    """Fields of the cover that have to be filled in and have no row there."""
    needed = {each.header for each in submission.layout.cover if each.required == "yes"}
    absent = _absent_fields(submission)
    for gap in absent if len(absent) < len(submission.layout.cover) else ():
        if gap.expected in needed:
            yield HeaderFault(gap.sheet, None, None, gap.expected)


def _table_headers(submission: Submission, table: CountTable) -> Iterator[HeaderFault]:
    """Columns that the table lacks, and texts among its headers that stand for none."""
    layout, first = submission.layout, table.first
    named = next(each for each in layout.count_sheets if each.lag == table.lag)
    shape = next(each for each in named.tables if each.table == table.table)
    headers = {**dict(zip(shape.dimensions, shape.headers, strict=True)), **layout.count_columns}
    absent = [text for field, text in headers.items() if field not in table.headers]
    area = area_of(table)
    unknown = [
        gap for gap in _gaps(submission, GapKind.UNKNOWN_HEADER, first.sheet) if _within(gap, area)
    ]
    yield from _paired(first, absent, unknown, table.title)
    if not absent:
        yield from (HeaderFault(gap.sheet, gap.cell, gap.found, None) for gap in unknown)


def _within(gap: Gap, area: Area) -> bool:
    place = parse_area(gap.sheet, gap.cell or "")
    return place is not None and area.meets(place)


def _paired(
    first: Cell, absent: Sequence[str], unknown: Sequence[Gap], table: str | None
) -> Iterator[HeaderFault]:
    """Headers that are missing; when there is one, and one text that is unknown, that is it.

    What is missing from a table is told at the first cell of its header row.
    """
    if len(absent) == len(unknown) == 1:
        yield HeaderFault(first.sheet, unknown[0].cell, unknown[0].found, absent[0], table)
        return
    address = first.address if table else None
    yield from (HeaderFault(first.sheet, address, None, header, table) for header in absent)


def _strays(submission: Submission, sheet: str) -> list[Gap]:
    """Labels of what looks like tables that the template does not have."""
    unknown = _gaps(submission, GapKind.UNKNOWN_HEADER, sheet)
    if not unknown:
        return []
    areas = [area_of(each) for each in submission.tables if each.first.sheet == sheet]
    return [gap for gap in unknown if not any(_within(gap, area) for area in areas)]


def _renamed_tables(submission: Submission, sheet: str) -> Iterator[HeaderFault]:
    """Strays on a sheet that lacks tables, or has one twice: most likely their headers were
    changed. Where no table is lacking, the one that stands there twice is too many."""
    absent = [gap.expected for gap in _gaps(submission, GapKind.TABLE, sheet)]
    repeated = _gaps(submission, GapKind.REPEATED, sheet)
    strays = [*_strays(submission, sheet), *repeated]
    for gap in strays if absent else ():
        expected = absent[0] if len(absent) == len(strays) == 1 else None
        yield HeaderFault(sheet, gap.cell, gap.found, expected, repeated=gap in repeated)
    for gap in repeated if not absent else ():
        yield HeaderFault(sheet, gap.cell, gap.found, None, gap.expected, repeated=True)


def _decision_headers(submission: Submission) -> Iterator[HeaderFault]:
    sheet = _sheet_name(submission, submission.layout.decision_sheet)
    if submission.decisions is None:
        return
    gaps = _gaps(submission, GapKind.HEADER, sheet)
    absent = [gap.expected for gap in gaps if gap.found is None and gap.expected]
    unknown = _gaps(submission, GapKind.UNKNOWN_HEADER, sheet)
    yield from _paired(next(iter(submission.decision_headers.values())), absent, unknown, None)
    for gap in unknown if len(absent) != 1 or len(unknown) != 1 else ():
        if _filled_below(submission, gap):
            yield HeaderFault(sheet, gap.cell, gap.found, None)
    for gap in _gaps(submission, GapKind.REPEATED, sheet):
        yield HeaderFault(sheet, gap.cell, gap.found, None, repeated=True)


def _filled_below(submission: Submission, gap: Gap) -> bool:
    """Whether anything stands in the column below a header."""
    sheet, place = submission.sheet(gap.sheet), parse_area(gap.sheet, gap.cell or "")
    if sheet is None or place is None:
        return False
    rows = range(place.bottom + 1, len(sheet.rows) + 1)
    return any(not sheet.cell(row, place.left).blank for row in rows)


def well_built(submission: Submission, sheet: str) -> bool:
    """Whether every header and table of a sheet is known, so that what is outside is outside."""
    odd = (GapKind.TABLE, GapKind.HEADER, GapKind.UNKNOWN_HEADER, GapKind.REPEATED)
    return not any(gap.kind in odd and gap.sheet == sheet for gap in submission.gaps)
