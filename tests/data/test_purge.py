"""Purging: what tells of individuals goes when its time is up, and what was counted stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from flows.keeping.purge import due, purge
from flows.outputs import write_draft
from flows.receive import receive, resume
from flows.whole import judge_quarter
from schemas.errors import UserError
from schemas.events import SYSTEM, Act, Via
from schemas.findings import Finding
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided
from schemas.submission import Unreadable
from sql.audit_proof import prove
from sql.open_decisions import open_decisions
from sql.state import findings_of, totals, unit_states
from sql.versions import versions_of
from steward.decisions import decide
from steward.submissions import read_back
from steward.threads import assign, comment
from tasks.aggregate.trace import trace
from tasks.collect.collect import collect
from tasks.place import archive_of
from tests.builders import Builder, clean_decisions, decision, workbook
from tests.data.homes import AT, delivery, home_of
from tests.data.submissions import Q4, STOCKHOLM, dump

NEXT = Quarter(2025, 1)
KEPT, UP = date(2026, 12, 31), datetime(2027, 1, 1, 12, tzinfo=UTC)
"""The last day on which 2024Q4 is kept with 24 months, and a moment of the day after."""

STEWARD = Person("Handläggare A", "samordnare")
SECRET = "Bor hos en granne i Testköping"
TEXTS = (SECRET, "väntelista", "xyzzy", "frobnicera", "FAR-00002")
"""What people wrote: a row's comment, an explanation, a comment on a finding, a cell that a rule
quotes, a löpnummer."""


def told() -> Builder:
    """Wrong in two places, and one of the findings quotes a cell."""
    book = workbook().alter("FAR-00002", Kommentar=f"{SECRET}. Ring 08-508 01 234.")
    book.alter("FAR-00001", Orsak="frobnicera")
    return book.count("LSS", "insats", "bostad-vuxna", "man", 9)


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    """2024Q4 with two versions of Farsta and a file of nobody's, 2025Q1 with one of Farsta."""
    with home_of(engine, tmp_path) as settings:
        receive(settings, Q4, delivery(workbook().bytes()), AT)
        receive(settings, Q4, delivery(told().bytes(), file_name="rattad.xlsx"), AT)
        receive(settings, Q4, delivery(b"ingen arbetsbok", "jarva", "jarva.xlsx"), AT)
        later = workbook(quarter=str(NEXT), decisions=clean_decisions(quarter=str(NEXT)))
        receive(settings, NEXT, delivery(later.bytes()), AT)
        _say(engine)
        yield settings


def _say(engine: Engine) -> None:
    """An explanation, a comment and a waiver about what was found."""
    own = [each for each in found(engine) if each.submission]
    errors = [each.id for each in own if each.severity == "fel"]
    told = next(each.id for each in own if each.rule == "PRI-812")
    decide(engine, STOCKHOLM, errors, Decided.WAIVED, "Rättas i nästa kvartal.", STEWARD, AT)
    decide(engine, STOCKHOLM, [told], Decided.EXPLAINED, "Det är en väntelista.", STEWARD, AT)
    comment(engine, STOCKHOLM, told, "xyzzy", STEWARD, AT, via=Via.PAGES)
    assign(engine, STOCKHOLM, [told], "Person B", None, STEWARD, AT, via=Via.PAGES)


def found(engine: Engine, quarter: Quarter = Q4) -> list[Finding]:
    with engine.connect() as connection:
        return findings_of(connection, STOCKHOLM, quarter)


def standing(engine: Engine, quarter: Quarter = Q4) -> list[tuple[object, ...]]:
    """All of the findings that is no text, and what was decided about them."""
    return [
        (each.rule, each.severity, each.unit, each.cell, each.id, each.fingerprint, each.status)
        for each in found(engine, quarter)
    ]


def rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    return dump(engine)[table]


def test_a_quarter_is_kept_its_time_and_no_longer(home: Settings) -> None:
    assert due(home, KEPT) == ()
    (held,) = due(home, UP.date())
    assert (held.quarter, held.files, held.decisions, held.comments) == (Q4, 3, 12, 1)
    assert held.findings > 0
    assert [each.quarter for each in due(home, date(2027, 4, 1))] == [Q4, NEXT]
    assert due(replace(home, keep_months=60), UP.date()) == ()


def test_looking_changes_nothing(home: Settings, engine: Engine) -> None:
    before = dump(engine)
    due(home, UP.date())
    assert dump(engine) == before


def test_texts_rows_and_files_go(home: Settings, engine: Engine) -> None:
    files = [row[2] for row in rows(engine, "receipt") if row[1] == "2024Q4"]
    assert all(text in repr(dump(engine)) for text in TEXTS)
    purge(home, SYSTEM, UP)
    kept = [row for name in dump(engine) for row in rows(engine, name) if "2025Q1" not in repr(row)]
    assert [text for text in TEXTS if text in repr(kept)] == []
    assert {row[1] for row in rows(engine, "decision")} == {"farsta-2025Q1-v1"}
    assert not any(archive_of(home).holds(str(each)) for each in files)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # a server's files are its own
def test_what_was_deleted_cannot_be_read_in_the_file(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    file = Path(str(engine.url.database))
    written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert [text for text in TEXTS[:4] if text.encode() in written] == []


def test_figures_findings_decisions_and_the_other_quarter_stay(
    home: Settings, engine: Engine
) -> None:
    def kept() -> list[object]:
        names = ("observation", "outcome", "release", "release_figure", "account", "attempt")
        with engine.connect() as connection:
            said = [totals(connection, STOCKHOLM, Q4), unit_states(connection, STOCKHOLM, Q4)]
        told = [[row for row in rows(engine, "decision") if "2025Q1" in str(row[1])]]
        told += [[row for row in rows(engine, "finding") if row[1] == "2025Q1"]]
        return [*said, standing(engine), *told, *(rows(engine, name) for name in names)]

    before = kept()
    purge(home, SYSTEM, UP)
    assert kept() == before
    assert any("Rättas i nästa kvartal." in row for row in rows(engine, "ruling"))
    assert "Person B" in repr(rows(engine, "assignment"))


def test_comments_and_assignments_stay_at_their_findings(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    places = {each.place for each in found(engine)}
    told = {name: rows(engine, name) for name in ("comment", "assignment")}
    assert {row[3] for name in told for row in told[name]} <= places
    (said,) = told["comment"]
    assert said[5] == "Texten är gallrad."


def test_the_log_tells_of_it_and_is_whole(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    last = max(rows(engine, "audit"), key=lambda row: int(str(row[0])))
    assert (last[6], last[7]) == (Act.PURGED.value, "2024Q4")
    assert last[10] == '{"decisions": "12", "files": "3"}'
    with engine.connect() as connection:
        assert prove(connection).fault is None


def test_a_second_purge_does_nothing(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    before = dump(engine)
    assert purge(home, SYSTEM, UP) == ()
    assert dump(engine) == before


def test_a_purge_that_was_broken_off_is_finished_by_the_next(
    home: Settings, engine: Engine
) -> None:
    """As after a death between the row and the file: the row says purged, the file lies there, and
    the draft still lists the decisions."""
    data = told().bytes()
    write_draft(home, Q4)
    listed = (home.draft("2024Q4") / "revision.docx").read_bytes()
    purge(home, SYSTEM, UP)
    sha256 = archive_of(home).put(data)
    (home.draft("2024Q4") / "revision.docx").write_bytes(listed)
    purge(home, SYSTEM, UP)
    assert not archive_of(home).holds(sha256)
    assert (home.draft("2024Q4") / "revision.docx").read_bytes() != listed


def test_a_file_that_another_quarter_needs_stays(home: Settings, engine: Engine) -> None:
    data = workbook().bytes()
    other = receive(home, NEXT, delivery(data, file_name="fel kvartal.xlsx"), AT)
    purge(home, SYSTEM, UP)
    assert archive_of(home).get(other.sha256) == data


def test_a_run_of_the_quarter_changes_nothing(
    home: Settings, engine: Engine, tmp_path: Path
) -> None:
    """Though its inbox still holds one of the files."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "rattad.xlsx").write_bytes(told().bytes())
    write_draft(home, Q4)
    purge(home, SYSTEM, UP)
    before, draft = dump(engine), _files(home.draft("2024Q4"))
    received = collect(home, Q4, str(inbox))
    assert received.sources == ()
    assert resume(home) == ()
    judge_quarter(home, Q4, ())
    write_draft(home, Q4)
    assert dump(engine) == before
    assert _files(home.draft("2024Q4")) == draft
    assert not any(archive_of(home).holds(str(row[2])) for row in before["receipt"]
                   if row[1] == "2024Q4")  # fmt: skip


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.*")}


def test_the_same_file_is_not_taken_in_again(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    with pytest.raises(UserError, match="gallrad"):
        receive(home, Q4, delivery(told().bytes()), UP)
    assert {row[1] for row in rows(engine, "decision")} == {"farsta-2025Q1-v1"}


def test_a_trace_tells_that_the_rows_are_gone(home: Settings, engine: Engine) -> None:
    lone = workbook("bromma", decisions=[decision("BRO-1")]).without_tables()
    receive(home, Q4, delivery(lone.bytes(), "bromma"), AT)
    with engine.connect() as connection:
        before = trace(connection, STOCKHOLM, Q4, 7, ("bromma",), "_T")
    purge(home, SYSTEM, UP)
    with engine.connect() as connection:
        after = trace(connection, STOCKHOLM, Q4, 7, ("bromma",), "_T")
    assert (before.value, after.value, after.sum) == (1, 1, 1)
    assert [each.cell for each in before.sources] == ["A2"]
    assert [each.cell for each in after.sources] == [None]
    assert before.note is None
    assert after.note is not None and "gallrade" in after.note


def test_a_version_tells_that_it_is_purged(home: Settings, engine: Engine) -> None:
    purge(home, SYSTEM, UP)
    with engine.connect() as connection:
        versions = versions_of(connection, STOCKHOLM, Q4, "farsta")
    backs = [read_back(home, each) for each in versions]
    assert [each.purged for each in versions] == [True, True]
    assert all(isinstance(each, Unreadable) and "gallrad" in each.detail for each in backs)


def test_the_next_quarter_is_not_told_that_there_were_no_decisions(
    home: Settings, engine: Engine
) -> None:
    """A unit whose rows are gone did not say that it had none."""
    with engine.connect() as connection:
        assert "farsta" in open_decisions(connection, STOCKHOLM, NEXT, ["farsta"])
    purge(home, SYSTEM, UP)
    with engine.connect() as connection:
        assert open_decisions(connection, STOCKHOLM, NEXT, ["farsta"]) == {}
