"""Takes the hidden figures out of tables and facts, and tells what that cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from schemas.counted import Asked
from schemas.facts import Cross, Facts
from schemas.protection import Loss
from schemas.quarter import Quarter
from schemas.tables import Figure, Flag, PrintedRow, Table
from tasks.disclose.places import Labels
from tasks.disclose.prose import asked_figure, count, pairs, total

Secret: TypeAlias = Callable[[Figure], bool]
"""Whether a figure is hidden."""


def hide_in_table(table: Table, secret: Secret) -> Table:
    """The table with «X» for what is hidden, in print and in its figures, and a note that says
    so. The note must not tell the small figures from those hidden with them."""
    hidden = sum(secret(figure) for figure in table.figures)
    if not hidden:
        return table
    return replace(
        table,
        rows=tuple(_rows(table, secret)),
        figures=tuple(_without_value(each) if secret(each) else each for each in table.figures),
        notes=(*table.notes, _note(hidden)),
    )


def _rows(table: Table, secret: Secret) -> Iterator[PrintedRow]:
    """The figures stand in the order of print; what is unknown has none."""
    figures = iter(table.figures)
    for row in table.rows:
        behind = [None if value is None else next(figures) for value in row.values]
        hidden = frozenset(place for place, each in enumerate(behind) if each and secret(each))
        values = tuple(None if n in hidden else value for n, value in enumerate(row.values))
        yield replace(row, values=values, hidden=hidden)


def _without_value(figure: Figure) -> Figure:
    return replace(figure, value=None, flag=Flag.SUPPRESSED)


def _note(hidden: int) -> str:
    many = f"{hidden} tal är dolda" if hidden > 1 else "Ett tal är dolt"
    return (
        f"{many}, så att ingen person kan pekas ut. Ett dolt tal är litet, eller så skulle ett "
        "litet tal kunna räknas ut om det visades. Även en nolla kan vara dold."
    )


def hide_in_facts(facts: Facts, labels: Labels, secret: Secret) -> Facts:
    """The facts without what is hidden. A hidden total is not among the known quarters, and where
    the quarter's own is hidden nothing tells how many decisions are known row by row. What was
    reported late is of few decisions: where small figures are hidden it is not told."""
    totals = {lag: _shown(known, secret, lag) for lag, known in facts.totals.items()}
    told = {
        lag: many
        for lag, many in facts.told.items()
        if facts.quarter in totals.get(lag, {}) or facts.quarter not in facts.totals.get(lag, {})
    }
    counted = {each: _hidden(each, known, secret) for each, known in facts.counted.items()}
    crosses = tuple(_hidden_in_cross(each, facts.quarter, labels, secret) for each in facts.crosses)
    late = {} if labels.municipality.disclosure.city else facts.late
    return replace(facts, totals=totals, counted=counted, crosses=crosses, told=told, late=late)


def _shown(known: Mapping[Quarter, int], secret: Secret, lag: str) -> Mapping[Quarter, int]:
    return {
        quarter: value for quarter, value in known.items() if not secret(total(lag, quarter, value))
    }


def _hidden(
    asked: Asked, known: Mapping[Quarter, int | None], secret: Secret
) -> Mapping[Quarter, int | None]:
    """A hidden figure of a known quarter is told to be hidden."""
    return {
        quarter: None if secret(asked_figure(asked, quarter, value)) else value
        for quarter, value in known.items()
    }


def _hidden_in_cross(cross: Cross, quarter: Quarter, labels: Labels, secret: Secret) -> Cross:
    """A hidden 0 becomes a count that is told to be hidden."""
    hidden = {pair: None for pair in pairs(cross) if secret(count(cross, pair, quarter, labels))}
    return replace(cross, counts={**cross.counts, **hidden}) if hidden else cross


def losses(tables: Sequence[Table], small: Secret, secret: Secret) -> Iterator[Loss]:
    """What hiding costs, table by table."""
    for table in tables:
        hidden = [figure for figure in table.figures if secret(figure)]
        primary = sum(small(figure) for figure in hidden)
        yield Loss(table.number, len(table.figures), primary, len(hidden) - primary)
