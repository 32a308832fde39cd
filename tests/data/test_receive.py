"""Receiving one workbook from the pages: whole or not at all, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from flows.intake import Intake
from flows.receive import check, receive, resume
from flows.whole import judge_quarter
from schemas.collection import Unreachable
from schemas.delivery import Delivery, WrongUnitError
from schemas.errors import UserError
from schemas.findings import UnitState
from schemas.submission import Source, Submission
from sql.engine import writing
from sql.state import findings_of, totals, unit_states
from tasks.collect.receipts import Receipt, add
from tasks.load.load import load
from tasks.place import archive_of
from tasks.read.reader import read_workbook
from tasks.validate.batch import judge_readings
from tests.builders import Builder, clean_decisions, decision, workbook
from tests.data.homes import AT, SENDER, delivery
from tests.data.submissions import Q4, STOCKHOLM, dump

UNITS = [unit.code for unit in STOCKHOLM.at(Q4).units]
TEMPLATE_TOTAL = {"LSS": 3, "SoL": 3}  # the six clean decisions of tests/builders.py


def wrong_sum() -> Builder:
    """One figure too many in one cell: no check that adds it up holds."""
    book = workbook()
    return book.count("LSS", "insats", "bostad-vuxna", "man", 9)


def nameless() -> Builder:
    return workbook().cover("Rapporterande enhet", "Farrsta")


def state(engine: Engine, unit: str = "farsta") -> UnitState:
    with engine.connect() as connection:
        return next(
            each.state for each in unit_states(connection, STOCKHOLM, Q4) if each.unit == unit
        )


def rules(engine: Engine, unit: str | None = None) -> list[str]:
    with engine.connect() as connection:
        return [each.rule for each in findings_of(connection, STOCKHOLM, Q4, unit)]


def missing(engine: Engine) -> set[str | None]:
    """The units that the quarter's findings call missing."""
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    return {each.unit for each in found if each.rule == "FUL-403"}


def acts(engine: Engine) -> list[tuple[str, str, str | None, str | None]]:
    """The event log: who, did what, for which unit, to what."""
    return [(row[3], row[6], row[8], row[9]) for row in sorted(dump(engine)["audit"])]


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but the event log, which tells when things were done and by whom."""
    return {name: found for name, found in dump(engine).items() if name != "audit"}


def test_a_clean_workbook_is_kept_judged_and_loaded(home: Settings, engine: Engine) -> None:
    data = workbook().bytes()
    received = receive(home, Q4, delivery(data), AT)
    assert (received.unit, received.version, received.state) == ("farsta", 1, UnitState.ACCEPTED)
    assert (received.submission, received.duplicate) == ("farsta-2024Q4-v1", False)
    assert archive_of(home).get(received.sha256) == data
    assert dump(engine)["receipt"] == [
        (
            "stockholm", "2024Q4", received.sha256, "rapport.xlsx", len(data), AT, None, "farsta",
            "Handläggare A", None, None,
        )
    ]  # fmt: skip
    with engine.connect() as connection:
        assert totals(connection, STOCKHOLM, Q4) == TEMPLATE_TOTAL
    assert missing(engine) == set(UNITS) - {"farsta"}
    assert acts(engine) == [
        ("Handläggare A", "received", "farsta", received.sha256),
        ("Handläggare A", "loaded", "farsta", "farsta-2024Q4-v1"),
    ]


def test_what_is_wrong_is_told_at_once_and_mended_by_the_next_version(
    home: Settings, engine: Engine
) -> None:
    received = receive(home, Q4, delivery(wrong_sum().bytes()), AT)
    assert received.state is UnitState.QUARANTINED
    assert {each.submission for each in received.findings} == {"farsta-2024Q4-v1"}
    mended = receive(home, Q4, delivery(workbook().bytes()), AT + timedelta(hours=1))
    assert (mended.version, mended.state) == (2, UnitState.ACCEPTED)
    assert state(engine) is UnitState.ACCEPTED


def test_the_same_bytes_again_are_the_same_version(home: Settings, engine: Engine) -> None:
    first = receive(home, Q4, delivery(wrong_sum().bytes()), AT)
    before = dump(engine)
    again = receive(home, Q4, delivery(wrong_sum().bytes()), AT + timedelta(days=30))
    assert again == replace(first, received=again.received, duplicate=True)
    assert dump(engine) == before


def test_the_same_bytes_under_another_name_are_told_of_and_keep_their_version(
    home: Settings, engine: Engine
) -> None:
    receive(home, Q4, delivery(workbook().bytes()), AT)
    again = receive(
        home, Q4, delivery(workbook().bytes(), file_name="ny.xlsx"), AT + timedelta(days=30)
    )
    assert (again.version, again.duplicate, again.file_name) == (1, True, "ny.xlsx")
    assert rules(engine, "farsta") == ["FIL-105"]
    assert [act for _, act, _, _ in acts(engine)] == ["received", "loaded", "received"]


def test_a_workbook_that_names_another_unit_is_refused_and_nothing_is_kept(
    home: Settings, engine: Engine
) -> None:
    data = workbook("jarva").bytes()
    before = rows(engine)
    with pytest.raises(WrongUnitError) as refused:
        receive(home, Q4, delivery(data), AT)
    assert refused.value.message == (
        "Filen gäller Järva, men skulle lämnas in för Farsta. Ingenting har tagits emot."
    )
    assert rows(engine) == before
    assert not home.archive.exists()
    ((who, act, unit, _),) = acts(engine)
    assert (who, act, unit) == ("Handläggare A", "denied", "farsta")


def test_a_workbook_that_names_no_known_unit_is_the_units_that_sent_it(
    home: Settings, engine: Engine
) -> None:
    received = receive(home, Q4, delivery(nameless().bytes()), AT)
    assert (received.submission, received.state) == ("farsta-2024Q4-v1", UnitState.STOPPED)
    assert "KOD-301" in rules(engine, "farsta")
    assert {each.unit for each in received.findings} == {"farsta"}
    with engine.connect() as connection:
        assert totals(connection, STOCKHOLM, Q4) == {"LSS": 0, "SoL": 0}


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "tom.xlsx"), (b"Hej", "jarva_2024Q4.xlsx"), (b"PK\3\4", "x.xlsx")]
)
def test_what_is_no_workbook_is_a_finding_of_whoever_sent_it(
    home: Settings, engine: Engine, data: bytes, name: str
) -> None:
    received = receive(home, Q4, delivery(data, file_name=name), AT)
    assert (received.unit, received.state) == ("farsta", UnitState.STOPPED)
    assert rules(engine, "farsta") == ["FIL-101"]


def test_bytes_that_name_nobody_are_the_first_senders(home: Settings, engine: Engine) -> None:
    receive(home, Q4, delivery(nameless().bytes()), AT)
    before = rows(engine)
    with pytest.raises(WrongUnitError, match="redan mottagen för en annan enhet"):
        receive(home, Q4, delivery(nameless().bytes(), "jarva"), AT)
    assert rows(engine) == before


def test_another_quarter_on_the_cover_is_a_finding(home: Settings, engine: Engine) -> None:
    data = workbook(quarter="2024Q3").bytes()
    assert receive(home, Q4, delivery(data), AT).state is UnitState.STOPPED
    assert "KOD-302" in rules(engine, "farsta")


def test_what_is_too_large_or_of_nobody_is_refused_before_anything_is_kept(
    home: Settings, engine: Engine
) -> None:
    small = replace(home, web=replace(home.web, upload_mb=1))
    with pytest.raises(UserError, match="större än 1 MB"):
        receive(small, Q4, delivery(bytes(1_000_001)), AT)
    with pytest.raises(UserError, match="Norrmalm rapporterar inte Kv 4 2024"):
        receive(home, Q4, delivery(workbook().bytes(), "norrmalm"), AT)
    assert not any(dump(engine)[table] for table in ("receipt", "submission", "audit"))


def test_a_check_keeps_nothing(home: Settings, engine: Engine) -> None:
    before = dump(engine)
    judged = check(home, Q4, delivery(wrong_sum().bytes()))
    assert judged.state is UnitState.QUARANTINED
    with pytest.raises(WrongUnitError):
        check(home, Q4, delivery(workbook("jarva").bytes()))
    assert dump(engine) == before
    assert not home.archive.exists()


def test_the_units_earlier_quarter_is_known_to_the_check_and_to_the_receiving(
    home: Settings,
) -> None:
    """FAR-00003 is told as reported before, and the quarter before does not have it."""
    q3 = Q4.previous
    past = [each for each in clean_decisions(quarter=str(q3)) if each["lopnummer"] != "FAR-00003"]
    receive(home, q3, delivery(workbook(quarter=str(q3), decisions=past).bytes()), AT)
    checked = check(home, Q4, delivery(workbook().bytes()))
    received = receive(home, Q4, delivery(workbook().bytes()), AT)
    told = {each.subject for each in received.findings if each.rule.startswith("KED")}
    assert "FAR-00003" in told
    assert [each.fingerprint for each in checked.findings] == [
        each.fingerprint for each in received.findings
    ]


def test_a_path_of_the_senders_machine_is_no_part_of_the_name() -> None:
    sent = Delivery("C:\\Users\\x\\Kv 4.xlsx", b"", "farsta", SENDER)
    assert sent.file_name == "Kv 4.xlsx"


def run(settings: Settings, engine: Engine) -> None:
    """What `kvartal run` does with everything received, without Prefect and its inbox."""
    from tasks.collect.receipts import collected

    with engine.connect() as connection:
        received = collected(connection, STOCKHOLM.code, str(Q4))
        archive = archive_of(settings)
        readings = [
            read_workbook(archive.get(each.sha256), each, STOCKHOLM, Q4)
            for each in received.sources
        ]
        judged = judge_readings(connection, STOCKHOLM, Q4, readings, AT.date())
    load(engine, STOCKHOLM, Q4, judged)
    judge_quarter(settings, Q4, ())


def test_a_later_run_leaves_every_row_as_it_was(home: Settings, engine: Engine) -> None:
    for sent in (
        delivery(wrong_sum().bytes()),
        delivery(workbook().bytes(), file_name="rättad.xlsx"),
        delivery(workbook().bytes(), file_name="en gång till.xlsx"),
        delivery(nameless().bytes(), file_name="namnlös.xlsx"),
        delivery(b"Hej", "jarva", "bromma.xlsx"),
    ):
        receive(home, Q4, sent, AT)
    before = dump(engine)
    run(home, engine)
    assert dump(engine) == before


def test_an_upload_leaves_what_the_inbox_would_not_give(home: Settings, engine: Engine) -> None:
    judge_quarter(home, Q4, [Unreachable("stängd.xlsx", "Filen gick inte att läsa.")])
    receive(home, Q4, delivery(workbook().bytes()), AT)
    assert rules(engine).count("FIL-106") == 1
    judge_quarter(home, Q4, ())
    assert "FIL-106" not in rules(engine)


def test_a_file_from_an_inbox_gets_its_sender_when_somebody_sends_it(
    home: Settings, engine: Engine
) -> None:
    sha256 = archive_of(home).put(nameless().bytes())
    unsigned = Receipt(sha256, "rapport.xlsx", 1, AT)
    with writing(engine) as connection:
        add(connection, STOCKHOLM.code, str(Q4), [unsigned])
    run(home, engine)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    assert {each.unit for each in found if each.rule == "KOD-301"} == {None}
    received = receive(home, Q4, delivery(nameless().bytes()), AT)
    assert (received.submission, received.duplicate) == ("farsta-2024Q4-v1", False)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    assert {each.unit for each in found if each.rule == "KOD-301"} == {"farsta"}


class Killed(BaseException):
    """A death that no handler of ours catches."""


def die_before_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> object:
        raise Killed

    monkeypatch.setattr(Intake, "judge", killed)


def test_after_a_death_everything_is_worked_off_as_if_there_had_been_none(
    home: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [delivery(wrong_sum().bytes()), delivery(workbook("jarva").bytes(), "jarva")]
    with monkeypatch.context() as patch:
        die_before_loading(patch)
        for each in sent:
            with pytest.raises(Killed):
                receive(home, Q4, each, AT)
    assert len(dump(engine)["receipt"]) == 2
    assert dump(engine)["submission"] == []
    assert resume(home) == (Q4,)
    after = rows(engine)
    assert resume(home) == ()
    for each in sent:
        assert receive(home, Q4, each, AT).duplicate
    assert rows(engine) == after
    assert state(engine) is UnitState.QUARANTINED
    assert missing(engine) == set(UNITS) - {"farsta", "jarva"}


def test_what_came_before_is_worked_off_first(
    home: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        die_before_loading(patch)
        with pytest.raises(Killed):
            receive(home, Q4, delivery(wrong_sum().bytes()), AT)
    mended = receive(home, Q4, delivery(workbook().bytes()), AT + timedelta(minutes=1))
    assert mended.version == 2
    assert state(engine) is UnitState.ACCEPTED
    assert resume(home) == ()


def test_one_file_that_cannot_be_worked_off_keeps_no_other_from_it(
    home: Settings, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    lost = Receipt("0" * 64, "borta.xlsx", 1, AT, unit="jarva")
    kept = Receipt(archive_of(home).put(workbook().bytes()), "rapport.xlsx", 1, AT, unit="farsta")
    with writing(engine) as connection:
        add(connection, STOCKHOLM.code, str(Q4), [lost, kept])
    assert resume(home) == (Q4,)
    assert state(engine) is UnitState.ACCEPTED
    assert caplog.messages == ["a received file was not loaded: ArchiveError"]


def uploads() -> list[tuple[Delivery, datetime]]:
    """Fifty workbooks: of every unit three or four versions, the last of them clean."""
    sent = []
    for nr in range(50):
        unit, version = UNITS[nr % 13], nr // 13
        last = version == (3 if nr % 13 < 11 else 2)
        extra = [] if last else [decision(f"X-{version}", kon="kvinna")]
        book = workbook(unit, decisions=[*clean_decisions(unit), *extra])
        name = f"{unit} {version}.xlsx"
        sent.append((delivery(book.bytes(), unit, name), AT + timedelta(minutes=nr)))
    return sent


def test_fifty_uploads_at_once_lose_nothing_and_double_nothing(
    home: Settings, engine: Engine
) -> None:
    sent = uploads()
    with ThreadPoolExecutor(50) as threads:
        received = list(threads.map(lambda each: receive(home, Q4, *each), sent))
    assert len({each.submission for each in received}) == 50
    found = dump(engine)
    assert len(found["receipt"]) == len(found["submission"]) == 50
    assert versions(found["submission"]) == {
        unit: list(range(1, 5 if nr < 11 else 4)) for nr, unit in enumerate(UNITS)
    }
    assert sorted(act for _, act, _, _ in acts(engine)) == ["loaded"] * 50 + ["received"] * 50
    assert "FUL-403" not in rules(engine)
    assert {state(engine, unit) for unit in UNITS} <= {UnitState.ACCEPTED, UnitState.EXPLAIN}
    before = rows(engine)
    judge_quarter(home, Q4, ())
    assert rows(engine) == before


def versions(submissions: Sequence[tuple[Any, ...]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {unit: [] for unit in UNITS}
    for row in submissions:
        found[row[2]].append(row[4])
    return {unit: sorted(numbers) for unit, numbers in found.items()}


def test_a_cover_that_names_nobody_leaves_the_file_with_whom_it_was_delivered_for() -> None:
    source = Source("", "x.xlsx", unit="farsta")
    read = read_workbook(nameless().bytes(), source, STOCKHOLM, Q4)
    assert isinstance(read, Submission)
    assert (read.unit, read.attributed) == (None, "farsta")
