"""`python -m tests.flows.nursery`: brings up victims, and kills them.

It has imported everything once. Each line on standard input is a job: home, database, step, and
when to kill. For each it forks a victim, waits until that one is ready (and, where the job says
so, until a file turns up), lets it live for so many seconds, kills it with the signal that nobody
can catch, and answers with what the victim had said by then. Without seconds the victim lives
until it is done.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import fsspec.core  # noqa: F401  imported where it is used, which is not what a victim's time is for

from deploy.settings import load_settings
from tests.flows.victims import UNITS, act, say, sent, warm_up

READY = "ready"


def main() -> None:
    for number in range(len(UNITS)):
        sent(number)
    for line in sys.stdin:
        say(json.dumps(_one(json.loads(line))))


def _one(job: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(reading)
        os.dup2(writing, sys.stdout.fileno())
        os.close(writing)
        _live(job)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        ready = said.readline().strip() == READY
        begun = time.monotonic()
        if job["seconds"] is not None:
            _wait_for_file(victim, job)
            time.sleep(job["seconds"])
            os.kill(victim, signal.SIGKILL)
        rest = said.read().splitlines()
    _, status = os.waitpid(victim, 0)
    return {"ready": ready, "said": rest, "status": status, "seconds": time.monotonic() - begun}


def _wait_for_file(victim: int, job: dict[str, Any]) -> None:
    """Until something in the home has such a name, or the victim has come to its end."""
    while job["after"] and not any(Path(job["home"]).glob(job["after"])):
        if os.waitid(os.P_PID, victim, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.001)


def _live(job: dict[str, Any]) -> None:
    """The victim. It leaves without what its parent would do at its end."""
    status = 1
    try:
        settings = load_settings(Path(job["home"]), {"KVARTAL_DATABASE_URL": job["url"]})
        warm_up(settings, job["step"])
        say(READY)
        act(settings, job["step"])
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
