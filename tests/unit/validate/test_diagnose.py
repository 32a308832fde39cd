"""The diagnosis on systems drawn by hand: two by two counts with their sums, and a twin's sums.

   A  B  C          row 4: what another table says of the sums in row 3
1  2  3  5
2  1  4  5
3  3  7 10
4  3  7 10
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from schemas.columns import column_letters
from schemas.findings import Finding, Severity, Suggestion
from schemas.quarter import Quarter
from schemas.submission import Cell
from tasks.validate.diagnose import Broken, diagnose
from tasks.validate.rule import Identity

RIGHT = {
    "A1": 2, "B1": 3, "C1": 5,
    "A2": 1, "B2": 4, "C2": 5,
    "A3": 3, "B3": 7, "C3": 10,
    "A4": 3, "B4": 7, "C4": 10,
}  # fmt: skip
DECISIONS = {address: count for address, count in RIGHT.items() if not address.endswith("4")}


def diagnosed(
    decisions: Mapping[str, int] | None = None, **written: int
) -> dict[str, list[Finding]]:
    """The findings by group, when some cells were written otherwise than they should be."""
    counts = RIGHT | written
    cells = {name: Cell("LSS", int(name[1]), ord(name[0]) - 64, counts[name]) for name in counts}
    equalities = [*_sums(cells), *_agreements(cells)]
    equalities += [
        Identity(((1, cells[name]),), cells[name], constant=-count)
        for name, count in (decisions or {}).items()
    ]
    broken = [Broken(each, _finding(each)) for each in equalities if _residual(each)]
    groups: dict[str, list[Finding]] = {}
    for finding in diagnose(broken, equalities):
        groups.setdefault(str(finding.group), []).append(finding)
    assert sum(map(len, groups.values())) == len(broken)
    return groups


def _sums(cells: Mapping[str, Cell]) -> list[Identity]:
    lines = [("C1", "A1", "B1"), ("C2", "A2", "B2"), ("C3", "A3", "B3")]
    lines += [(f"{column}3", f"{column}1", f"{column}2") for column in "ABC"]
    return [
        Identity(((1, cells[total]), (-1, cells[first]), (-1, cells[second])), cells[total])
        for total, first, second in lines
    ]


def _agreements(cells: Mapping[str, Cell]) -> list[Identity]:
    return [
        Identity(((1, cells[f"{column}{one}"]), (-1, cells[f"{column}{two}"])), cells[f"{column}4"])
        for column in "ABC"
        for one, two in combinations((3, 4), 2)
    ]


def _residual(identity: Identity) -> int:
    return identity.constant + sum(factor * (cell.count or 0) for factor, cell in identity.terms)


def _finding(identity: Identity) -> Finding:
    place = identity.at
    return Finding(
        "SUM-502", Severity.FEL, Quarter(2024, 4), "farsta", "", "", "LSS", place.address
    )


def _change(cell: str, found: int, suggested: int) -> Suggestion:
    return Suggestion("LSS", cell, found, suggested)


def test_nothing_broken_is_nothing_to_say() -> None:
    assert diagnosed() == {}
    assert diagnosed(DECISIONS) == {}


def test_a_wrong_count_is_where_its_row_and_its_column_meet() -> None:
    groups = diagnosed(B2=6)

    assert list(groups) == ["farsta:LSS!B2"]
    assert [each.cell for each in groups["farsta:LSS!B2"]] == ["C2", "B3"]
    assert {each.cause for each in groups["farsta:LSS!B2"]} == {_change("B2", 6, 4)}


def test_a_wrong_sum_is_named_and_not_its_parts() -> None:
    groups = diagnosed(C3=11)

    assert {each.cause for each in groups["farsta:LSS!C3"]} == {_change("C3", 11, 10)}


def test_what_cannot_be_told_apart_is_named_in_full() -> None:
    """Only the two tables' A sums and the sum of a row are at odds: 151 here, 152 there."""
    cells = {name: Cell("LSS", 1, place, count) for place, (name, count) in enumerate(
        {"A": 151, "B": 152}.items(), 1
    )}  # fmt: skip
    twins = Identity(((1, cells["A"]), (-1, cells["B"])), cells["A"])

    (finding,) = diagnose([Broken(twins, _finding(twins))], [twins])

    assert finding.cause is None
    assert set(finding.candidates) == {_change("A1", 151, 152), _change("B1", 152, 151)}
    assert finding.group == "farsta:LSS!A1"


def test_a_decision_forgotten_in_a_row_and_in_its_sum_takes_two_changes() -> None:
    groups = diagnosed(B1=2, B3=6)

    (findings,) = groups.values()
    assert {each.changes for each in findings} == {(_change("B1", 2, 3), _change("B3", 6, 7))}


def test_independent_errors_are_two_groups() -> None:
    groups = diagnosed(A1=4, B2=9)

    assert {group: {each.cause for each in groups[group]} for group in groups} == {
        "farsta:LSS!A1": {_change("A1", 4, 2)},
        "farsta:LSS!B2": {_change("B2", 9, 4)},
    }


def test_errors_in_one_row_are_one_group_of_two_changes() -> None:
    groups = diagnosed(A1=4, B1=9)

    (findings,) = groups.values()
    assert {each.changes for each in findings} == {(_change("A1", 4, 2), _change("B1", 9, 3))}


def test_decisions_name_the_wrong_cells_however_many() -> None:
    """Six of nine are wrong: more than any search over the tables alone would find."""
    wrong = {"A1": 9, "B1": 9, "C1": 1, "A2": 7, "C2": 2, "B3": 0}

    groups = diagnosed(DECISIONS, **wrong)

    changes = {change for group in groups.values() for each in group for change in each.changes}
    assert changes == {_change(name, count, RIGHT[name]) for name, count in wrong.items()}


def test_a_decision_less_than_the_tables_is_no_wrong_cell() -> None:
    """The tables agree with one another: what they count too much is one decision not there."""
    less = DECISIONS | {"A1": 1, "C1": 4, "A3": 2, "C3": 9}

    groups = diagnosed(less)

    assert list(groups) == ["farsta:LSS"]
    assert len(groups["farsta:LSS"]) == 4
    assert not any(each.cause or each.candidates for each in groups["farsta:LSS"])


def test_a_decision_less_and_a_wrong_cell_are_two_causes() -> None:
    less = DECISIONS | {"A1": 1, "C1": 4, "A3": 2, "C3": 9}

    groups = diagnosed(less, A2=5)

    assert set(groups) == {"farsta:LSS", "farsta:LSS!A2"}
    assert {each.cause for each in groups["farsta:LSS!A2"]} == {_change("A2", 5, 1)}
    assert not any(each.cause for each in groups["farsta:LSS"])


def test_a_change_that_breaks_what_held_is_followed_to_its_end() -> None:
    """A3 and B3 exchanged: the row's total holds, and both columns and both twins are broken."""
    groups = diagnosed(A3=7, B3=3)

    (findings,) = groups.values()
    assert {each.changes for each in findings} == {(_change("A3", 7, 3), _change("B3", 3, 7))}


def test_no_count_is_suggested_below_zero() -> None:
    groups = diagnosed(A1=0, A2=0, B1=0, B2=0, C1=0, C2=0)

    suggested = [change.suggested for group in groups.values() for each in group
                 for change in (*each.changes, *each.candidates)]  # fmt: skip
    assert all(count >= 0 for count in suggested)


def test_addresses_are_those_of_the_cells() -> None:
    assert column_letters(3) == "C"
    assert diagnosed(C1=6)["farsta:LSS!C1"][0].cell == "C1"
