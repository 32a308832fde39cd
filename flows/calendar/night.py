"""What is done at night: everything that is kept is held against its hashes, and what has had its
time is tidied away."""

from __future__ import annotations

from datetime import datetime

from deploy.settings import Settings
from flows.calendar.oversee import check_night
from flows.calendar.round import Round
from flows.keeping.purge import purge_orphans
from flows.keeping.verify_all import verify_everything
from schemas.agenda import Kind, due
from schemas.events import SYSTEM
from sql.attempts import forget_attempts
from sql.lease import CALENDAR, leased
from sql.migrate import migrate
from sql.sessions import remove_sessions_before


def night(settings: Settings, now: datetime) -> str:
    """What is not as it was (Swedish), empty where all is well. Raises LeasedError while a round of
    the calendar is at it."""
    a_round = Round(settings, now)
    migrate(a_round.engine)
    with leased(a_round.engine, a_round.municipality, CALENDAR, settings.lease_seconds):
        _tidy(a_round)
        return _check(a_round)


def _tidy(a_round: Round) -> None:
    """Sessions that nobody can come back to, log-ins that slow nobody down any more, and files that
    a death left in the archive."""
    with a_round.writing() as connection:
        last = a_round.now - a_round.settings.web.absolute
        remove_sessions_before(connection, a_round.municipality, last)
        forget_attempts(connection, a_round.municipality, a_round.now)
    purge_orphans(a_round.settings, SYSTEM, a_round.now)


def _check(a_round: Round) -> str:
    """As the calendar's step where that is due, so that those are told who are to know; else, where
    it was done tonight, for whoever asks."""
    steps = [each for each in due(a_round.look(), a_round.now) if each.kind is Kind.VERIFY]
    if steps:
        return check_night(a_round, steps).problem
    count = len(verify_everything(a_round.settings))
    return f"Kontrollen hittade {count} fel. Kör kvartal verify." if count else ""
