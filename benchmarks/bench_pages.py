"""Pages and what they read, with one quarter in the database, with five and with forty.

Forty quarters are 100,000 findings, 140,000 figures, 40 releases and 50,000 events. Milliseconds,
the median of nine that take turns after one that is not counted, and the number of statements to
the database. A page is asked for in this process, without a network. At most 2 times is asked for;
what shows five quarters is to be held against the database that has five.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, event

from benchmarks.asked import HISTORIES, PAGES, READINGS, WINDOWS, Page, Reading
from benchmarks.homes import SIZES, Home, postgres_homes, sqlite_homes

RUNS = 9
WIDTH = 46

_Asking = Callable[[Home], object]


class _NoPageError(Exception):
    """What stands at an address is not a page."""


@dataclass
class _Cost:
    """What one thing cost in one home."""

    seconds: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds[1:])


def main() -> None:
    """Measure, and print the figures of this one run."""
    with tempfile.TemporaryDirectory(prefix="kvb-") as folder:
        for name, opened in (("SQLite", sqlite_homes), ("PostgreSQL", postgres_homes)):
            with opened(Path(folder)) as homes:
                print(f"\n  {name:{WIDTH}}{_heading()}")
                for what, ask in _asked():
                    print(f"  {what:{WIDTH}}{_told(homes, ask)}")


def _asked() -> Iterator[tuple[str, _Asking]]:
    for name, page in PAGES.items():
        yield f"page: {name}", partial(_get, page=page)
    for title, readings in (
        ("quarter", READINGS),
        ("five quarters", WINDOWS),
        ("all quarters", HISTORIES),
    ):
        for name, reading in readings.items():
            yield f"{title}: {name}", partial(_read, reading=reading)


def _get(home: Home, page: Page) -> object:
    answer = home.clients[page.role].get(page.address)
    if answer.status_code != 200:
        raise _NoPageError(f"{page.address} answers {answer.status_code}")
    return answer


def _read(home: Home, reading: Reading) -> object:
    with home.engine.connect() as connection:
        return reading(connection)


def _told(homes: Mapping[int, Home], ask: _Asking) -> str:
    try:
        return _line(_measure(homes, ask))
    except _NoPageError as error:
        return f"  {error}"


def _measure(homes: Mapping[int, Home], ask: _Asking) -> Mapping[int, _Cost]:
    costs = {size: _Cost() for size in homes}
    for _ in range(RUNS + 1):
        for size, home in homes.items():
            with _counted(home.engine, costs[size]):
                start = time.perf_counter()
                ask(home)
                costs[size].seconds.append(time.perf_counter() - start)
    return costs


@contextmanager
def _counted(engine: Engine, cost: _Cost) -> Iterator[None]:
    cost.queries = 0

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        cost.queries += not statement.startswith("BEGIN")

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)


def _heading() -> str:
    sizes = "".join(f"{size:>6} quarter{'s' if size > 1 else ' '} " for size in SIZES)
    return f"{sizes}{f'{SIZES[2]} to {SIZES[0]}':>9}{f'{SIZES[2]} to {SIZES[1]}':>9}"


def _line(costs: Mapping[int, _Cost]) -> str:
    one, five, all_ = (costs[size].median for size in SIZES)
    each = "".join(f"{1000 * cost.median:8.1f} ms {cost.queries:3}q" for cost in costs.values())
    return f"{each}{all_ / one:8.1f}x{all_ / five:8.1f}x"


if __name__ == "__main__":
    main()
