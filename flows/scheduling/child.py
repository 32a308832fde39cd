"""A process that is kept alive: started, looked after, and started again when it dies."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before it is started again: twice as many each time, until it has lived a while."""
STEADY = 120.0
"""Seconds that it has to have lived for its deaths before that to be forgotten."""
ASK_EVERY = 10.0
"""Seconds that one that does its work is taken at its word."""
GRACE = 15.0
"""Seconds to end in when it is asked to."""
_LOG_MB = 5

_log = logging.getLogger(__name__)


@dataclass
class Child:
    """What is started by `python ARGUMENTS`. It is given `patience` seconds to begin with its work,
    and to come back to it."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    log_file: Path
    patience: float
    healthy: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _well_at: float = 0.0
    _start_at: float = 0.0
    _deaths: int = 0

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def look(self, well: Callable[[], bool]) -> None:
        """See that it runs; `well` asks whether it does its work. Called every second or so."""
        if self._process is None:
            if time.monotonic() >= self._start_at:
                self._start()
        elif (status := self._process.poll()) is not None:
            self._mourn(f"ended with status {status}")
        elif not self.healthy or time.monotonic() - self._well_at > ASK_EVERY:
            self._examine(well())

    def stop(self) -> None:
        """Ask it to end, with all that it has started, and do not ask twice."""
        self.healthy = False
        if self._process is None:
            return
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _start(self) -> None:
        """In a session of its own: what a terminal sends goes to us, and we end it in order."""
        _make_room(self.log_file)
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.scheduling.tied", *self.arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started = self._well_at = time.monotonic()

    def _examine(self, well: bool) -> None:
        now = time.monotonic()
        self.healthy = well
        if well:
            self._well_at = now
            if now - self._started > STEADY:
                self._deaths = 0
        elif now - self._well_at > self.patience:
            self.stop()
            self._mourn(f"has not done its work for {self.patience:.0f} seconds")

    def _mourn(self, what: str) -> None:
        """What it had started ends with it."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2**self._deaths)
        _log.warning("%s %s; starting it again in %.0f s", self.name, what, wait)
        self._process, self.healthy = None, False
        self._deaths, self._start_at = self._deaths + 1, time.monotonic() + wait

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            if self._process is not None:
                os.killpg(self._process.pid, number)


def _make_room(file: Path) -> None:
    """Keep one file of what it said before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _LOG_MB * 2**20:
        file.replace(file.with_suffix(".1.log"))
