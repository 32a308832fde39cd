"""What the handläggare writes: used as far as it can be, and told where it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schemas.plans import Plan, Section
from schemas.written import NOTHING_WRITTEN, Head, Written
from tasks.narrate.guide import guide
from tasks.narrate.written import points, read_written, start_written

PLAN = Plan("prov", "Rapport", "", (Section("bakgrund", "Bakgrund"), Section("barn", "Barn")))
FIELDS = {"kvartal": "kvartal 4, 2024", "LSS.antal": "152", "LSS.förra": None}


def read(folder: Path, name: str, content: str | bytes) -> Written:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read_written(folder, PLAN, FIELDS)


def the_problem(written: Written) -> str:
    (problem,) = written.problems
    return problem


def test_no_folder_is_nothing_written(tmp_path: Path) -> None:
    assert read_written(tmp_path / "saknas", PLAN, FIELDS) == NOTHING_WRITTEN


def test_the_head_is_read_as_it_was_typed(tmp_path: Path) -> None:
    text = """# början
diarienummer: 1.10
handläggare: Handläggare A
telefon: 08-123
datum: 2025-03-17 # sammanträdet
till: "Nämnden: utskottet"
"""
    assert read(tmp_path, "uppgifter.yaml", text) == Written(
        Head("1.10", "Handläggare A", "08-123", date(2025, 3, 17), "Nämnden: utskottet")
    )


def test_what_is_not_filled_in_is_missing_and_no_problem(tmp_path: Path) -> None:
    text = "diarienummer:\nhandlaggare: ''\ntelefon: ~\n"
    assert read(tmp_path, "uppgifter.yaml", text) == NOTHING_WRITTEN
    assert read(tmp_path, "uppgifter.yaml", "# bara en kommentar\n") == NOTHING_WRITTEN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("till: A\ndiarienr: 1\n", "rad 2: okänt fält diarienr. Menas diarienummer."),
        ("till: A\nzzz: 1\n", "rad 2: okänt fält zzz. Fälten är diarienummer, handlaggare,"),
        ("till: A\ndatum: 17/3 2025\n", "rad 2: datum är 17/3 2025. Skriv datumet som 2025-03-17."),
        ("till: A\ndatum: 2025-02-30\n", "rad 2: datum är 2025-02-30."),
        ("till: A\ntelefon: [1, 2]\n", "rad 2: telefon är en lista eller flera fält."),
        ("till: A\ntill: B\n", "rad 2: till står två gånger."),
    ],
)
def test_a_wrong_line_of_the_head_leaves_the_rest(tmp_path: Path, text: str, told: str) -> None:
    written = read(tmp_path, "uppgifter.yaml", text)
    assert written.head == Head(till="A")
    assert the_problem(written).startswith(f"uppgifter.yaml, {told}")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("till: A: B\n", "uppgifter.yaml, rad 1: raden kan inte läsas."),
        ("till: A\n\ttelefon: 1\n", "uppgifter.yaml, rad 2: raden kan inte läsas."),
        ("- till\n", "uppgifter.yaml, rad 1: här ska stå fält."),
        ("till: A\ndatum: \x01\n", "uppgifter.yaml, rad 1: raden kan inte läsas."),
        (
            "till: A\ntelefon: å\n".encode("latin-1"),
            "uppgifter.yaml, rad 2: filen är inte text i UTF-8.",
        ),
    ],
)
def test_an_unreadable_head_keeps_no_section_back(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    (tmp_path / "barn.md").write_text("Text.", encoding="utf-8")
    written = read(tmp_path, "uppgifter.yaml", content)
    assert written.head == Head()
    assert written.sections == {"barn": ("Text.",)}
    assert the_problem(written).startswith(told)


def test_paragraphs_and_lists(tmp_path: Path) -> None:
    text = """\ufeffFörsta stycket
fortsätter här.

Tre saker:
- ett
  och en rad till
* två

- tre

Sist.
"""
    sections = read(tmp_path, "bakgrund.md", text.replace("\n", "\r\n")).sections
    assert sections == {
        "bakgrund": (
            "Första stycket fortsätter här.",
            "Tre saker:",
            "- ett och en rad till\n- två\n- tre",
            "Sist.",
        )
    }
    assert [points(each) for each in sections["bakgrund"]] == [
        (), (), ("ett och en rad till", "två", "tre"), (),
    ]  # fmt: skip


def test_an_empty_section_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "bakgrund.md", "\n \n") == NOTHING_WRITTEN


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("I {kvartl} var", "okänt fält {kvartl}. Menas kvartal."),
        ("I {åäö} var", "okänt fält {åäö}. Fälten räknas upp i LÄS-MIG.txt."),
        ("Förut {LSS.förra}", "{LSS.förra} är inte känt för kvartalet."),
        ("Nu {LSS.antal", "en klammer står utan sin andra."),
        ("# Bakgrund", "raden börjar med #."),
    ],
)
def test_a_wrong_line_of_a_section_is_told_with_its_place(
    tmp_path: Path, line: str, told: str
) -> None:
    written = read(tmp_path, "bakgrund.md", f"Ett.\n\nTvå.\n{line}\nTre.\n")
    assert the_problem(written).startswith(f"bakgrund.md, rad 4: {told}")
    assert written.sections["bakgrund"][0] == "Ett."
    assert written.sections["bakgrund"][1].endswith("Tre.")


@pytest.mark.parametrize("name", ["LSS.antal", "lss.ANTAL", "LSS.förra", "LSS.forra"])
def test_fields_are_known_without_regard_to_case_and_accents(tmp_path: Path, name: str) -> None:
    fields = {**FIELDS, "LSS.förra": "160"}
    (tmp_path / "bakgrund.md").write_text(f"Är {{{name}}}.", encoding="utf-8")
    assert read_written(tmp_path, PLAN, fields).problems == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bakgrunden.md", "bakgrunden.md: inget avsnitt heter bakgrunden. Menas bakgrund."),
        ("xyz.md", "xyz.md: inget avsnitt heter xyz. Avsnitten är bakgrund, barn."),
        ("barn.docx", "barn.docx: avsnittet barn läses ur barn.md. Lägg texten där."),
    ],
)
def test_a_file_that_belongs_to_no_section(tmp_path: Path, name: str, told: str) -> None:
    written = read(tmp_path, name, "Text.")
    assert written.sections == {}
    assert the_problem(written) == told


@pytest.mark.parametrize("name", [".barn.md", "~$barn.docx", "anteckningar.docx", "LÄS-MIG.txt"])
def test_files_beside_are_let_be(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, b"\xff\x00") == NOTHING_WRITTEN


def test_a_file_is_found_however_its_name_is_written(tmp_path: Path) -> None:
    assert read(tmp_path, "Barn.MD", "Text.").sections == {"barn": ("Text.",)}


def test_a_section_in_another_encoding_is_told(tmp_path: Path) -> None:
    written = read(tmp_path, "barn.md", "Ett.\nFör.\n".encode("utf-16"))
    assert the_problem(written).startswith("barn.md, rad 1: filen är inte text i UTF-8.")
    written = read(tmp_path, "barn.md", "Ett.\nFör.\n".encode("latin-1"))
    assert the_problem(written).startswith("barn.md, rad 2: filen är inte text i UTF-8.")


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "barn.md").mkdir()
    (tmp_path / "uppgifter.yaml").mkdir()
    written = read_written(tmp_path, PLAN, FIELDS)
    assert len(written.problems) == 2
    assert all("filen kan inte läsas" in each for each in written.problems)


def test_files_to_begin_with_say_nothing_and_are_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "rapport" / "2024Q4"
    start_written(folder, PLAN)
    assert sorted(each.name for each in folder.iterdir()) == ["LÄS-MIG.txt", "uppgifter.yaml"]
    assert read_written(folder, PLAN, FIELDS) == NOTHING_WRITTEN
    guide = (folder / "LÄS-MIG.txt").read_text(encoding="utf-8")
    assert "barn.md: Barn" in guide
    assert "{LSS.antal}" in guide
    (folder / "LÄS-MIG.txt").unlink()
    (folder / "uppgifter.yaml").write_text("till: A\n", encoding="utf-8")
    start_written(folder, PLAN)
    assert [each.name for each in folder.iterdir()] == ["uppgifter.yaml"]
    assert read_written(folder, PLAN, FIELDS).head == Head(till="A")


def test_a_personnummer_is_told_and_hidden(tmp_path: Path) -> None:
    written = read(tmp_path, "barn.md", "Ett.\n\nBarnet 20121212-1212 väntar.\n")
    told = "barn.md, rad 3: här står ett personnummer, ••••••••-••••."
    assert the_problem(written).startswith(told)
    assert written.sections["barn"] == ("Ett.", "Barnet ••••••••-•••• väntar.")


def test_the_guide_and_the_reader_know_only_sections_to_write_in(tmp_path: Path) -> None:
    closed = replace(PLAN, sections=(*PLAN.sections, Section("attest", "Attest", closed=True)))
    assert not any("attest" in line for line in guide(closed))
    (tmp_path / "attest.md").write_text("Text.", encoding="utf-8")
    written = read_written(tmp_path, closed, FIELDS)
    assert written.sections == {}
    assert the_problem(written).startswith("attest.md: inget avsnitt heter attest.")
