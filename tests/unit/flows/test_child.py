"""A child is started, kept, started again, and ended with all that it started."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.scheduling.child import Child

SLEEP = "import subprocess, sys, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"


def child(folder: Path, code: str, patience: float = 60) -> Child:
    return Child("It", ["-c", code], dict(os.environ), folder / "log" / "it.log", patience)


def until(child: Child, done: Callable[[], bool], well: Callable[[], bool] = lambda: True) -> None:
    give_up = time.monotonic() + 30
    while not done():
        child.look(well)
        assert time.monotonic() < give_up
        time.sleep(0.02)


def living(group: int) -> list[str]:
    """The processes of a group; one that has died is none, though nobody may have buried it yet."""
    told = subprocess.run(
        ["ps", "-eo", "pgid=,stat=,pid="], capture_output=True, text=True, check=True
    ).stdout
    lines = (line.split() for line in told.splitlines())
    return [pid for of_group, state, pid in lines if int(of_group) == group and state[0] != "Z"]


def test_what_was_killed_is_started_again_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    it = child(tmp_path, SLEEP)
    until(it, lambda: it.healthy)
    first = it.process_id
    assert first
    os.kill(first, signal.SIGKILL)
    with caplog.at_level(logging.WARNING):
        until(it, lambda: it.healthy and it.process_id not in (None, first))
    assert caplog.messages == ["It ended with status -9; starting it again in 1 s"]
    it.stop()
    assert it.process_id is None


def test_what_does_not_do_its_work_is_started_again_ever_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    it = child(tmp_path, SLEEP, patience=0.1)
    with caplog.at_level(logging.WARNING):
        until(it, lambda: len(caplog.messages) == 2, well=lambda: False)
    assert [each.rpartition("in ")[2] for each in caplog.messages] == ["1 s", "2 s"]
    it.stop()


def test_it_ends_with_all_that_it_started(tmp_path: Path) -> None:
    it = child(tmp_path, SLEEP)
    until(it, lambda: it.process_id is not None and len(living(it.process_id)) == 2)
    group = it.process_id
    assert group
    it.stop()
    give_up = time.monotonic() + 10
    while living(group):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_what_it_said_before_is_kept_once(tmp_path: Path) -> None:
    it = child(tmp_path, "print('nytt', flush=True); import time; time.sleep(60)")
    it.log_file.parent.mkdir()
    it.log_file.write_bytes(b"x" * (6 * 2**20))
    until(it, lambda: it.log_file.exists() and it.log_file.read_bytes() == b"nytt\n")
    it.stop()
    assert (tmp_path / "log" / "it.1.log").stat().st_size == 6 * 2**20
