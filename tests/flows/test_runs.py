"""What runs are to those who look at them in Prefect, in this process with a real server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.settings import Settings, load_settings
from flows.artifacts import show_quarter
from flows.span import Span
from schemas.quarter import Quarter
from sql.lease import leased
from sql.migrate import migrate
from tasks.place import engine_of
from tests.builders import workbook
from tests.data.submissions import Q4, STOCKHOLM, dump

SECRET = "19 121212-1212"

pytestmark = pytest.mark.prefect


@pytest.fixture
def api(prefect_server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=prefect_server, trust_env=False) as client:
        yield client


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Settings]:
    settings = load_settings(tmp_path / "home", {})
    migrate(engine_of(settings))
    yield settings
    engine_of(settings).dispose()


def runs_of(api: httpx.Client, flow: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.post(
        "/flow_runs/filter", json={"flows": {"name": {"any_": [flow]}}, "sort": "START_TIME_DESC"}
    ).json()
    return found


def test_no_text_of_an_error_reaches_the_server(api: httpx.Client) -> None:
    from prefect import flow, task

    from tasks.veil import VeiledError, unveiled, veiled

    @task(name="quotes-a-cell")
    @veiled
    def quote() -> None:
        raise ValueError(SECRET)

    @flow(name="quotes-a-cell")
    @veiled
    def quoting() -> None:
        quote()

    with pytest.raises(ValueError, match=SECRET), unveiled():
        quoting()
    (run,) = runs_of(api, "quotes-a-cell")
    assert run["state"]["type"] == "FAILED"
    assert "test_runs.py" in run["state"]["message"]
    time.sleep(1)  # logs and states of tasks are sent now and then
    told = [run, *_everything_about(api, run["id"])]
    assert SECRET not in str(told)
    assert VeiledError.__name__ in str(told)


def _everything_about(api: httpx.Client, run: str) -> list[Any]:
    its = {"flow_run_id": {"any_": [run]}}
    return [
        api.post("/logs/filter", json={"logs": its}).json(),
        api.post("/task_runs/filter", json={"task_runs": its}).json(),
    ]


def test_while_another_has_the_quarter_a_run_is_cancelled(
    api: httpx.Client, home: Settings, tmp_path: Path
) -> None:
    from flows.quarter import run_quarter

    (tmp_path / "inbox").mkdir()
    with leased(engine_of(home), STOCKHOLM, Q4, 60):
        state = run_quarter(
            str(Q4), str(tmp_path / "inbox"), str(home.root), "stockholm", return_state=True
        )
    assert state.type == "CANCELLED"
    assert "Kv 4 2024 körs redan, sedan" in str(state.message)
    (run, *_) = runs_of(api, "kvartal")
    assert (run["name"], run["state"]["type"]) == ("2024Q4 stockholm", "CANCELLED")


def test_a_quarter_that_cannot_be_run_keeps_no_other_from_it(
    api: httpx.Client, home: Settings, tmp_path: Path
) -> None:
    from flows.backfill import run_span

    for quarter in ("2024Q2", "2024Q4"):
        (tmp_path / quarter).mkdir()
        workbook("jarva", quarter=quarter).save(tmp_path / quarter / "jarva.xlsx")
    span = Span(Quarter(2024, 2), Q4, "stockholm", str(tmp_path / "{quarter}"))
    failed = run_span(span, str(home.root))
    assert failed == {Quarter(2024, 3): f"Inkorgen {tmp_path}/2024Q3 finns inte."}
    rows = dump(engine_of(home))
    assert [row[1] for row in rows["submission"]] == ["jarva-2024Q2-v1", "jarva-2024Q4-v1"]
    (run,) = runs_of(api, "kvartal-backfill")
    assert run["name"] == "2024Q2–2024Q4 stockholm"
    assert run["state"]["message"] == f"Kv 3 2024: {failed[Quarter(2024, 3)]}"


def test_artifacts_tell_counts_and_addresses_and_nothing_that_somebody_wrote(
    api: httpx.Client, home: Settings
) -> None:
    from prefect import flow

    from flows.receive import receive
    from tests.data.homes import AT, delivery

    book = workbook("farsta").count("LSS", "insats", "bostad-vuxna", "man", 77)
    book.book.create_sheet("Akt Person B")
    book["Akt Person B"]["A1"] = "Handläggare A"
    receive(home, Q4, delivery(book.bytes()), AT)

    @flow(name="shows")
    def show() -> None:
        show_quarter(home, Q4)

    show()
    found = api.post("/artifacts/latest/filter", json={}).json()
    made = {each["key"]: str(each["data"]) for each in found}
    assert set(made) >= {"enheter-2024q4-stockholm", "fynd-2024q4-stockholm"}
    assert "farsta LSS!" in made["fynd-2024q4-stockholm"]
    said = "".join(made.values())
    assert "77" not in said and "Person B" not in said and "Handläggare A" not in said
