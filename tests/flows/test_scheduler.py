"""What runs by itself, with every process there is: PostgreSQL, pages, Prefect's server, a worker.

That the scheduler plans runs is a test of its own. It did not, once: with a version of SQLAlchemy
that installs and imports without complaint, each round of the scheduler fails and only the server's
log knows. The bounds in pyproject.toml hold that version off.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from deploy.scheduling import WORD_FILE
from flows.scheduling.schedule import AUTOMATIONS, PREFECT_FILE
from tests.builders import workbook
from tests.data.submissions import dump
from tests.flows.installation import Installation, awaited, installed
from tests.flows.kvartal import kvartal

pytestmark = [pytest.mark.prefect, pytest.mark.postgres]

SAME_EACH_RUN = {"audit"}
"""A run that finds nothing new is no event, but the log may hold that somebody looked."""


@pytest.fixture(scope="module")
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    from tests.conftest import _database

    server = request.getfixturevalue("postgres_url")
    with _database(server) as url, installed(tmp_path_factory.mktemp("all"), url) as made:
        yield made


def test_the_server_has_what_the_file_says(installation: Installation) -> None:
    wanted = yaml.safe_load(PREFECT_FILE.read_text(encoding="utf-8"))
    found = {each["name"]: each for each in installation.listed("deployments")}
    assert set(found) == {each["name"] for each in wanted["deployments"]}
    for each in wanted["deployments"]:
        made = found[each["name"]]
        assert _as_made(made) == _as_written(each), each["name"]
        assert made["pull_steps"] == wanted["pull"]


def _as_made(made: dict[str, Any]) -> tuple[Any, ...]:
    limit = made["global_concurrency_limit"]["limit"], made["concurrency_options"]
    schedules = [
        (each["schedule"]["cron"], each["schedule"]["timezone"]) for each in made["schedules"]
    ]
    named = made["entrypoint"], made["tags"], made["description"], made["parameters"]
    return named, (limit[0], limit[1]["collision_strategy"]), schedules, made["work_pool_name"]


def _as_written(each: dict[str, Any]) -> tuple[Any, ...]:
    limit = each["concurrency_limit"]
    schedules = [(one["cron"], one["timezone"]) for one in each.get("schedules", ())]
    named = each["entrypoint"], each["tags"], each["description"], each["parameters"]
    return (
        named,
        (limit["limit"], limit["collision_strategy"]),
        schedules,
        each["work_pool"]["name"],
    )


def test_nobody_else_is_answered(installation: Installation) -> None:
    """Whoever may make deployments can have the worker do anything."""
    file = installation.settings.prefect_server / WORD_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    address = installation.prefect.base_url.join("deployments/filter")
    assert httpx.post(address, json={}, trust_env=False).status_code == 401
    other = {"Origin": "https://example.org"}
    answer = installation.prefect.post("/deployments/filter", json={}, headers=other)
    assert "access-control-allow-origin" not in answer.headers


def test_the_scheduler_plans_runs(installation: Installation) -> None:
    def planned() -> set[str]:
        runs = installation.listed(
            "flow_runs", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}}
        )
        return {each["deployment_id"] for each in runs if each["auto_scheduled"]}

    by_name = {each["name"]: each["id"] for each in installation.listed("deployments")}
    assert awaited(planned) <= set(by_name.values())
    awaited(lambda: {by_name["tick"], by_name["nightly"]} == planned())


def test_a_quarter_is_run_by_the_worker_and_seen_on_the_pages(installation: Installation) -> None:
    """Ordered twice, it is one run; run again, it changes nothing."""
    workbook("jarva").save(installation.inbox / "jarva.xlsx")
    env = {**installation.environment, "PREFECT_API_URL": str(installation.prefect.base_url)}
    env |= {"PREFECT_API_AUTH_STRING": installation.word}
    first, second = (kvartal("backfill", "2024Q4", "2024Q4", env=env) for _ in range(2))
    assert "är beställd" in first.out and "är redan beställd och pågår" in second.out
    (run,) = installation.listed("flow_runs", flows={"name": {"any_": ["kvartal-backfill"]}})
    assert installation.ended(run["id"])["type"] == "COMPLETED"

    installation.log_in()
    page = installation.pages.get("/kvartal/2024Q4")
    assert page.is_success and "Järva" in page.text and "godtagen" in page.text
    kept, left = _rows(installation), _artifacts(installation)
    assert {row[1] for row in kept["submission"]} == {"jarva-2024Q4-v1"}
    assert "1 av 13 enheter har lämnat in" in left["kvartal-2024q4-stockholm"]

    again = installation.ordered("kvartal/quarter", quarter="2024Q4")
    assert installation.ended(again)["type"] == "COMPLETED"
    assert _rows(installation) == kept
    assert _artifacts(installation) == left


def _rows(installation: Installation) -> dict[str, list[Any]]:
    rows = dump(installation.engine)
    return {name: rows[name] for name in rows if name not in SAME_EACH_RUN}


def _artifacts(installation: Installation) -> dict[str, Any]:
    return {each["key"]: each["data"] for each in installation.listed("artifacts/latest")}


def test_who_is_to_know_is_told_of_a_run_that_goes_wrong(installation: Installation) -> None:
    run = installation.ordered("kvartal/quarter", quarter="kvartal fyra")
    state = installation.ended(run)
    assert state["type"] == "FAILED"
    assert "kvartal fyra" not in state["message"]
    told = awaited(lambda: [each for each in installation.told if each["notice"] == "run-failed"])
    assert len(told) == 1 and "kvartal fyra" not in str(told)
    names = {each["name"] for each in yaml.safe_load(AUTOMATIONS.read_text())["automations"]}
    assert {each["name"] for each in installation.listed("automations")} == names


def test_all_end_together(installation: Installation) -> None:
    """Told to end, it ends well and leaves no process behind: the last of these tests."""
    children = [each for each in _processes() if _parent(each) == installation.process.pid]
    assert len(children) == 2
    installation.process.terminate()
    assert installation.process.wait(60) == 0
    assert not {each for each in children if each in _processes()}


def _processes() -> set[int]:
    return {int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()}


def _parent(process: int) -> int | None:
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        return int(told.rpartition(")")[2].split()[1])
    except OSError:
        return None
