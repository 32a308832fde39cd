"""A report's plan: the law of the quarter, and what a slip in the file is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.datafile import DataFileError
from schemas.plans import ChartPart, Content, Insert, Plan, Say, TablePart, Text, load_plan
from schemas.quarter import Quarter

REPORT = load_plan("tjansteutlatande")


def texts(plan: Plan, section: str, quarter: Quarter) -> str:
    found = next(each for each in plan.sections if each.id == section)
    return " ".join(part.text for part in found.parts_in(quarter) if isinstance(part, Text))


def plan_of(tmp_path: Path, sections: str) -> Plan:
    text = f"title: Rapport\nsubtitle: '{{kvartal}}'\nsections:\n{sections}"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    return load_plan.__wrapped__("plan", tmp_path)


def test_the_law_is_that_of_the_quarters_last_day() -> None:
    old, new = (texts(REPORT, "bakgrund", Quarter(2025, number)) for number in (2, 3))
    assert "16 kap. 6 f–h §§ socialtjänstlagen (2001:453)" in old
    assert "4 kap. 1 §" in old
    assert "dröjsmålet" in old
    assert "34 kap." not in old
    assert "fördröjning" not in old
    assert "34 kap. 1–3 §§ socialtjänstlagen (2025:400)" in new
    assert "11 kap. 1 § och 12 kap. 1 §" in new
    assert "4 kap. 1 § socialtjänstlagen (2001:453)" in new  # decisions made before
    assert "fördröjningen" in new
    assert "16 kap." not in new
    assert "dröjsmål" not in new
    assert "bistånd" not in new
    for text in (old, new):
        assert "28 f–h §§" in text


def test_every_law_is_dated_with_its_source() -> None:
    (background,) = (each for each in REPORT.sections if each.id == "bakgrund")
    laws = [part for part in background.parts if isinstance(part, Text) and "§" in part.text]
    assert len(laws) == 3
    assert all(part.source for part in laws)


def test_the_handbook_names_files_of_sections_that_exist() -> None:
    handbook = Path(__file__).parents[3] / "docs" / "handbok" / "rapporten.md"
    named = re.findall(r"^\| `([a-z-]+)\.md` \| ([^;:|]+)", handbook.read_text("utf-8"), re.M)
    assert named
    sections = [(each.id, each.title) for each in REPORT.sections]
    assert [(name, title.strip()) for name, title in named] == sections[: len(named)]


def test_every_table_of_the_report_has_one_place() -> None:
    parts = [part for section in REPORT.sections for part in section.parts]
    numbers = [part.number for part in parts if isinstance(part, TablePart)]
    assert numbers == list(range(1, 13))
    contents = [part.content for part in parts if isinstance(part, Insert)]
    assert sorted(contents) == sorted(set(Content) - {Content.WRITTEN})
    charts = [part.name for part in parts if isinstance(part, ChartPart)]
    assert len(set(charts)) == len(charts)


def test_a_part_has_the_law_of_its_section_unless_it_names_its_own(tmp_path: Path) -> None:
    parts = "[{say: [x]}, {say: [y], lag: SoL}, {say: [z], lag: ''}]"
    sections = f"- {{id: a, title: A, lag: LSS, parts: {parts}}}"
    (section,) = plan_of(tmp_path, sections).sections
    assert section.lag == "LSS"
    assert section.parts == (Say(("x",)), Say(("y",), "SoL"), Say(("z",), ""))


def test_what_is_written_stands_last_or_where_the_plan_says(tmp_path: Path) -> None:
    sections = """
- {id: sist, title: A, parts: [{table: 1}, {table: 2}]}
- {id: mellan, title: B, parts: [{table: 1}, {insert: written}, {table: 2}]}
"""
    free = Insert(Content.WRITTEN)
    last, between = plan_of(tmp_path, sections).sections
    assert last.parts_in(Quarter(2024, 4)) == (TablePart(1), TablePart(2), free)
    assert between.parts_in(Quarter(2024, 4)) == (TablePart(1), free, TablePart(2))


def test_a_section_is_free_when_nothing_else_stands_in_it_or_under_it(tmp_path: Path) -> None:
    sections = """
- {id: fri, title: A, parts: []}
- {id: ram, title: B, parts: []}
- {id: del, title: C, level: 2, parts: [{table: 1}]}
- {id: plats, title: D, parts: [{insert: written}]}
"""
    assert [each.id for each in plan_of(tmp_path, sections).free] == ["fri", "plats"]


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("{id: A b, title: A, parts: []}", "id är 'A b'"),
        ("{id: a, title: A}", "fältet parts saknas"),
        ("{id: a, title: A, level: 2, parts: []}", "nivå 2 står inte under"),
        ("{id: a, title: A, level: 0, parts: []}", "level är 0"),
        ("{id: a, title: A, parts: [{say: [x], table: 1}]}", "här står say och table"),
        ("{id: a, title: A, parts: [{tabel: 1}]}", "här står inget av dem"),
        ("{id: a, title: A, parts: [{table: 1, lag: LSS}]}", "okänt fält lag"),
        ("{id: a, title: A, parts: [{insert: atest}]}", "insert är atest"),
        ("{id: a, title: A, parts: [{text: x, from: 2025-07-01}]}", "utan källa"),
        (
            "{id: a, title: A, parts: [{text: x, from: 2025-07-01, to: 2025-06-30, source: x}]}",
            "to ligger före from",
        ),
        ("{id: a, title: A, parts: []}\n- {id: a, title: B, parts: []}", "står två gånger"),
    ],
)
def test_a_slip_in_the_file_is_told(tmp_path: Path, section: str, problem: str) -> None:
    with pytest.raises(DataFileError) as told:
        plan_of(tmp_path, f"- {section}")
    assert told.value.file == "plan.yaml"
    assert problem in told.value.problem
    assert told.value.hint


def test_nobody_is_asked_to_write_where_nothing_of_theirs_belongs() -> None:
    plan = load_plan("tjansteutlatande")
    closed = [each.id for each in plan.sections if each.closed]
    assert closed == [
        "attest", "bilagor", "bilaga-enheter", "bilaga-tid", "bilaga-handelser", "underlag",
    ]  # fmt: skip
    assert not {each.id for each in plan.open} & set(closed)
