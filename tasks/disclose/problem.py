"""The parts of a system that hiding can do something about, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tasks.disclose.programme import PLENTY, Mask, Row, closest
from tasks.disclose.system import Quantity, Sum, System

_ZERO, _FIGURE, _SUMMA, _DECISION = 5.0, 1.0, 2.0, 0.1
"""What it costs a reader to lose a zero, a figure, a total, and each decision counted in it."""


@dataclass(frozen=True)
class Problem:
    """Quantities that hang together through what not everybody knows, and their sums.

    A row of `sums` has 1 for each part and −1 for the total; times `values` it gives `right`.
    `hidden` are hidden from the start; `widths` are how far the hidden ones must stay from being
    found out, and `costs` what hiding another one costs.
    """

    numbers: tuple[int, ...]
    sums: csr_array
    right: Row
    values: Row
    hidden: Mask
    widths: Row
    costs: Row


def problems(system: System) -> Iterator[Problem]:
    """Each part of the system that says something new and has something to hide."""
    live = [number for number, each in enumerate(system.quantities) if not each.known]
    columns = {number: column for column, number in enumerate(live)}
    sums = [each for each in system.sums if any(n in columns for n in (*each.parts, each.total))]
    matrix = _matrix(sums, columns)
    _, part_of = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    for part in range(int(part_of.max(initial=-1)) + 1):
        inside = np.flatnonzero(part_of == part)
        rows = np.flatnonzero(np.diff(csr_array(matrix[:, inside]).indptr))
        numbers = tuple(live[column] for column in inside)
        tied = [sums[row] for row in rows]
        if tied and _is_new(system, numbers, tied) and _has_secrets(system, numbers):
            yield _problem(system, numbers, tied)


def _is_new(system: System, numbers: Sequence[int], sums: Sequence[Sum]) -> bool:
    """Whether the new edition prints anything here that was not known before."""
    seen = {*numbers, *(n for each in sums for n in (*each.parts, each.total))}
    return any(system.quantities[n].printed and not system.quantities[n].shown for n in seen)


def _has_secrets(system: System, numbers: Sequence[int]) -> bool:
    return any(system.quantities[n].hidden and system.quantities[n].guarded for n in numbers)


def _problem(system: System, numbers: tuple[int, ...], sums: list[Sum]) -> Problem:
    columns = {number: column for column, number in enumerate(numbers)}
    quantities = [system.quantities[number] for number in numbers]
    matrix, right = _matrix(sums, columns), _right(system, sums, columns)
    values, held = _values(quantities, matrix, right)
    matrix, right = matrix[held], right[held]
    return Problem(
        numbers=numbers,
        sums=matrix,
        right=right,
        values=values,
        hidden=np.array([each.hidden for each in quantities]),
        widths=np.minimum(_thresholds(quantities), _most(matrix, right)),
        costs=np.array([_cost(each) for each in quantities]),
    )


def _matrix(sums: Sequence[Sum], columns: Mapping[int, int]) -> csr_array:
    """The sums over the quantities that have a column."""
    terms = [
        (row, columns[number], factor)
        for row, each in enumerate(sums)
        for factor, numbers in ((1.0, each.parts), (-1.0, (each.total,)))
        for number in numbers
        if number in columns
    ]
    rows, places, factors = zip(*terms, strict=True) if terms else ((), (), ())
    return csr_array((factors, (rows, places)), shape=(len(sums), len(columns)))


def _right(system: System, sums: Sequence[Sum], columns: Mapping[int, int]) -> Row:
    """What the quantities that everybody knows leave over for the others."""

    def known(number: int) -> int:
        return 0 if number in columns else system.quantities[number].value or 0

    return np.array(
        [known(each.total) - sum(known(number) for number in each.parts) for each in sums], float
    )


def _values(quantities: Sequence[Quantity], sums: csr_array, right: Row) -> tuple[Row, Mask]:
    """The true values, with possible ones where an earlier release keeps the truth to itself, and
    which sums hold: one of hidden figures can turn out impossible, as published reports go."""
    truth = [each.value for each in quantities]
    if None not in truth:
        return np.array(truth, float), np.ones(len(right), bool)
    least = np.array([value or 0 for value in truth], float)
    most = np.array([PLENTY if value is None else value for value in truth], float)
    return closest(sums, right, least, most)


def _thresholds(quantities: Sequence[Quantity]) -> Row:
    """A hidden figure must not be found out to within its threshold less 1."""
    return np.array(
        [max(0, each.threshold - 1) if each.guarded else 0 for each in quantities], float
    )


def _most(sums: csr_array, right: Row) -> Row:
    """The largest each quantity can be by what everybody knows: never more than a free total that
    it is a part of."""
    most = np.full(sums.shape[1], PLENTY)
    for _ in range(3):  # a total of totals bounds its parts' parts
        for row in range(sums.shape[0]):
            inside = slice(sums.indptr[row], sums.indptr[row + 1])
            columns, factors = sums.indices[inside], sums.data[inside]
            totals = columns[factors < 0]
            parts = columns[factors > 0]
            most[parts] = np.minimum(most[parts], right[row] + most[totals].sum())
            most[totals] = np.minimum(most[totals], most[parts].sum() - right[row])
    return most


def _cost(quantity: Quantity) -> float:
    """Zeros come last: a public edition means to show them, and who knows a unit knows many of
    them anyway, so that they hide little."""
    if not quantity.value:
        return _ZERO
    total = not quantity.place.members
    return (_SUMMA if total else _FIGURE) + _DECISION * quantity.value
