"""The rows that a pipeline wrote, as the driver takes them: what the floor loads again."""

from __future__ import annotations

import pickle
from pathlib import Path

from sqlalchemy import Engine

from sql.people import audit
from sql.warehouse import decision, finding, observation, outcome, receipt, submission

TABLES = (receipt, submission, observation, decision, finding, outcome, audit)


def keep_rows(engine: Engine, kept: Path) -> int:
    """Write them into a file; how many they are."""
    rows = {}
    with engine.connect() as connection:
        for table in TABLES:
            columns = [f'"{column.name}"' for column in table.c]
            kinds = [column.type.compile(engine.dialect) for column in table.c]
            asked = [
                f"CAST({name} AS TEXT)" if kind == "JSON" else name
                for name, kind in zip(columns, kinds, strict=True)
            ]
            found = connection.exec_driver_sql(f"SELECT {', '.join(asked)} FROM {table.name}")
            values = [tuple(row) for row in found]
            rows[table.name] = (columns, kinds, values)
    kept.write_bytes(pickle.dumps(rows))
    return sum(len(values) for *_, values in rows.values())
