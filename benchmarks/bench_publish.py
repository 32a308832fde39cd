"""A whole publication of the demo city against what its slowest library needs for its own part.

Whole processes, imports included, CPU seconds (user + system), median of five after one that is
not counted, less what a process costs that only opens the edition. One edition: docx, pdf, xlsx,
csv, eight diagrams as SVG and PNG. At most 3 times is asked for.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.one_part import PARTS
from benchmarks.processes import HERE, medians
from deploy.settings import load_settings
from flows.edition import make_editions, read_material
from schemas.quarter import Quarter
from tasks.publish.draw.draw import draw

RUNS = 5
QUARTER = Quarter(2024, 4)


def main() -> None:
    """Measure, and print the split of this one run."""
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as folder:
        kept = _edition(Path(folder))
        commands = {
            part: [sys.executable, "-m", "benchmarks.one_part", str(kept), part] for part in PARTS
        }
        costs = medians(commands, RUNS, os.environ | {"PYTHONPATH": str(HERE.parent)})
    opened, whole = costs.pop("nothing"), costs.pop("everything")
    own = {part: cost - opened for part, cost in costs.items()}
    slowest = max(own, key=lambda part: own[part])
    for part, cost in (*own.items(), ("everything", whole - opened)):
        print(f"  {part:28} {cost:6.2f} s CPU  {cost / own[slowest]:5.2f} x the slowest")


def _edition(folder: Path) -> Path:
    """The demo's internal edition with its drawings, in a file."""
    home = folder / "home"
    kvartal = Path(sys.executable).with_name("kvartal")
    subprocess.run([kvartal, "demo", "--home", home], check=True, capture_output=True)
    part = make_editions(read_material(load_settings(home), QUARTER)).internal
    kept = folder / "edition"
    drawn = {chart.name: draw(chart) for chart in part.report.charts}
    kept.write_bytes(pickle.dumps((part, drawn)))
    return kept
