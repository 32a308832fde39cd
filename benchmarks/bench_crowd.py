"""A city's quarter in a database of its own, and among the forty quarters of many others.

CPU seconds of this process, the median of five that take turns after one that is not counted: the
tables, the facts of the report, and the whole draft with its documents. At most 2 times is asked
for. KVARTAL_BENCH_OTHERS says how many others (20; 290 take some hours to make).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.country import QUARTER
from benchmarks.crowd import crowd
from deploy.settings import Settings, load_settings
from flows.outputs import start_report, write_draft
from flows.taking import take_quarter
from schemas.municipality import load_municipality
from sql.migrate import migrate
from tasks.aggregate.facts import read_facts
from tasks.aggregate.tables import make_tables
from tasks.demo.inbox import build_inbox
from tasks.place import engine_of, municipality_of
from tasks.template.workbook import write_workbook

RUNS = 5
OTHERS = int(os.environ.get("KVARTAL_BENCH_OTHERS") or 20)


def main() -> None:
    """Measure, and print the figures of this one run."""
    with tempfile.TemporaryDirectory(prefix="kvb-") as name:
        folder = Path(name)
        city = load_municipality()
        build_inbox(folder / "inbox", QUARTER, city, write_workbook)
        alone, among = (_home(folder, each) for each in ("alone", "among"))
        rows = crowd(engine_of(among), city.code, OTHERS)
        print(f"  among {rows:,} rows of {OTHERS} others, 40 quarters each")
        for what, act in _ASKED.items():
            first, second = _medians(act, alone, among)
            print(f"  {what:24} {first:7.3f} s {second:7.3f} s {second / first:6.2f} x")


def _home(folder: Path, name: str) -> Settings:
    settings = load_settings(folder / name, {})
    migrate(engine_of(settings))
    take_quarter(settings, QUARTER, str(folder / "inbox"))
    start_report(settings, QUARTER)
    return settings


def _tables(settings: Settings) -> None:
    with engine_of(settings).connect() as connection:
        make_tables(connection, municipality_of(settings), QUARTER)


def _facts(settings: Settings) -> None:
    with engine_of(settings).connect() as connection:
        read_facts(connection, municipality_of(settings), QUARTER)


def _draft(settings: Settings) -> None:
    write_draft(settings, QUARTER)


_ASKED: Mapping[str, Callable[[Settings], None]] = {
    "the tables": _tables,
    "the facts of the report": _facts,
    "the whole draft": _draft,
}


def _medians(act: Callable[[Settings], None], *homes: Settings) -> list[float]:
    costs: list[list[float]] = [[] for _ in homes]
    for _ in range(RUNS + 1):
        for home, cost in zip(homes, costs, strict=True):
            begun = time.process_time()
            act(home)
            cost.append(time.process_time() - begun)
    return [statistics.median(each[1:]) for each in costs]


if __name__ == "__main__":
    main()
