"""Telling people of a scheduled run that went wrong, as Prefect's server says it did."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from deploy.settings import Settings
from flows.calendar.announce import announce
from flows.calendar.round import Round
from flows.calendar.send import send_waiting
from schemas.events import SYSTEM, Act, Event
from schemas.notices import Happened, Notice
from sql.audit import record
from sql.lease import CALENDAR, LeasedError, leased
from sql.outbox import posted_since

QUIET = timedelta(hours=12)
"""What goes wrong every hour is told twice a day."""

_log = logging.getLogger(__name__)


def tell_of_run(settings: Settings, flow: str, state: str, at: datetime) -> None:
    """Write it in the log, and tell who is to know. The letters are sent now, as what went wrong
    may be the run that sends them."""
    _log.error("a run of %s is %s", flow, state)
    a_round, notice = Round(settings, at), Notice.RUN_FAILED
    with a_round.writing() as connection:
        if posted_since(connection, a_round.municipality, notice, at - QUIET):
            return
        announce(connection, a_round, Happened(notice, counts={"runs": 1}))
        told = {"flow": flow, "state": state}
        event = Event(Act.NOTIFIED, SYSTEM, at, subject=notice.value, detail=told)
        record(connection, a_round.municipality.code, event)
    _send(a_round)


def _send(a_round: Round) -> None:
    """Unless a round of the calendar is at it, which sends them."""
    try:
        alone = leased(
            a_round.engine, a_round.municipality, CALENDAR, a_round.settings.lease_seconds
        )
        with alone as lease:
            for done in send_waiting(a_round, lease):
                _log.info("%s: %d", done.what, done.count)
    except LeasedError:
        return
