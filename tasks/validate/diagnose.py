"""From broken equalities to the cell that is wrong.

All equalities of a submission form one linear system over addressed cells. For each cluster of
broken ones the smallest change of cells is sought that makes them hold and breaks no other
(Fellegi and Holt, 1976). Where several changes are equally small, a typed cell goes before a
sum, and a cell that more broken equalities contradict before one with fewer; where that does
not decide either, all are named and none is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.findings import Finding, Suggestion
from schemas.submission import Cell
from tasks.validate.rule import Identity

MAX_CHANGES = 4
_MAX_STEPS = 20_000

Change = tuple[int, int]
"""The number of a cell in the system, and what has to be added to its count."""


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
    system = _System([*(each.identity for each in broken), *equalities])
    findings: list[Finding] = []
    against_decisions: list[int] = []
    for cluster in _clusters(system, range(len(broken))):
        if all(len(system.terms[number]) == 1 for number in cluster):
            against_decisions += cluster
            continue
        findings += _explain(system, cluster, broken)
    findings += _tied_by_sheet(against_decisions, broken)
    return findings


class _System:
    """The equalities by number, as rows of (cell number, coefficient), and what they lack to 0."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self.cells: list[Cell] = []
        self.terms: list[tuple[Change, ...]] = []
        self.residuals: list[int] = []
        self.of_cell: dict[int, list[Change]] = defaultdict(list)
        self.sums: set[int] = set()
        self._numbers: dict[tuple[str, int, int], int] = {}
        for identity in identities:
            self._add(identity)

    def _add(self, identity: Identity) -> None:
        row = len(self.terms)
        terms = tuple((self._number(cell), factor) for factor, cell in identity.terms)
        self.terms.append(terms)
        counts = sum(factor * (cell.count or 0) for factor, cell in identity.terms)
        self.residuals.append(identity.constant + counts)
        for cell, factor in terms:
            self.of_cell[cell].append((row, factor))
        if len(terms) > 2:
            self.sums.add(self._number(identity.at))

    def _number(self, cell: Cell) -> int:
        key = (cell.sheet, cell.row, cell.column)
        if key not in self._numbers:
            self._numbers[key] = len(self.cells)
            self.cells.append(cell)
        return self._numbers[key]

    def apply(self, cell: int, added: int) -> None:
        """Add to a cell; the residuals follow."""
        for row, factor in self.of_cell[cell]:
            self.residuals[row] += factor * added

    def suggestion(self, change: Change) -> Suggestion:
        cell, added = self.cells[change[0]], change[1]
        found = cell.count
        return Suggestion(cell.sheet, cell.address, found, (found or 0) + added)


def _clusters(system: _System, broken: Sequence[int]) -> list[list[int]]:
    """The broken equalities, those that share a cell (directly or through others) together."""
    group: dict[int, int] = {row: row for row in broken}

    def root(row: int) -> int:
        while group[row] != row:
            row = group[row]
        return row

    first_with: dict[int, int] = {}
    for row in broken:
        for cell, _ in system.terms[row]:
            other = first_with.setdefault(cell, row)
            group[root(row)] = root(other)
    clusters: dict[int, list[int]] = defaultdict(list)
    for row in broken:
        clusters[root(row)].append(row)
    return list(clusters.values())


def _explain(system: _System, cluster: list[int], broken: Sequence[Broken]) -> list[Finding]:
    best = _best(system, cluster, _smallest_changes(system, cluster))
    if len(best) == 1:
        return _by_cause(system, cluster, broken, best[0])
    named = {change[0]: change for changes in best for change in changes}
    candidates = tuple(system.suggestion(change) for change in named.values())
    group = _group_name(broken[cluster[0]].finding)
    return [replace(broken[row].finding, group=group, candidates=candidates) for row in cluster]


def _smallest_changes(system: _System, cluster: list[int]) -> list[tuple[Change, ...]]:
    """Every smallest set of changes that mends the cluster; none when it takes too many."""
    for size in range(1, MAX_CHANGES + 1):
        search = _Search(system)
        found = {tuple(sorted(changes)) for changes in search.mend(set(cluster), size)}
        if found or search.steps > _MAX_STEPS:
            return sorted(found)
    return []


class _Search:
    """Depth-first search for changes; the system is left as it was found."""

    def __init__(self, system: _System) -> None:
        self.system = system
        self.changed: dict[int, int] = {}
        self.steps = 0

    def mend(self, todo: set[int], left: int) -> Iterator[tuple[Change, ...]]:
        """Sets of at most `left` more changes after which nothing in `todo` is broken."""
        if not todo:
            yield tuple(self.changed.items())
            return
        self.steps += 1
        if left == 0 or self.steps > _MAX_STEPS:
            return
        row = min(todo, key=lambda each: (len(self.system.terms[each]), each))
        for cell, factor in self.system.terms[row]:
            added = -self.system.residuals[row] // factor
            if cell in self.changed or (self.system.cells[cell].count or 0) + added < 0:
                continue
            yield from self._change(cell, added, todo, left)

    def _change(
        self, cell: int, added: int, todo: set[int], left: int
    ) -> Iterator[tuple[Change, ...]]:
        self.changed[cell] = added
        self.system.apply(cell, added)
        touched = {row for row, _ in self.system.of_cell[cell]}
        still = {row for row in todo | touched if self.system.residuals[row] != 0}
        yield from self.mend(still, left - 1)
        self.system.apply(cell, -added)
        del self.changed[cell]


def _best(
    system: _System, cluster: list[int], solutions: list[tuple[Change, ...]]
) -> list[tuple[Change, ...]]:
    """The solutions that nothing speaks against more than against another."""

    def weight(changes: tuple[Change, ...]) -> tuple[int, int]:
        sums = sum(cell in system.sums for cell, _ in changes)
        contradicted = sum(row in rows for cell, _ in changes for row, _ in system.of_cell[cell])
        return sums, -contradicted

    rows = set(cluster)
    weights = {changes: weight(changes) for changes in solutions}
    lightest = min(weights.values(), default=None)
    return [changes for changes in solutions if weights[changes] == lightest]


def _by_cause(
    system: _System, cluster: list[int], broken: Sequence[Broken], changes: tuple[Change, ...]
) -> list[Finding]:
    """The cluster's findings, those that different changes mend apart."""
    findings: list[Finding] = []
    for part in _parts(system, cluster, changes):
        ordered = sorted(part, key=lambda change: change[0] in system.sums)
        suggestions = tuple(system.suggestion(change) for change in ordered)
        cells = {cell for cell, _ in part}
        mended = [row for row in cluster if cells & {cell for cell, _ in system.terms[row]}]
        first = suggestions[0]
        group = _group_name(replace(broken[mended[0]].finding, sheet=first.sheet, cell=first.cell))
        findings += [
            replace(broken[row].finding, group=group, cause=first, changes=suggestions)
            for row in mended
        ]
    return findings


def _parts(system: _System, cluster: list[int], changes: tuple[Change, ...]) -> list[list[Change]]:
    """The changes, those that a broken equality of the cluster has in common together."""
    parts: list[list[Change]] = [[change] for change in changes]
    for row in cluster:
        cells = {cell for cell, _ in system.terms[row]}
        joined = [part for part in parts if any(cell in cells for cell, _ in part)]
        if len(joined) > 1:
            parts = [part for part in parts if part not in joined]
            parts.append([change for part in joined for change in part])
    return parts


def _tied_by_sheet(rows: list[int], broken: Sequence[Broken]) -> list[Finding]:
    """Tables that agree with one another and not with the decisions: one cause for each sheet,
    and it is no cell of the tables."""
    findings = [broken[row].finding for row in rows]
    return [replace(each, group=_group_name(replace(each, cell=None))) for each in findings]


def _group_name(finding: Finding) -> str:
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else f"{finding.sheet}"
    return f"{finding.unit or '-'}:{place}"
