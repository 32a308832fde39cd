"""The first sheet of the tables: what they are, whose figures are in them, what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from schemas.edition import Edition, Input
from schemas.findings import UnitState
from schemas.standings import standings
from tasks.publish.sheets.cells import (
    LINK_FONT,
    STATUS_FONT,
    TITLE_FONT,
    dress_header,
    dress_row,
    put,
    put_texts,
    set_width,
)
from tasks.publish.wording import (
    FLAG_MEANINGS,
    OWN_SOURCE,
    SIGN_MEANINGS,
    TITLE,
    status_line,
)

_WIDTHS = (44, 72, 10, 14)


def fill_about_sheet(
    sheet: Worksheet, edition: Edition, contents: Sequence[tuple[str, str]]
) -> None:
    """Blocks one below the other, each with a header row of its own. `contents` are the other
    sheets by name, with what is in them."""
    for column, width in enumerate(_WIDTHS, 1):
        set_width(sheet, column, width)
    put(sheet, 1, 1, TITLE).font = TITLE_FONT
    put(sheet, 2, 1, f"{edition.city}, {edition.quarter.label}")
    put(sheet, 3, 1, status_line(edition)).font = STATUS_FONT
    _write_standings(sheet, edition)
    _write_contents(sheet, contents)
    _write_list(sheet, "Brott i serierna", edition.breaks)
    _write_units(sheet, edition)
    _write_signs(sheet)
    _write_list(sheet, "Källor", (OWN_SOURCE.capitalize(), *edition.sources))


def _begin(sheet: Worksheet, headers: Sequence[str]) -> int:
    """A block's header row, one blank row below what stands there; the row to go on with."""
    row = sheet.max_row + 2
    for column, header in enumerate(headers, 1):
        dress_header(put(sheet, row, column, header), number=column > 2)
    return row + 1


def _write_standings(sheet: Worksheet, edition: Edition) -> None:
    found = standings(edition)
    if not found:
        return
    first = _begin(sheet, ("Vad som återstår", "Enheter"))
    for row, standing in enumerate(found, first):
        put_texts(sheet, row, (standing.meaning, ", ".join(standing.units)), _WIDTHS[1])


def _write_contents(sheet: Worksheet, contents: Sequence[tuple[str, str]]) -> None:
    for row, (name, text) in enumerate(contents, _begin(sheet, ("Blad", "Innehåll"))):
        link, _ = put_texts(sheet, row, (name, text), _WIDTHS[1])
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!A1")
        link.font = LINK_FONT


def _write_units(sheet: Worksheet, edition: Edition) -> None:
    headers = ("Enhet", "Läge", "Version", "Öppna fynd")
    for row, unit in enumerate(edition.inputs, _begin(sheet, headers)):
        _write_unit(sheet, row, unit)


def _write_unit(sheet: Worksheet, row: int, unit: Input) -> None:
    findings = None if unit.state is UnitState.MISSING else unit.open_findings
    values = (unit.unit_name, unit.state.label, unit.version, findings)
    for column, value in enumerate(values, 1):
        dress_row(put(sheet, row, column, value))


def _write_signs(sheet: Worksheet) -> None:
    signs = {sign: f"{text[:1].upper()}{text[1:]}" for sign, text in SIGN_MEANINGS.items()}
    flags = {flag.value or "(tom)": text for flag, text in FLAG_MEANINGS.items()}
    for header, meanings in (("Tecken", signs), ("Flagga (flag) i tabeller.csv", flags)):
        row = _begin(sheet, (header, "Betyder"))
        for place, each in enumerate(meanings.items(), row):
            put_texts(sheet, place, each, _WIDTHS[1])


def _write_list(sheet: Worksheet, header: str, texts: Sequence[str]) -> None:
    if texts:
        for place, text in enumerate(texts, _begin(sheet, (header,))):
            put(sheet, place, 1, text)
