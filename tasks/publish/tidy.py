"""`tabeller.csv`: every figure on a line of its own, for whoever reckons further with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from schemas.tables import Figure, Flag, Table
from tasks.publish.wording import printable

COLUMNS = ("table", "lag", "row", "unit", "area", "column", "quarter", "value", "flag")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def tidy_csv(tables: Sequence[Table]) -> bytes:
    """The figures as other programs read them: UTF-8 without BOM, comma, LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_line(figure) for table in tables for figure in table.figures)
    return text.getvalue().encode("utf-8")


def _line(figure: Figure) -> tuple[str, ...]:
    hidden = figure.value is None or figure.flag is Flag.SUPPRESSED
    texts = (figure.lag, figure.row, figure.unit, figure.area, figure.column, str(figure.quarter))
    return (
        str(figure.table),
        *(_inert(text) for text in texts),
        "" if hidden else str(figure.value),
        figure.flag.value,
    )


def _inert(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets the apostrophe that says it is text."""
    plain = printable(text)
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA_STARTS) else plain
