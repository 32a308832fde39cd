"""Flows that go through the municipalities of an installation: what one cannot do keeps no other
from its turn, and how such a run ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from deploy.settings import Settings
from flows.quarter import as_is
from flows.runlog import tell_log
from schemas.clock import SWEDEN
from schemas.errors import UserError
from sql.lease import LeasedError
from tasks.veil import VeiledError

Answer = TypeVar("Answer")


def at_time() -> str:
    """What a run by schedule is called: when it was to begin, in Sweden."""
    return f"{flow_run.scheduled_start_time.astimezone(SWEDEN):%Y-%m-%d %H.%M}"


def unless_busy(act: Callable[[], Answer]) -> Answer | None:
    """What is done, or None while another is at it, who does the same."""
    try:
        return act()
    except LeasedError as busy:
        tell_log(busy.message)
        return None


def each_of(settings: Settings, task: Callable[[Settings], Sequence[str]]) -> State[None]:
    """Do a task, which tells its problems (Swedish), for every municipality."""
    found = [told for one in settings.each() for told in _told(one, task)]
    return Failed(message="\n".join(found)) if found else Completed()


def _told(settings: Settings, task: Callable[[Settings], Sequence[str]]) -> Iterator[str]:
    try:
        told = task(as_is(settings))
    except UserError as error:
        told = [error.message]
    except VeiledError as error:
        told = [f"Ett fel i Kvartal (referens {error.reference})."]
    yield from (f"{settings.municipality}: {each}" for each in told)
