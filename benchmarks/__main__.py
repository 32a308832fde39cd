"""Runs every bench_*.py of this folder: its docstring says what is compared, its main() prints."""

from importlib import import_module
from pkgutil import iter_modules

import benchmarks

for found in iter_modules(benchmarks.__path__, "benchmarks."):
    if found.name.startswith("benchmarks.bench_"):
        bench = import_module(found.name)
        print(f"\n{bench.__doc__}")
        bench.main()
