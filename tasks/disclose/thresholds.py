"""Below what a figure is hidden."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.counted import Asked
from schemas.facts import Cross
from schemas.municipality import Municipality
from schemas.tables import Figure, Table
from tasks.disclose.places import UNIT


def is_by_unit(figures: Iterable[Figure]) -> bool:
    """Whether a table tells of units, by its figures."""
    return any(figure.unit for figure in figures)


def asked_threshold(asked: Asked, municipality: Municipality) -> int:
    """The threshold of what sentences and diagrams ask for."""
    disclosure = municipality.disclosure
    return disclosure.unit if asked.codes(UNIT) else disclosure.city


def cross_threshold(cross: Cross, tables: Iterable[Table], municipality: Municipality) -> int:
    """The threshold of what the prose counts by two dimensions: it must not tell what a table of
    the same decisions hides."""
    disclosure = municipality.disclosure
    if UNIT in (cross.rows, cross.columns):
        return disclosure.unit
    own = (
        disclosure.threshold(table.number, by_unit=False)
        for table in tables
        if table.lag == cross.lag and not is_by_unit(table.figures)
    )
    return max((disclosure.city, *own))
