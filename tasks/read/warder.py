"""The parent's side of one child: sends it a file, and waits no longer than the limits say."""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from select import POLLIN, POLLOUT, poll

from deploy.settings import Limits
from tasks.read.wire import MAX_BYTES

JOB, ANSWER = struct.Struct(">II"), struct.Struct(">I")
OUT_OF_MEMORY = 3
"""The exit status of a child that noticed it itself."""

_START_SECONDS = 60
_CHUNK = 65_536


class Ending(StrEnum):
    """Why a child gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    ANSWER = "answer"
    KILLED = "killed"
    BROKEN = "broken"


class EndedError(Exception):
    """The child ended over a file, or was ended."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


class ChildError(RuntimeError):
    """No child can be started on this machine."""


class Warder:
    """Holds one child. It knows neither our environment nor any file that we have open."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.files = 0
        self._process = subprocess.Popen(
            self.command(limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        try:
            self._answer(time.monotonic() + _START_SECONDS)
        except EndedError:
            raise ChildError(f"exit status {self._process.returncode}") from None

    def command(self, limits: Limits) -> list[str]:
        """What is run, with none of the reader's own folders on its path."""
        settings = json.dumps(asdict(limits))
        return [sys.executable, "-s", "-P", "-m", "tasks.read.child", settings]

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def held_kb(self) -> int:
        """The memory that it holds now, as its limit counts; 0 where the system does not tell."""
        try:
            told = Path(f"/proc/{self._process.pid}/statm").read_text()
        except OSError:
            return 0
        return int(told.split()[0]) * resource.getpagesize() // 1024

    def ask(self, data: bytes, file_name: str) -> bytes:
        """The child's answer, whatever it says. Raises EndedError."""
        until = time.monotonic() + self._limits.seconds
        name = Path(file_name).name.encode("utf-8", "replace")
        self._send(JOB.pack(len(name), len(data)) + name + data, until)
        self.files += 1
        return self._answer(until)

    def end(self) -> None:
        """Without asking it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _send(self, message: bytes, until: float) -> None:
        rest = memoryview(message)
        while rest:
            self._wait(self._to, POLLOUT, until)
            try:
                rest = rest[os.write(self._to, rest[:_CHUNK]) :]
            except BrokenPipeError:
                raise self._ended() from None

    def _answer(self, until: float) -> bytes:
        (size,) = ANSWER.unpack(self._receive(ANSWER.size, until))
        if size > MAX_BYTES:
            raise self._ended(Ending.ANSWER)
        return self._receive(size, until)

    def _receive(self, size: int, until: float) -> bytes:
        received = bytearray()
        while len(received) < size:
            self._wait(self._from, POLLIN, until)
            chunk = os.read(self._from, min(size - len(received), _CHUNK))
            if not chunk:
                raise self._ended()
            received += chunk
        return bytes(received)

    def _wait(self, pipe: int, event: int, until: float) -> None:
        ready = poll()
        ready.register(pipe, event)
        if not ready.poll(max(0.0, until - time.monotonic()) * 1000):
            raise self._ended(Ending.TIME)

    def _ended(self, ending: Ending | None = None) -> EndedError:
        """Ends the child, or finds out how it ended by itself."""
        if ending is None:
            try:
                ending = self._own_ending(self._process.wait(timeout=1))
            except subprocess.TimeoutExpired:  # it closed a pipe and lives on
                ending = Ending.BROKEN
        self.end()
        return EndedError(ending)

    @staticmethod
    def _own_ending(status: int) -> Ending:
        known = {
            -signal.SIGPROF: Ending.TIME,
            -signal.SIGKILL: Ending.KILLED,
            OUT_OF_MEMORY: Ending.MEMORY,
        }
        return known.get(status, Ending.BROKEN)


def _environment() -> dict[str, str]:
    """Where Python finds its modules; a home, since Python asks for the user's otherwise, and that
    may be asked of another machine."""
    return {
        "PYTHONPATH": os.pathsep.join(str(Path(each).absolute()) for each in sys.path),
        "HOME": "/",
    }
