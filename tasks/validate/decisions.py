"""What rules ask of a decision row: what it is called, where a value stands, what to believe.

A date that another rule already calls impossible (TID-604), or that could not be understood
(KOD-305), is not judged further: one cause is shown once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from schemas.codelists import Code
from schemas.history import OPEN
from schemas.labels import plain
from schemas.layouts import EARLIEST
from schemas.submission import Cell, Decision
from tasks.validate.case import Case
from tasks.validate.rule import NotApplicable, Said

LAGRUM = "lagrum"
NO_DECISIONS = NotApplicable("Inlämningen innehåller inga beslutsrader.")

ENDINGS = {"verkstalld": "verkstallt", "avslutad": "avslutat"}
"""The dates that end a decision, with the status that goes with each."""


def each_decision(case: Case, judge: Callable[[Case, Decision], Iterator[Said]]) -> Iterator[Said]:
    """What there is to say of every decision row, or that there are none."""
    if not case.decisions:
        yield NO_DECISIONS
    for decision in case.decisions:
        yield from judge(case, decision)


def called(decision: Decision) -> str:
    """The decision as people find it again."""
    return decision.lopnummer or f"på rad {decision.row}"


def cell_of(decision: Decision, field: str) -> Cell:
    """The cell of a field, or the row's first cell where the column is not there."""
    return decision.cells.get(field) or next(iter(decision.cells.values()))


def possible(day: date, today: date) -> bool:
    return EARLIEST <= day <= today


def believed(case: Case, decision: Decision, field: str) -> date | None:
    """A date that was understood and is possible."""
    day = decision.days.get(field)
    return day if day and possible(day, case.today) else None


def unclear(case: Case, decision: Decision, field: str) -> bool:
    """Whether something was written as a date that cannot be believed."""
    cell = decision.cells.get(field)
    return cell is not None and not cell.blank and believed(case, decision, field) is None


def registered_lagrum(case: Case, decision: Decision) -> Code | None:
    """The lagrum that the decision names, also one that cannot stand in the quarter's reports."""
    every = case.municipality.codelists[LAGRUM]
    if code := decision.codes.get(LAGRUM):
        return every.get(code)
    label = plain(decision.text(LAGRUM) or "")
    return next((each for each in every.entries if label in map(plain, each.labels)), None)


def mistimed_lagrum(case: Case, decision: Decision) -> Code | None:
    """The lagrum that the decision names, if none could be made under it on the decision day."""
    day = believed(case, decision, "beslutsdatum")
    lagrum = registered_lagrum(case, decision) if day else None
    return lagrum if lagrum and day and not lagrum.decided.holds(day) else None


def start_field(decision: Decision) -> str:
    """Where the clock starts: the interruption day where one is given, else the decision day."""
    cell = decision.cells.get("avbrottsdatum")
    return "beslutsdatum" if cell is None or cell.blank else "avbrottsdatum"


def is_open(decision: Decision) -> bool:
    """Whether both Status and the dates say that the decision is still to be executed."""
    ended = (decision.cells.get(field) for field in ENDINGS)
    return decision.codes.get("status") == OPEN and all(not cell or cell.blank for cell in ended)
