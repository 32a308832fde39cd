"""The count sheets of the form: cells to fill in, and sums that count themselves."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.counting import is_part
from schemas.layouts import TOTALT, Layout
from schemas.municipality import Municipality
from schemas.outline import TableOutline
from tasks.template.checks import count_check
from tasks.template.style import MISSING, UNEQUAL, colour_when, dress_formula, dress_input, line_up


def prepare_counts(
    sheet: Worksheet, places: Sequence[TableOutline], layout: Layout, municipality: Municipality
) -> None:
    """Open the kön cells of every table, and let Totalt and Summa be formulas."""
    checks = {field: count_check(layout.count_columns[field]) for field in layout.parts}
    for check in checks.values():
        sheet.add_data_validation(check)
    places = [place for place in places if place.rows]
    for place in places:
        for field, check in checks.items():
            check.add(_rows(place, field))
        for row in range(place.top + 1, place.summa):
            _open_row(sheet, place, row, layout)
        for field, column in place.columns.items():
            parts = _parts(place, field, municipality)
            _write_sum(sheet, place.address(None, field), _rows(place, field), parts)
            line_up(sheet.cell(place.top, column), "right")
    if places:
        _warn_of_blanks(sheet, places, layout)
        _warn_of_unequal_sums(sheet, places)


def _open_row(sheet: Worksheet, place: TableOutline, row: int, layout: Layout) -> None:
    parts = [f"{get_column_letter(place.columns[field])}{row}" for field in layout.parts]
    for address in parts:
        dress_input(sheet[address])
        sheet[address].number_format = "0"
    total = f"{get_column_letter(place.columns[TOTALT])}{row}"
    _write_sum(sheet, total, f"{parts[0]}:{parts[-1]}")


def _write_sum(sheet: Worksheet, address: str, cells: str, parts: Sequence[str] = ()) -> None:
    """A sum that stays empty until there is something to sum up: a unit that sends its decisions
    alone has begun no table, and its zeros would contradict them. The cells of `parts` are
    counted in others already."""
    without = f"-SUM({','.join(parts)})" if parts else ""
    sheet[address] = f'=IF(COUNT({cells})=0,"",SUM({cells}){without})'
    dress_formula(sheet[address])


def _parts(place: TableOutline, field: str, municipality: Municipality) -> list[str]:
    """The cells of a column whose rows are a part of another row."""
    dimensions = place.table.dimensions
    parts = (row for row in place.rows if is_part(row, dimensions, municipality))
    return [place.address(row, field) for row in parts]


def _rows(place: TableOutline, field: str) -> str:
    """A column of a table, from its first row to its last."""
    letter = get_column_letter(place.columns[field])
    return f"{letter}{place.top + 1}:{letter}{place.summa - 1}"


def _warn_of_blanks(sheet: Worksheet, places: Sequence[TableOutline], layout: Layout) -> None:
    """Colour what is left to fill in on a sheet that was begun (FUL-401)."""
    last = max(column for place in places for column in place.columns.values())
    everything = f"$A$1:${get_column_letter(last)}${places[-1].summa}"
    for place in places:
        first = f"{get_column_letter(place.columns[layout.parts[0]])}{place.top + 1}"
        end = f"{get_column_letter(place.columns[layout.parts[-1]])}{place.summa - 1}"
        condition = f"AND(COUNT({everything})>0,ISBLANK({first}))"
        colour_when(sheet, f"{first}:{end}", condition, MISSING)


def _warn_of_unequal_sums(sheet: Worksheet, places: Sequence[TableOutline]) -> None:
    """Colour a Summa that differs from the first table's: all count the same decisions."""
    first, *others = places
    for place in others:
        for field in place.columns:
            ours, theirs = place.address(None, field), first.address(None, field)
            condition = f"AND(ISNUMBER({ours}),ISNUMBER({theirs}),{ours}<>{theirs})"
            colour_when(sheet, ours, condition, UNEQUAL)
