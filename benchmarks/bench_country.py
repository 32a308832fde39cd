"""A country's quarter: 290 municipalities with 13 workbooks each, from the inboxes to the tables.

CPU seconds (user + system) of whole processes and, on PostgreSQL, of its server. The floor is
measured in the same run: the same files read by calamine into nothing, and the same rows loaded
into bare tables by COPY or executemany. At most 3 times is asked for; of ten times the workbooks,
at most 10.5 times the time and 1.3 times the memory. KVARTAL_BENCH_MUNICIPALITIES makes a smaller
country.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from benchmarks.country import KEPT, MUNICIPALITIES, WORKBOOKS, make_country
from benchmarks.processes import Used, used
from benchmarks.servers import postgres_server
from benchmarks.servers_cpu import server_seconds
from benchmarks.written import keep_rows
from sql.engine import open_engine

NUMBER = int(os.environ.get("KVARTAL_BENCH_MUNICIPALITIES") or MUNICIPALITIES)


def main() -> None:
    """Measure, and print the figures of this one run."""
    make_country(NUMBER)
    with tempfile.TemporaryDirectory(prefix="kvb-") as name:
        folder = Path(name)
        small = _pipeline(folder / "tenth", NUMBER // 10, f"sqlite:///{folder / 'tenth.db'}")
        whole = _on(folder, "SQLite", f"sqlite:///{folder / 'whole.db'}")
        print(f"  ten times the workbooks: {whole.cpu / small.cpu:.1f} x CPU,", end=" ")
        print(f"{whole.peak_mb / small.peak_mb:.2f} x memory ({whole.peak_mb:.0f} MB)")
        with postgres_server(folder / "pg") as server, database(server) as url:
            _on(folder, "PostgreSQL", url)


def _on(folder: Path, name: str, url: str) -> Used:
    engine = open_engine(url)
    before = server_seconds(engine)
    whole = _pipeline(folder / name, NUMBER, url)
    server = server_seconds(engine) - before
    rows = keep_rows(engine, folder / "rows")
    before = server_seconds(engine)
    bare = str(folder / "bare.db") if name == "SQLite" else _plain(url)
    floor = used([*_PYTHON, "benchmarks.floor", KEPT / "inbox", str(NUMBER), folder / "rows", bare])
    bare_server = server_seconds(engine) - before
    engine.dispose()
    read, load = map(float, floor.out.split())
    least = read + load + bare_server
    each = 1000 / (NUMBER * WORKBOOKS)
    print(f"  {name}: {NUMBER * WORKBOOKS} workbooks, {rows} rows")
    for what, seconds in (
        ("floor: reading", read),
        ("floor: loading", load),
        ("floor: the server", bare_server),
        ("the pipeline", whole.cpu),
        ("the pipeline: the server", server),
    ):
        print(f"    {what:28} {seconds:8.2f} s CPU {seconds * each:7.2f} ms a workbook")
    print(f"    the whole is {(whole.cpu + server) / least:.1f} x the floor")
    return whole


_PYTHON = (sys.executable, "-m")


def _pipeline(home: Path, number: int, url: str) -> Used:
    return used([*_PYTHON, "benchmarks.one_country", home, str(number), url])


def _plain(url: str) -> str:
    """As the driver wants it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@contextmanager
def database(server: str) -> Iterator[str]:
    name = f"kvartal_bench_{os.getpid()}"
    for command in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        _command(server, command)
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _command(server: str, command: str) -> None:
    engine = open_engine(server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(command))
    engine.dispose()


if __name__ == "__main__":
    main()
