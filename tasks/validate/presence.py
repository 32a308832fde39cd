"""Which rows a count table should have for the quarter and has not."""

from __future__ import annotations

from schemas.content import RowCodes
from schemas.counting import is_part
from schemas.layouts import Layout, TableLayout
from schemas.municipality import Codebook
from schemas.outline import table_rows
from schemas.submission import CountRow, CountTable

APART = "grund"
"""The table of which the law itself asks for each row: LAG-533 says when one is not there once."""


def layout_of(layout: Layout, table: CountTable) -> TableLayout:
    """What the template says of a table."""
    sheets = (sheet for sheet in layout.count_sheets if sheet.lag == table.lag)
    return next(t for sheet in sheets for t in sheet.tables if t.table == table.table)


def missing_rows(codebook: Codebook, layout: TableLayout, table: CountTable) -> list[RowCodes]:
    """The rows that are not there. A row with a wrong label stands in for the one that was most
    likely meant, since KOD-303 or KOD-304 already tells what is wrong with it."""
    expected = table_rows(layout, table.lag, codebook)
    present = {tuple(row.codes.values()) for row in table.rows}
    missing = [codes for codes in expected if codes not in present]
    strangers = [row for row in table.rows if tuple(row.codes.values()) not in expected]
    nameless = 0
    for row in strangers if missing else ():
        guess = _meant(codebook, table.lag, row)
        likest = max(missing, key=lambda codes: _alike(codes, guess), default=())
        if _alike(likest, guess):
            missing.remove(likest)
        else:
            nameless += 1
    return missing[nameless:]


def is_part_row(codebook: Codebook, row: CountRow) -> bool:
    """Whether a row, «därav …», is included in another of its table."""
    return is_part(tuple(row.codes.values()), tuple(row.codes), codebook.municipality)


def whole_rows(codebook: Codebook, table: CountTable) -> tuple[CountRow, ...]:
    """The rows that Summa adds up."""
    return tuple(row for row in table.rows if not is_part_row(codebook, row))


def _meant(codebook: Codebook, lag: str, row: CountRow) -> tuple[str | None, ...]:
    """The row's codes, and for what is no code the one that its label resembles."""
    return tuple(code or _suggested(codebook, lag, row, name) for name, code in row.codes.items())


def _suggested(codebook: Codebook, lag: str, row: CountRow, dimension: str) -> str | None:
    view = codebook[dimension].of_lag(lag)
    label = row.labels.get(dimension)
    name = view.suggest(label.text, lag) if label and label.text else None
    found = view.find(name) if name else None
    return found.code if found else None


def _alike(codes: RowCodes, guess: tuple[str | None, ...]) -> int:
    """How much two rows have in common; the last dimension, the insats, weighs most."""
    same = [code == other for code, other in zip(codes, guess, strict=False)]
    return sum(number * each for number, each in enumerate(same, 1)) if same[-1:] == [True] else 0
