"""From broken equalities to the cell that is wrong.

All equalities of a submission form one linear system over addressed cells. For each cluster of
broken ones the smallest change of cells is sought that makes them hold and breaks no other
(Fellegi and Holt, 1976). Where several changes are equally small, a cell that the decisions do
not confirm goes first, then a typed cell before a sum, then a cell that more broken equalities
contradict; where that does not decide either, all are named and none is chosen.

The decisions say of single cells what they should be. Where that explains why the tables
contradict each other, those cells are the cause. Where it does not, the tables are judged
without the decisions, and what the decisions say against them stands for itself. The same goes for
what the quarter before says: it helps to choose, and blames no cell by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.findings import Finding
from tasks.validate.linear import Change, System, smallest_changes
from tasks.validate.rule import Identity

MAX_CAUSE = 2
"""When more cells than these have to change, no single one is called the cause."""

AT_A_CAUSE = frozenset({"STR-205", "STR-206"})
"""Rules about how a figure came about: at a wrong cell they tell why it is wrong."""

MAX_TOGETHER = 6
"""So many wrong cells that hang together can be believed in. Where it takes more, a whole table is
likelier to be another's, and half of the cells that mend it would be right ones."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken equality and the finding that reports it."""

    identity: Identity
    finding: Finding


def diagnose(broken: Sequence[Broken], equalities: Sequence[Identity]) -> list[Finding]:
    """The findings of the broken equalities, tied by cause, with the cell to mend where one is.

    `equalities` are all that were evaluated, those that hold included: a change that mends one
    and breaks another is no explanation.
    """
    if not broken:
        return []
    diagnosis = _Diagnosis(broken, System([*(each.identity for each in broken), *equalities]))
    for cluster in _clusters(diagnosis.system, range(len(broken))):
        diagnosis.explain(cluster)
    diagnosis.tie_the_rest_by_sheet()
    return [finding for _, finding in sorted(diagnosis.findings.items())]


def with_causes(findings: Iterable[Finding], diagnosed: Iterable[Finding]) -> list[Finding]:
    """The findings; those that tell why a cell is wrong tied to what that cell breaks."""
    causes = {(each.sheet, each.cell): told for told in diagnosed for each in told.changes}
    return [_with_cause(each, causes.get((str(each.sheet), str(each.cell)))) for each in findings]


def _with_cause(finding: Finding, told: Finding | None) -> Finding:
    if told is None or finding.group or finding.rule not in AT_A_CAUSE:
        return finding
    return replace(finding, group=told.group, cause=told.cause, changes=told.changes)


class _Diagnosis:
    """The findings explained so far, by the number of their broken equality."""

    def __init__(self, broken: Sequence[Broken], system: System) -> None:
        self.broken = broken
        self.system = system
        self.findings: dict[int, Finding] = {}
        self.witnesses = [row for row in range(len(broken)) if system.outside(row)]

    def explain(self, cluster: list[int]) -> None:
        """Name the cause of a cluster. Tables that agree with one another, and only not with
        the decisions or the quarter before, have none among their cells."""
        tables = [row for row in cluster if not self.system.witness(row)]
        if not tables:
            return
        if told := _told_by_decisions(self.system, cluster):
            self._by_cause(told)
            return
        contradicted = {*tables, *self.witnesses}
        best = _best(self.system, contradicted, smallest_changes(self.system, tables))
        if len(best) == 1:
            parts = [part for part in _parts(self.system, best[0]) if len(part) <= MAX_TOGETHER]
            self._by_cause([change for part in parts for change in part])
        else:
            self._by_candidates(tables, best)

    def _by_cause(self, changes: Sequence[Change]) -> None:
        """The findings that the changes mend, those that different changes mend apart."""
        for part in _parts(self.system, changes):
            ordered = sorted(part, key=lambda change: change[0] in self.system.sums)
            suggestions = tuple(self.system.suggestion(change) for change in ordered)
            first = suggestions[0]
            cause = first if len(suggestions) <= MAX_CAUSE else None
            for row in self._mended(part, changes):
                finding = self.broken[row].finding
                group = group_name(finding.unit, first.sheet, first.cell)
                self.findings[row] = replace(finding, group=group, cause=cause, changes=suggestions)

    def _mended(self, part: Iterable[Change], changes: Sequence[Change]) -> list[int]:
        """The broken equalities with a cell of the part that hold after all changes."""
        with self.system.changed(changes):
            touched = self.system.rows_of(cell for cell, _ in part)
            residuals = self.system.residuals
            return [row for row in touched if row < len(self.broken) and residuals[row] == 0]

    def _by_candidates(self, rows: list[int], solutions: list[tuple[Change, ...]]) -> None:
        named = {change: None for changes in solutions for change in changes}
        candidates = tuple(self.system.suggestion(change) for change in named)
        first = self.broken[rows[0]].finding
        group = group_name(first.unit, first.sheet, first.cell)
        for row in rows:
            self.findings[row] = replace(
                self.broken[row].finding, group=group, candidates=candidates
            )

    def tie_the_rest_by_sheet(self) -> None:
        """What only decisions or the quarter before say against a sheet: one cause, and no cell."""
        for row, each in enumerate(self.broken):
            if row not in self.findings:
                group = group_name(each.finding.unit, each.finding.sheet)
                self.findings[row] = replace(each.finding, group=group)


def _clusters(system: System, broken: Sequence[int]) -> list[list[int]]:
    """The broken equalities, those that share a cell (directly or through others) together."""
    group: dict[int, int] = {row: row for row in broken}

    def root(row: int) -> int:
        while group[row] != row:
            row = group[row]
        return row

    first_with: dict[int, int] = {}
    for row in broken:
        for cell, _ in system.terms[row] if not system.outside(row) else ():
            other = first_with.setdefault(cell, row)
            group[root(row)] = root(other)
    clusters: dict[int, list[int]] = defaultdict(list)
    for row in broken:
        clusters[root(row)].append(row)
    return list(clusters.values())


def _told_by_decisions(system: System, cluster: Iterable[int]) -> list[Change]:
    """The changes that the decisions ask for, if they mend the cluster and break nothing.

    A sum that one of them breaks may ask for the next. Two tables that come to differ may not:
    where every table differs from the decisions, it is the decisions that are to be doubted.
    """
    changes: dict[int, int] = {}
    todo = [row for row in cluster if system.single(row)]
    while todo:
        row = todo.pop()
        ((cell, _),) = system.terms[row]
        added = None if cell in changes else system.added(row, cell)
        if added:
            changes[cell] = added
            system.apply(cell, added)
            todo += _asked_next(system, cell)
    judged = system.rows_of(changes) | set(cluster)
    holds = not any(system.residuals[row] for row in judged)
    for cell, added in changes.items():
        system.apply(cell, -added)
    return list(changes.items()) if holds else []


def _asked_next(system: System, cell: int) -> list[int]:
    """The broken rows of one cell in the sums that a change of this one has broken."""
    sums = [row for row, _ in system.of_cell[cell] if len(system.terms[row]) > 2]
    cells = {other for row in sums if system.residuals[row] for other in system.cells_of(row)}
    return [row for row in system.rows_of(cells) if system.single(row) and system.residuals[row]]


def _best(
    system: System, rows: set[int], solutions: list[tuple[Change, ...]]
) -> list[tuple[Change, ...]]:
    """The solutions that nothing speaks against more than against another; `rows` are broken."""

    def weight(changes: tuple[Change, ...]) -> tuple[int, int, int]:
        touched = [row for cell, _ in changes for row, _ in system.of_cell[cell]]
        confirmed = sum(system.single(row) and not system.residuals[row] for row in touched)
        sums = sum(cell in system.sums for cell, _ in changes)
        return confirmed, sums, -sum(row in rows for row in touched)

    weights = {changes: weight(changes) for changes in solutions}
    lightest = min(weights.values(), default=None)
    return [changes for changes in solutions if weights[changes] == lightest]


def _parts(system: System, changes: Sequence[Change]) -> list[list[Change]]:
    """The changes, those that have an equality in common together."""
    parts: list[list[Change]] = [[change] for change in changes]
    touched = system.rows_of(cell for cell, _ in changes)
    for row in sorted(each for each in touched if not system.outside(each)):
        cells = system.cells_of(row)
        joined = [part for part in parts if any(cell in cells for cell, _ in part)]
        if len(joined) > 1:
            parts = [part for part in parts if part not in joined]
            parts.append([change for part in joined for change in part])
    return parts


def group_name(unit: str | None, sheet: str | None, cell: str | None = None) -> str:
    """What findings of one cause have in common: the unit and the place."""
    place = f"{sheet}!{cell}" if cell else f"{sheet}"
    return f"{unit or '-'}:{place}"
