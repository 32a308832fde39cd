"""What a count that cannot be used should have been: blank, text, negative, with decimals.

Such a cell takes no part in the equalities. Where it is the only unknown of some of them, and
they all ask for the same figure, that figure is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from schemas.findings import Finding, Suggestion
from schemas.submission import Cell
from tasks.validate.diagnose import group_name
from tasks.validate.kinds import figure
from tasks.validate.rule import Identity

Place = tuple[str | None, str | None]


def with_suggestions(findings: Iterable[Finding], untested: Iterable[Identity]) -> list[Finding]:
    """The findings; those at an unknown cell with the figure that makes its equalities hold."""
    suggested = _suggestions(untested)
    return [_with(finding, suggested.get((finding.sheet, finding.cell))) for finding in findings]


def _with(finding: Finding, cause: Suggestion | None) -> Finding:
    if cause is None or finding.cause:
        return finding
    group = group_name(finding.unit, cause.sheet, cause.cell)
    return replace(finding, group=group, cause=cause, changes=(cause,))


def _suggestions(untested: Iterable[Identity]) -> Mapping[Place, Suggestion]:
    asked: dict[Cell, set[int]] = defaultdict(set)
    for identity in untested:
        unknown = [(factor, cell) for factor, cell in identity.terms if cell.count is None]
        if len(unknown) == 1 and not identity.outside:
            ((factor, cell),) = unknown
            known = sum(a * (each.count or 0) for a, each in identity.terms)
            asked[cell].add(-(identity.constant + known) // factor)
    return {
        (cell.sheet, cell.address): Suggestion(cell.sheet, cell.address, _figure(cell), *figures)
        for cell, figures in asked.items()
        if len(figures) == 1 and min(figures) >= 0
    }


def _figure(cell: Cell) -> int | None:
    shown = figure(cell.value)
    return shown if isinstance(shown, int) else None
