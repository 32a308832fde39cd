"""Other municipalities' quarters in a city's warehouse: its own, copied under other names."""

from __future__ import annotations

from sqlalchemy import Engine, Table

from benchmarks.decade import DECADE
from sql.engine import writing
from sql.warehouse import decision, observation, outcome, receipt, submission

_TABLES = (receipt, submission, observation, decision, outcome)


def crowd(engine: Engine, code: str, others: int) -> int:
    """Give so many others every quarter of the decade, each what the municipality of this code has
    in the last; how many rows that makes."""
    now = DECADE[-1]
    written = 0
    for number in range(others):
        with writing(engine) as connection:
            for quarter in DECADE:
                for table in _TABLES:
                    copied = _copied(table, f"annan-{number:03}", str(now), str(quarter), code)
                    written += connection.exec_driver_sql(copied).rowcount
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    return written


def _copied(table: Table, other: str, now: str, quarter: str, code: str) -> str:
    """Codes and quarters are ours: nothing in them needs quoting."""
    changed = {
        "municipality": f"'{other}'",
        "quarter": f"'{quarter}'",
        "submission": f"replace(submission, '{now}', '{quarter}')",
    }
    if table is submission:
        changed["id"] = f"replace(id, '{now}', '{quarter}')"
    columns = [column.name for column in table.c]
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    mine = f"municipality = '{code}'"
    of_now = f"quarter = '{now}'" if "quarter" in columns else f"submission LIKE '%-{now}-%'"
    return (
        f"INSERT INTO {table.name} ({named}) "
        f"SELECT {values} FROM {table.name} WHERE {mine} AND {of_now}"
    )
