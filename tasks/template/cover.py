"""The cover sheet of the form: what the unit is asked for, and what is already known."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layouts import Column, Kind, Layout
from schemas.quarter import Quarter
from tasks.template.checks import choice_check, day_check, free_text
from tasks.template.choices import Choices
from tasks.template.style import DATE_FORMAT, dress_text_input, make_room

KNOWN = ("mallversion", "kommun", "enhet", "kvartal")
"""Fields that whoever sends the form out has filled in; the others are the unit's."""

_LABELS, _VALUES = 26, 60  # widths
_COMMENT_LINES = 4


def prepare_cover(sheet: Worksheet, layout: Layout, choices: Choices, quarter: Quarter) -> None:
    """Open the fields that are the unit's."""
    for row, field in enumerate(layout.cover, 1):
        make_room(sheet, row, _COMMENT_LINES if field.free_text else 1)
        for letter in "AB":
            sheet[f"{letter}{row}"].alignment = Alignment(horizontal="left", vertical="top")
        if field.field not in KNOWN:
            _open(sheet, f"B{row}", field, _check(field, choices, quarter))
    sheet.column_dimensions["A"].width = _LABELS
    sheet.column_dimensions["B"].width = _VALUES


def _open(sheet: Worksheet, address: str, field: Column, check: DataValidation) -> None:
    sheet.add_data_validation(check)
    check.add(address)
    dress_text_input(sheet[address], wrap=field.free_text)
    if field.kind is Kind.DATE:
        sheet[address].number_format = DATE_FORMAT


def _check(field: Column, choices: Choices, quarter: Quarter) -> DataValidation:
    if field.kind is Kind.CODE:
        return choice_check(field.header, field.prompt, choices.of(field))
    if field.kind is Kind.DATE:  # the form is filled in when the quarter is over, or soon will be
        first, last = quarter.first_day, quarter.shift(4).last_day
        return day_check(field.header, field.prompt, first, last)
    return free_text(field.header, field.prompt)
