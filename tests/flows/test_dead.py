"""Runs that a server remembers as running, and that died with it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.states import Running

from flows.scheduling.dead import declare_dead

pytestmark = pytest.mark.prefect


@flow
def one() -> None:
    pass


@pytest.mark.usefixtures("prefect_server")
def test_what_ran_before_the_server_was_started_is_dead_and_nothing_else() -> None:
    with get_client(sync_client=True) as client:
        before = client.create_flow_run(one, state=Running())
        started = datetime.now(UTC)
        after = client.create_flow_run(one, state=Running())
        assert declare_dead(started) >= 1  # other tests may have left some
        found = [client.read_flow_run(each.id).state for each in (before, after)]
        assert [each and each.type.value for each in found] == ["CRASHED", "RUNNING"]
        assert declare_dead(started) == 0
