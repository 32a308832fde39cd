"""The demo's inbox as a folder: names, times, and the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.demo.city import demo_city
from tasks.demo.inbox import build_inbox
from tasks.template.workbook import write_workbook

CITY = load_municipality("stockholm")


def test_files_are_named_after_unit_and_quarter(inbox: dict[str, Path]) -> None:
    assert sorted(path.name for path in inbox["2024Q4"].iterdir()) == [
        "bedomning-byggnation_2024Q4.xlsx", "bromma_2024Q4.xlsx",
        "enskede-arsta-vantor_2024Q4.xlsx", "farsta_2024Q4.xlsx", "hagersten-alvsjo_2024Q4.xlsx",
        "hasselby-vallingby_2024Q4.xlsx", "hemlosa_2024Q4.xlsx", "jarva_2024Q4.xlsx",
        "kungsholmen_2024Q4.xlsx", "norra-innerstaden_2024Q4.xlsx", "skarholmen_2024Q4.xlsx",
        "skarpnack_2024Q4.xlsx", "sodermalm_2024Q4.xlsx",
    ]  # fmt: skip


def test_files_came_in_while_the_quarter_was_collected(inbox: dict[str, Path]) -> None:
    for quarter, expected in (
        ("2024Q3", datetime(2024, 10, 15, 9, tzinfo=UTC)),
        ("2024Q4", datetime(2025, 1, 15, 9, tzinfo=UTC)),
    ):
        times = {path.stat().st_mtime for path in inbox[quarter].iterdir()}
        assert times == {expected.timestamp()}


def test_workbooks_were_written_after_the_quarter_and_before_they_came_in() -> None:
    for workbook in demo_city(CITY):
        assert workbook.content.upprattad
        assert 0 < (workbook.content.upprattad - workbook.quarter.last_day).days < 15


def test_built_again_from_nothing_the_bytes_are_the_same(
    inbox: dict[str, Path], tmp_path: Path
) -> None:
    demo_city.cache_clear()
    again = build_inbox(tmp_path / "new" / "inbox", Quarter(2024, 4), CITY, write_workbook)
    assert len(again) == 13
    for path in again:
        assert path.read_bytes() == (inbox["2024Q4"] / path.name).read_bytes()
