"""Rows that are written in bulk are the rows that SQLAlchemy would write one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from sql.bulk import insert_rows
from sql.engine import writing
from sql.warehouse import finding, receipt, submission

CITY = "stockholm"
SUBMISSION: dict[str, Any] = {
    "municipality": CITY, "id": "a", "unit": "farsta", "quarter": "2024Q4", "version": 1,
    "sha256": "0", "file_name": 'tab\t, "citat", rad\n, \\N, åäö, \0 \ud800', "state": "accepted",
    "loaded": True, "with_decisions": False, "template_version": None,
}  # fmt: skip
RECEIPT: dict[str, Any] = {
    "municipality": CITY, "quarter": "2024Q4", "sha256": "0", "file_name": "a.xlsx",
    "size": 2**40, "duplicate_of": None,
    "received": datetime(2025, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=2))),
}  # fmt: skip
FINDING: dict[str, Any] = {
    "municipality": CITY, "quarter": "2024Q4", "id": "f", "nr": 0, "fingerprint": "f",
    "submission": "a", "rule": "SUM-501", "severity": "fel", "message": "", "fix": "",
    "status": "open", "found": "32", "expected": 33, "cause": None,
    "changes": [{"cell": "E5", "suggested": 1}], "candidates": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "row"), [(submission, SUBMISSION), (receipt, RECEIPT), (finding, FINDING)]
)
def test_every_type_is_kept_as_a_plain_insert_keeps_it(
    engine: Engine, table: Any, row: dict[str, Any]
) -> None:
    def kept(other: str) -> Any:
        with engine.connect() as connection:
            return connection.execute(select(table).where(table.c.municipality == other)).one()

    for other, write in (("one", True), ("two", False)):
        with writing(engine) as connection:
            if table is finding:
                connection.execute(insert(submission), {**SUBMISSION, "municipality": other})
            mine = {**row, "municipality": other}
            if write:
                insert_rows(connection, table, [mine])
            else:
                connection.execute(insert(table), mine)
    assert kept("one")[1:] == kept("two")[1:]
    if table is receipt:
        assert kept("one").received == datetime(2025, 1, 2, 1, 4, 5, 6, UTC)
    if table is finding:
        assert (kept("one").found, kept("one").expected, kept("one").cause) == ("32", 33, None)


def test_days_are_days(engine: Engine) -> None:
    from sql.warehouse import decision

    row = {
        "municipality": CITY, "submission": "a", "sheet_row": 2, "lopnummer": "A",
        "beslutsdatum": date(2024, 2, 29),
    }  # fmt: skip
    with writing(engine) as connection:
        insert_rows(connection, submission, [SUBMISSION])
        insert_rows(connection, decision, [row])
        insert_rows(connection, decision, [])
        asked = select(decision.c.beslutsdatum).where(decision.c.beslutsdatum < date(2024, 3, 1))
        assert connection.scalars(asked).all() == [date(2024, 2, 29)]


def test_what_the_database_refuses_is_told_as_everywhere_and_nothing_is_kept(
    engine: Engine,
) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        insert_rows(connection, submission, [SUBMISSION, {**SUBMISSION, "id": "b"}])
    with engine.connect() as connection:
        assert connection.execute(select(submission)).all() == []
