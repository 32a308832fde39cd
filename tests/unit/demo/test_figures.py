"""The demo's sums against the published tables, written out here from the report itself."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.unit.demo.books import Books

LSS_INSATS = {  # tabell 1: Kv 3 2024, Kv 4 2024
    "Avlösarservice": (7, 4),
    "Boende för barn": (3, 4),
    "Bostad för vuxna": (60, 53),
    "Daglig verksamhet": (27, 32),
    "Kontaktperson": (21, 21),
    "Korttidstillsyn": (3, 4),
    "Korttidsvistelse": (26, 22),
    "Ledsagarservice": (11, 11),
    "Personlig assistans": (2, 1),
    "Summa": (160, 152),
}
SOL_BISTAND = {  # tabell 2
    "Permanent bostad": (21, 21),
    "Bostad (IFO)": (12, 11),
    "Boendestöd": (12, 17),
    "Sysselsättning": (0, 0),
    "Hemtjänst": (4, 4),
    "Kontaktfamilj": (13, 8),
    "Korttidsboende": (0, 0),
    "Kontaktperson": (23, 30),
    "Stödboende": (0, 0),
    "Ledsagning": (2, 2),
    "Öppenvård": (46, 17),
    "Annat bistånd": (23, 26),
    "Summa": (156, 136),
}
LSS_ORSAK = {  # tabell 3
    "Resursbrist, t.ex. ledig bostad": (23, 21),
    "Resursbrist, lämplig personal": (16, 14),
    "Den enskilde har tackat nej": (34, 33),
    "Annat skäl": (87, 84),
    "Summa": (160, 152),
}
SOL_ORSAK = {  # tabell 4
    "Resursbrist, t.ex. ledig bostad": (73, 64),
    "Resursbrist, lämplig personal": (26, 8),
    "Den enskilde har tackat nej": (12, 12),
    "Annat skäl": (45, 52),
    "Summa": (156, 136),
}
KON = {  # tabell 5 and 6: Kvinna, Man, Uppgift saknas, Totalt; the report prints 151 for 2024Q4
    ("LSS", "2024Q3"): (58, 102, 0, 160),
    ("LSS", "2024Q4"): (56, 95, 1, 152),
    ("SoL", "2024Q3"): (101, 55, 0, 156),
    ("SoL", "2024Q4"): (73, 63, 0, 136),
}


def city_table(books: Books, quarter: str, sheet: str, header: str) -> Counter[str]:
    """Totalt by the row's last label, over all units."""
    found: Counter[str] = Counter()
    for book in books[quarter].values():
        for labels, counts in book.tables[sheet, header].items():
            found[labels[-1]] += counts["Totalt"]
    return found


@pytest.mark.parametrize(("place", "quarter"), [(0, "2024Q3"), (1, "2024Q4")])
@pytest.mark.parametrize(
    ("sheet", "header", "published"),
    [
        ("LSS", "Insats", LSS_INSATS),
        ("SoL", "Område", SOL_BISTAND),
        ("LSS", "Orsak", LSS_ORSAK),
        ("SoL", "Orsak", SOL_ORSAK),
    ],
)
def test_rows_add_up_to_the_published_table(
    books: Books,
    place: int,
    quarter: str,
    sheet: str,
    header: str,
    published: dict[str, tuple[int, int]],
) -> None:
    expected = {label: figures[place] for label, figures in published.items()}
    assert city_table(books, quarter, sheet, header) == expected


@pytest.mark.parametrize(("sheet", "quarter"), list(KON))
@pytest.mark.parametrize(
    "header", ["insats", "Orsak", "Händelse", "Rapporttyp", "Grund", "Tid sedan beslut"]
)
def test_kon_totals_are_the_published_ones(
    books: Books, sheet: str, quarter: str, header: str
) -> None:
    name = {"LSS": "Insats", "SoL": "Område"}[sheet] if header == "insats" else header
    found: Counter[str] = Counter()
    for book in books[quarter].values():
        found.update(book.tables[sheet, name]["Summa",])
    assert tuple(found.values()) == KON[sheet, quarter]


def test_executed_and_closed_in_the_quarter(books: Books) -> None:
    assert city_table(books, "2024Q4", "LSS", "Händelse") == {
        "Ej verkställda vid kvartalets slut": 90,
        "Verkställda under kvartalet": 34,
        "Avslutade utan verkställighet": 28,
        "Summa": 152,
    }
    assert city_table(books, "2024Q4", "SoL", "Händelse") == {
        "Ej verkställda vid kvartalets slut": 85,
        "Verkställda under kvartalet": 30,
        "Avslutade utan verkställighet": 21,
        "Summa": 136,
    }


@pytest.mark.parametrize(
    ("lagrum", "insats", "orsak", "delorsak", "count"),
    [
        ("LSS 9 §", "Bostad för vuxna", "Den enskilde har tackat nej", None, 26),
        ("LSS 9 §", "Daglig verksamhet", "Annat skäl", "Ej valt utförare", 18),
        ("LSS 9 §", "Korttidsvistelse", "Annat skäl", "Ej valt utförare", 15),
        ("SoL 4 kap. 1 §", "Kontaktperson", "Resursbrist", None, 17),
        ("SoL 4 kap. 1 §", "Permanent bostad", "Resursbrist", None, 17),
    ],
)
def test_what_the_text_says_of_an_insats(
    books: Books, lagrum: str, insats: str, orsak: str, delorsak: str | None, count: int
) -> None:
    found = [
        row
        for book in books["2024Q4"].values()
        for row in book.decisions
        if (row["Lagrum"], row["Insats"]) == (lagrum, insats)
        and str(row["Orsak"]).startswith(orsak)
        and delorsak in (None, row["Delorsak"])
    ]
    assert len(found) == count


def test_what_the_text_says_is_inside_annat_bistand(books: Books) -> None:
    """«9 av 26» and «6 av 26»; of the others the text tells no number."""
    rows = [row for book in books["2024Q4"].values() for row in book.decisions]
    kinds = Counter(row["Undertyp"] for row in rows if row["Insats"] == "Annat bistånd")
    assert kinds == {"Dagverksamhet": 9, "Bostad med särskild service (SoL)": 6, None: 11}
    assert {row["Undertyp"] for row in rows if row["Insats"] != "Annat bistånd"} == {None}


def test_thirteen_units_report_and_no_two_alike(books: Books) -> None:
    for quarter in ("2024Q3", "2024Q4"):
        assert len(books[quarter]) == 13
        tables = [str(sorted(book.tables.items())) for book in books[quarter].values()]
        assert len(set(tables)) == 13


def test_every_stadsdelsnamnd_has_both_laws(books: Books) -> None:
    for quarter in ("2024Q3", "2024Q4"):
        for unit, book in books[quarter].items():
            if unit != "hemlosa":
                assert book.summa("LSS") > 0, (quarter, unit)
            assert book.summa("SoL") > 0, (quarter, unit)
