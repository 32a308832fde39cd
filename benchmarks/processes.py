"""What whole processes cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


def cpu_seconds(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """CPU seconds (user + system) of a process with all that it starts."""
    process = subprocess.Popen(command, env=environment, cwd=HERE.parent, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise RuntimeError(f"{command[1]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Used:
    """What a process used with all that it started: CPU and clock seconds, and the most memory
    that one of them held."""

    cpu: float
    wall: float
    peak_mb: float
    out: str


def used(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Used:
    """Run a process to its end. Raises RuntimeError when that is none."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, cwd=HERE.parent, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout:
        out = process.stdout.read()
    _, status, spent = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[-1]} ended with {process.returncode}")
    wall = time.monotonic() - begun
    return Used(spent.ru_utime + spent.ru_stime, wall, spent.ru_maxrss / 1024, out)


def medians(
    commands: Mapping[str, Sequence[str | Path]], runs: int, environment: Mapping[str, str]
) -> dict[str, float]:
    """The median of each command's runs after one that is not counted. They take turns, so that
    whatever else the machine does is shared."""
    costs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            costs[name].append(cpu_seconds(command, environment))
    return {name: statistics.median(each[1:]) for name, each in costs.items()}
