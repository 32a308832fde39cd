"""Which codes a table has a row or a column for, and what these are called in print."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.parts import label, list_of
from tasks.aggregate.background import Background
from tasks.aggregate.specs import TableSpec


def printed_codes(
    spec: TableSpec, background: Background, dimension: str, seen: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Code and label of each, in printing order."""
    found = background.codes(dimension, spec.lag, seen)
    shown = [code for code in found if spec.shows(dimension, code.code)]
    codes, every = list_of(background.municipality, dimension), [code.code for code in shown]
    return tuple((code.code, label(codes, code, every)) for code in shown)
