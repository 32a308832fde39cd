"""Filling in uppgifter.yaml from a page: nothing else in the file changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemas.written import Head
from tasks.narrate.filling import LEFT, anew, filled, head_with
from tasks.narrate.head import empty_head, head_in
from tasks.narrate.written import section_file

FILE = Path("uppgifter.yaml")
EMPTY = "".join(f"{line}\n" for line in empty_head())


def test_the_lines_to_fill_in_are_filled_in_beside_their_comments() -> None:
    values = {"diarienummer": "SN 2025/1", "datum": "2025-03-17", "till": "Nämnden: utskottet"}
    made = filled(EMPTY, values)
    assert made.splitlines()[3:] == [
        "diarienummer: SN 2025/1",
        "handlaggare:",
        "telefon:",
        "datum: 2025-03-17 # som 2025-03-17",
        'till: "Nämnden: utskottet" # nämnden som rapporten går till',
    ]
    assert made.splitlines()[:3] == EMPTY.splitlines()[:3]
    assert head_in(made, FILE) == (
        Head("SN 2025/1", None, None, date(2025, 3, 17), "Nämnden: utskottet"), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values", "made"),
    [
        ("till: A # vi\ntelefon: 08\n", {"till": "B"}, "till: B # vi\ntelefon: 08\n"),
        ("till: A\n", {"till": ""}, "till: \n"),
        ("Till: 'A' # vi\n", {"till": "B"}, "Till: B # vi\n"),
        ("till: A", {"telefon": "08-1"}, "till: A\ntelefon: 08-1\n"),
        ("", {"telefon": "08-1"}, "telefon: 08-1\n"),
        ("# bara ord\n", {"till": "~"}, '# bara ord\ntill: "~"\n'),
        ("till: A\r\ntelefon: 1\r\n", {"till": "B"}, "till: B\r\ntelefon: 1\r\n"),
        ("till: A\ntill: B\n", {"till": "C"}, "till: C\ntill: B\n"),
        ("till: [A, B]\nzz: 1\n", {"till": "C"}, "till: C\nzz: 1\n"),
    ],
)
def test_all_else_stays(text: str, values: dict[str, str], made: str) -> None:
    assert filled(text, values) == made


@pytest.mark.parametrize(
    "value",
    ["a: b", "# a", "a # b", "'a", '"', "- a", "{a", "*a", "&a", "!a", "@", "null", "~", "[", "a:",
     "\\", "å \N{GRINNING FACE}", "\x01", "|", ">", "%", "?", "1.10", "010", "ja", "2025-01-01"],
)  # fmt: skip
def test_whatever_is_typed_is_read_back(value: str) -> None:
    assert head_in(filled(EMPTY, {"till": value}), FILE)[0].till == value


@pytest.mark.parametrize(
    "text",
    ["till: A: B\n", "- till\n", "{till: A}\n", "  till: A\n", "till: |\n  A\ntelefon: 08\n"],
)
def test_what_cannot_be_filled_in_is_written_anew_and_kept_as_comments(text: str) -> None:
    before, _ = head_in(text, FILE)
    made = filled(text, {"till": "B", "diarienummer": "1"})
    head, problems = head_in(made, FILE)
    assert (head, problems) == (Head("1", telefon=before.telefon, till="B"), ())
    for line in text.splitlines():
        assert f"# {line}" in made.splitlines()
    assert filled(made, {"till": "C"}) == made.replace("till: B", "till: C")


def test_a_file_is_written_anew_without_what_may_not_stand_in_it() -> None:
    text = f"{EMPTY}zz: 811228-9874\n# min egen rad\n"
    made = anew(text, Head(till="A"))
    assert made == (
        EMPTY.replace("till:", "till: A") + f"\n{LEFT}\n"
        + "# zz: ••••••-••••\n# min egen rad\n"
    )  # fmt: skip
    assert anew(made, Head(till="A")).count("zz") == 1


def test_a_day_that_is_none_is_refused() -> None:
    assert head_with(Head(), {"datum": "2025-02-28"}).datum == date(2025, 2, 28)
    with pytest.raises(ValueError, match="day"):
        head_with(Head(), {"datum": "2025-02-30"})


def test_the_file_of_a_section_is_the_one_that_is_read(tmp_path: Path) -> None:
    assert section_file(tmp_path / "saknas", "barn") == tmp_path / "saknas" / "barn.md"
    assert section_file(tmp_path, "barn") == tmp_path / "barn.md"
    for name in (".barn.md", "Barn.MD", "barn.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert section_file(tmp_path, "barn") == tmp_path / "Barn.MD"
