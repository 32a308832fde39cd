"""The decision sheet of the form: prepared rows, each cell with what may stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.content import WorkbookContent
from schemas.layouts import EARLIEST, Column, Kind, Layout
from schemas.quarter import Quarter
from tasks.template.checks import choice_check, day_check, free_text, unique_check
from tasks.template.choices import Choices
from tasks.template.style import (
    DATE_FORMAT,
    MISSING,
    TEXT_FORMAT,
    colour_when,
    dress_text_input,
    line_up,
    lines_of,
    make_room,
)

COMMENT, FREE_TEXT, LEAST = 40, 20, 12  # widths

HEADER_LINES = 2
PREPARED = 200
SPARE = 100
"""Empty rows there are at least, where a unit has many decisions already."""


@dataclass(frozen=True)
class _Rows:
    """The prepared rows: the letter of each field's column, and the last row."""

    columns: Sequence[Column]
    letters: dict[str, str]
    last: int

    def first(self, field: str) -> str:
        """The field's cell in the first row, its column fixed."""
        return f"${self.letters[field]}2"

    def cells(self, field: str) -> str:
        letter = self.letters[field]
        return f"{letter}2:{letter}{self.last}"


def prepare_rows(
    sheet: Worksheet, layout: Layout, choices: Choices, content: WorkbookContent
) -> None:
    """Open the rows below the header, with some to spare."""
    headers = {
        str(cell.value): get_column_letter(number) for number, cell in enumerate(sheet[1], 1)
    }
    columns = [each for each in layout.decisions if each.header in headers]
    letters = {each.field: headers[each.header] for each in columns}
    last = 1 + max(PREPARED, len(content.decisions) + SPARE)
    rows = _Rows(columns, letters, last)
    for column in columns:
        check = _check(column, rows, choices, content.quarter)
        sheet.add_data_validation(check)
        check.add(rows.cells(column.field))
        _open(sheet, column, rows)
        _warn_of_blank(sheet, column, rows, choices)
    _fit(sheet, rows, choices, len(content.decisions))


def _open(sheet: Worksheet, column: Column, rows: _Rows) -> None:
    for (cell,) in sheet[rows.cells(column.field)]:
        dress_text_input(cell, wrap=column.free_text)
        if column.kind is Kind.DATE:
            cell.number_format = DATE_FORMAT
        elif column.kind is Kind.TEXT and not column.free_text:
            cell.number_format = TEXT_FORMAT  # else a pseudonym such as 0012 loses its zeros


def _check(column: Column, rows: _Rows, choices: Choices, quarter: Quarter) -> DataValidation:
    title, prompt = column.header, column.prompt
    if column.field == "lopnummer":
        letter = rows.letters[column.field]
        whole = f"${letter}$2:${letter}${rows.last}"
        return unique_check(title, prompt, whole, rows.first(column.field))
    if column.kind is Kind.DATE:
        return day_check(title, prompt, EARLIEST, quarter.last_day)
    if column.field == "insats":
        omrade = rows.first("omrade") if "omrade" in rows.letters else None
        formula = choices.of_insats(rows.first("lagrum"), omrade)
        return choice_check(title, prompt, formula)
    if column.kind is Kind.CODE:
        return choice_check(title, prompt, choices.of(column))
    return free_text(title, prompt)


def _warn_of_blank(sheet: Worksheet, column: Column, rows: _Rows, choices: Choices) -> None:
    """Colour what must be filled in and is not, in a row that was begun (FUL-401)."""
    if column.required == "no":
        return
    lagrum = rows.first("lagrum")
    everything = f"${rows.letters[rows.columns[0].field]}2:${rows.letters[rows.columns[-1].field]}2"
    begun = f"COUNTA({everything})>0"
    needed = begun if column.required == "yes" else choices.is_of_law(column.required, lagrum)
    blank = f"AND({needed},ISBLANK({rows.first(column.field)}))"
    colour_when(sheet, rows.cells(column.field), blank, MISSING)


def _fit(sheet: Worksheet, rows: _Rows, choices: Choices, filled: int) -> None:
    """As narrow as can be read, for there are many columns: headers and free texts are broken."""
    widths = {column.field: _width(column, choices) for column in rows.columns}
    for column in rows.columns:
        letter = rows.letters[column.field]
        sheet.column_dimensions[letter].width = widths[column.field]
        line_up(sheet[f"{letter}1"], "left")
    make_room(sheet, 1, HEADER_LINES)
    free = [column.field for column in rows.columns if column.free_text]
    for row in range(2, filled + 2):
        texts = {field: str(sheet[f"{rows.letters[field]}{row}"].value or "") for field in free}
        lines = max(lines_of(text, widths[field]) for field, text in texts.items())
        if lines > 1:  # a row without a height of its own grows with what is written in it
            make_room(sheet, row, lines)


def _width(column: Column, choices: Choices) -> int:
    if column.free_text:
        return COMMENT if column.field == "kommentar" else FREE_TEXT
    texts = [code.short for code in choices.codebook[column.codes]] if column.codes else []
    return max(LEAST, 2 + max(map(len, (*column.header.split(), *texts))))
