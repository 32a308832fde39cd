"""Telling units: that it is time, that they have sent nothing, or that what they sent has something
to see to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import Connection

from flows.calendar.announce import announce, call
from flows.calendar.done import Done
from flows.calendar.round import Round
from schemas.agenda import Step
from schemas.clock import swedish_day
from schemas.events import SYSTEM, Act, Event
from schemas.notices import Channel, Happened, Letter, Notice
from schemas.quarter import Quarter
from sql.audit import record
from sql.calendar import collecting_of
from sql.contacts import contacts_of
from sql.outbox import post
from sql.steps import add_steps, has_sent
from tasks.notify.letters import Words, findings, opened, reminder, returned


def tell_open(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done | None:
    """Those who have sent nothing, that it is time."""
    with a_round.writing(quarter) as connection:
        deadline = collecting_of(connection, a_round.municipality, quarter).deadline
        left = _without_report(connection, a_round, quarter, steps)
        words = partial(opened, a_round.head, quarter, deadline=deadline)
        return _tell(connection, a_round, Notice.OPENED, left, words)


def remind(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done | None:
    """Those who have sent nothing, that they have not."""
    with a_round.writing(quarter) as connection:
        deadline = collecting_of(connection, a_round.municipality, quarter).deadline
        today = swedish_day(a_round.now)
        left = _without_report(connection, a_round, quarter, steps)
        words = partial(reminder, a_round.head, quarter, deadline=deadline, today=today)
        return _tell(connection, a_round, Notice.REMINDER, left, words)


def tell(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done | None:
    """Those whose latest workbook has something to mend or to explain."""
    with a_round.writing(quarter) as connection:
        words = partial(findings, a_round.head, quarter)
        return _tell(connection, a_round, Notice.FINDINGS, steps, words)


def tell_returned(a_round: Round, quarter: Quarter, steps: Sequence[Step]) -> Done | None:
    """Those to whom a finding was returned."""
    with a_round.writing(quarter) as connection:
        words = partial(returned, a_round.head, quarter)
        return _tell(connection, a_round, Notice.RETURNED, steps, words)


def _without_report(
    connection: Connection, a_round: Round, quarter: Quarter, steps: Sequence[Step]
) -> list[Step]:
    """Somebody may have sent since the round looked."""
    sent = has_sent(connection, a_round.municipality, quarter)
    return [each for each in steps if each.unit not in sent]


def _tell(
    connection: Connection,
    a_round: Round,
    notice: Notice,
    steps: Sequence[Step],
    words: Callable[[str], Words],
) -> Done | None:
    """Letters, steps and events: all of them or none. A unit without an address is told of to those
    who coordinate, once for all of them."""
    if not steps:
        return None
    city, now, quarter = a_round.municipality, a_round.now, steps[0].quarter
    addresses = contacts_of(connection, city)
    units = [each.unit for each in steps if each.unit]
    reached = [unit for unit in units if unit in addresses]
    letters = [
        Letter(Channel.MAIL, notice, addresses[unit], made.subject, made.body, quarter, unit)
        for unit in reached
        for made in [a_round.head.signed(words(unit))]
    ]
    post(connection, city, letters, now)
    call(connection, a_round, Happened(notice, quarter, tuple(reached)))
    lost = tuple(unit for unit in units if unit not in addresses)
    if lost:
        announce(connection, a_round, Happened(Notice.UNDELIVERED, quarter, lost))
    add_steps(connection, city, steps, now)
    record(connection, city.code, *_events(a_round, notice, quarter, reached, lost))
    return Done(steps[0].kind, quarter, tuple(reached), len(reached)) if reached else None


def _events(
    a_round: Round,
    notice: Notice,
    quarter: Quarter | None,
    reached: Sequence[str],
    lost: Sequence[str],
) -> list[Event]:
    act = Act.REMINDED if notice is Notice.REMINDER else Act.NOTIFIED
    told = [Event(act, SYSTEM, a_round.now, quarter, unit, notice.value) for unit in reached]
    why = {"reason": "no address"}
    gone = [
        Event(Act.NOT_SENT, SYSTEM, a_round.now, quarter, unit, notice.value, why) for unit in lost
    ]
    return told + gone
