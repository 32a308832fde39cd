"""The connection to the database is cut before any statement of a transaction: it is told as what
it is, nothing is half there, and the same once more succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from schemas.findings import Severity
from schemas.person import Person
from schemas.rulings import Decided
from sql.engine import open_engine
from sql.state import findings_of
from sql.trouble import trouble
from steward.decisions import decide
from tasks.load.load import load
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    dump,
    finding,
    judged,
    submission,
)

pytestmark = pytest.mark.postgres

AT = datetime(2025, 1, 20, 8, 0, tzinfo=UTC)
BEFORE_COMMIT = -1


@contextmanager
def cut(engine: Engine, before: int) -> Iterator[list[int]]:
    """End the server's side of the connection before so many statements, or before the commit.
    The list holds how many there were."""
    other = open_engine(engine.url.render_as_string(hide_password=False))
    sent = [0]

    def end(connection: Any) -> None:
        process = connection.connection.dbapi_connection.info.backend_pid
        with other.connect() as killer:
            killer.execute(text("SELECT pg_terminate_backend(:it, 10000)"), {"it": process})

    def send(connection: Any, *_rest: Any) -> None:
        if sent[0] == before:
            end(connection)
        sent[0] += 1

    def commit(connection: Any) -> None:
        if before == BEFORE_COMMIT:
            end(connection)

    event.listen(engine, "before_cursor_execute", send)
    event.listen(engine, "commit", commit)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", send)
        event.remove(engine, "commit", commit)
        other.dispose()


def loaded(engine: Engine) -> None:
    read = submission(
        lss=counts(insats={"bostad-vuxna": (1, 2)}), decisions=[decision("A"), decision("B", 3)]
    )
    load(engine, STOCKHOLM, Q4, [judged(read, finding(cell="E5"), finding(cell="E6"))])


def decided(engine: Engine) -> None:
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    names = [each.id for each in found if each.severity is Severity.FEL]
    by = Person("Handläggare A", "samordnare")
    decide(engine, STOCKHOLM, names, Decided.WAIVED, "Rättas i nästa.", by, AT)


def nothing(_engine: Engine) -> None:
    """An empty warehouse is all that is needed."""


@pytest.mark.parametrize(("prepare", "act"), [(nothing, loaded), (loaded, decided)])
def test_cut_before_every_statement(
    postgres_engine: Engine, prepare: Callable[[Engine], None], act: Callable[[Engine], None]
) -> None:
    prepare(postgres_engine)
    before = dump(postgres_engine)
    for number in chain([BEFORE_COMMIT], count()):
        with cut(postgres_engine, number) as sent:
            try:
                act(postgres_engine)
            except DBAPIError as error:
                told = trouble(error)
                assert told is not None
                assert told.message.startswith("Förbindelsen med databasen bröts")
            else:
                break
        assert dump(postgres_engine) == before
    assert sent[0] == number > 5
    assert len(dump(postgres_engine)["audit"]) == len(before["audit"]) + (1 if act is loaded else 2)
