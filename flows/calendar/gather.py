"""The step of collecting: what lies in the inboxes of the settings, and whatever waits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from flows.calendar.done import Done
from flows.calendar.round import Round
from flows.fetch import fetch
from flows.receive import resume
from flows.whole import INBOX
from schemas.agenda import Kind, Step
from schemas.quarter import Quarter
from sql.lease import leased
from sql.warehouse import finding


def collect(a_round: Round, quarter: Quarter, _steps: Sequence[Step]) -> Done | None:
    """Fetch and load what is new. What cannot be reached is a finding of the quarter as long as it
    cannot, and a problem of the round that finds it so. Raises LeasedError while the quarter is
    run."""
    settings = a_round.settings
    with leased(a_round.engine, a_round.municipality, quarter, settings.lease_seconds):
        if not settings.inboxes.addresses:
            resume(settings)  # units send in by the pages alone
            return None
        known = _out_of_reach(a_round, quarter)
        received = fetch(settings, quarter)
    new = sum(not each.again for each in received.arrived)
    gone = len(_out_of_reach(a_round, quarter) - known)
    told = f"{new} nya filer. Inkorgar eller filer som inte gick att nå: {gone}."
    return Done(Kind.COLLECT, quarter, (), new, told if gone else "") if new or gone else None


def _out_of_reach(a_round: Round, quarter: Quarter) -> frozenset[str]:
    """The findings about what an inbox did not give."""
    with a_round.engine.connect() as connection:
        return frozenset(
            connection.scalars(
                select(finding.c.id).where(
                    finding.c.municipality == a_round.municipality.code,
                    finding.c.quarter == str(quarter),
                    finding.c.source == INBOX,
                )
            )
        )
