"""`python -m benchmarks.stages HOME NUMBER`: where a country's quarter spends its CPU time, by the
stages of the journey, on SQLite. The first municipality is not counted: it pays for what is
loaded once. Prints JSON: seconds by stage."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.country import KEPT, QUARTER, country_settings
from flows import taking
from sql.migrate import migrate
from tasks.aggregate.tables import make_tables
from tasks.place import engine_of, municipality_of
from tasks.read import sandbox

STAGES = {
    "collect": "collect: archive and receipts",
    "read_workbook": "read: from cells to a submission",
    "columns_of": "validate: columns",
    "judge_readings": "validate: rules and diagnosis",
    "load": "load",
    "judge_quarter": "validate: the whole quarter",
    "make_tables": "aggregate: the tables",
}
_Spent = defaultdict[str, float]
CHILD, REST = "read: guard and parser, in the child", "everything else"


def _timed(
    spent: defaultdict[str, float], name: str, act: Callable[..., Any]
) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return act(*given, **named)
        finally:
            spent[STAGES[name]] += time.process_time() - begun

    return timed


def main(home: str, number: str) -> None:
    spent: _Spent = defaultdict(float)
    tables = _timed(spent, "make_tables", make_tables)
    for name in STAGES.keys() - {"make_tables"}:
        setattr(taking, name, _timed(spent, name, getattr(taking, name)))
    served = country_settings(Path(home), int(number)).each()
    engine = engine_of(served[0])
    migrate(engine)
    begun = children = 0.0
    for settings in served:
        taking.take_quarter(settings, QUARTER, str(KEPT / "inbox" / "{kommun}"))
        with engine.connect() as connection:
            tables(connection, municipality_of(settings), QUARTER)
        if settings is served[0]:
            sandbox._close()  # so that what the children used is known
            spent.clear()
            begun, children = time.process_time(), _of_children()
    whole = time.process_time() - begun
    sandbox._close()
    told = {**spent, REST: whole - sum(spent.values()), CHILD: _of_children() - children}
    print(json.dumps(told))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
