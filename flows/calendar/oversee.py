"""The steps that those who coordinate are told of: what is in, what is missing, what is written."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection

from flows.calendar.announce import announce
from flows.calendar.done import Done
from flows.calendar.round import Round
from flows.keeping.verify_all import Problem, verify_everything
from flows.outputs import start_report, write_draft
from schemas.agenda import UNREADY, Kind, Step
from schemas.events import SYSTEM, Act, Event
from schemas.findings import UnitState
from schemas.notices import Happened, Notice
from schemas.quarter import Quarter
from sql.audit import record
from sql.lease import leased
from sql.outbox import sweep
from sql.state import unit_states
from sql.steps import add_steps

KEPT = timedelta(days=400)
"""How long letters that ended are kept: over the same quarter of the next year."""

_log = logging.getLogger(__name__)


def begin(a_round: Round, steps: Sequence[Step]) -> Done:
    """From today on things are done by themselves."""
    with a_round.writing() as connection:
        _finish(connection, a_round, steps)
    return Done(Kind.START)


def draft(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done:
    """Write the draft of what has come in."""
    _write(a_round, quarter)
    with a_round.writing(quarter) as connection:
        add_steps(connection, a_round.municipality, steps, a_round.now)
    return Done(Kind.DRAFT, quarter)


def complete(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done:
    """Everybody has sent something."""
    with a_round.writing(quarter) as connection:
        announce(connection, a_round, _counted(connection, a_round, Notice.COMPLETE, quarter))
        _finish(connection, a_round, steps)
    return Done(Kind.COMPLETE, quarter)


def escalate(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done:
    """After the deadline: who is missing, and whose reports cannot be used as they are."""
    with a_round.writing(quarter) as connection:
        units = unit_states(connection, a_round.municipality, quarter)
        missing = tuple(each.unit for each in units if each.state is UnitState.MISSING)
        flawed = tuple(each.unit for each in units if each.state in UNREADY)
        flawed = tuple(unit for unit in flawed if unit not in missing)
        counts = {"missing": len(missing), "flawed": len(flawed)}
        happened = Happened(Notice.ESCALATED, quarter, missing + flawed, counts)
        announce(connection, a_round, happened)
        _finish(connection, a_round, steps)
    return Done(Kind.ESCALATE, quarter, happened.units, len(happened.units))


def consolidate(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done:
    """The draft as it stands is what people go on with."""
    _write(a_round, quarter)
    with a_round.writing(quarter) as connection:
        announce(connection, a_round, _counted(connection, a_round, Notice.CONSOLIDATED, quarter))
        _finish(connection, a_round, steps)
    return Done(Kind.CONSOLIDATE, quarter)


def check_night(a_round: Round, steps: Sequence[Step]) -> Done:
    """Everything that is kept, held against its hashes; and old letters go."""
    problems = verify_everything(a_round.settings)
    for each in problems:
        _log.error("not as it was, in %s: %s", each.place.value, each.text)
    with a_round.writing() as connection:
        if problems:
            announce(connection, a_round, _found(problems))
        sweep(connection, a_round.municipality, a_round.now - KEPT)
        _finish(connection, a_round, steps, {"problems": str(len(problems))})
    told = f"Kontrollen hittade {len(problems)} fel. Kör kvartal verify." if problems else ""
    return Done(Kind.VERIFY, problem=told)


def _found(problems: Sequence[Problem]) -> Happened:
    places = Counter(each.place.name.lower() for each in problems)
    return Happened(Notice.VERIFIED, counts={"problems": len(problems), **places})


def _write(a_round: Round, quarter: Quarter) -> None:
    """Not while a run is at it, which would write it too. Raises LeasedError."""
    settings = a_round.settings
    with leased(a_round.engine, a_round.municipality, quarter, settings.lease_seconds):
        start_report(settings, quarter)
        write_draft(settings, quarter)


def _counted(connection: Connection, a_round: Round, notice: Notice, quarter: Quarter) -> Happened:
    units = unit_states(connection, a_round.municipality, quarter)
    sent = [each for each in units if each.state is not UnitState.MISSING]
    unready = [each for each in sent if each.state is not UnitState.ACCEPTED]
    counts = {"units": len(units), "sent": len(sent), "unready": len(unready)}
    return Happened(notice, quarter, counts=counts)


def _finish(
    connection: Connection,
    a_round: Round,
    steps: Sequence[Step],
    detail: dict[str, str] | None = None,
) -> None:
    add_steps(connection, a_round.municipality, steps, a_round.now)
    first = steps[0]
    told = {"step": first.kind.value, **(detail or {})}
    event = Event(Act.STEP_DONE, SYSTEM, a_round.now, first.quarter, detail=told)
    record(connection, a_round.municipality.code, event)
