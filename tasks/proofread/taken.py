"""A table of a published report as figures of the warehouse, or the reason why it is not taken.

A table is taken with all its rows or not at all, so that nobody has to guess which are missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.municipality import Municipality
from schemas.proof import ReadCell, ReadTable, Unread
from schemas.published import PublishedFigure, PublishedTable
from schemas.quarter import Quarter
from tasks.proofread.claims.names import make_vocabulary
from tasks.proofread.claims.quarters import first_quarter
from tasks.proofread.cube import Cube
from tasks.proofread.dimensions import is_sum, load_dimensions
from tasks.proofread.labels import Labels, NotTakenError, Row, quoted
from tasks.proofread.recognise import is_derived, quarter_of

_OTHER = re.compile(
    r"(?<!ej )(?<!inte )(?<!icke )\bverkställ\w*|\bbarn\b"
    r"|\b(?:avsluta|nyrapporter|återrapporter|bevilja|andel|procent|avgift|kostnad)\w*",
    re.IGNORECASE,
)
"""What the title of a table says that counts other decisions, a part of them, or none."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place in the rows, and the quarter that it is about."""

    place: int
    quarter: Quarter


def take(
    table: ReadTable, municipality: Municipality
) -> tuple[tuple[PublishedTable, ...], tuple[Unread, ...]]:
    """The table as figures, one table for each dimension; and what of it is not taken."""
    try:
        _refuse_others(table)
        columns = columns_of(table)
        labels = Labels(table, municipality, [each.quarter for each in columns])
        rows = labels.rows()
        _refuse_some(table, rows, municipality, columns[-1].quarter)
        lacking = [each for each in columns if _lacks_figures(rows, each, municipality)]
    except NotTakenError as reason:
        return (), (Unread(table.title, table.place, str(reason)),)
    whole = [each for each in columns if each not in lacking]
    axes = dict.fromkeys(row.axis for row in rows)
    made = (_published(table, labels.lag, axis, rows, whole) for axis in axes)
    return tuple(each for each in made if each.figures), _left_out(table, lacking)


def _refuse_others(table: ReadTable) -> None:
    if word := _OTHER.search(table.title):
        raise NotTakenError(
            f"Titeln säger «{word[0]}»: tabellen räknar annat än alla ej verkställda beslut."
        )


def _refuse_some(
    table: ReadTable, rows: Sequence[Row], municipality: Municipality, quarter: Quarter
) -> None:
    """A title may narrow a table to some insatser, which its rows do not tell."""
    dimensions = load_dimensions(municipality, quarter)
    for name in make_vocabulary(Cube((), {}), dimensions).find(table.title):
        if name.dimension == "insats" and not any(row.axis == "insats" for row in rows):
            raise NotTakenError(f"Titeln säger «{name.text}»: tabellen räknar en del av besluten.")


def columns_of(table: ReadTable) -> list[Column]:
    """The columns of the quarters; else the one that counts the quarter of the title."""
    named = {place: quarter_of(text) for place, text in enumerate(table.columns)}
    columns = [Column(place, quarter) for place, quarter in named.items() if quarter]
    others = {
        place: text
        for place, text in enumerate(table.columns)
        if not (named[place] or is_derived(text))
    }
    if not columns:
        return [_titled_column(table, others)]
    if others:
        raise NotTakenError(f"Kolumnrubriken {quoted(others.values())} är inget kvartal.")
    for quarter, count in Counter(each.quarter for each in columns).items():
        if count > 1:
            raise NotTakenError(f"{quarter.label} står över flera kolumner.")
    return columns


def _titled_column(table: ReadTable, columns: Mapping[int, str]) -> Column:
    quarter = first_quarter(table.title)
    if quarter is None:
        raise NotTakenError("Varken kolumnerna eller titeln säger vilket kvartal talen gäller.")
    sums = [place for place, text in columns.items() if is_sum(text)]
    places = sums or list(columns)
    if len(places) != 1:
        names = quoted(columns.values())
        raise NotTakenError(f"Kolumnerna {names} är inga kvartal, och ingen av dem är en summa.")
    return Column(places[0], quarter)


def _lacks_figures(rows: Sequence[Row], column: Column, municipality: Municipality) -> bool:
    """Whether some figures of a column stand there and others not: then those that do would look
    like all. Nothing is lacking where a code is not in use, or where the others make the Summa."""
    book = municipality.at(column.quarter)
    for axis in dict.fromkeys(row.axis for row in rows):
        own = {row.code: _value(row, column) for row in rows if row.axis == axis}
        total = own.pop(None, None)
        known = [value for value in own.values() if value is not None]
        lacking = [code for code in own if own[code] is None and code and code.code in book[axis]]
        if known and lacking and sum(known) != total:
            return True
    return False


def _value(row: Row, column: Column) -> int | None:
    """The figure; None where there is a sign for none."""
    cells = row.read.cells
    cell = cells[column.place] if column.place < len(cells) else ReadCell("", None)
    unreadable = cell.value is None and any(letter.isdigit() for letter in cell.text)
    if unreadable or (cell.value or 0) < 0:
        place = row.read.place.told()
        raise NotTakenError(f"«{cell.text}» på raden «{row.label}» ({place}) är inget antal.")
    return cell.value


def _published(
    table: ReadTable, lag: str, axis: str, rows: Sequence[Row], columns: Sequence[Column]
) -> PublishedTable:
    figures = (
        PublishedFigure(
            column.quarter, row.code.code if row.code else None, value, row.read.place.told()
        )
        for column in columns
        for row in rows
        if row.axis == axis and (value := _value(row, column)) is not None
    )
    return PublishedTable(table.title, lag, axis, tuple(figures))


def _left_out(table: ReadTable, columns: Sequence[Column]) -> tuple[Unread, ...]:
    names = ", ".join(column.quarter.label for column in columns)
    reason = f"{names}: läses inte in, eftersom några av talen är dolda eller saknas."
    return (Unread(table.title, table.place, reason),) if columns else ()


def parts_left(table: ReadTable) -> tuple[Unread, ...]:
    """What a table that is taken by one column, the sum of its quarter, says in its others."""
    taken = columns_of(table)[0].place
    others = [
        text for place, text in enumerate(table.columns) if place != taken and not is_derived(text)
    ]
    if quarter_of(table.columns[taken]) or not others:
        return ()
    reason = f"Bara kolumnen «{table.columns[taken]}» läses in, inte {quoted(others)}."
    return (Unread(table.title, table.place, reason),)
