"""Killing a real process at any moment, and holding what it leaves against what may be left.

    with Nursery() as nursery:
        with Scene.of("load", OnSqlite(), folder) as scene:
            scene.kill(nursery, 0.04)  # raises AssertionError, or tells how far the victim came

What may be left is known from doing the same in peace: the state before and after each time.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from sqlalchemy import make_url, text

from deploy.settings import Settings, load_settings
from flows.keeping.purge import purge
from flows.receive import resume
from flows.release import finish_releases
from schemas.events import SYSTEM
from sql.engine import open_engine
from sql.lease import Lease, LeasedError
from sql.migrate import migrate
from tasks.collect.waiting import waiting_quarters
from tasks.place import archive_of, engine_of
from tests.data.submissions import Q4, STOCKHOLM
from tests.flows.left import WITHIN, State, check_home, look, wait_for_the_dead
from tests.flows.victims import LEASE_SECONDS, NOW, PURGED, STEPS

HERE = Path(__file__).parents[2]
_NUMBERS = itertools.count(1)


class Database(Protocol):
    """Where the warehouse of a home is."""

    def blank(self, home: Path) -> AbstractContextManager[str]:
        """The address of an empty one."""

    def copy(self, url: str, home: Path) -> AbstractContextManager[str]:
        """The address of one like that at `url`, whose home was copied to `home`."""


class OnSqlite:
    @contextmanager
    def blank(self, home: Path) -> Iterator[str]:
        yield f"sqlite:///{home / 'kvartal.db'}"

    def copy(self, url: str, home: Path) -> AbstractContextManager[str]:
        return self.blank(home)


@dataclass(frozen=True)
class OnPostgres:
    """On a server in which databases may be made."""

    server: str

    def blank(self, home: Path) -> AbstractContextManager[str]:
        return self._made("template1")

    def copy(self, url: str, home: Path) -> AbstractContextManager[str]:
        return self._made(str(make_url(url).database))

    @contextmanager
    def _made(self, template: str) -> Iterator[str]:
        name = f"kvartal_killed_{os.getpid()}_{next(_NUMBERS)}"
        self._command(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield make_url(self.server).set(database=name).render_as_string(hide_password=False)
        finally:
            self._command(f"DROP DATABASE {name} WITH (FORCE)")

    def _command(self, command: str) -> None:
        engine = open_engine(self.server)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(command))
        engine.dispose()


class Nursery:
    """The process in which victims are born."""

    def __enter__(self) -> Nursery:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HERE,
        )
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def one(
        self, settings: Settings, step: str, seconds: float | None = None, after: str | None = None
    ) -> dict[str, Any]:
        """A victim's life and last words."""
        assert self._process.stdin and self._process.stdout
        job: dict[str, Any] = {
            "home": str(settings.home),
            "url": settings.database_url,
            "step": step,
        }
        job |= {"seconds": seconds, "after": after}
        print(json.dumps(job), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert answer["ready"]
        return answer


@dataclass(frozen=True)
class Death:
    """How far a victim had come: what it had acknowledged, and what is there."""

    said: int
    done: int
    killed: bool
    lease_left: bool


class Scene:
    """A step on a database: one home in which it was prepared, copied for every victim."""

    def __init__(self, step: str, database: Database, template: Path, url: str) -> None:
        self.step, self._database, self._template, self._url = step, database, template, url
        self.expected = in_peace(step)
        settings = _settings(template, url)
        _prepare(step, settings)
        assert look(settings) == self.expected[0]
        _close(settings)

    @classmethod
    @contextmanager
    def of(cls, step: str, database: Database, folder: Path) -> Iterator[Scene]:
        template = folder / f"{step}-{next(_NUMBERS)}"
        template.mkdir(parents=True)
        with database.blank(template) as url:
            yield cls(step, database, template, url)

    def seconds(self, nursery: Nursery) -> float:
        """How long a victim lives that nobody kills."""
        with self.home() as settings:
            answer = nursery.one(settings, self.step)
            assert (answer["status"], len(answer["said"])) == (0, STEPS[self.step].times)
            assert look(settings) == self.expected[-1]
        lived: float = answer["seconds"]
        return lived

    def kill(self, nursery: Nursery, seconds: float, after: str | None = None) -> Death:
        """Kill a victim after so long (from when a file turned up that is named `after`), and
        look. Raises AssertionError when it left what must not be."""
        with self.home() as settings:
            answer = nursery.one(settings, self.step, seconds, after)
            wait_for_the_dead(engine_of(settings))
            lease_left = self._lease_ends(settings)
            mend(settings, self.step)
            left = look(settings)
            assert left in self.expected, "neither before nor after"
            said, done = len(answer["said"]), self.expected.index(left)
            assert said <= done <= said + 1, f"{said} acknowledged, {done} there"
            check_home(settings)
            self._go_on(settings)
        return Death(said, done, answer["status"] != 0, lease_left)

    def _lease_ends(self, settings: Settings) -> bool:
        """Whether the victim left a lease; it does not outlive its time."""
        mine = Lease(engine_of(settings), STOCKHOLM, Q4, LEASE_SECONDS)
        left, give_up = False, time.monotonic() + WITHIN
        while True:
            try:
                mine.take()
            except LeasedError:
                assert time.monotonic() < give_up, "a lease has outlived its owner"
                left = True
                time.sleep(0.05)
            else:
                mine.give_back()
                return left

    def _go_on(self, settings: Settings) -> None:
        """The next who opens the home takes in all that waits."""
        reopen(settings)
        with engine_of(settings).connect() as connection:
            assert waiting_quarters(connection, STOCKHOLM.code) == ()

    @contextmanager
    def home(self) -> Iterator[Settings]:
        """A copy of the home that was prepared."""
        home = self._template.with_name(f"{self.step}-{next(_NUMBERS)}")
        shutil.copytree(self._template, home)
        with self._database.copy(self._url, home) as url:
            settings = _settings(home, url)
            try:
                yield settings
            finally:
                _close(settings)
        shutil.rmtree(home, ignore_errors=True)


@cache
def in_peace(step: str) -> tuple[State, ...]:
    """The state before, and after each time, when nobody is killed; on whichever database."""
    with tempfile.TemporaryDirectory(prefix="kvartal-") as folder:
        home = Path(folder) / "home"
        settings = _settings(home, f"sqlite:///{home / 'kvartal.db'}")
        _prepare(step, settings)
        states = [look(settings)]
        for number in range(STEPS[step].times):
            STEPS[step].act(settings, number)
            states.append(look(settings))
        engine_of(settings).dispose()
    assert len(set(states)) == len(states)
    return tuple(states)


def _prepare(step: str, settings: Settings) -> None:
    migrate(engine_of(settings))
    STEPS[step].prepare(settings)


def reopen(settings: Settings) -> None:
    """As `kvartal serve` does when it starts."""
    finish_releases(settings)
    archive_of(settings).tidy()
    resume(settings)


def mend(settings: Settings, step: str) -> None:
    """What is done first in a home whose last owner died; a run that only collects has no part in
    loading."""
    if step == "purge":
        purge(settings, SYSTEM, NOW.replace(year=PURGED[0].year))
    elif step != "collect":
        reopen(settings)


def _settings(home: Path, url: str) -> Settings:
    return load_settings(home, {"KVARTAL_DATABASE_URL": url})


def _close(settings: Settings) -> None:
    engine = engine_of(settings)
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
