"""The cover sheet: who reports, for which quarter, on which template."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from schemas.quarter import Quarter
from schemas.submission import Cell, CellValue, Gap, GapKind, Submission
from tasks.read.cover import named_quarter, named_version
from tests.unit.read.files import edited, gap, read, read_any, sample


def after(edit: Callable[[Worksheet], object]) -> Submission:
    return read(edited(lambda book: edit(book["Försättsblad"])))


def test_moved_labels() -> None:
    found = after(lambda sheet: sheet.move_range("A1:B8", rows=3, cols=2))
    assert found.gaps == ()
    assert (found.unit, found.cover["enhet"].address) == ("farsta", "D6")


def test_values_one_column_further_away() -> None:
    found = after(lambda sheet: sheet.move_range("B1:B8", cols=1))
    assert (found.unit, found.cover["kommentar"].address) == ("farsta", "C8")


def test_instructions_beside_a_blank_value_are_not_the_value() -> None:
    def instruct(sheet: Worksheet) -> None:
        sheet["B7"], sheet["C7"] = None, "Skriv Ja eller Nej"

    found = after(instruct)
    assert found.cover["nollrapport"] == Cell("Försättsblad", 7, 2, None)
    assert found.nollrapport is None


def test_a_value_that_reads_as_a_label() -> None:
    found = after(lambda sheet: sheet.__setitem__("B8", "Kvartal"))
    assert found.gaps == ()
    assert found.quarter == Quarter(2024, 4)
    assert found.cover["kommentar"].value == "Kvartal"


def test_labels_with_a_colon() -> None:
    assert after(lambda sheet: sheet.__setitem__("A3", "Rapporterande enhet:")).gaps == ()


def test_a_missing_label() -> None:
    found = after(lambda sheet: sheet.__setitem__("A7", None))
    assert gap(found) == Gap(GapKind.FIELD, "Försättsblad", None, None, "Nollrapport")
    assert "nollrapport" not in found.cover


def test_a_label_that_is_nearly_right() -> None:
    found = after(lambda sheet: sheet.__setitem__("A3", "Raporterande enhet"))
    assert gap(found) == Gap(
        GapKind.FIELD, "Försättsblad", "A3", "Raporterande enhet", "Rapporterande enhet"
    )
    assert found.unit == "farsta"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("farsta", "farsta"),
        ("  FARSTA   stadsdelsnämnd", "farsta"),
        ("SDF Farsta", "farsta"),
        ("Enskede–Årsta–Vantör", "enskede-arsta-vantor"),
        ("Norrmalm", None),
        ("Storstad", None),
        (None, None),
        (17, None),
    ],
)
def test_units(typed: CellValue, unit: str | None) -> None:
    assert after(lambda sheet: sheet.__setitem__("B3", typed)).unit == unit


@pytest.mark.parametrize(
    ("value", "quarter"),
    [
        ("2024Q4", Quarter(2024, 4)),
        ("Kv 4 2024", Quarter(2024, 4)),
        ("kvartal 4, 2024", Quarter(2024, 4)),
        (date(2024, 12, 31), Quarter(2024, 4)),
        (datetime(2024, 1, 1, 8, 30), Quarter(2024, 1)),
        (date(1899, 12, 31), None),
        ("fjärde kvartalet", None),
        (20244, None),
        (True, None),
        (None, None),
    ],
)
def test_quarters(value: CellValue, quarter: Quarter | None) -> None:
    assert named_quarter(Cell("Försättsblad", 4, 2, value)) == quarter


@pytest.mark.parametrize(
    ("value", "version"),
    [(1, 1), (2.0, 2), ("3", 3), ("1.0", None), ("²", None), (None, None), ("ett", None)],
)
def test_template_versions(value: CellValue, version: int | None) -> None:
    assert named_version(Cell("Försättsblad", 1, 2, value)) == version


def test_an_unknown_template_version_is_read_by_the_newest_layout() -> None:
    found = after(lambda sheet: sheet.__setitem__("B1", 99))
    assert (found.layout.version, found.cover["mallversion"].value) == (1, 99)
    assert (found.gaps, len(found.tables)) == ((), 12)


def test_code_lists_are_those_of_the_quarter_that_is_collected() -> None:
    """Järva has existed since 2023-07-01; the file says 2024Q4 all the same."""
    name = "jarva_2024Q4.xlsx"
    before = read(sample(name), name, "2023Q2")
    assert (before.unit, before.quarter) == (None, Quarter(2024, 4))
    assert read(sample(name), name, None).unit == "jarva"


def test_without_any_quarter_the_last_that_ended_is_used() -> None:
    data = edited(lambda book: book["Försättsblad"].cell(4, 2, "?"), "jarva_2024Q4.xlsx")
    units = []
    for today in (date(2023, 9, 30), date(2023, 10, 1)):
        found = read_any(data, quarter=None, today=today)
        assert isinstance(found, Submission)
        assert found.quarter is None
        units.append(found.unit)
    assert units == [None, "jarva"]
