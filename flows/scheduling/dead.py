"""Runs that died with the server that knew of them. One that dies alone is missed by its heartbeat
(deploy/automations.yaml); when all is killed at once, or the current goes, its last heartbeat may
not have been written either, and it would be running for ever."""

from __future__ import annotations

from datetime import datetime

from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

from flows.scheduling.server import prefect_server

_MESSAGE = "Servern dog medan körningen pågick. Nästa körning fortsätter där den slutade."
_MOST = 200  # what the server gives at once


def declare_dead(before: datetime) -> int:
    """Say of every run that began before the server was started, and is said to be running, that it
    is not; give how many. Raises UserError when the server does not answer."""
    types = [StateType.RUNNING, StateType.CANCELLING]
    left = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)),
        start_time=FlowRunFilterStartTime.model_validate({"before_": before}),
    )
    with prefect_server() as client:
        dead = client.read_flow_runs(flow_run_filter=left, limit=_MOST)
        for each in dead:
            client.set_flow_run_state(each.id, Crashed(message=_MESSAGE), force=True)
    return len(dead)
