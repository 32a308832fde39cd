"""The tables of a report against themselves and each other, on tables drawn by hand."""

from __future__ import annotations

from dataclasses import replace

from schemas.proof import Place, ProofFinding, ReadCell, ReadReport, ReadRow, ReadTable
from tasks.proofread.proofread import proofread
from tests.unit.proofread.claims.reports import Rows, proof, rules, table

INSATS = {"Bostad för vuxna": (3, 3, 3, 3, 4), "Kontaktperson": (1, 1, 1, 1, 2)}
ORSAK = {"Annat skäl": (4, 4, 4, 4, 5), "Den enskilde har tackat nej": (0, 0, 0, 0, 1)}
KON = {"Man": (2, 2, 2, 2, 3), "Kvinna": (2, 2, 2, 2, 3)}


def insats(summa: tuple[int, ...] | None = None) -> ReadTable:
    return table(1, "Beslut enligt LSS per insats", "Insats", INSATS, summa)


def orsak(summa: tuple[int, ...] | None = None) -> ReadTable:
    return table(3, "Beslut enligt LSS per orsak", "Orsak", ORSAK, summa)


def kon(rows: Rows | None = None) -> ReadTable:
    return table(5, "Beslut enligt LSS per kön", "Kön", rows or KON)


def findings(*tables: ReadTable) -> tuple[ProofFinding, ...]:
    return proof(tables).findings


def test_tables_that_agree_have_no_findings() -> None:
    assert findings(insats(), orsak(), kon()) == ()


def test_a_wrong_summa_is_told_by_the_tables_that_have_the_right_one() -> None:
    first, second = findings(insats((4, 4, 4, 4, 7)), orsak(), kon())
    assert (first.rule, first.row, first.column) == ("SUM-502", "Summa", "Kv 4 2024")
    assert (first.found, first.expected) == (7, 6)
    assert "I tabell 3 och 5 är summan 6" in first.message
    assert (second.rule, second.found, second.expected) == ("TAB-521", 7, 6)


def test_a_row_is_wrong_where_other_tables_have_the_same_summa() -> None:
    rows = {"Bostad för vuxna": (3, 3, 1, 3, 4), "Kontaktperson": (1, 1, 1, 1, 2)}
    short = table(1, "Beslut enligt LSS per insats", "Insats", rows, (4, 4, 4, 4, 6))
    (finding,) = findings(short, orsak())
    assert (finding.rule, finding.column) == ("SUM-502", "Kv 2 2024")
    assert (finding.found, finding.expected) == (4, 2)
    assert "en rad, som har 2 för litet" in finding.message


def test_the_kon_table_deviates_from_the_others() -> None:
    rows = {"Man": (2, 2, 2, 2, 2), "Kvinna": (2, 2, 2, 2, 3)}
    (finding,) = findings(insats(), orsak(), kon(rows))
    assert (finding.rule, finding.row, finding.column) == ("KON-512", "Summa", "Kv 4 2024")
    assert (finding.found, finding.expected) == (5, 6)
    assert "tabell 1 och 3" in finding.message


def test_of_two_tables_the_one_by_kon_is_doubted() -> None:
    rows = {"Man": (2, 2, 2, 2, 2), "Kvinna": (2, 2, 2, 2, 3)}
    (finding,) = findings(kon(rows), insats())
    assert (finding.rule, finding.found, finding.expected) == ("KON-512", 5, 6)


def test_one_total_has_one_value() -> None:
    other = {"Annat skäl": (4, 4, 4, 4, 6), "Den enskilde har tackat nej": (0, 0, 0, 0, 1)}
    deviating = table(3, "Beslut enligt LSS per orsak", "Orsak", other)
    (finding,) = findings(insats(), deviating, kon())
    assert (finding.rule, finding.found, finding.expected) == ("TAB-521", 7, 6)
    assert finding.table == "Tabell 3: Beslut enligt LSS per orsak"


def test_the_other_law_has_totals_of_its_own() -> None:
    sol = table(2, "Beslut enligt SoL per bistånd", "Bistånd", {"Boendestöd": (9, 9, 9, 9, 9)})
    assert findings(insats(), sol) == ()


def test_an_unknown_value_is_not_added() -> None:
    rows: Rows = {"Bostad för vuxna": (3, 3, 3, 3, 4), "Kontaktperson": (1, 1, 1, None, 2)}
    unknown = table(1, "Beslut enligt LSS per insats", "Insats", rows, (4, 4, 4, 9, 6))
    assert findings(unknown) == ()


def test_kon_columns_add_up_to_the_total_of_their_row() -> None:
    rows = {"Bostad för vuxna": (2, 1, 3), "Kontaktperson": (1, 1, 3)}
    by_kon = table(
        9, "Beslut enligt LSS per insats och kön, Kv 4 2024", "Insats", rows, (3, 2, 6),
        columns=("Kvinna", "Man", "Totalt"),
    )  # fmt: skip
    told = findings(by_kon)
    assert rules(told) == ["KON-511", "KON-511"]
    assert [(each.row, each.found, each.expected) for each in told] == [
        ("Kontaktperson", 3, 2),
        ("Summa", 6, 5),
    ]


def test_a_part_of_a_row_is_not_added_to_it() -> None:
    rows = {
        "Bostad för vuxna": (3, 3, 3, 3, 4),
        "varav nya": (1, 1, 1, 1, 1),
        "Kontaktperson": (1, 1, 1, 1, 2),
    }
    made = table(1, "Beslut enligt LSS per insats", "Insats", rows, (4, 4, 4, 4, 6))
    assert findings(made) == ()


def test_a_summa_adds_the_rows_since_the_one_before() -> None:
    """A table in two blocks, as händelse and rapporttyp have it."""
    first = table(11, "Händelser enligt LSS", "Händelse", {"Verkställda": (1, 1, 1, 1, 1)})
    second = table(11, "Händelser enligt LSS", "Händelse", {"Nyrapporterade": (1, 1, 1, 1, 1)})
    assert findings(replace(first, rows=first.rows + second.rows)) == ()


def test_a_table_of_granted_insatser_counts_something_else() -> None:
    granted = table(8, "Beviljade insatser enligt LSS", "Insats", {"Kontaktperson": (90,) * 5})
    assert findings(insats(), granted) == ()


def test_a_share_beside_the_counts_is_not_a_quarter() -> None:
    columns = ("Kv 4 2024", "Andel")
    rows = {"Bostad för vuxna": (4, 67), "Kontaktperson": (2, 33)}
    made = table(1, "Beslut enligt LSS per insats", "Insats", rows, (6, 100), columns)
    assert findings(made) == ()


def test_labels_serve_without_a_municipality() -> None:
    """Rows that no code list knows are members under their own names."""
    rows = {"Stöd på torget": (5, 5, 5, 5, 7), "Kontaktperson": (1, 1, 1, 1, 2)}
    made = table(1, "Beslut enligt LSS per insats", "Insats", rows)
    prose = ReadReport("x.txt", (made,), ())
    assert proofread(prose, None).findings == ()
    wrong = proof([made], "Stöd på torget enligt LSS har ökat med tre.", city=None)
    assert rules(wrong.findings) == ["RAP-821"]


def test_an_attest_is_no_table_of_decisions() -> None:
    row = ReadRow(("Direktör",), (ReadCell("2025-03-07", None),), False, Place(2))
    attest = ReadTable("", None, ("Namn",), ("Datum",), (row,), Place(1))
    assert findings(attest) == ()
