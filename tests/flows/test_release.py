"""From a draft to a release, and from a release to its correction, as two persons do it.

The demo's one error is in a table by reason. It gets a waiver first, with a reason that the report
prints; v1 is published so. Then the unit sends in the mended workbook with one decision less,
and v2 corrects v1.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from deploy.settings import load_settings
from schemas.municipality import load_municipality
from sql.engine import open_engine
from sql.people import audit
from tests.flows.corrected import write_corrected
from tests.flows.kvartal import Answer, kvartal

HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""
REASON = "Enheten rättar i nästa rapport."


@pytest.fixture(scope="module")
def home(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(demo_template, tmp_path_factory.mktemp("release") / "home")


@pytest.fixture(scope="module")
def waived(home: Path) -> Answer:
    found = kvartal("findings", "2024Q4", "--home", home, "--format", "json").document["findings"]
    (home / "rapport" / "2024Q4" / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    names = [each["id"] for each in found if each["severity"] == "fel"]
    decided = ("--waive", "--reason", REASON, "--by", "Handläggare A", "--home", home)
    return kvartal("decide", *names, *decided)


@pytest.fixture(scope="module")
def first(waived: Answer, home: Path) -> Path:
    """v1, published with the waiver."""
    assert waived.status == 0, waived.err
    approved = kvartal("approve", "2024Q4", "--by", "Person B, avdelningschef", "--home", home)
    assert approved.status == 0, approved.err
    published = kvartal("publish", "2024Q4", "--by", "Person C, direktör", "--home", home)
    assert published.status == 0, published.err
    return home / "out" / "2024Q4" / "v1"


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def figures(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_1(release: Path) -> list[dict[str, str]]:
    rows = figures(release / "tabeller.csv")
    return [each for each in rows if (each["table"], each["quarter"]) == ("1", "2024Q4")]


def test_an_open_error_is_neither_approved_nor_published(home: Path) -> None:
    for command in ("approve", "publish"):
        answer = kvartal(command, "2024Q4", "--by", "Person B", "--home", home)
        assert answer.status == 2
        assert "öppna fynd" in answer.err and "KON-511" in answer.err
        assert answer.err.endswith("På kommandoraden: kvartal findings 2024Q4\n")
    assert not (home / "out" / "2024Q4" / "v1").exists()


def test_who_approved_and_published_is_in_the_event_log(first: Path, home: Path) -> None:
    manifest = json.loads((first.parent / "draft" / "manifest.json").read_text(encoding="utf-8"))
    engine = open_engine(load_settings(home, {}).database_url)
    query = select(audit.c.actor, audit.c.act, audit.c.subject).order_by(audit.c.nr)
    with engine.connect() as connection:
        told = connection.execute(query).tuples().all()
    engine.dispose()
    assert told[-2:] == [
        ("Person B", "approved", manifest["content_sha256"]),
        ("Person C", "published", "v1"),
    ]


def test_a_release_has_every_file_and_the_manifest_tells_the_truth(first: Path, home: Path) -> None:
    manifest = json.loads((first / "manifest.json").read_bytes())
    for each in manifest["outputs"]:
        content = (first / each["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each["sha256"]
    paths = {each["path"] for each in manifest["outputs"]}
    edition = {"rapport.docx", "rapport.pdf", "tabeller.xlsx", "tabeller.csv", "datapackage.json"}
    assert edition | {"revision.docx"} <= paths
    inside = home / "out" / "2024Q4" / "v1-intern"
    assert edition <= {path.name for path in inside.iterdir()}
    assert not any("intern" in path for path in paths)
    assert any(path.startswith("diagram/") for path in paths)
    assert (manifest["kind"], manifest["version"], manifest["replaces"]) == ("release", 1, None)
    assert [(each["act"], each["name"]) for each in manifest["attests"]] == [
        ("Godkänd", "Person B"),
        ("Publicerad", "Person C"),
    ]
    assert {each["reason"] for each in manifest["waivers"]} == {REASON}


def test_the_report_prints_the_waiver_and_the_attest(first: Path) -> None:
    inside = first.with_name("v1-intern")
    for path in (first / "rapport.docx", inside / "rapport.docx"):
        text = text_of(path)
        assert REASON in text
        assert "Person B" in text and "avdelningschef" in text and "Person C" in text
        assert "SN 2025/1" in text
        assert "UTKAST" not in text
    assert "INTERN" not in text_of(first / "rapport.docx").split("\n")[0]


def test_the_public_edition_shows_no_small_figure_of_a_unit(first: Path) -> None:
    public = [each for each in figures(first / "tabeller.csv") if each["unit"]]
    shown = [int(each["value"]) for each in public if each["value"]]
    assert shown and not [value for value in shown if 0 < value < 5]
    internal = [
        each for each in figures(first.with_name("v1-intern") / "tabeller.csv") if each["unit"]
    ]
    small = [each for each in internal if 0 < int(each["value"]) < 5]
    hidden = [each for each in public if each["flag"] == "suppressed"]
    assert len(hidden) >= len(small) > 0
    assert all(each["value"] == "" for each in hidden)


def test_verify_finds_a_changed_file(first: Path, home: Path, tmp_path: Path) -> None:
    assert kvartal("verify", first, "--home", home).status == 0
    assert kvartal("verify", first.with_name("v1-intern"), "--home", home).status == 0
    copy = tmp_path / "v1"
    for path in [each for each in first.rglob("*") if each.is_file()]:
        target = copy / path.relative_to(first)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert kvartal("verify", copy, "--home", home).status == 0
    (copy / "tabeller.csv").write_bytes((copy / "tabeller.csv").read_bytes() + b"\n")
    answer = kvartal("verify", copy, "--home", home)
    assert answer.status == 1
    assert "tabeller.csv" in answer.out


def test_a_release_witnesses_to_the_event_log(first: Path, home: Path, tmp_path: Path) -> None:
    """With the head in its manifest it shows that the end of the log was cut off."""
    told = json.loads((first / "manifest.json").read_bytes())["audit"]
    inside = first.with_name("v1-intern") / "manifest.json"
    assert json.loads(inside.read_bytes())["audit"] == told
    events = kvartal("audit", "show", "--home", home, "--format", "json").document["events"]
    (approved,) = (each for each in events if each["nr"] == told["nr"])
    assert (approved["act"], approved["digest"]) == ("approved", told["digest"])
    verified = kvartal("verify", first, "--home", home).out
    advised = verified.splitlines()[-1].split()[1:]
    assert kvartal(*advised, "--home", home).status == 0
    cut = tmp_path / "home"
    cut.mkdir()
    with closing(sqlite3.connect(home / "kvartal.db")) as whole, whole:
        whole.execute("VACUUM INTO ?", (str(cut / "kvartal.db"),))
    with closing(sqlite3.connect(cut / "kvartal.db")) as changed, changed:
        changed.execute("DROP TRIGGER audit_no_delete")
        changed.execute("DELETE FROM audit WHERE nr >= ?", (told["nr"],))
    assert kvartal("audit", "verify", "--home", cut).status == 0
    answer = kvartal(*advised, "--home", cut)
    assert (answer.status, f"Rad {told['nr']} " in answer.out) == (1, True)


def test_verify_without_a_folder_holds_all_of_a_home_against_its_hashes(
    first: Path, home: Path, tmp_path: Path
) -> None:
    assert first.exists()
    assert kvartal("verify", "--home", home).status == 0
    other = tmp_path / "home"
    shutil.copytree(home, other, ignore=shutil.ignore_patterns("prefect", "kvartal.db*"))
    with closing(sqlite3.connect(home / "kvartal.db")) as whole, whole:
        whole.execute("VACUUM INTO ?", (str(other / "kvartal.db"),))
    with closing(sqlite3.connect(other / "kvartal.db")) as changed, changed:
        changed.execute("DROP TRIGGER audit_no_update")
        changed.execute("UPDATE audit SET actor = 'Person C' WHERE act = 'approved'")
    report = other / "out" / "2024Q4" / "v1" / "rapport.docx"
    report.chmod(0o644)
    report.write_bytes(b"annat")
    kept = next(file for file in (other / "archive").rglob("*") if file.is_file())
    kept.unlink()
    answer = kvartal("verify", "--home", other, "--format", "json")
    told = [(each["place"], each["text"]) for each in answer.document["problems"]]
    assert (answer.status, answer.document["whole"]) == (1, False)
    assert [place for place, _ in told] == ["arkivet", "händelseloggen", "utgåvorna"]
    assert kept.name[:12] in told[0][1]
    assert "har ändrats" in told[1][1]
    assert told[2][1].startswith("Kv 4 2024, v1: rapport.docx är inte den fil som publicerades")


def test_the_same_is_not_published_twice_nor_by_who_approved(first: Path, home: Path) -> None:
    again = kvartal("publish", "2024Q4", "--by", "Person C", "--home", home)
    assert again.status == 2
    assert "inget har ändrats" in again.err
    own = kvartal("publish", "2024Q4", "--by", "person b", "--home", home)
    assert own.status == 2
    assert "själv godkänt" in own.err


def test_a_correction_names_what_it_replaces_and_every_changed_figure(
    first: Path, home: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in first.rglob("*") if path.is_file()}
    gone = write_corrected(tmp_path / "inbox")
    run = kvartal("run", "2024Q4", "--inbox", tmp_path / "inbox", "--home", home)
    assert run.status == 0, run.out
    assert "En ny utgåva skulle ändra" in run.out
    stale = kvartal("publish", "2024Q4", "--by", "Person C", "--home", home)
    assert (stale.status, "ändrats sedan" in stale.err) == (2, True)
    approved = kvartal("approve", "2024Q4", "--by", "Person B", "--home", home)
    assert approved.status == 0, approved.err
    assert "enstaka beslut" in approved.out  # one decision less, in every table of the city
    silent = kvartal("publish", "2024Q4", "--by", "Person C", "--home", home)
    assert (silent.status, "--reason" in silent.err) == (2, True)
    why = "Norra innerstaden har rättat en siffra."
    answer = kvartal("publish", "2024Q4", "--by", "Person C", "--reason", why, "--home", home)
    assert answer.status == 0, answer.err
    second = home / "out" / "2024Q4" / "v2"
    manifest = json.loads((second / "manifest.json").read_bytes())
    assert (manifest["replaces"], manifest["reason"]) == (1, why)
    assert manifest["waivers"] == []
    changed = {
        (each["table"], each["row"]): (each["before"], each["now"])
        for each in json.loads((second / "manifest.json").read_bytes())["changes"]
    }
    assert changed[1, "Summa"] == changed[3, "Summa"] == changed[5, "Summa"] == (152, 151)
    assert changed[5, "Man"] == (95, 94)
    insats = load_municipality().codelists["insats"].get(str(gone["insats"]))
    assert insats is not None
    printed = {row["row"]: int(row["value"]) for row in table_1(second)}
    assert changed[1, insats.name] == (printed[insats.name] + 1, printed[insats.name])
    assert {table for table, _ in changed} <= {1, 3, 5, 7, 9, 11}
    assert why in text_of(second / "rapport.docx")
    assert {path: path.read_bytes() for path in before} == before
    status = kvartal("status", "2024Q4", "--home", home, "--format", "json").document
    assert (status["published"]["version"], status["published"]["changes"]) == (2, [])
