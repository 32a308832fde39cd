"""The step of collecting: what lies in the inboxes of the settings, and whatever waits."""

from __future__ import annotations

from collections.abc import Sequence

from flows.done import Done
from flows.fetch import fetch
from flows.receive import resume
from flows.round import Round
from schemas.agenda import Kind, Step
from schemas.quarter import Quarter
from sql.lease import leased


def collect(a_round: Round, quarter: Quarter, _steps: Sequence[Step]) -> Done | None:
    """Fetch and load what is new. Raises LeasedError while the quarter is run."""
    settings = a_round.settings
    with leased(a_round.engine, a_round.municipality, quarter, settings.lease_seconds):
        if not settings.inboxes.addresses:
            resume(settings)  # units send in by the pages alone
            return None
        received = fetch(settings, quarter)
    new = sum(not each.again for each in received.arrived)
    gone = len(received.unreachable)
    told = f"{new} nya filer hämtades, och {gone} inkorgar eller filer gick inte att nå."
    return Done(Kind.COLLECT, quarter, (), new, told if gone else "") if new or gone else None
