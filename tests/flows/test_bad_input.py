"""Files that are no submissions: each ends as a finding, and the other units go on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tests.builders import decision, workbook
from tests.flows.kvartal import Answer, kvartal

QUARTER = "2024Q4"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One honest workbook among everything that an inbox should not hold."""
    folder = tmp_path_factory.mktemp("inbox")
    workbook("bromma").save(folder / "bromma.xlsx")
    (folder / "farsta_2024Q4.xlsx").write_bytes(b"")
    (folder / "jarva_2024Q4.xlsx").write_text("Kära kollegor, siffrorna kommer i morgon.")
    (folder / "hemlosa.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    (folder / "skarpnack.xlsx").write_bytes(workbook("skarpnack").bytes()[:4000])
    foreign = openpyxl.Workbook()
    foreign.active.append(["Budget", 2025])  # type: ignore[union-attr] # a new book has a sheet
    foreign.save(folder / "budget.xlsx")
    workbook("sodermalm").cover("Rapporterande enhet", "Södermalmm").save(folder / "s.xlsx")
    workbook("kungsholmen").cover("Kvartal", "2024Q3").save(folder / "kungsholmen.xlsx")
    workbook("skarholmen").drop_sheet("SoL").save(folder / "skarholmen.xlsx")
    text = workbook("hasselby-vallingby")
    text.set("LSS", text.address("LSS", "insats", "avlosarservice", "kvinna"), "två")
    text.save(folder / "text.xlsx")
    (folder / "~$bromma.xlsx").write_bytes(b"lock")
    (folder / "gamla").mkdir()
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes") / "not" / "there" / "yet"


@pytest.fixture(scope="module")
def run(prefect_server: str, inbox: Path, home: Path) -> Answer:
    return kvartal("run", QUARTER, "--inbox", inbox, "--home", home, "--format", "json")


@pytest.fixture(scope="module")
def found(run: Answer, home: Path) -> list[dict[str, object]]:
    answer = kvartal("findings", QUARTER, "--home", home, "--format", "json")
    listed: list[dict[str, object]] = answer.document["findings"]
    return listed


def states(run: Answer) -> dict[str, str]:
    return {unit["unit"]: unit["state"] for unit in run.document["units"]}


def test_it_ends_with_something_for_a_person_and_no_traceback(run: Answer) -> None:
    assert run.status == 1
    assert "Traceback" not in run.err
    assert run.document["publishable"] is False


def test_the_honest_unit_goes_on(run: Answer, home: Path) -> None:
    assert states(run)["bromma"] == "accepted"
    assert (home / "out" / QUARTER / "draft" / "tabeller.xlsx").is_file()


@pytest.mark.parametrize(
    ("unit", "rule", "state"),
    [
        ("farsta", "FIL-101", "stopped"),
        ("jarva", "FIL-101", "stopped"),
        ("hemlosa", "FIL-101", "stopped"),
        ("skarpnack", "FIL-101", "stopped"),
        ("kungsholmen", "KOD-302", "stopped"),
        ("hasselby-vallingby", "KOD-305", "quarantined"),
        ("norra-innerstaden", "FUL-403", "missing"),
    ],
)
def test_each_ends_as_a_finding_on_its_unit(
    run: Answer, found: list[dict[str, object]], unit: str, rule: str, state: str
) -> None:
    assert states(run)[unit] == state
    assert rule in {each["rule"] for each in found if each["unit"] == unit}


def test_files_of_nobody_known_are_told_apart(found: list[dict[str, object]]) -> None:
    nobody = [each for each in found if each["unit"] is None]
    assert {each["file"] for each in nobody} == {"budget.xlsx", "s.xlsx"}
    assert {"STR-202", "KOD-301"} <= {str(each["rule"]) for each in nobody}
    assert any("Södermalm" in f"{each['message']} {each['fix']}" for each in nobody)


def test_nothing_that_was_received_is_lost(run: Answer, inbox: Path, home: Path) -> None:
    received = [path for path in inbox.iterdir() if path.is_file() and path.name[0] != "~"]
    for path in received:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        kept = home / "archive" / sha256[:2] / sha256
        assert kept.read_bytes() == path.read_bytes(), path.name


def test_every_message_says_what_to_do(found: list[dict[str, object]]) -> None:
    assert found
    assert all(each["message"] and each["fix"] for each in found)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "2024Q7", "--inbox", "x"),
        ("run", "2024Q4", "--inbox", "finns-inte"),
        ("run", "2024Q4"),
        ("check", "finns-inte.xlsx"),
        ("status", "2024Q4", "--home", "finns-inte"),
        ("findings", "2024Q4", "--unit", "Atlantis"),
        ("findings", "2024Q4", "--okänt"),
        ("flyg",),
    ],
)
def test_a_call_that_cannot_be_used_is_one_document_and_status_2(
    prefect_server: str, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    answer = kvartal(*arguments, "--format", "json", cwd=tmp_path)
    assert answer.status == 2
    assert set(answer.document["error"]) == {"message", "hint"}
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "setting",
    [
        {"KVARTAL_BATCH_SIZE": "många"},
        {"KVARTAL_MUNICIPALITY": "atlantis"},
        {"KVARTAL_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/kvartal"},
        {"KVARTAL_DATABASE_URL": "excel://kvartal"},
        {"KVARTAL_HOME": "damaged"},
        {"KVARTAL_HOME": "file"},
    ],
)
def test_a_setting_that_cannot_be_used_says_so(tmp_path: Path, setting: dict[str, str]) -> None:
    workbook("farsta").save(tmp_path / "farsta.xlsx")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "kvartal.db").write_text("This is no database.\n" * 100)
    (tmp_path / "file").write_text("a file")
    asked = [("check", "farsta.xlsx"), ("migrate",)]
    if setting.get("KVARTAL_HOME") == "file":
        asked = [("migrate",), ("run", "2024Q4", "--inbox", ".")]
    if "KVARTAL_MUNICIPALITY" in setting:
        asked = [("check", "farsta.xlsx")]
    for arguments in asked:
        answer = kvartal(*arguments, "--format", "json", env=setting, cwd=tmp_path)
        assert answer.status == 2, arguments
        assert set(answer.document["error"]) == {"message", "hint"}
        assert "Traceback" not in answer.err


def test_a_file_of_nobody_does_not_hold_up_a_quarter_that_is_whole(
    prefect_server: str, tmp_path: Path
) -> None:
    """Everyone has reported, and somebody had put a note into the inbox as well."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, unit in enumerate(load_municipality().at(Quarter(2024, 4)).units):
        book = workbook(unit.code, decisions=[decision(f"{unit.code}-{number}")])
        book.save(inbox / f"{unit.code}.xlsx")
    (inbox / "anteckning.txt").write_text("Ring Farsta.")
    answer = kvartal("run", QUARTER, "--inbox", inbox, "--home", tmp_path, "--format", "json")
    assert [each["file"] for each in answer.document["unattributed"]] == ["anteckning.txt"]
    assert answer.document["publishable"] is True
    assert answer.status == 0
