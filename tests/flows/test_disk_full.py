"""A disk that is full: told in Swedish, nothing half, and the same once more succeeds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.settings import Settings
from tests.conftest import BOTH
from tests.flows.killing import HERE, Database, OnPostgres, OnSqlite, Scene, in_peace
from tests.flows.left import check_home

FULL = "Det finns inte plats på disken. Det som skulle sparas är inte sparat."
NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    if request.param == "sqlite":
        return OnSqlite()
    return OnPostgres(request.getfixturevalue("postgres_url"))


def cramped(settings: Settings, step: str, *options: str, inside: tuple[str, ...] = ()) -> Any:
    """What each try was told and left, with more and more room."""
    command = [*inside, sys.executable, "-m", "tests.flows.cramped"]
    done = subprocess.run(
        [*command, str(settings.home), settings.database_url, step, *options],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_whole(tries: Any, step: str) -> None:
    """Some had no room, each left the state before or after, and in the end it is after."""
    before, after = (
        {"rows": each.rows, "events": json.loads(json.dumps(each.events))}
        for each in in_peace(step)[:2]
    )
    told = [each.pop("told") for each in tries]
    assert [each.pop("halves") for each in tries] == [[]] * len(tries)
    assert told[0] == FULL
    assert {FULL, None} == set(told)
    assert all(each in (before, after) for each in tries)
    assert tries[0] == before
    assert tries[-1] == after


@pytest.mark.parametrize("step", ["collect", "receive"])
def test_files_that_may_not_grow(step: str, database: Database, tmp_path: Path) -> None:
    with Scene.of(step, database, tmp_path) as scene, scene.home() as settings:
        assert_whole(cramped(settings, step), step)
        check_home(settings)


def test_a_release_that_does_not_fit(database: Database, tmp_path: Path) -> None:
    with Scene.of("publish", database, tmp_path) as scene, scene.home() as settings:
        assert_whole(cramped(settings, "publish", "--limits", "20000"), "publish")
        check_home(settings)


@pytest.mark.parametrize("step", ["load", "decide"])
def test_a_database_file_that_may_not_grow(step: str, tmp_path: Path) -> None:
    with Scene.of(step, OnSqlite(), tmp_path) as scene, scene.home() as settings:
        assert_whole(cramped(settings, step), step)
        check_home(settings)


@pytest.mark.parametrize("step", ["receive", "load"])
def test_a_disk_that_is_full(step: str, tmp_path: Path) -> None:
    if subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system gives nobody a file system of their own")
    with Scene.of(step, OnSqlite(), tmp_path) as scene, scene.home() as settings:
        tries = cramped(settings, step, "--tmpfs", inside=tuple(NAMESPACE))
        assert_whole(tries, step)
