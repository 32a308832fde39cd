"""Reading in a child that is shut in, against reading in this process; and what hostile files cost.

The four sample workbooks, medians of sixty that take turns, wall time. Then every crafted file of
the tests with the default limits, and an honest workbook with one byte spoilt, five thousand times.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path

from deploy.settings import Limits
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Source
from tasks.read.contents import Contents
from tasks.read.parse import parse_here
from tasks.read.reader import Parse, read_workbook
from tasks.read.sandbox import Sandbox
from tasks.read.warder import Warder
from tests.unit.read import hostile, lying

RUNS, FLIPPED, SEED = 60, 5_000, 7
SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "workbooks"
NAMES = ("farsta_2024Q3.xlsx", "farsta_2024Q4.xlsx", "jarva_2024Q3.xlsx", "jarva_2024Q4.xlsx")
KINDS = (
    hostile.formats, hostile.truncated, hostile.active, hostile.document_types, lying.archives,
    lying.bombs, hostile.reaches, hostile.contents, hostile.odd,
)  # fmt: skip


class Watched(Warder):
    """Tells the most memory that any child had while it lived."""

    peak_kb = 0

    def end(self) -> None:
        status = Path(f"/proc/{self._process.pid}/status")
        told = re.findall(r"VmHWM:\s+([0-9]+)", status.read_text() if status.exists() else "")
        Watched.peak_kb = max(Watched.peak_kb, *map(int, told), 0)
        super().end()


def main() -> None:
    """Measure, and print the figures of this one run."""
    sandbox = Sandbox(Limits(), Watched)
    _print_ratio(sandbox)
    _print_hostile(sandbox)
    _print_flipped(sandbox)
    sandbox.close()
    print(f"  most memory of a child that was still alive: {Watched.peak_kb / 1000:.0f} MB")


def _print_ratio(sandbox: Sandbox) -> None:
    files = [(name, (SAMPLES / name).read_bytes()) for name in NAMES]
    ways: dict[str, Parse] = {"in this process": parse_here, "in a child": sandbox.parse}
    took: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(RUNS + 1):
        for way, parse in ways.items():
            start = time.perf_counter()
            for name, data in files:
                _read(name, data, parse)
            took[way].append(time.perf_counter() - start)
    medians = {way: statistics.median(each[1:]) for way, each in took.items()}
    for way, seconds in medians.items():
        ratio = seconds / medians["in this process"]
        print(f"  four samples {way:16} {1000 * seconds:6.1f} ms  {ratio:5.2f} x")


def _print_hostile(sandbox: Sandbox) -> None:
    took: dict[str, float] = {}
    for each in (each for kind in KINDS for each in kind()):
        data, start = each.make(), time.perf_counter()
        _read(each.name, data, sandbox.parse)
        took[each.what] = time.perf_counter() - start
    print(f"  {len(took)} crafted files; the slowest:")
    for what in sorted(took, key=lambda each: -took[each])[:3]:
        print(f"    {took[what]:5.2f} s  {what}")


def _print_flipped(sandbox: Sandbox) -> None:
    """Other contents than the honest file's would be the worst of all."""
    name, draw = NAMES[1], random.Random(SEED)
    honest = (SAMPLES / name).read_bytes()
    whole, ends = sandbox.parse(honest, name), Counter[str]()
    for _ in range(FLIPPED):
        spoilt = bytearray(honest)
        spoilt[draw.randrange(len(honest))] ^= draw.randrange(1, 256)
        read = sandbox.parse(bytes(spoilt), name)
        same = "same contents" if read == whole else "OTHER CONTENTS"
        ends[same if isinstance(read, Contents) else f"finding: {read[0]}"] += 1
    print(f"  one byte spoilt, {FLIPPED} times: {dict(ends)}")


def _read(name: str, data: bytes, parse: Parse) -> None:
    read_workbook(data, Source("", name), load_municipality(), Quarter(2024, 4), parse=parse)


if __name__ == "__main__":
    main()
