"""Splitting whole numbers: whatever the margins, every sum comes out exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.demo.allocation import Hold, apportion, fill_table
from tasks.demo.draw import Draw

SEEDS = st.integers(0, 2**32)
COUNTS = st.integers(0, 12)
ROWS, COLUMNS = ("a", "b", "c", "d"), ("x", "y", "z")
Grid = dict[tuple[str, str], int]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Any table; its margins are margins that some table has."""
    return {(row, column): draw(COUNTS) for row in ROWS for column in COLUMNS}


def margins(grid: Grid) -> tuple[dict[str, int], dict[str, int]]:
    rows = {each: sum(grid[each, column] for column in COLUMNS) for each in ROWS}
    columns = {each: sum(grid[row, each] for row in ROWS) for each in COLUMNS}
    return rows, columns


@given(grids(), SEEDS, st.dictionaries(st.sampled_from(ROWS), st.integers(1, 9)))
def test_every_row_and_column_adds_up(grid: Grid, seed: int, favoured: dict[str, int]) -> None:
    rows, columns = margins(grid)

    def weight(row: str, column: str) -> int:
        return favoured.get(row, 1) if column == "x" else 1

    filled = {**dict.fromkeys(grid, 0), **fill_table(rows, columns, Draw(seed), weight)}
    assert margins(filled) == (rows, columns)
    assert min(filled.values()) >= 0


@given(grids(), SEEDS, st.sampled_from(ROWS), st.sampled_from(COLUMNS))
def test_what_is_held_is_kept(grid: Grid, seed: int, row: str, column: str) -> None:
    rows, columns = margins(grid)
    held = grid[row, column]
    filled = fill_table(rows, columns, Draw(seed), holds=[Hold(row, (column,), held)])
    assert filled[row, column] == held
    assert margins({**dict.fromkeys(grid, 0), **filled}) == (rows, columns)


@given(grids(), SEEDS, st.sampled_from(ROWS))
def test_at_least_may_be_more(grid: Grid, seed: int, row: str) -> None:
    rows, columns = margins(grid)
    hold = Hold(row, ("x",), grid[row, "x"], at_least=True)
    filled = fill_table(rows, columns, Draw(seed), holds=[hold])
    assert filled[row, "x"] >= grid[row, "x"]
    assert margins({**dict.fromkeys(grid, 0), **filled}) == (rows, columns)


@given(grids(), SEEDS)
def test_same_seed_same_table(grid: Grid, seed: int) -> None:
    rows, columns = margins(grid)
    assert fill_table(rows, columns, Draw(seed)) == fill_table(rows, columns, Draw(seed))


@given(st.dictionaries(st.text(max_size=3), COUNTS, min_size=1), st.data())
def test_apportioned_parts_make_the_total_and_keep_their_caps(
    caps: dict[str, int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(caps.values())))
    split = apportion(total, caps)
    assert sum(split.values()) == total
    assert all(0 <= split[key] <= cap for key, cap in caps.items())


@given(st.lists(st.integers(), max_size=30), SEEDS)
def test_shuffling_loses_nothing(items: list[int], seed: int) -> None:
    assert sorted(Draw(seed).shuffled(items)) == sorted(items)


def test_apportioning_by_hand() -> None:
    assert apportion(10, {"a": 6, "b": 6, "c": 3}) == {"a": 4, "b": 4, "c": 2}
    assert apportion(4, {"a": 5, "b": 4, "c": 0}) == {"a": 2, "b": 2, "c": 0}


@pytest.mark.parametrize(
    ("rows", "columns", "holds"),
    [
        ({"a": 3}, {"x": 2}, []),
        ({"a": 3}, {"x": 2, "y": 1}, [Hold("a", ("x",), 3)]),
        ({"a": 2, "b": 1}, {"x": 3}, [Hold("a", ("x",), 1)]),
    ],
)
def test_what_cannot_be_is_refused(
    rows: dict[str, int], columns: dict[str, int], holds: list[Hold]
) -> None:
    with pytest.raises(ValueError, match=r"rows hold|no room"):
        fill_table(rows, columns, Draw(1), holds=holds)


def test_more_than_the_caps_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apportion(3, {"a": 1, "b": 1})
