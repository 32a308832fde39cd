"""Rows that are a part of another, forms of units of their own, and a limit in days."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.submission import CountTable
from tasks.load.observations import observations
from tests.builders import Builder
from tests.own_city import NOW
from tests.spec.harness import Spec, check, fires, silent
from tests.spec.parted import case_of, parted, parted_city, read_parted

WHOLE, PART = "IFO andrahand", "IFO bostad-forst"


def part_of_four(book: Builder) -> None:
    """Kvinna of the part: four, where the whole has two."""
    book.count("SoL", "insats", PART, "kvinna", 4)


CASES = (
    fires(
        "SUM-503", "fler i delen än i det hela", given=case_of(edit=part_of_four),
        at="SoL!C3", found=4, expected="högst 2", says="därav Bostad först",
    ),
    silent("SUM-503", "delen ryms", given=case_of(), verdict=Verdict.HELD),
    silent("SUM-503", "inga delar i mallen", verdict=Verdict.NOT_APPLICABLE),
    silent("SUM-502", "delen räknas inte i Summa", given=case_of(), verdict=Verdict.HELD),
    fires(
        "SUM-502", "delen har räknats också i Summa",
        given=case_of(edit=lambda book: book.count("SoL", "insats", None, "totalt", 6)),
        at="SoL!F7", found=6, expected=4,
    ),
    silent("TAB-522", "besluten om delen räknas i båda raderna", given=case_of()),
    fires(
        "TAB-522", "besluten om delen räknas inte i det hela",
        given=case_of(edit=lambda book: book.count("SoL", "insats", WHOLE, "totalt", 1)),
        at="SoL!F2", found=1, expected=3, also=("SUM-503",),
    ),
    silent("STR-202", "en mall utan beslutsblad", given=case_of("soder")),
    silent("STR-202", "en mall med bara beslutsblad", given=case_of("vaster")),
    fires(
        "STR-202", "det enda bladet saknas",
        given=case_of("vaster", lambda book: book.drop_sheet("Beslut")), at="Beslut",
        also=("FUL-402",),
    ),
    fires(
        "TAB-521", "två tabeller med olika total",
        given=case_of("soder", lambda book: book.count("SoL", "handelse", None, "totalt", 3)),
        at="SoL!E23", found=3, expected=4,
    ),
    silent("TID-601", "90 dagar före kvartalets slut", given=case_of(
        "vaster", lambda book: book.alter("X1", Beslutsdatum=date(2025, 4, 1)))),
    fires(
        "TID-601", "89 dagar före kvartalets slut",
        given=case_of("vaster", lambda book: book.alter("X1", Beslutsdatum=date(2025, 4, 2))),
        at="Beslut!H2", expected="2025-04-01",
    ),
)  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_delar(spec: Spec) -> None:
    check(spec)


def rows(table: CountTable | None) -> list[tuple[str, int | None]]:
    assert table
    return [(row.name, row.counts["totalt"].count) for row in table.rows]


def test_the_form_has_a_row_for_the_part_that_reading_understands() -> None:
    read = read_parted(parted())
    assert rows(read.table("SoL", "insats"))[:2] == [
        ("IFO, Kommunalt andrahandskontrakt", 3),
        ("IFO, därav Bostad först", 2),
    ]


def test_each_unit_has_the_sheets_of_its_form() -> None:
    sheets = {unit: parted(unit).book.sheetnames for unit in ("norr", "soder", "vaster")}
    assert sheets == {
        "norr": ["Försättsblad", "SoL", "Beslut"],
        "soder": ["Försättsblad", "SoL"],
        "vaster": ["Försättsblad", "Beslut"],
    }


def test_a_table_of_two_dimensions_has_a_row_for_each_pair() -> None:
    read = read_parted(parted("soder"))
    told = rows(read.table("SoL", "handelse-insats"))
    assert len(told) == 15
    assert [each for each in told if each[1]] == [
        ("Ej verkställda vid kvartalets slut, Kommunalt andrahandskontrakt", 3),
        ("Ej verkställda vid kvartalets slut, därav Bostad först", 2),
        ("Ej verkställda vid kvartalets slut, Kontaktperson", 1),
    ]


@pytest.mark.parametrize("unit", ["norr", "soder", "vaster"])
def test_every_form_tells_the_same_of_each_insats(unit: str) -> None:
    """From a table of its own, from one of two dimensions, or from the decisions."""
    read = read_parted(parted(unit))
    found: dict[tuple[str, bool], int] = {}
    for each in observations(read, NOW, parted_city()):
        if each.table == "insats" and "kon" not in each.members:
            key = each.member("insats"), each.part
            found[key] = found.get(key, 0) + each.value
    assert {key: value for key, value in found.items() if value} == {
        ("_T", False): 4,
        ("andrahand", False): 3,
        ("bostad-forst", True): 2,
        ("kontaktperson", False): 1,
    }


def test_what_a_table_of_two_dimensions_says_of_the_other_counts_no_part() -> None:
    read = read_parted(parted("soder"))
    told = [
        each.value
        for each in observations(read, NOW, parted_city())
        if each.table == "handelse" and each.member("handelse") == "ej-verkstallt"
        and "kon" not in each.members
    ]  # fmt: skip
    assert told == [4]
