"""Prefect's server and a worker beside the pages, on one machine.

    server    keeps the schedule and shows the runs, on loopback alone
    schedule  is given to it (`kvartal schedule`) once it answers
    worker    does the runs, each in a process of its own

A thread looks after them until it is told to stop. It is also what they are tied to: the kernel
ends them if it dies (`flows/scheduling/tied.py`).
"""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from deploy.port import require_free
from deploy.settings import Settings, prefect_environment
from flows.scheduling.child import Child

LOOK_EVERY = 1.0
SERVER_PATIENCE, WORKER_PATIENCE = 180.0, 240.0
"""Seconds. A cold start has taken a minute on a busy machine; a worker says every thirty that it
lives."""
_ANSWER_WITHIN, _GIVE_AGAIN = 10.0, 60.0
_SERVER = ("-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port")
_SCHEDULE = ("-m", "flows.scheduling.tied", "-m", "flows.scheduling.schedule")
_NAME = "kvartal"
_WORKER = (
    *("-m", "prefect", "worker", "start"),
    *("--pool", "kvartal", "--type", "process", "--name", _NAME),
)

_direct = build_opener(ProxyHandler({})).open  # a proxy is no way to loopback
_log = logging.getLogger(__name__)


@contextmanager
def scheduler(settings: Settings, port: int) -> Iterator[None]:
    """Keep server and worker running while this lasts. Raises UserError when the port is taken."""
    require_free("127.0.0.1", port, "--prefect-port")
    keeper = _Keeper(settings.root / "log", port, prefect_environment(settings, port))
    stop = Event()
    thread = Thread(target=keeper.keep, args=(stop,), name="scheduler")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class _Keeper:
    """Looks after the two. The worker waits for the server, which is given the schedule of this
    version meanwhile."""

    def __init__(self, logs: Path, port: int, environment: Mapping[str, str]) -> None:
        self._api = f"http://127.0.0.1:{port}/api"
        self._environment, self._logs = environment, logs
        word = base64.b64encode(environment["PREFECT_API_AUTH_STRING"].encode()).decode()
        self._headers = {"Content-Type": "application/json", "Authorization": f"Basic {word}"}
        self._server = self._child("server", (*_SERVER, str(port)), SERVER_PATIENCE)
        self._worker = self._child("worker", _WORKER, WORKER_PATIENCE)
        self._began = datetime.now(UTC).isoformat()
        self._giving: subprocess.Popen[str] | None = None
        self._given, self._give_at = False, 0.0

    def keep(self, stop: Event) -> None:
        while not stop.wait(LOOK_EVERY):
            self._server.look(self._server_is_well)
            if self._server.healthy:
                self._worker.look(self._worker_is_well)
                self._give()
        if self._giving:
            self._giving.kill()
            self._giving.communicate()
        for child in (self._worker, self._server):
            child.stop()

    def _child(self, name: str, arguments: Sequence[str], patience: float) -> Child:
        log_file = self._logs / f"prefect-{name}.log"
        return Child(f"Prefect's {name}", arguments, self._environment, log_file, patience)

    def _give(self) -> None:
        """Give the server the schedule until it has it, without waiting for it."""
        if self._giving is None:
            if not self._given and time.monotonic() >= self._give_at:
                command = (
                    "-m",
                    "flows.scheduling.tied",
                    "-m",
                    "flows.scheduling.schedule",
                    self._began,
                )
                self._giving = subprocess.Popen(
                    [sys.executable, *command],
                    env=self._environment,
                    stderr=subprocess.PIPE,
                    text=True,
                )
        elif (status := self._giving.poll()) is not None:
            _, told = self._giving.communicate()
            self._given, self._giving = status == 0, None
            if status:
                self._give_at = time.monotonic() + _GIVE_AGAIN
                _log.warning("the schedule was not taken: %s", told.strip()[-500:])

    def _server_is_well(self) -> bool:
        return self._asked("health") is True

    def _worker_is_well(self) -> bool:
        workers = self._asked("work_pools/kvartal/workers/filter", {})
        return isinstance(workers, list) and any(
            each["name"] == _NAME and each["status"] == "ONLINE" for each in workers
        )

    def _asked(self, path: str, body: Mapping[str, str] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self._api}/{path}", data, self._headers)
        try:
            with _direct(request, timeout=_ANSWER_WITHIN) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None
