"""Finding a figure in a table by the words with which people name its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.cube import TOTAL
from schemas.errors import UserError
from schemas.labels import nearest, plain
from schemas.parts import bare
from schemas.quarter import Quarter
from schemas.tables import SUMMA, PrintedRow, Table
from schemas.traced import Place
from tasks.aggregate.crosses import TOTAL_LABEL
from tasks.aggregate.series import COLUMN

_BETWEEN = re.compile("[,/]")
_QUARTER = re.compile(r"\d{4}Q[1-4]")
_SUMS = (SUMMA, TOTAL_LABEL, TOTAL)


def find_cell(table: Table, row: str, column: str = "") -> Place:
    """The codes of a row and a column that are named as printed or by their codes.

    A table over quarters takes a quarter, or «Antal» or nothing for the quarter that is reported.
    The two may change places, as they do for tables by unit in tabeller.csv. Raises UserError
    that names what is nearest, or all that there is.
    """
    rows, columns = tuple(map(_named_row, table.rows)), tuple(_named_columns(table))
    found = _both(rows, row, columns, column) or _both(rows, column, columns, row)
    if found is None:
        raise _unknown(table, rows, columns, row, column)
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """A row or a column: what stands for it, how it prints, and what people may call it."""

    codes: tuple[str, ...]
    label: str
    names: frozenset[str]


def _both(rows: Sequence[_Named], row: str, columns: Sequence[_Named], column: str) -> Place | None:
    found = _find(rows, row), _find(columns, column)
    if found[0] is None or found[1] is None:
        return None
    return found[0].codes, found[1].codes[0]


def _find(named: Sequence[_Named], text: str) -> _Named | None:
    wanted = _plain(text)
    return next((each for each in named if wanted in each.names), None)


def _plain(text: str) -> str:
    """Quarters in any spelling; `Farsta, OF` and `farsta/OF` as `farsta of`."""
    try:
        return plain(str(Quarter.parse(text)))
    except ValueError:
        return plain(_BETWEEN.sub(" ", text))


def _named_row(row: PrintedRow) -> _Named:
    label = " ".join(filter(None, row.labels))
    sums = () if row.codes else _SUMS
    called = (label, bare(label), " ".join(row.codes), *sums)
    return _Named(row.codes, label, frozenset(map(_plain, called)))


def _named_columns(table: Table) -> Iterator[_Named]:
    for code, label in zip(table.column_codes, table.columns, strict=True):
        names = {code, label, bare(label), *(_SUMS if code == TOTAL else ())}
        if _over_quarters(table) and code == table.column_codes[-1]:
            names |= {COLUMN, ""}
        yield _Named((code,), label, frozenset(map(_plain, names)))


def _over_quarters(table: Table) -> bool:
    return all(_QUARTER.fullmatch(code) for code in table.column_codes)


def _unknown(
    table: Table, rows: Sequence[_Named], columns: Sequence[_Named], row: str, column: str
) -> UserError:
    """What is wrong is the row, unless it is there; or the other, where they changed places."""
    if _find(rows, row):
        return _no(table, "kolumn", column, columns)
    if not _find(columns, column) and _find(columns, row):
        return _no(table, "rad", column, rows)
    if not _find(columns, column) and _find(rows, column):
        return _no(table, "kolumn", row, columns)
    return _no(table, "rad", row, rows)


def _no(table: Table, what: str, text: str, named: Sequence[_Named]) -> UserError:
    if not text:
        return UserError(f"Ange en {what} i {table.name.lower()}.", _choose(named))
    labels = [each.label for each in named]
    begun = [label for label in labels if _plain(label).startswith(f"{_plain(text)} ")]
    near = nearest(text, labels)
    meant = begun or ([near] if near else [])
    hint = f"Menade du {' eller '.join(f'«{each}»' for each in meant)}?" if meant else None
    return UserError(f"{table.name} har ingen {what} «{text}».", hint or _choose(named))


def _choose(named: Sequence[_Named]) -> str:
    return f"Välj en av {', '.join(f'«{each.label}»' for each in named)}."
