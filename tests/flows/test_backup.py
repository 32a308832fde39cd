"""The restore drill: a backup of a home at work becomes a home again, on either kind of database.

The home holds the demo's two quarters, received and judged, one of them published.
"""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings, load_settings
from flows.demo import prepare_demo
from flows.keeping.backup import backup
from flows.keeping.bundle import DATABASE, MANIFEST
from flows.keeping.restore import restore
from flows.outputs import start_report, write_draft
from flows.ready import ready_draft
from flows.receive import receive, resume
from flows.release import publish
from schemas.errors import UserError
from schemas.events import Act
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.audit_proof import prove
from sql.migrate import migrate
from sql.snapshot import named_files
from sql.state import findings_of
from steward.approval import approve
from steward.decisions import decide
from tasks.collect.collect import collect
from tasks.place import archive_of, engine_of
from tasks.publish.verify import verify_folder
from tests.builders import workbook
from tests.data.homes import delivery
from tests.data.submissions import STOCKHOLM, dump
from tests.flows.kvartal import kvartal

Q3, Q4 = Quarter(2024, 3), Quarter(2024, 4)
AT = datetime(2025, 3, 17, 12, tzinfo=UTC)
HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that nobody changes."""
    settings = load_settings(tmp_path_factory.mktemp("template") / "home", {})
    engine = engine_of(settings)
    migrate(engine)
    prepare_demo(settings)
    for quarter in (Q3, Q4):
        collect(settings, quarter, str(settings.inbox(str(quarter))))
    resume(settings)
    _publish(settings, engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return settings.home


def _publish(settings: Settings, engine: Engine) -> None:
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    errors = [each.id for each in found if each.severity == "fel"]
    told = [each.id for each in found if each.severity == "varning"]
    decide(engine, STOCKHOLM, errors, Decided.WAIVED, "Rättas.", Person("Handläggare A"), AT)
    if told:
        decide(engine, STOCKHOLM, told, Decided.ACCEPTED, "Rimligt.", Person("Handläggare A"), AT)
    start_report(settings, Q4)
    (settings.written(str(Q4)) / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    write_draft(settings, Q4)
    content = ready_draft(settings, Q4).content
    approve(engine, STOCKHOLM, Q4, content, Person("Person B"), AT)
    publish(settings, Q4, Person("Person C"), AT)


@pytest.fixture(params=KINDS)
def home(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[Settings]:
    """The home on SQLite; and on PostgreSQL, where it came by a restore."""
    own = shutil.copytree(template, tmp_path / "home")
    settings = load_settings(own, {})
    if request.param == "postgres":
        file, _ = backup(settings, tmp_path / "till-servern.tar", AT)
        url = request.getfixturevalue("blank_postgres")
        settings = load_settings(tmp_path / "server", {"KVARTAL_DATABASE_URL": url})
        restore(file, settings, AT)
    yield settings
    engine_of(settings).dispose()


@pytest.fixture(params=KINDS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An empty home and an empty database."""
    environment = {}
    if request.param == "postgres":
        engine: Engine = request.getfixturevalue("postgres_engine")
        url = engine.url.render_as_string(hide_password=False)
        environment["KVARTAL_DATABASE_URL"] = url
    settings = load_settings(tmp_path / "fresh", environment)
    yield settings
    engine_of(settings).dispose()


def held(settings: Settings) -> dict[str, Any]:
    """All that a home holds but its event log, drafts and inbox."""
    found: dict[str, Any] = {**dump(engine_of(settings))}
    found.pop("audit")
    for place in (settings.archive, settings.home / "out", settings.home / "rapport"):
        for file in place.rglob("*"):
            path = file.relative_to(settings.home)
            if file.is_file() and "draft" not in path.parts:
                found[path.as_posix()] = file.read_bytes()
    return found


def log(settings: Settings) -> list[tuple[Any, ...]]:
    return sorted(dump(engine_of(settings))["audit"])


def test_a_backup_becomes_the_same_home_again(
    home: Settings, fresh: Settings, tmp_path: Path
) -> None:
    before, told = held(home), log(home)
    file, contents = backup(home, tmp_path / "kopia.tar", AT)
    restore(file, fresh, AT)
    assert held(fresh) == before
    assert contents.missing == ()
    assert log(fresh)[:-1] == told
    assert log(fresh)[-1][6] == Act.RESTORED.value
    assert log(home)[-1][6] == Act.BACKED_UP.value
    with engine_of(fresh).connect() as connection:
        assert prove(connection).fault is None
    for release in (fresh.release(str(Q4), 1), fresh.internal_release(str(Q4), 1)):
        assert verify_folder(release).faults == ()
        assert release.stat().st_mode & 0o222 == 0


def test_work_goes_on_in_what_was_restored(home: Settings, fresh: Settings, tmp_path: Path) -> None:
    file, _ = backup(home, tmp_path, AT)
    restore(file, fresh, AT)
    made = receive(fresh, Q4, delivery(workbook().bytes()), AT)
    assert made.version == 2
    write_draft(fresh, Q4)
    with engine_of(fresh).connect() as connection:
        assert prove(connection).fault is None


def test_a_backup_under_load_is_of_one_moment(
    home: Settings, fresh: Settings, tmp_path: Path
) -> None:
    """Somebody hands in one workbook after another meanwhile. Each is there whole, with its file,
    or not at all."""
    stop = Event()
    sent: list[str] = []

    def hand_in() -> None:
        while not stop.is_set():
            data = workbook().cover("Kommentar", f"version {len(sent)}").bytes()
            sent.append(receive(home, Q4, delivery(data), AT).submission)

    writer = Thread(target=hand_in)
    writer.start()
    while len(sent) < 2:
        stop.wait(0.01)
    file, _ = backup(home, tmp_path / "kopia.tar", AT)
    so_far = len(sent)
    stop.set()
    writer.join()
    restore(file, fresh, AT)
    _require_consistent(fresh, dump(engine_of(home)))
    kept = {row[1] for row in dump(engine_of(fresh))["submission"]} & set(sent)
    assert 2 <= len(kept) <= so_far + 1


def _require_consistent(fresh: Settings, whole: dict[str, list[tuple[Any, ...]]]) -> None:
    found = dump(engine_of(fresh))
    names = {row[1] for row in found["submission"]}
    for table in ("observation", "decision", "outcome"):
        theirs = [row for row in whole[table] if row[1] in names]
        assert found[table] == theirs
    with engine_of(fresh).connect() as connection:
        assert prove(connection).fault is None
        files = named_files(connection)
    assert all(archive_of(fresh).get(sha256) for sha256 in files)


@pytest.fixture
def kept(template: Path, tmp_path: Path) -> Path:
    settings = load_settings(shutil.copytree(template, tmp_path / "home"), {})
    file, _ = backup(settings, tmp_path / "kopia.tar", AT)
    engine_of(settings).dispose()
    return file


def test_what_is_not_empty_is_never_written_over(
    kept: Path, tmp_path: Path, postgres_engine: Engine
) -> None:
    full = load_settings(tmp_path / "home", {})
    with pytest.raises(UserError, match="inte tom"):
        restore(kept, full, AT)
    url = postgres_engine.url.render_as_string(hide_password=False)
    server = load_settings(tmp_path / "new", {"KVARTAL_DATABASE_URL": url})
    receive(server, Q4, delivery(workbook().bytes()), AT)
    shutil.rmtree(server.home)
    with pytest.raises(UserError, match="Databasen är inte tom"):
        restore(kept, server, AT)
    assert not server.home.exists()
    engine_of(server).dispose()


@pytest.mark.parametrize("place", range(20))
def test_a_damaged_backup_writes_nothing(kept: Path, tmp_path: Path, place: int) -> None:
    """One byte of a member, or of the table of contents, is another."""
    data = bytearray(kept.read_bytes())
    with tarfile.open(kept) as tar:
        members = tar.getmembers()
    member = members[(place * len(members)) // 20]
    data[member.offset_data + member.size // 2] ^= 1
    _refused(kept, bytes(data), tmp_path)


@pytest.mark.parametrize("tenth", range(10))
def test_a_backup_that_was_broken_off_writes_nothing(
    kept: Path, tmp_path: Path, tenth: int
) -> None:
    data = kept.read_bytes()
    _refused(kept, data[: len(data) * tenth // 10], tmp_path)


def _refused(kept: Path, data: bytes, tmp_path: Path) -> None:
    kept.write_bytes(data)
    with pytest.raises(UserError):
        restore(kept, load_settings(tmp_path / "new", {}), AT)
    assert not (tmp_path / "new").exists()
    assert list(tmp_path.glob(".kvartal-*")) == []


@pytest.mark.parametrize("name", ["../utanför", "/tmp/utanför", "archive/../../utanför", "annat/x"])
def test_a_member_that_leads_out_is_refused(kept: Path, tmp_path: Path, name: str) -> None:
    made = tmp_path / "annan.tar"
    with tarfile.open(kept) as tar, tarfile.open(made, "w") as other:
        for entry in tar:
            if entry.name == MANIFEST:
                other.addfile(tarfile.TarInfo(name))
            other.addfile(entry, tar.extractfile(entry))
    with pytest.raises(UserError):
        restore(made, load_settings(tmp_path / "new", {}), AT)
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_gone_from_the_archive_is_told(template: Path, tmp_path: Path) -> None:
    settings = load_settings(shutil.copytree(template, tmp_path / "home"), {})
    with engine_of(settings).connect() as connection:
        lost = named_files(connection)[0]
    archive_of(settings).remove(lost)
    file, contents = backup(settings, tmp_path / "kopia.tar", AT)
    assert contents.missing == (lost,)
    restore(file, load_settings(tmp_path / "new", {}), AT)


def test_from_the_command_line(template: Path, tmp_path: Path) -> None:
    home = shutil.copytree(template, tmp_path / "home")
    made = kvartal("backup", tmp_path, "--home", home, "--format", "json")
    assert made.status == 0, made.err
    assert made.document["releases"] == 1
    assert Path(made.document["file"]).stat().st_mode & 0o077 == 0
    answer = kvartal("restore", made.document["file"], "--home", tmp_path / "new")
    assert answer.status == 0, answer.err
    assert made.document["head"] in answer.out
    asked = (home, tmp_path / "new")
    told = [kvartal("status", Q4, "--home", each, "--format", "json").document for each in asked]
    assert told[0]["totals"] == told[1]["totals"]
    assert kvartal("audit", "verify", "--home", tmp_path / "new").status == 0
    release = tmp_path / "new" / "out" / "2024Q4" / "v1"
    assert kvartal("verify", release, "--home", tmp_path / "new").status == 0
    twice = kvartal("restore", made.document["file"], "--home", tmp_path / "new")
    assert (twice.status, "inte tom" in twice.err) == (2, True)


def test_the_manifest_comes_last_and_names_every_file(kept: Path) -> None:
    with tarfile.open(kept) as tar:
        names = tar.getnames()
        opened = tar.extractfile(MANIFEST)
        assert opened is not None
        told = json.loads(opened.read())
    assert names[0] == DATABASE and names[-1] == MANIFEST
    assert [each["path"] for each in told["files"]] == names[:-1]
