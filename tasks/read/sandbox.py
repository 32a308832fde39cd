"""Reads received files in children that are shut in: what a file does there, it does to itself.

A child is started when a file comes and none is free, and is used again. If it dies over a file,
that file is refused and the next one gets a new child. Only a child that cannot even be started
is a fault of ours.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable

from deploy.settings import Limits, load_limits
from schemas.submission import Doubt
from tasks.read.contents import Parsed, Verdict
from tasks.read.guard import oversized
from tasks.read.warder import EndedError, Ending, Warder
from tasks.read.wire import WireError, decode

_LIFE = 200
_KEPT_KB = 100_000
"""Files that one child reads, and the memory that it may hold and still be given the next: what
one file leaves behind is no burden for others, and whoever took a child over has not got it for
long."""

_NEW_FORM = "Klistra in värdena i en ny mall och skicka den filen."
_SENTENCES: dict[Ending, Verdict] = {
    Ending.TIME: (Doubt.TOO_LARGE, f"Filen tar orimligt lång tid att läsa. {_NEW_FORM}"),
    Ending.MEMORY: (Doubt.TOO_LARGE, f"Filen kräver orimligt mycket minne. {_NEW_FORM}"),
    Ending.ANSWER: (Doubt.TOO_LARGE, f"Filen har orimligt mycket innehåll. {_NEW_FORM}"),
    Ending.BROKEN: (Doubt.DAMAGED, f"Läsningen av filen avbröts. {_NEW_FORM}"),
    Ending.KILLED: (Doubt.DAMAGED, f"Läsningen av filen avbröts. {_NEW_FORM}"),
}

_log = logging.getLogger(__name__)
_open: dict[int, Sandbox] = {}
"""One for each process: a fork must not write to its parent's children."""


def parse_in_sandbox(data: bytes, file_name: str) -> Parsed:
    """A workbook's contents, or why it should not be read."""
    process = os.getpid()
    if process not in _open:
        _open.setdefault(process, Sandbox(load_limits()))
    return _open[process].parse(data, file_name)


@atexit.register
def _close() -> None:
    if sandbox := _open.pop(os.getpid(), None):
        sandbox.close()


class Sandbox:
    """The children of a process, at most as many at once as it has processors."""

    def __init__(self, limits: Limits, start: Callable[[Limits], Warder] = Warder) -> None:
        self._limits, self._start = limits, start
        self._free: list[Warder] = []
        self._room = threading.BoundedSemaphore(os.cpu_count() or 1)

    def parse(self, data: bytes, file_name: str) -> Parsed:
        """Raises ChildError when no child can be started."""
        if found := oversized(len(data), self._limits):
            return found  # and is not copied to anybody
        with self._room:
            return self._parse(data, file_name)

    def close(self) -> None:
        while self._free:
            self._free.pop().end()

    def _parse(self, data: bytes, file_name: str) -> Parsed:
        ending = Ending.BROKEN
        for _ in range(2):  # one that was killed from outside is no fault of the file
            child = self._child()
            try:
                parsed = decode(child.ask(data, file_name))
            except WireError:
                child.end()
                break
            except EndedError as error:
                ending = error.ending
                if ending is not Ending.KILLED:
                    break
            else:
                self._give_back(child)
                return parsed
        _log.warning("a child ended over a file: %s", ending)
        return _SENTENCES[ending]

    def _child(self) -> Warder:
        while self._free:
            child = self._free.pop()
            if child.alive:
                return child
            child.end()
        return self._start(self._limits)

    def _give_back(self, child: Warder) -> None:
        if child.files < _LIFE and child.held_kb < _KEPT_KB:
            self._free.append(child)
        else:
            child.end()
