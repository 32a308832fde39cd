"""The sandbox's child: reads one workbook after the other, shut in, and answers with contents.

A job is the lengths of a file's name and of its bytes, then both. An answer is its length, then
the contents as wire.py writes them.
"""

from __future__ import annotations

import json
import os
import signal
import sys

import tasks.read.ods  # noqa: F401  once shut in, nothing can be imported any more
from deploy.settings import Limits
from tasks.read.jail import shut_in
from tasks.read.parse import parse
from tasks.read.warder import ANSWER, JOB, OUT_OF_MEMORY
from tasks.read.wire import encode


def main() -> None:
    """`python -m tasks.read.child LIMITS`. Ends when nobody is left to send a job."""
    limits = Limits(**json.loads(sys.argv[1]))
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)  # meant for the parent, whose end is ours
    "".encode("cp437")  # the names in an archive; the codec is a module
    shut_in(limits.memory_mb)
    _answer(b"")
    while head := sys.stdin.buffer.read(JOB.size):
        named, size = JOB.unpack(head)
        file_name = sys.stdin.buffer.read(named).decode("utf-8", "replace")
        _answer(_read(sys.stdin.buffer.read(size), file_name, limits))


def _read(data: bytes, file_name: str, limits: Limits) -> bytes:
    """The contents; a file that takes too long or too much ends the process."""
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)  # nobody catches its signal
    try:
        return encode(parse(data, file_name, limits))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _answer(contents: bytes) -> None:
    sys.stdout.buffer.write(ANSWER.pack(len(contents)) + contents)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
