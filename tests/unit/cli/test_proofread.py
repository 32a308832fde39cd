"""`kvartal proofread`: what it tells, its exit statuses, and the copy it writes."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.unit.cli.commands import Answer, kvartal
from tests.unit.cli.test_imports import imported
from tests.unit.proofread.reading.reports import Figures, Prose, as_pdf, as_text, as_word

RIGHT = Figures(
    "Tabell 5: Ej verkställda beslut enligt LSS efter kön.",
    (("Kön", "Kv 3 2024", "Kv 4 2024"),),
    (("Man", "102", "95"), ("Kvinna", "58", "57"), ("Summa", "160", "152")),
)
WRONG = Figures(RIGHT.title, RIGHT.head, (*RIGHT.rows[:2], ("Summa", "160", "151")))
TRUE = Prose("Antalet ej verkställda beslut enligt LSS uppgick kvartal 4, 2024 till 152 stycken.")
FALSE = Prose("Antalet ej verkställda beslut enligt LSS uppgick kvartal 4, 2024 till 125 stycken.")


def proofread(capsys: pytest.CaptureFixture[str], report: Path, *more: object) -> Answer:
    nowhere = report.parent / "nowhere"
    return kvartal(capsys, "proofread", report, "--home", nowhere, *more)


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_report_that_agrees_with_itself_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = saved(tmp_path, "rapport.txt", as_text([TRUE, RIGHT]))
    answer = proofread(capsys, report)
    assert answer.status == 0
    assert "1 tabell och 1 påstående i texten: 1 stämmer, 0 är fel" in answer.out
    assert "Inget fel hittades." in answer.out
    document = proofread(capsys, report, "--format", "json").document
    assert (document["claims"], document["bound"], document["findings"]) == (1, 1, [])


def test_findings_are_told_at_their_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = saved(tmp_path, "rapport.txt", as_text([FALSE, WRONG]))
    answer = proofread(capsys, report)
    assert answer.status == 1
    assert "raden Summa, kolumnen Kv 4 2024" in answer.out
    assert "fel SUM-502" in answer.out
    assert "Rad 2\n" in answer.out
    assert "Står: 125. Väntat: 152." in answer.out or "Står: 125. Väntat: 151." in answer.out


def test_json_has_the_tables_the_claims_and_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = saved(tmp_path, "rapport.txt", as_text([TRUE, WRONG]))
    answer = proofread(capsys, report, "--format", "json")
    assert answer.status == 1
    document = answer.document
    assert document["file"] == str(report)
    (table,) = document["tables"]
    assert (table["title"], table["columns"]) == (WRONG.title, ["Kv 3 2024", "Kv 4 2024"])
    assert [row["values"] for row in table["rows"]] == [[102, 95], [58, 57], [160, 151]]
    assert document["bound"] + document["unbound"] == document["claims"]
    assert document["unread"] == []
    found = next(each for each in document["findings"] if each["rule"] == "SUM-502")
    assert (found["table"], found["row"], found["column"]) == (WRONG.title, "Summa", "Kv 4 2024")
    assert (found["found"], found["expected"]) == (151, 152)


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.pdf"])
def test_a_table_that_cannot_be_read_is_named_with_the_reason(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = as_word if name.endswith("docx") else as_pdf
    headless = Figures(RIGHT.title, (RIGHT.rows[0],), RIGHT.rows[1:])
    answer = proofread(capsys, saved(tmp_path, name, writer([TRUE, headless])))
    assert "inte gick att läsa" in answer.out
    assert "Tabellen saknar rubrikrad" in answer.out


def test_unbound_claims_are_told_in_short_or_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = [Prose(f"På kontoret finns {number} pärmar.") for number in range(21, 30)]
    report = saved(tmp_path, "rapport.docx", as_word([*many, RIGHT]))
    short, full = proofread(capsys, report), proofread(capsys, report, "--all")
    assert short.status == 0
    assert short.out.count("kontoret finns") == 5 and "… och 4 till." in short.out
    assert full.out.count("kontoret finns") == 9
    assert "Stycke 1: «På kontoret finns 21 pärmar»" in short.out
    document = proofread(capsys, report, "--format", "json").document
    assert (document["unbound"], len(document["unbound_claims"])) == (9, 9)


def test_the_copy_has_a_comment_at_each_place_and_the_report_is_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = as_word([Prose(f"{TRUE.text} {FALSE.text}"), WRONG])
    report, out = saved(tmp_path, "rapport.docx", data), tmp_path / "ny" / "granskad.docx"
    answer = proofread(capsys, report, "--annotated", out)
    assert answer.status == 1
    assert f"Kopian med kommentarer ligger i {out}." in answer.out
    assert report.read_bytes() == data
    copy = docx.Document(str(out))
    comments = {each.text.split(":")[0]: each for each in copy.comments}
    assert {each.author for each in copy.comments} == {"Kvartal"}
    assert "151" in marked(copy, comments["SUM-502"].comment_id)
    assert marked(copy, comments["RAP-821"].comment_id) in FALSE.text
    assert "".join(paragraph.text for paragraph in copy.paragraphs[:1]) == (
        f"{TRUE.text} {FALSE.text}"
    )
    again = tmp_path / "igen.docx"
    proofread(capsys, report, "--annotated", again)
    assert again.read_bytes() == out.read_bytes()


def marked(document: object, comment: int) -> str:
    """The text between the start and the end of a comment."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts, inside = [], False
    for element in document.element.iter():  # type: ignore[attr-defined] # python-docx's own
        ours = element.get(f"{word}id") == str(comment)
        if element.tag == f"{word}commentRangeStart" and ours:
            inside = True
        elif element.tag == f"{word}commentRangeEnd" and ours:
            inside = False
        elif inside and element.tag == f"{word}t":
            texts.append(element.text)
    return "".join(texts)


def test_only_a_word_document_has_a_copy_and_never_the_report_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = saved(tmp_path, "rapport.txt", as_text([TRUE, RIGHT]))
    word = saved(tmp_path, "rapport.docx", as_word([TRUE, RIGHT]))
    link = tmp_path / "link.docx"
    link.symlink_to(word)
    before = word.read_bytes()
    refused = proofread(capsys, text, "--annotated", tmp_path / "kopia.docx")
    assert refused.status == 2 and "behöver ett Word-dokument" in refused.err
    for out in (word, link, tmp_path / "kopia.txt", "/dev/null/kopia.docx"):
        assert proofread(capsys, word, "--annotated", out).status == 2
    assert word.read_bytes() == before and not (tmp_path / "kopia.docx").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tom.pdf", b"", "är tom"),
        ("bild.pdf", b"\x89PNG\r\n\x1a\n", "är en bild (PNG)"),
        ("gammal.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "äldre Office-format"),
    ],
)
def test_a_file_that_is_no_report_cannot_be_used(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, name, data)
    answer = proofread(capsys, path)
    assert answer.status == 2 and said in answer.err
    error = proofread(capsys, path, "--format", "json").document["error"]
    assert said in error["message"] and error["hint"]


def test_a_file_that_is_not_there_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "saknas.docx", tmp_path):
        answer = proofread(capsys, path)
        assert answer.status == 2 and f"Det går inte att läsa {path}." in answer.err


def test_a_text_pays_for_no_reader_of_other_formats(tmp_path: Path) -> None:
    path = saved(tmp_path, "rapport.txt", as_text([TRUE, RIGHT]))
    heavy = {"pdfplumber", "docx", "openpyxl", "lxml", "pandas", "prefect", "sqlalchemy"}
    assert not imported("proofread", str(path), cwd=tmp_path) & heavy
    assert not imported("proofread", "--help", cwd=tmp_path) & heavy
