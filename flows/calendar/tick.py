"""One round of the calendar: what is due is worked out, carried out and written down.

It can be called at any time and as often as one likes. What was missed is done once. Two at once
exclude each other; one that was killed is resumed by the next, since every step is done and written
in one transaction, and every letter is a row before it is sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from deploy.settings import Settings
from flows.calendar import gather, oversee, remind
from flows.calendar.done import Done
from flows.calendar.round import Round
from flows.calendar.send import send_waiting
from schemas.agenda import Kind, Step, due
from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.trail import trail
from sql.lease import CALENDAR, Lease, LeasedError, leased
from sql.migrate import migrate

_log = logging.getLogger(__name__)


def tick(settings: Settings, now: datetime) -> tuple[Done, ...]:
    """Do what is due in a home at this moment. Raises LeasedError while another is at it."""
    a_round = Round(settings, now)
    migrate(a_round.engine)
    alone = leased(a_round.engine, a_round.municipality, CALENDAR, settings.lease_seconds)
    with alone as lease:
        return (*_steps(a_round, lease), *send_waiting(a_round, lease))


def _steps(a_round: Round, lease: Lease) -> Iterator[Done]:
    """Kind by kind, looking anew when something was done: what comes in decides who is reminded."""
    state = a_round.look()
    for kind in Kind:
        left = [each for each in due(state, a_round.now) if each.kind is kind]
        for quarter, steps in groupby(left, key=lambda step: step.quarter):
            lease.require()
            yield from _carried_out(a_round, kind, quarter, list(steps))
        state = a_round.look() if left else state


def _carried_out(
    a_round: Round, kind: Kind, quarter: Quarter | None, steps: Sequence[Step]
) -> Iterator[Done]:
    """One that fails is told, and keeps no other from being done. What a run of the quarter is
    doing just now waits for the next round."""
    try:
        done = _do(a_round, kind, quarter, steps)
    except LeasedError as busy:
        _log.info("the step %s waits: %s", kind.value, busy.message)
        return
    except UserError as error:
        done = Done(kind, quarter, problem=error.message)
    except Exception as error:  # its text may quote a cell
        reference, body = trail(error)
        _log.error("the step %s failed (%s): %s", kind.value, reference, body)
        done = Done(kind, quarter, problem=f"Steget misslyckades (referens {reference}).")
    if done:
        yield done


def _do(a_round: Round, kind: Kind, quarter: Quarter | None, steps: Sequence[Step]) -> Done | None:
    if quarter is None:
        return _WITHOUT_QUARTER[kind](a_round, steps)
    return _IN_QUARTER[kind](a_round, quarter, steps)


_WITHOUT_QUARTER: Mapping[Kind, Callable[[Round, Sequence[Step]], Done | None]] = {
    Kind.START: oversee.begin,
    Kind.VERIFY: oversee.check_night,
}
_IN_QUARTER: Mapping[Kind, Callable[[Round, Quarter, Sequence[Step]], Done | None]] = {
    Kind.COLLECT: gather.collect,
    Kind.DRAFT: oversee.draft,
    Kind.COMPLETE: oversee.complete,
    Kind.TELL: remind.tell,
    Kind.RETURN: remind.tell_returned,
    Kind.OPEN: remind.tell_open,
    Kind.REMIND: remind.remind,
    Kind.ESCALATE: oversee.escalate,
    Kind.CONSOLIDATE: oversee.consolidate,
}
