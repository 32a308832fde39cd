"""10,000 simulated decisions followed through eight quarters and two mergers of units.

As they were lived they break no rule that follows decisions; every break seeded in them is found,
and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from schemas.history import FigureKey, Figures, History, PastDecision
from schemas.layouts import TOTALT
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountRow, CountTable, Decision, Source, Submission
from tasks.validate.case import Case
from tasks.validate.engine import rule_set
from tasks.validate.rule import Break, Identity, Said, Scope
from tests.properties.lives import CLOSED, EXECUTED, OPEN, QUARTERS, Row, live

LIVES, SEED = 10_000, 34
FOLLOWING = ("KED-701", "KED-702", "KED-703", "KED-704", "KED-706", "KED-707", "UPP-543")
FIELDS = (
    "lopnummer", "lagrum", "omrade", "insats", "kon", "beslutsdatum", "avbrottsdatum",
    "rapporttyp", "status", "verkstalld", "avslutad",
)  # fmt: skip
CITY = load_municipality()

Reported = dict[tuple[str, Quarter], list[Row]]
Found = set[tuple[str, str]]


@cache
def reported() -> Reported:
    """The rows of every unit and quarter."""
    rows: Reported = defaultdict(list)
    for row in live(LIVES, SEED):
        rows[row.unit, row.quarter].append(row)
    return rows


def units(quarter: Quarter) -> list[str]:
    return sorted({unit for unit, each in reported() if each == quarter})


def owners(unit: str, quarter: Quarter) -> tuple[str, ...]:
    """Who reported the unit's decisions in an earlier quarter."""
    register = CITY.codelists["enhet"]
    return tuple(each for each in units(quarter) if register.heirs(each, QUARTERS[-1]) == unit)


def before(unit: str, quarter: Quarter) -> Iterator[tuple[Quarter, tuple[str, ...], list[Row]]]:
    """The earlier quarters, who reported them, and what."""
    for past in QUARTERS:
        if past < quarter:
            reporters = (unit,) if unit in units(past) else owners(unit, past)
            yield past, reporters, [row for each in reporters for row in reported()[each, past]]


def past_decision(row: Row, number: int) -> PastDecision:
    return PastDecision(
        row.quarter, row.unit, row.lopnummer, "Beslut", f"A{number}", row.lag, row.lagrum,
        row.omrade, row.insats, row.kon, row.rapporttyp, row.status, row.decided, row.interrupted,
    )  # fmt: skip


@cache
def known_by_row(unit: str, quarter: Quarter) -> History:
    """The history of a unit that lists its decisions."""
    told, reporters = {}, {}
    for past, who, rows in before(unit, quarter):
        told[past] = tuple(past_decision(row, number) for number, row in enumerate(rows, 2))
        reporters[past] = who
    return History(decisions=told, reporters=reporters)


def listed(unit: str, quarter: Quarter, rows: Iterable[Row]) -> Submission:
    """A submission with these decisions and no tables."""
    decisions = tuple(decision(row, number) for number, row in enumerate(rows, 2))
    return submission(unit, quarter, (), decisions)


def submission(
    unit: str, quarter: Quarter, tables: tuple[CountTable, ...], decisions: tuple[Decision, ...]
) -> Submission:
    return Submission(Source("", ""), CITY.layouts[-1], unit, quarter, {}, tables, decisions, {})


def decision(row: Row, number: int) -> Decision:
    codes = {name: getattr(row, name) for name in FIELDS[1:5] + FIELDS[7:9]}
    days = {
        "beslutsdatum": row.decided,
        "avbrottsdatum": row.interrupted,
        "verkstalld": row.ended if row.status == EXECUTED else None,
        "avslutad": row.ended if row.status == CLOSED else None,
    }
    values = {"lopnummer": row.lopnummer, **codes, **days}
    cells = {
        name: Cell("Beslut", number, column, values[name]) for column, name in enumerate(FIELDS, 1)
    }
    return Decision(number, cells, codes, days, row.lag)


def followed(submission: Submission, quarter: Quarter, history: History) -> Found:
    """What the rules that follow decisions say: rule, and löpnummer or the place of an equality."""
    case = Case(submission, CITY, quarter, quarter.last_day + timedelta(days=20), history)
    rules = [each for each in rule_set() if each.id in FOLLOWING and each.scope is Scope.SUBMISSION]
    return {(rule.id, told) for rule in rules for told in _broken(rule.check(case))}


def _broken(said: Iterable[Said]) -> Iterator[str]:
    for each in said:
        if isinstance(each, Break):
            yield str(each.subject)
        elif isinstance(each, Identity) and _unequal(each):
            yield each.at.place


def _unequal(equality: Identity) -> bool:
    return equality.constant + sum(a * (cell.count or 0) for a, cell in equality.terms) != 0


def test_lives_hold_all_that_can_happen() -> None:
    rows = [row for each in reported().values() for row in each]
    statuses = Counter(row.status for row in rows)
    moved = {row.lopnummer for row in rows if row.unit == "jarva"} & {
        row.lopnummer for row in rows if row.unit in ("rinkeby-kista", "spanga-tensta")
    }
    again = Counter(row.lopnummer for row in rows if row.rapporttyp == "ny")
    assert min(statuses[each] for each in (OPEN, EXECUTED, CLOSED)) > 1_000
    assert len(moved) > 500
    assert sum(times > 1 for times in again.values()) > 500
    assert sum(row.interrupted is not None for row in rows) > 1_000


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_no_false_break_row_by_row(quarter: Quarter) -> None:
    for unit in units(quarter):
        rows = reported()[unit, quarter]
        history = known_by_row(unit, quarter)
        assert followed(listed(unit, quarter, rows), quarter, history) == set(), unit


# Breaks by row: each takes a decision and says what is reported in its place, and who finds it.

Seeded = tuple[list[Row], str]
OTHER_KON = {"kvinna": "man", "man": "saknas", "saknas": "kvinna"}


def dropped(row: Row, last: Row | None) -> Seeded | None:
    """A decision that was open the quarter before is left out."""
    open_before = last and last.status == OPEN and last.quarter == row.quarter.previous
    return ([], "KED-701") if open_before else None


def mistyped(row: Row, last: Row | None) -> Seeded | None:
    """Ny for a decision that was open before, Åter for one that was never reported. A wait that
    began anew after an end is left alone here: the rows do not tell which it should be."""
    if last and last.status != OPEN:
        return None
    other = "ater" if row.rapporttyp == "ny" else "ny"
    return [replace(row, rapporttyp=other)], "KED-703"


def duplicated(row: Row, last: Row | None) -> Seeded | None:
    return [row, row], "KED-706"


def other_kon(row: Row, last: Row | None) -> Seeded | None:
    changed = replace(row, kon=OTHER_KON[row.kon])
    return ([changed], "KED-704") if last and last.status == OPEN else None


def other_day(row: Row, last: Row | None) -> Seeded | None:
    changed = replace(row, decided=row.decided - timedelta(days=1))
    return ([changed], "KED-704") if last and last.status == OPEN else None


def other_insats(row: Row, last: Row | None) -> Seeded | None:
    changed = replace(row, insats="daglig-verksamhet" if row.lag == "SoL" else "boendestod")
    return ([changed], "KED-704") if last and last.status == OPEN else None


BREAKS = (dropped, mistyped, duplicated, other_kon, other_day, other_insats)


@pytest.mark.parametrize("quarter", QUARTERS[1:], ids=str)
def test_every_seeded_break_is_found_and_nothing_else(quarter: Quarter) -> None:
    chance = Random(f"{SEED} {quarter}")
    for unit in units(quarter):
        rows, seeded, kinds = spoilt(unit, quarter, chance)
        found = followed(listed(unit, quarter, rows), quarter, known_by_row(unit, quarter))
        assert found == seeded, unit
        assert kinds == {*BREAKS, returned}


def spoilt(unit: str, quarter: Quarter, chance: Random) -> tuple[list[Row], Found, set[object]]:
    """A quarter's rows with a break in every tenth, and rows that had ended come back."""
    last = last_reports(unit, quarter)
    rows: list[Row] = []
    seeded: Found = set()
    kinds: set[object] = set()
    for row in reported()[unit, quarter]:
        kind = chance.choice(BREAKS)
        made = kind(row, last.get(row.lopnummer)) if chance.random() < 0.1 else None
        rows += made[0] if made else [row]
        if made:
            seeded.add((made[1], row.lopnummer))
            kinds.add(kind)
    back = returned(quarter, last.values(), {row.lopnummer for row in rows}, chance)
    seeded |= {("KED-703", row.lopnummer) for row in back}
    return [*rows, *back], seeded, kinds | ({returned} if back else set())


def last_reports(unit: str, quarter: Quarter) -> dict[str, Row]:
    """Each decision as it was last reported."""
    return {row.lopnummer: row for _, _, rows in before(unit, quarter) for row in rows}


def returned(quarter: Quarter, last: Iterable[Row], here: set[str], chance: Random) -> list[Row]:
    """Decisions that were executed or closed and are reported as open again."""
    gone = [row for row in last if row.status != OPEN and row.lopnummer not in here]
    return [
        replace(row, quarter=quarter, status=OPEN, ended=None, rapporttyp="ater")
        for row in gone
        if chance.random() < 0.05
    ]


# The same lives in tables alone, where only the stock of open decisions can be followed.


def counted(rows: Iterable[Row]) -> Figures:
    """What the tables over händelse and rapporttyp state."""
    figures: Counter[FigureKey] = Counter()
    for row in rows:
        for table, code in (("handelse", row.status), ("rapporttyp", row.rapporttyp)):
            for codes in ((code,), ()):
                figures[FigureKey(row.lag, table, codes, TOTALT)] += 1
    return figures


def known_by_stock(unit: str, quarter: Quarter) -> History:
    """The history of a unit that sends tables alone."""
    past = list(before(unit, quarter))
    return History(
        figures={when: counted(rows) for when, _, rows in past},
        reporters={when: who for when, who, _ in past},
    )


def in_tables(unit: str, quarter: Quarter, rows: Iterable[Row]) -> Submission:
    figures = counted(rows)
    tables = [
        table(lag, name, top, figures)
        for lag in CITY.lagar
        for top, name in ((1, "handelse"), (11, "rapporttyp"))
    ]
    return submission(unit, quarter, tuple(tables), ())


def table(lag: str, name: str, top: int, figures: Figures) -> CountTable:
    codes = [(each.code,) for each in CITY.codelists[name].entries]
    *rows, summa = (
        CountRow(
            {},
            dict.fromkeys([name], *row) if row else {},
            {TOTALT: Cell(lag, number, 2, figures[FigureKey(lag, name, row, TOTALT)])},
        )
        for number, row in enumerate([*codes, ()], top + 1)
    )
    headers = {name: Cell(lag, top, 1, name), TOTALT: Cell(lag, top, 2, "Totalt")}
    return CountTable(lag, name, name, headers, tuple(rows), summa)


def stock_rules(unit: str, quarter: Quarter) -> set[str]:
    """Who finds a break in the stock: after a merger the opening stock is another rule's."""
    first_after = QUARTERS[2]
    merged = unit in ("jarva", "norra-innerstaden") and quarter == first_after
    return {"KED-702", "UPP-543" if merged else "KED-707"}


@pytest.mark.parametrize("quarter", QUARTERS[1:], ids=str)
def test_the_stock_goes_together_in_tables_alone(quarter: Quarter) -> None:
    for unit in units(quarter):
        rows = reported()[unit, quarter]
        found = followed(in_tables(unit, quarter, rows), quarter, known_by_stock(unit, quarter))
        assert found == set(), unit


@pytest.mark.parametrize("quarter", QUARTERS[1:], ids=str)
def test_every_break_of_the_stock_is_found(quarter: Quarter) -> None:
    chance = Random(f"{SEED} {quarter} stock")
    for unit in units(quarter):
        rows, history = reported()[unit, quarter], known_by_stock(unit, quarter)
        last = last_reports(unit, quarter)
        for row in chance.sample(rows, 20):
            kind = chance.choice((dropped, mistyped))
            if made := kind(row, last.get(row.lopnummer)):
                spoilt_rows = [*(each for each in rows if each is not row), *made[0]]
                found = followed(in_tables(unit, quarter, spoilt_rows), quarter, history)
                assert {rule for rule, _ in found} == stock_rules(unit, quarter), (unit, row)
