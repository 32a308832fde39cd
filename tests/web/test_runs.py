"""Where Prefect's server tells of runs that went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from deploy.scheduling import Scheduling
from deploy.settings import Settings
from flows.desk import Desk
from steward.app import create_app
from tests.web.site import ADDRESS

KEY = "nyckel-for-prov"
BODY = {"flow": "kvartal-tick", "state": "Crashed"}
GIVEN = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is handed on; who is told what of it is tests/data/test_night.py's."""
    heard: list[tuple[str, str]] = []

    def hear(_desk: Desk, flow: str, state: str, _at: datetime) -> None:
        heard.append((flow, state))

    monkeypatch.setattr(Desk, "tell_of_run", hear)
    return heard


def pages(demo: Settings, key: str) -> TestClient:
    settings = replace(demo, scheduling=Scheduling(key=key))
    return TestClient(create_app(settings, Desk(settings)), base_url=ADDRESS)


def test_only_who_has_the_key_is_heard(demo: Settings, told: list[tuple[str, str]]) -> None:
    with pages(demo, KEY) as client:
        assert client.post("/api/v1/runs", json=BODY).status_code == 401
        wrong = {"Authorization": "Bearer annat"}
        assert client.post("/api/v1/runs", json=BODY, headers=wrong).status_code == 401
        assert client.post("/api/v1/runs", json=BODY, headers=GIVEN).status_code == 204
    assert told == [("kvartal-tick", "Crashed")]


def test_without_a_key_nobody_is(demo: Settings, told: list[tuple[str, str]]) -> None:
    with pages(demo, "") as client:
        for headers in (None, {"Authorization": "Bearer "}):
            assert client.post("/api/v1/runs", json=BODY, headers=headers).status_code == 401
    assert told == []


@pytest.mark.parametrize("flow", ["Handläggare A", "a" * 41, "", "kvartal\n2026"])
def test_nothing_but_names_is_taken(flow: str, demo: Settings, told: list[tuple[str, str]]) -> None:
    with pages(demo, KEY) as client:
        answer = client.post("/api/v1/runs", json={**BODY, "flow": flow}, headers=GIVEN)
    assert answer.status_code == 422 and told == []
