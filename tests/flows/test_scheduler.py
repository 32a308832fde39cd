"""Prefect's scheduler plans runs.

It did not, once: with a version of SQLAlchemy that installs and imports without complaint, each
round of the scheduler fails and only the server's log knows. The bounds in pyproject.toml hold
that version off; this test notices when they no longer do.
"""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

PLANNED_WITHIN = 30.0  # seconds; new deployments are looked for every fifth

pytestmark = pytest.mark.prefect


@pytest.fixture
def api(prefect_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=prefect_server) as client:
        yield client


def test_scheduler_plans_a_run_for_a_deployment_with_a_schedule(api: httpx.Client) -> None:
    flow = _created(api, "/flows/", {"name": "quarter"})
    deployment = _created(
        api,
        "/deployments/",
        {
            "name": "every-quarter",
            "flow_id": flow["id"],
            "schedules": [
                {"schedule": {"cron": "0 6 15 * *", "timezone": "Europe/Stockholm"}, "active": True}
            ],
        },
    )

    run = _first_run(api, deployment["id"])

    assert run["auto_scheduled"]
    assert run["state_type"] == "SCHEDULED"


def _created(api: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(path, json=body)
    answer.raise_for_status()
    created: dict[str, Any] = answer.json()
    return created


def _first_run(api: httpx.Client, deployment: str) -> dict[str, Any]:
    asked = {"deployments": {"id": {"any_": [deployment]}}, "limit": 1}
    deadline = time.monotonic() + PLANNED_WITHIN
    while time.monotonic() < deadline:
        answer = api.post("/flow_runs/filter", json=asked)
        answer.raise_for_status()
        if runs := answer.json():
            first: dict[str, Any] = runs[0]
            return first
        time.sleep(0.5)
    pytest.fail(f"no run was planned within {PLANNED_WITHIN:.0f} s")
