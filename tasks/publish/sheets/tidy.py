"""`tabeller.csv`: every figure on a line of its own, for whoever reckons further with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from schemas.inert import would_run
from schemas.tables import Figure, Flag, Table
from tasks.publish.wording import printable

COLUMNS = ("table", "lag", "row", "unit", "area", "column", "quarter", "value", "flag")
_PARTED = re.compile(r"([;\t\n])")

Value: TypeAlias = str | int | None


def tidy_csv(tables: Sequence[Table]) -> bytes:
    """The figures as other programs read them: UTF-8 without BOM, comma, LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_inert(value) for value in line] for line in tidy_lines(tables))
    return text.getvalue().encode("utf-8")


def tidy_lines(tables: Sequence[Table]) -> Iterator[tuple[Value, ...]]:
    """The figures of the tables, a value for each of COLUMNS."""
    return (_line(figure) for table in tables for figure in table.figures)


def _line(figure: Figure) -> tuple[Value, ...]:
    return (
        figure.table,
        figure.lag,
        figure.row,
        figure.unit,
        figure.area,
        figure.column,
        str(figure.quarter),
        None if figure.flag is Flag.SUPPRESSED else figure.value,
        figure.flag.value,
    )


def _inert(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets the apostrophe that says it is text,
    also where a field begins for a program that parts them by semicolon or tab."""
    if not isinstance(value, str):
        return value
    plain = "".join(map(_still, _PARTED.split(printable(value))))
    return f"'{plain}" if would_run(value) and not plain.startswith("'") else plain


def _still(piece: str) -> str:
    return f"'{piece}" if would_run(piece.lstrip('"')) and not _PARTED.fullmatch(piece) else piece
