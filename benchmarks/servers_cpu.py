"""What a PostgreSQL server has used so far."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

_TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds(engine: Engine) -> float:
    """CPU seconds of the server on this machine that an engine asks: the processes that live, and
    those that have ended."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    parent = int((Path(folder) / "postmaster.pid").read_text().split()[0])
    return sum(_seconds(stat, parent) for stat in Path("/proc").glob("[0-9]*/stat"))


def _seconds(stat: Path, parent: int) -> float:
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return 0.0
    if int(stat.parent.name) == parent:
        return sum(map(int, fields[11:15])) / _TICKS
    return sum(map(int, fields[11:13])) / _TICKS if int(fields[1]) == parent else 0.0
