"""A process that dies at any moment leaves the state before or the state after, on both databases.

One random moment for each step here; benchmarks/bench_killed.py tries two hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.conftest import BOTH
from tests.flows.killing import Database, Nursery, OnPostgres, OnSqlite, Scene
from tests.flows.victims import STEPS

SEED = 5
WRITING_RELEASE = "out/*/.v1*"


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.fixture(scope="module", params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    if request.param == "sqlite":
        return OnSqlite()
    return OnPostgres(request.getfixturevalue("postgres_url"))


@pytest.mark.parametrize("step", [each for each in STEPS if each != "publish"])
def test_killed_at_any_moment(
    step: str, database: Database, nursery: Nursery, tmp_path: Path
) -> None:
    with Scene.of(step, database, tmp_path) as scene:
        moment = Random(f"{SEED} {step}").uniform(0.1, 0.9) * scene.seconds(nursery)
        scene.kill(nursery, moment)


def test_killed_while_a_release_is_written(
    database: Database, nursery: Nursery, tmp_path: Path
) -> None:
    with Scene.of("publish", database, tmp_path) as scene:
        moment = Random(f"{SEED} publish").uniform(0, 0.1)
        scene.kill(nursery, moment, after=WRITING_RELEASE)
