"""`kvartal run` on the demo's thirteen workbooks against the plainest pandas script.

Whole processes with all that they start, CPU seconds (user + system), median of five after one
that is not counted. Both read the same files; the script writes their sums, the run archives,
checks, diagnoses, loads into an empty home and publishes. What the orchestrator alone costs is
measured with a flow that does nothing.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import HERE, cpu_seconds
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.demo.inbox import build_inbox
from tasks.template.workbook import write_workbook

RUNS = 5
QUARTER = Quarter(2024, 4)


def main() -> None:
    """Measure, and print the figures of this one run."""
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as folder:
        bench = _Bench(Path(folder))
        floor = bench.median(["{python}", f"{HERE}/plain_pandas.py", "{inbox}", "{home}.csv"])
        nothing = bench.median(["{python}", f"{HERE}/empty_flow.py", "{home}"])
        run = ["{kvartal}", "run", str(QUARTER), "--inbox", "{inbox}", "--home", "{home}"]
        whole = bench.median(run)
    for name, cost in (
        ("the plainest pandas script", floor),
        ("orchestrator: a flow that does nothing", nothing),
        ("kvartal run, orchestrator included", whole),
        ("kvartal run less the orchestrator", whole - nothing),
    ):
        print(f"  {name:40} {cost:6.2f} s CPU  {cost / floor:5.1f} x")


class _Bench:
    """Runs commands in a folder of their own. Prefect's home is shared, so that its database is
    there already, as it is on any machine but for the very first run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inbox = folder, folder / "inbox"
        self.environment = os.environ | {"PREFECT_HOME": str(folder / "prefect")}
        self.homes = 0
        build_inbox(self.inbox, QUARTER, load_municipality("stockholm"), write_workbook)

    def median(self, command: list[str]) -> float:
        """CPU seconds of the command: the median of the runs after a first one."""
        return statistics.median([self._cost(command) for _ in range(RUNS + 1)][1:])

    def _cost(self, command: list[str]) -> float:
        self.homes += 1
        places = {
            "python": sys.executable,
            "kvartal": Path(sys.executable).with_name("kvartal"),
            "inbox": self.inbox,
            "home": self.folder / f"home-{self.homes}",
        }
        return cpu_seconds([part.format(**places) for part in command], self.environment)
