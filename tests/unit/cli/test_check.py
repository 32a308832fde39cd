"""`kvartal check`: of a file that names no quarter, and long groups of findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.quarter import Quarter
from tests.builders import workbook
from tests.unit.cli.commands import kvartal


def test_no_quarter_is_made_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook().cover("Kvartal", "hösten").save(tmp_path / "farsta.xlsx")
    arguments = ("check", path, "--home", tmp_path / "none")

    answer = kvartal(capsys, *arguments)
    (document,) = kvartal(capsys, *arguments, "--format", "json").document["files"]

    assert answer.status == 1
    assert "«hösten» går inte att tolka; skriv till exempel Kv 4 2024" in answer.out
    assert "samlas in" not in answer.out
    assert Quarter.of(date.today()).previous.label not in answer.out.replace("Kv 4 2024", "")
    (finding,) = document["findings"]
    assert (finding["rule"], finding["found"], finding["expected"]) == ("KOD-302", "hösten", None)
    assert document["quarter"] is finding["quarter"] is None


def test_with_the_quarter_asked_for_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook().cover("Kvartal", "hösten").save(tmp_path / "farsta.xlsx")

    answer = kvartal(capsys, "check", path, "--quarter", "2024Q4", "--home", tmp_path / "none")

    assert "«hösten» går inte att tolka, och det som samlas in är Kv 4 2024" in answer.out


def test_a_long_group_is_told_by_its_first_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook().remove("FAR-00002").save(tmp_path / "farsta.xlsx")
    arguments = ("check", path, "--home", tmp_path / "none")

    text = kvartal(capsys, *arguments).out
    (document,) = kvartal(capsys, *arguments, "--format", "json").document["files"]

    assert text.count("TAB-522") == 3
    assert "… och 21 till av samma orsak" in text
    assert len(document["findings"]) == 24
