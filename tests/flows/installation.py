"""All that runs where kvartal runs by itself: pages, Prefect's server and a worker as processes of
their own on a PostgreSQL, and another system that is told by a webhook."""

from __future__ import annotations

import http.server
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import httpx
from sqlalchemy import Engine

from deploy.scheduling import WORD_FILE
from deploy.settings import Settings, load_settings
from schemas.accounts import Role
from schemas.events import SYSTEM
from steward.auth.accounts import add_account, choose_password
from steward.auth.sessions import start_session
from steward.guard import COOKIE
from tasks.place import engine_of, municipality_of
from tests.flows.kvartal import COMMAND

WITHIN = 180.0  # seconds for whatever is waited for; on a quiet machine it takes ten
Found = TypeVar("Found")


@dataclass
class Installation:
    """A home with its processes. `told` is what the other system was told."""

    settings: Settings
    environment: Mapping[str, str]
    inbox: Path
    pages: httpx.Client
    prefect: httpx.Client
    process: subprocess.Popen[str]
    told: list[Any]

    @property
    def engine(self) -> Engine:
        return engine_of(self.settings)

    @property
    def word(self) -> str:
        """What the server asks for."""
        return (self.settings.prefect_server / WORD_FILE).read_text()

    def log_in(self) -> None:
        """As somebody who looks after the whole quarter."""
        engine, city, now = self.engine, municipality_of(self.settings), datetime.now(UTC)
        word = "en lång mening för prov"
        made = add_account(
            engine, city, "granskare", "Handläggare A", Role.GRANSKARE, (), SYSTEM, now
        )
        choose_password(engine, city, *made, word, now)
        self.pages.cookies.set(COOKIE, start_session(engine, city, made[0], now))

    def ordered(self, name: str, **parameters: str) -> str:
        """A run of a deployment, by its id."""
        found = self.prefect.get(f"/deployments/name/{name}").raise_for_status().json()
        asked = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        made = self.prefect.post(f"/deployments/{found['id']}/create_flow_run", json=asked)
        return str(made.raise_for_status().json()["id"])

    def ended(self, run: str) -> Mapping[str, Any]:
        """The state in which a run ends."""

        def state() -> Mapping[str, Any] | None:
            now: Mapping[str, Any] = self.prefect.get(f"/flow_runs/{run}").json()["state"]
            ends = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
            return now if now["type"] in ends else None

        return awaited(state)

    def listed(self, what: str, **asked: Any) -> list[Any]:
        answer = self.prefect.post(f"/{what}/filter", json=asked).raise_for_status()
        found: list[Any] = answer.json()
        return found

    def close(self) -> None:
        self.pages.close()
        self.prefect.close()
        self.engine.dispose()

    def works(self) -> bool:
        """Whether the worker says that it does, and the server has been given all there is."""
        try:
            workers = self.prefect.post("/work_pools/kvartal/workers/filter", json={}).json()
            given = self.listed("automations")
        except (httpx.HTTPError, ValueError):
            return False
        return len(given) == 3 and any(each["status"] == "ONLINE" for each in workers)


def awaited(look: Callable[[], Found | None]) -> Found:
    """What is there in the end."""
    give_up = time.monotonic() + WITHIN
    while not (found := look()):
        assert time.monotonic() < give_up, f"not within {WITHIN:.0f} s"
        time.sleep(0.3)
    return found


@contextmanager
def installed(folder: Path, database_url: str) -> Iterator[Installation]:
    """`kvartal serve --with-scheduler`, from its start until it is told to end."""
    (folder / "inkommet").mkdir()
    ports = _free_port(), _free_port()
    with _listener() as (address, told):
        environment = {
            "KVARTAL_HOME": str(folder / "home"),
            "KVARTAL_DATABASE_URL": database_url,
            "KVARTAL_SOURCES": str(folder / "inkommet"),
            "KVARTAL_SOURCE_QUIET_SECONDS": "0",
            "KVARTAL_WEBHOOK_URL": address,
            "KVARTAL_WEBHOOK_SECRET": "hemligt",
        }
        with (folder / "serve.log").open("w+") as log:
            process = _start(environment, ports, log)
            try:
                made = _ready(folder, environment, ports, process, told)
                yield made
                made.close()
            finally:
                _end(process)


def _start(
    environment: Mapping[str, str], ports: tuple[int, int], log: Any
) -> subprocess.Popen[str]:
    pages, prefect = map(str, ports)
    return subprocess.Popen(
        [COMMAND, "serve", "--with-scheduler", "--port", pages, "--prefect-port", prefect],
        env={**_clean(), **environment},
        stdout=log,
        stderr=log,
        text=True,
    )


def _ready(
    folder: Path,
    environment: Mapping[str, str],
    ports: tuple[int, int],
    process: subprocess.Popen[str],
    told: list[Any],
) -> Installation:
    pages, prefect = (f"http://127.0.0.1:{port}" for port in ports)
    made = Installation(
        load_settings(environment=environment),
        environment,
        folder / "inkommet",
        httpx.Client(base_url=pages, trust_env=False),
        httpx.Client(base_url=f"{prefect}/api", trust_env=False),
        process,
        told,
    )
    word = made.settings.prefect_server / WORD_FILE
    awaited(lambda: process.poll() is not None or word.exists())
    made.prefect.auth = httpx.BasicAuth(*made.word.split(":"))
    awaited(lambda: process.poll() is not None or made.works())
    assert process.poll() is None, (folder / "serve.log").read_text()
    return made


def _clean() -> Mapping[str, str]:
    """Without the server that other tests have, and how that was started."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def _listener() -> Iterator[tuple[str, list[Any]]]:
    """Another system's address, and what it is told there."""
    told: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", told
        server.shutdown()
