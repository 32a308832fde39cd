"""`kvartal check` of one workbook against a Python that only reads it with the same reader.

Whole processes, CPU seconds (user + system), median of fifteen that take turns, after one that is
not counted. Judging is measured alone as well, rules and diagnosis, with more and more counts
wrong at once in each unit's workbook; the one that takes longest is the worst workbook.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.city import Unit, findings_of, units
from benchmarks.errors import Written, count_cells, place_of, spoilt
from benchmarks.processes import HERE, medians
from tasks.demo.draw import Draw

RUNS = 15
SEED = 7
CLEAN, WORST = "clean.xlsx", "worst.xlsx"
WRONG = (1, 2, 5, 10, 20, 40, 80, 160, 260)


@dataclass(frozen=True)
class Spoilt:
    """A workbook with so many wrong counts, and the CPU seconds that judging it took."""

    unit: Unit
    written: Written
    seconds: float


def main() -> None:
    """Measure, and print the figures of this one run."""
    slowest = [max(_judged(count), key=lambda each: each.seconds) for count in WRONG]
    worst = max(slowest, key=lambda each: each.seconds)
    clean = max(units(), key=lambda unit: len(unit.now.decisions or ()))
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as folder:
        (Path(folder) / CLEAN).write_bytes(clean.data)
        (Path(folder) / WORST).write_bytes(_in_workbook(worst))
        _print_processes(Path(folder))
    print()
    for each in slowest:
        print(f"  {len(each.written):4} wrong counts: judged in {1000 * each.seconds:6.1f} ms CPU")


def _print_processes(folder: Path) -> None:
    clean, worst = folder / CLEAN, folder / WORST
    kvartal = Path(sys.executable).with_name("kvartal")
    costs = medians(
        {
            "a Python that does nothing": [sys.executable, "-c", ""],
            "a Python that only reads the workbook": [sys.executable, HERE / "only_read.py", clean],
            "kvartal --help": [kvartal, "--help"],
            "kvartal check, clean workbook": [kvartal, "check", clean],
            "kvartal check, worst workbook": [kvartal, "check", worst],
        },
        RUNS,
        os.environ | {"KVARTAL_HOME": str(folder / "home")},
    )
    floor = costs["a Python that only reads the workbook"]
    for name, cost in costs.items():
        print(f"  {name:40} {1000 * cost:6.1f} ms CPU  {cost / floor:5.1f} x")


def _judged(count: int) -> Iterator[Spoilt]:
    """Every unit's workbook with so many counts one to three too high, tables alone and with
    decisions."""
    for number, unit in enumerate(units()):
        draw = Draw(SEED + number)
        cells = draw.shuffled(count_cells(unit.now))[:count]
        written = {place_of(cell): (cell.count or 0) + 1 + draw.below(3) for cell in cells}
        for with_decisions in (True, False):
            submission = spoilt(unit.submission(with_decisions), written)
            start = time.process_time()
            findings_of(submission)
            yield Spoilt(unit, written, time.process_time() - start)


def _in_workbook(spoilt: Spoilt) -> bytes:
    book = load_workbook(BytesIO(spoilt.unit.data))
    for (sheet, row, column), value in spoilt.written.items():
        book[sheet].cell(row, column).value = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


if __name__ == "__main__":
    main()
