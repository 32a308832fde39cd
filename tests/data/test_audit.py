"""The event log: only added to, and whoever changes it all the same is found out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from cli.main import run
from deploy.settings import Settings
from schemas.events import Act, Actor, Event, Logged, Via
from schemas.proved import Fault, Head, Proved, Wrong
from schemas.quarter import Quarter
from sql.audit import head_of, record
from sql.audit_proof import prove
from sql.audit_reading import events
from sql.engine import writing
from sql.people import audit
from tests.data.homes import home_of
from tests.data.submissions import Q4, STOCKHOLM

AT = datetime(2025, 1, 31, 23, 30, 0, 120_034, tzinfo=UTC)
STEWARD = Actor("Handläggare Å", "granskare", Via.PAGES)
ROWS = 7
INDEXES = {
    "": "ix_audit_municipality_nr",
    "AND quarter = '2015Q1'": "ix_audit_municipality_quarter_nr",
    "AND unit = 'farsta'": "ix_audit_municipality_unit_nr",
    "AND quarter = '2015Q1' AND unit = 'jarva'": "ix_audit_municipality_quarter_unit_nr",
    "AND act = 'waived'": "ix_audit_municipality_act_nr",
    "AND actor = 'Person B'": "ix_audit_municipality_actor_nr",
}
"""What can be asked for, and the index that holds it newest first."""
TEXTS = [each.name for each in audit.columns if each.name not in ("nr", "at")]


def event(nr: int = 0, act: Act = Act.ACCEPTED, quarter: Quarter | None = Q4) -> Event:
    return Event(
        act=act,
        actor=STEWARD,
        at=AT + timedelta(minutes=nr),
        quarter=quarter,
        unit="farsta" if nr % 2 else "jarva",
        subject=f"fynd-{nr}",
        detail={"rule": "KON-511", "place": "LSS!E5"},
    )


def write(engine: Engine, *told: Event) -> None:
    with writing(engine) as connection:
        record(connection, STOCKHOLM.code, *told)


@pytest.fixture
def log(engine: Engine) -> Engine:
    """A log of seven rows, written one at a time."""
    for nr in range(1, ROWS + 1):
        write(engine, event(nr))
    return engine


@pytest.fixture
def open_log(log: Engine) -> Engine:
    """The same with its triggers dropped, as by somebody who may alter the database."""
    on = " ON audit" if log.dialect.name == "postgresql" else ""
    names = ("audit_no_update", "audit_no_delete", "audit_no_truncate", "audit_next")
    with log.begin() as connection:
        for name in names:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
    return log


def proved(engine: Engine, noted: Head | None = None) -> Proved:
    with engine.connect() as connection:
        return prove(connection, noted)


def fault(engine: Engine, noted: Head | None = None) -> Fault | None:
    return proved(engine, noted).fault


def head(engine: Engine) -> Head:
    with engine.connect() as connection:
        return head_of(connection)


def tamper(engine: Engine, *commands: str) -> None:
    with writing(engine) as connection:
        for command in commands:
            connection.execute(text(command))


def test_a_log_that_was_only_added_to_is_whole(log: Engine) -> None:
    assert proved(log) == Proved(head(log), None)
    assert head(log).nr == ROWS


def test_an_empty_log_is_whole(engine: Engine) -> None:
    assert proved(engine) == Proved(Head(0, "0" * 64), None)


def test_what_is_undone_leaves_no_row(log: Engine) -> None:
    with pytest.raises(RuntimeError), writing(log) as connection:
        record(connection, STOCKHOLM.code, event(8), event(9))
        raise RuntimeError("the act failed")
    assert head(log).nr == ROWS
    assert fault(log) is None


def test_events_come_back_as_they_were_told(engine: Engine) -> None:
    plain = Event(Act.LOGGED_IN, STEWARD, AT)
    write(engine, event(1), plain)
    with engine.connect() as connection:
        newest, oldest = events(connection, STOCKHOLM)
    assert (newest.nr, newest.event) == (2, plain)
    assert (oldest.nr, oldest.event) == (1, event(1))
    assert newest.digest == head(engine).digest


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE audit SET actor = 'Person B' WHERE nr = 3",
        "UPDATE audit SET actor = actor",
        "DELETE FROM audit WHERE nr = 7",
        "DELETE FROM audit",
    ],
)
def test_rows_can_be_neither_changed_nor_removed(log: Engine, command: str) -> None:
    with pytest.raises(DBAPIError, match="the event log is only added to"):
        tamper(log, command)
    assert proved(log) == Proved(head(log), None)


@pytest.mark.postgres
def test_the_log_cannot_be_emptied(postgres_engine: Engine) -> None:
    write(postgres_engine, event(1))
    with pytest.raises(DBAPIError, match="the event log is only added to"):
        tamper(postgres_engine, "TRUNCATE audit")
    assert head(postgres_engine).nr == 1


@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("nr", [1, 3])
def test_a_row_cannot_be_replaced(sqlite_engine: Engine, how: str, nr: int) -> None:
    for each in range(1, 4):
        write(sqlite_engine, event(each))
    names = ", ".join(column.name for column in audit.columns)
    put = f"{how} INTO audit ({names}) SELECT {names} FROM audit WHERE nr = {nr}"
    with sqlite_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")  # as any other program has it
        with pytest.raises(DatabaseError, match="the event log is only added to"):
            connection.execute(text(put))
    assert proved(sqlite_engine) == Proved(head(sqlite_engine), None)


def test_one_bit_of_any_column_is_enough_on_sqlite(sqlite_engine: Engine) -> None:
    """Where a database keeps text as bytes, whatever the bytes are; each is put back again."""
    write(sqlite_engine, event(1), event(2), event(3))
    tamper(sqlite_engine, "DROP TRIGGER audit_no_update")
    with sqlite_engine.begin() as connection:
        for column in (*TEXTS, "at"):
            read = text(f"SELECT CAST({column} AS BLOB) FROM audit WHERE nr = 2")
            put = text(f"UPDATE audit SET {column} = CAST(:bytes AS TEXT) WHERE nr = 2")
            stored = connection.scalar(read)
            for spoilt in one_bit_off(stored):
                connection.execute(put, {"bytes": spoilt})
                assert prove(connection).fault == Fault(2, Wrong.CHANGED), (column, spoilt)
            connection.execute(put, {"bytes": stored})
            assert prove(connection).fault is None


def test_one_bit_of_a_number_is_enough(open_log: Engine) -> None:
    """The lowest that gives a number that is free: row 5 turns into row 13, 21 ..."""
    for bit in range(3, 30):
        assert after(open_log, f"UPDATE audit SET nr = {5 ^ 1 << bit} WHERE nr = 5") == Fault(
            5, Wrong.MISSING
        )
    assert after(open_log, "UPDATE audit SET nr = -nr WHERE nr = 5") == Fault(1, Wrong.MISSING)


def test_one_letter_of_any_row_is_enough(open_log: Engine) -> None:
    for column, nr in product(TEXTS, range(1, ROWS + 1)):
        changed = f"CASE WHEN {column} LIKE 'a%' THEN 'b' ELSE 'a' END || SUBSTR({column}, 2)"
        update = f"UPDATE audit SET {column} = {changed} WHERE nr = {nr}"
        assert after(open_log, update) == Fault(nr, Wrong.CHANGED), (column, nr)


def test_what_was_told_cannot_be_blotted_out(open_log: Engine) -> None:
    for column in ("quarter", "unit", "subject", "detail"):
        update = f"UPDATE audit SET {column} = NULL WHERE nr = 5"
        assert after(open_log, update) == Fault(5, Wrong.CHANGED), column


@pytest.mark.postgres
def test_another_instant_is_told_on_postgresql(postgres_engine: Engine) -> None:
    write(postgres_engine, event(1), event(2))
    tamper(postgres_engine, "DROP TRIGGER audit_no_update ON audit")
    for instant in (
        "at + interval '1 microsecond'", "at - interval '1 hour'", "at + interval '1000 years'",
        "'infinity'", "'-infinity'", "'2025-01-31 23:31:00.120034+00 BC'", "'20250-01-31'",
    ):  # fmt: skip
        update = f"UPDATE audit SET at = {instant} WHERE nr = 1"
        assert after(postgres_engine, update) == Fault(1, Wrong.CHANGED), instant


@pytest.mark.postgres
def test_settings_of_the_server_change_nothing(postgres_engine: Engine) -> None:
    write(postgres_engine, event(1), event(2))
    with postgres_engine.connect() as connection:
        for setting in ("TimeZone = 'Asia/Kathmandu'", "DateStyle = 'German'"):
            connection.execute(text(f"SET {setting}"))
            assert prove(connection).fault is None


def test_a_removed_row_is_missed(open_log: Engine) -> None:
    for nr in range(1, ROWS):
        assert after(open_log, f"DELETE FROM audit WHERE nr = {nr}") == Fault(nr, Wrong.MISSING)


def test_rows_moved_up_over_a_removed_one_are_told(open_log: Engine) -> None:
    up = (f"UPDATE audit SET nr = {nr - 1} WHERE nr = {nr}" for nr in range(5, ROWS + 1))
    found = after(open_log, "DELETE FROM audit WHERE nr = 4", *up)
    assert found == Fault(4, Wrong.CHANGED)


def test_two_rows_that_changed_places_are_out_of_order(open_log: Engine) -> None:
    for first, second in combinations(range(1, ROWS + 1), 2):
        steps = ((first, 99), (second, first), (99, second))
        swap = (f"UPDATE audit SET nr = {to} WHERE nr = {nr}" for nr, to in steps)
        assert after(open_log, *swap) == Fault(first, Wrong.OUT_OF_ORDER), (first, second)


def test_a_row_sealed_anew_no_longer_fits_the_next(open_log: Engine) -> None:
    reseal(open_log, 3)
    assert fault(open_log) == Fault(4, Wrong.OUT_OF_ORDER)


def test_a_cut_off_end_is_seen_by_a_head_that_was_noted(open_log: Engine) -> None:
    noted = head(open_log)
    tamper(open_log, f"DELETE FROM audit WHERE nr >= {ROWS - 1}")
    assert fault(open_log) is None
    assert fault(open_log, noted) == Fault(ROWS - 1, Wrong.MISSING)


def test_a_log_written_anew_is_seen_by_a_head_that_was_noted(open_log: Engine) -> None:
    noted = head(open_log)
    tamper(open_log, "DELETE FROM audit")
    write(open_log, *(event(nr + 1) for nr in range(1, ROWS + 3)))
    assert fault(open_log) is None
    assert fault(open_log, noted) == Fault(ROWS, Wrong.NOT_AS_NOTED)


def test_a_noted_head_stays_good_when_the_log_grows(log: Engine) -> None:
    noted = head(log)
    write(log, event(8))
    assert fault(log, noted) is None
    assert fault(log, Head.parse(f"0:{'0' * 64}")) is None


def test_writers_at_the_same_time_make_one_chain(engine: Engine) -> None:
    def act(nr: int) -> None:
        write(engine, event(nr), event(nr + 100))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, range(40)))
    assert proved(engine) == Proved(head(engine), None)
    assert head(engine).nr == 80
    with engine.connect() as connection:
        subjects = sorted(connection.scalars(select(audit.c.subject)))
    assert subjects == sorted(f"fynd-{nr}" for nr in (*range(40), *range(100, 140)))


def test_the_newest_come_first_and_page_by_page(log: Engine) -> None:
    with log.connect() as connection:
        first = events(connection, STOCKHOLM, limit=3)
        second = events(connection, STOCKHOLM, limit=3, before_nr=first[-1].nr)
        third = events(connection, STOCKHOLM, limit=3, before_nr=second[-1].nr)
    assert [numbers(each) for each in (first, second, third)] == [[7, 6, 5], [4, 3, 2], [1]]


def test_events_are_found_by_what_they_are_about(engine: Engine) -> None:
    other = Event(Act.LOGGED_IN, Actor("Person B", "attestant", Via.PAGES), AT)
    write(engine, event(1), event(2, Act.WAIVED), event(3, quarter=Q4.previous), other)
    with engine.connect() as connection:
        assert numbers(events(connection, STOCKHOLM, quarter=Q4)) == [2, 1]
        assert numbers(events(connection, STOCKHOLM, unit="farsta")) == [3, 1]
        assert numbers(events(connection, STOCKHOLM, unit="farsta", quarter=Q4)) == [1]
        assert numbers(events(connection, STOCKHOLM, act=Act.WAIVED)) == [2]
        assert numbers(events(connection, STOCKHOLM, actor="Person B")) == [4]


def test_a_page_is_found_by_an_index_and_never_sorted(engine: Engine) -> None:
    """Rare events that lie far back: whoever reads the log from its end would read all of it."""
    rare = (event(nr, Act.WAIVED, Quarter(2015, 1 + nr % 2)) for nr in range(40))
    person_b = Event(Act.LOGGED_IN, Actor("Person B", "attestant", Via.PAGES), AT)
    usual = (event(2 * nr, quarter=Quarter(2016 + nr % 9, 1)) for nr in range(4_000))
    write(engine, *rare, person_b, *usual)
    plans = {asked: plan(engine, asked) for asked in INDEXES}
    for asked, index in INDEXES.items():
        assert index in plans[asked] or (not asked and "pk_audit" in plans[asked]), plans[asked]
        for last_way_out in ("Sort", "B-TREE", "Seq Scan"):
            assert last_way_out not in plans[asked], plans[asked]


def test_the_command_proves_the_log(
    open_log: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = str(head(open_log))
    with home_of(open_log, tmp_path) as settings:
        assert ask(capsys, settings, "verify", "--head", noted)[0] == 0
        status, told = ask(capsys, settings, "verify", "--format", "json")
        assert (status, json.loads(told)) == (0, {"whole": True, "head": noted, "fault": None})
        tamper(open_log, "UPDATE audit SET actor = 'Person B' WHERE nr = 4")
        status, told = ask(capsys, settings, "verify")
        assert status == 1
        assert "Rad 4 i händelseloggen har ändrats" in told
        assert ask(capsys, settings, "verify", "--head", "7")[0] == 2


def test_the_command_shows_the_newest_and_the_head(
    log: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = head(log)
    with home_of(log, tmp_path) as settings:
        status, told = ask(capsys, settings, "show", "--unit", "farsta", "--limit", "2")
        assert status == 0
        first, second, noted = told.splitlines()
        assert [line.split()[0] for line in (first, second)] == ["7", "5"]
        assert "2025-02-01 00:37:00  Handläggare Å (granskare, webb)  godtog ett fynd" in first
        assert noted == f"Huvud: {last}"
        status, told = ask(capsys, settings, "show", "--since", "2025-02-02", "--format", "json")
        assert (status, json.loads(told)) == (0, {"events": [], "head": str(last)})


def after(engine: Engine, *commands: str) -> Fault | None:
    """What does not hold after these commands, which are undone again."""
    with engine.connect() as connection:
        for command in commands:
            connection.execute(text(command))
        return prove(connection).fault


def one_bit_off(stored: bytes) -> Iterator[bytes]:
    """The bytes with each bit of theirs turned in its turn."""
    for place, bit in product(range(len(stored)), range(8)):
        spoilt = bytearray(stored)
        spoilt[place] ^= 1 << bit
        yield bytes(spoilt)


def ask(capsys: pytest.CaptureFixture[str], settings: Settings, *arguments: str) -> tuple[int, str]:
    """`kvartal audit` in this process, on the database of a home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KVARTAL_DATABASE_URL", settings.database_url)
        status = run(["audit", *arguments])
    return status, capsys.readouterr().out


def numbers(found: Sequence[Logged]) -> list[int]:
    return [each.nr for each in found]


def reseal(engine: Engine, nr: int) -> None:
    """Change a row as somebody would who knows how its seal is made."""
    from sql.audit import seal

    with writing(engine) as connection:
        row = connection.execute(select(audit).where(audit.c.nr == nr)).mappings().one()
        spoilt = {**row, "actor": "Person B"}
        values = {"actor": "Person B", "digest": seal(spoilt)}
        connection.execute(audit.update().where(audit.c.nr == nr).values(**values))


def plan(engine: Engine, asked: str) -> str:
    """How the database would find a page of the log."""
    query = (
        f"SELECT * FROM audit WHERE municipality = 'stockholm' {asked}"
        " AND nr < 900000 ORDER BY nr DESC LIMIT 50"
    )
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE audit"))
        rows = connection.execute(text(f"{explain} {query}"))
        return "\n".join(str(row[-1]) for row in rows)
