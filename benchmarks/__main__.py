"""Runs every bench_*.py of this folder, or those that are named: its docstring says what is
compared, its main() prints. What they print is kept in build/benchmarks.json."""

import io
import json
import sys
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import benchmarks

KEPT = Path(__file__).parents[1] / "build" / "benchmarks.json"


class Twice(io.StringIO):
    """Keeps what it is told, and tells it on."""

    def write(self, text: str) -> int:
        sys.__stdout__.write(text)  # type: ignore[union-attr]  # a benchmark has a terminal
        sys.__stdout__.flush()  # type: ignore[union-attr]
        return super().write(text)


told = {}
for found in iter_modules(benchmarks.__path__, "benchmarks."):
    name = found.name.rpartition(".")[2]
    if name.startswith("bench_") and (len(sys.argv) == 1 or name in sys.argv):
        bench = import_module(found.name)
        print(f"\n{bench.__doc__}")
        with redirect_stdout(Twice()) as heard:
            bench.main()
        about = (bench.__doc__ or "").splitlines()
        told[name] = {"compares": about[0], "lines": heard.getvalue().splitlines()}
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
