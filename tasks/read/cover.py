"""Reads the cover sheet: labels in one column, values to the right of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from schemas.labels import nearest, plain
from schemas.layouts import Column
from schemas.quarter import Quarter
from schemas.submission import Cell, Gap, GapKind, Sheet
from tasks.read.grid import is_blank


def read_cover(
    sheet: Sheet, fields: tuple[Column, ...]
) -> tuple[Mapping[str, Cell], tuple[Gap, ...]]:
    """The value of each field, blank ones too, and the labels that are not there.

    A label that is nearly right is taken for what it resembles, and reported.
    """
    labels = dict(_labels(sheet, fields))
    gaps: list[Gap] = []
    for field in fields:
        if field.field in labels:
            continue
        near = _near(sheet, field, labels, fields)
        place, text = (near.address, near.text) if near else (None, None)
        gaps.append(Gap(GapKind.FIELD, sheet.name, place, text, field.header))
        if near:
            labels[field.field] = near
    values = {field: _value(sheet, label, labels.values()) for field, label in labels.items()}
    return values, tuple(gaps)


def named_quarter(cell: Cell | None) -> Quarter | None:
    """The quarter that a cell names; one in which a date lies, when the cell holds a date."""
    if cell is None or cell.blank:
        return None
    try:
        return Quarter.of(cell.value) if isinstance(cell.value, date) else Quarter.parse(cell.text)
    except ValueError:
        return None


def named_version(cell: Cell | None) -> int | None:
    """The template version that a cell names, as a number or as its text."""
    if cell is None:
        return None
    if cell.count is not None:
        return cell.count
    return int(cell.text) if cell.text.isascii() and cell.text.isdigit() else None


def _labels(sheet: Sheet, fields: tuple[Column, ...]) -> Mapping[str, Cell]:
    """The label cells by field: those of the column that has most of them, then any other's, so
    that a value which happens to read as a label is not taken for one."""
    known = {plain(field.header): field.field for field in fields}
    cells = [
        (known.get(_plain(cell)), cell) for cell in sheet.cells() if isinstance(cell.value, str)
    ]
    matches = [(field, cell) for field, cell in cells if field is not None]
    columns = Counter(cell.column for _, cell in matches)
    labels: dict[str, Cell] = {}
    for field, cell in sorted(matches, key=lambda match: -columns[match[1].column]):
        labels.setdefault(field, cell)
    return labels


def _near(
    sheet: Sheet, field: Column, labels: Mapping[str, Cell], fields: Iterable[Column]
) -> Cell | None:
    """A text in the labels' column that was most likely meant for a field."""
    columns = {cell.column for cell in labels.values()}
    taken = {(cell.row, cell.column) for cell in labels.values()}
    names = [each.header for each in fields if each.field not in labels]
    for cell in sheet.cells():
        free = cell.column in columns and (cell.row, cell.column) not in taken
        if free and isinstance(cell.value, str) and nearest(cell.value, names) == field.header:
            return cell
    return None


def _value(sheet: Sheet, label: Cell, labels: Iterable[Cell]) -> Cell:
    """The cell beside a label, or, where a whole column is left free or is merged with the
    labels', in the first column to the right that holds anything."""
    rows = [sheet.rows[each.row - 1] for each in labels if each.column == label.column]
    beside = label.column + 1
    columns = range(beside, len(sheet.rows[label.row - 1]) + 1)
    filled = (each for each in columns if not all(is_blank(row[each - 1]) for row in rows))
    return sheet.cell(label.row, next(filled, beside))


def _plain(cell: Cell) -> str:
    return plain(cell.text.rstrip(": "))
