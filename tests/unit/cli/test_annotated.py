"""`kvartal check --annotated`: the copy it writes, and what it never writes over."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import workbook
from tests.unit.cli.commands import Answer, kvartal

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A workbook in which one count is wrong: two is written as seven."""
    book = workbook("farsta").count("LSS", "orsak", "annat-skal", "kvinna", 7)
    return book.save(tmp_path / "farsta.xlsx")


def check(capsys: pytest.CaptureFixture[str], *arguments: object) -> Answer:
    nowhere = WORKBOOKS / "nowhere"
    return kvartal(capsys, "check", *arguments, "--quarter", "2024Q4", "--home", nowhere)


def test_the_copy_is_marked_and_the_workbook_is_as_it_was(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received, out = wrong.read_bytes(), tmp_path / "new" / "granskad.xlsx"
    answer = check(capsys, wrong, "--annotated", out)
    assert answer.status == 1
    assert f"Kopian med märkta celler ligger i {out}." in answer.out
    assert wrong.read_bytes() == received
    copy = load_workbook(out)
    title = "Granskning av farsta.xlsx · Farsta stadsdelsnämnd · Kv 4 2024"
    assert copy.worksheets[0]["A1"].value == title
    marked = copy["LSS"]["B17"].comment
    assert marked and "LSS!B17 står 7; med 2 stämmer" in marked.text


def test_json_stays_one_document(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "granskad.xlsx"
    answer = check(capsys, wrong, "--annotated", out, "--format", "json")
    assert [each["rule"] for each in answer.document["files"][0]["findings"]]
    assert out.is_file()


@pytest.mark.parametrize(
    "name", ["libreoffice_farsta_2024Q4.ods", "libreoffice_form_farsta_2024Q4.xlsx"]
)
def test_a_clean_workbook_gets_a_copy_that_says_so(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "granskad.xlsx"
    assert check(capsys, WORKBOOKS / name, "--annotated", out).status == 0
    summary = "Inget att anmärka: arbetsboken kan skickas in."
    assert load_workbook(out)["Granskning"]["A2"].value == summary


def test_of_a_file_that_cannot_be_read_there_is_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, out = tmp_path / "farsta.xlsx", tmp_path / "granskad.xlsx"
    damaged.write_bytes(b"PK\x03\x04 nothing more")
    assert check(capsys, damaged, "--annotated", out).status == 1
    assert load_workbook(out).sheetnames == ["Granskning"]


def test_the_workbook_itself_is_never_written_over(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    received, link = wrong.read_bytes(), tmp_path / "link.xlsx"
    link.symlink_to(wrong)
    for out in (wrong, link):
        assert check(capsys, wrong, "--annotated", out).status == 2
    assert wrong.read_bytes() == received


@pytest.mark.parametrize("out", ["granskad.ods", "granskad"])
def test_the_copy_is_an_xlsx(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    assert check(capsys, wrong, "--annotated", tmp_path / out).status == 2
    assert not (tmp_path / out).exists()


def test_one_workbook_at_a_time(
    wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = check(capsys, wrong, wrong, "--annotated", tmp_path / "granskad.xlsx")
    assert answer.status == 2
    assert "--annotated tar en arbetsbok i taget." in answer.err


def test_where_nothing_can_be_written_it_says_so(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = check(capsys, wrong, "--annotated", "/dev/null/granskad.xlsx")
    assert answer.status == 2
    assert "Det går inte att skriva /dev/null/granskad.xlsx." in answer.err
