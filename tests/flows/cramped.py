"""`python -m tests.flows.cramped`: does a step in a home while files may grow no larger than so,
then with more and more room, and at last with all there is.

For each try it says on a line what it was told, and what is in the home once it has been opened
again. On a file system of its own (`--tmpfs`) it is the disk that is full: the home is copied to
it, and what is left is filled up.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.failure import machine_trouble
from deploy.settings import Settings, load_settings
from sql.lease import LeasedError
from tests.flows.killing import mend
from tests.flows.left import look
from tests.flows.victims import LEASE_SECONDS, STEPS, say, warm_up

LIMITS = (1_000, 5_000, 20_000, 100_000, 400_000)
ROOM = (0, 20_000, 60_000, 200_000)
_DISK = "16m"


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("home", "url", "step"):
        parser.add_argument(name)
    parser.add_argument("--limits", type=int, nargs="*", default=LIMITS)
    parser.add_argument("--tmpfs", action="store_true")
    asked = parser.parse_args()
    home, url = Path(asked.home), asked.url
    if asked.tmpfs:
        home = _on_a_small_disk(home)
        url = f"sqlite:///{home / 'kvartal.db'}"
    settings = load_settings(home, {"KVARTAL_DATABASE_URL": url})
    warm_up(settings, asked.step)
    for room in ROOM if asked.tmpfs else asked.limits:
        with _filled(home, room) if asked.tmpfs else _limited(room):
            told = _tried(settings, asked.step)
        _say(settings, asked.step, told)
    _say(settings, asked.step, _tried(settings, asked.step))


def _tried(settings: Settings, step: str) -> str | None:
    """What a person would be told; None when all went well. The try before may have had no room
    to give back its lease, which then ends by itself."""
    try:
        STEPS[step].act(settings, 0)
    except LeasedError:
        time.sleep(LEASE_SECONDS / 10)
        return _tried(settings, step)
    except Exception as error:
        told = machine_trouble(error)
        return told.message if told else f"{type(error).__name__}: {error}"
    return None


def _say(settings: Settings, step: str, told: str | None) -> None:
    mend(settings, step)
    left = look(settings)
    halves = [path.name for path in settings.archive.rglob(".*")]
    say(json.dumps({"told": told, "rows": left.rows, "events": left.events, "halves": halves}))


@contextmanager
def _limited(size: int) -> Iterator[None]:
    """No file may grow larger than this; what would have to ends with an error of the system's."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _on_a_small_disk(home: Path) -> Path:
    """The home on a file system that only this process and its children see."""
    disk = home.with_name("disk")
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "none", disk], check=True)
    return Path(shutil.copytree(home, disk / "home"))


@contextmanager
def _filled(home: Path, room: int) -> Iterator[None]:
    """Hardly any room is left on the disk."""
    filler = home.parent / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(home).free - room)))
    try:
        yield
    finally:
        filler.unlink()


if __name__ == "__main__":
    main()
