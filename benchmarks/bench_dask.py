"""A country's quarter by one worker of Dask and by two, on PostgreSQL.

Clock seconds of the municipalities alone, the better of two that take turns, since whatever else
the machine does makes both slower. On two processors at least 1.6 times as fast is asked for; it
says nothing where other work keeps them busy. KVARTAL_BENCH_MUNICIPALITIES makes a smaller country.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_country import NUMBER, database
from benchmarks.country import make_country
from benchmarks.processes import used
from benchmarks.servers import postgres_server

RUNS, WORKERS = 2, (1, 2)


def main() -> None:
    """Measure, and print the figures of this one run."""
    make_country(NUMBER)
    best = dict.fromkeys(WORKERS, float("inf"))
    with (
        tempfile.TemporaryDirectory(prefix="kvb-") as name,
        postgres_server(Path(name) / "pg") as server,
    ):
        for run in range(RUNS):
            for workers in WORKERS:
                with database(server) as url:
                    home = Path(name) / f"home-{run}-{workers}"
                    best[workers] = min(best[workers], _seconds(home, workers, url))
    for workers, seconds in best.items():
        print(f"  {workers} worker{'s' if workers > 1 else ' '} {seconds:8.1f} s")
    print(f"  two are {best[1] / best[2]:.2f} times as fast as one")


def _seconds(home: Path, workers: int, url: str) -> float:
    environment = os.environ | {
        "KVARTAL_TASK_RUNNER": "dask",
        "KVARTAL_WORKERS": str(workers),
    }
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "benchmarks.country_flow",
        home,
        str(NUMBER),
        url,
    ]
    return float(used(command, environment).out.split()[-1])


if __name__ == "__main__":
    main()
