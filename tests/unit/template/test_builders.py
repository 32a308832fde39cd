"""The builders that other tests stand on: each edit changes what it says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.builders import Builder, clean_decisions, decision, workbook


def grid(book: Builder, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_clean_workbook_counts_its_own_decisions() -> None:
    book = workbook()
    assert book["LSS"][book.address("LSS", "insats", None, "totalt")].value == 3
    assert book["LSS"][book.address("LSS", "grund", "avbrott", "kvinna")].value == 1
    assert book["SoL"][book.address("SoL", "insats", "OF boendestod", "man")].value == 1
    assert len(grid(book, "Beslut")) == 7


def test_other_decisions_give_other_tables() -> None:
    book = workbook(decisions=[*clean_decisions(), decision("FAR-9", kon="saknas")])
    assert book["LSS"][book.address("LSS", "orsak", "annat-skal", "saknas")].value == 1
    assert book["LSS"][book.address("LSS", "orsak", None, "totalt")].value == 4


def test_count_changes_one_cell() -> None:
    book, clean = workbook(), workbook()
    book.count("LSS", "orsak", "annat-skal", "saknas", 5)
    pairs = zip(book["LSS"]["A1:E40"], clean["LSS"]["A1:E40"], strict=True)
    changed = [
        new.coordinate
        for row, old_row in pairs
        for new, old in zip(row, old_row, strict=True)
        if new.value != old.value
    ]
    assert changed == ["D17"]


def test_move_takes_the_whole_sheet_along() -> None:
    moved = grid(workbook().move("LSS", rows=3, columns=2), "LSS")
    assert [row[2:] for row in moved[3:]] == grid(workbook(), "LSS")


def test_decision_rows_by_number() -> None:
    book = workbook().alter("FAR-00001", Kön="Kvinna", Verkställt_datum="i går")
    book.add(like="FAR-00002", Löpnummer="FAR-00099").remove("FAR-00003")
    numbers = [row[0] for row in grid(book, "Beslut")[1:]]
    assert numbers == [
        "FAR-00001", "FAR-00002", "FAR-00004", "FAR-00005", "FAR-00006", "FAR-00099",
    ]  # fmt: skip
    assert book["Beslut"][book.decision_cell("FAR-00001", "Kön")].value == "Kvinna"
    assert book["Beslut"][book.decision_cell("FAR-00001", "Verkställt datum")].value == "i går"


def test_parts_can_be_dropped() -> None:
    book = workbook().drop_sheet("SoL").drop_table("LSS", "Orsak").drop_column("Beslut", "Kön")
    assert book.book.sheetnames == ["Försättsblad", "LSS", "Beslut"]
    labels = [row[0] for row in grid(book, "LSS")]
    assert "Orsak" not in labels
    assert labels.count("Summa") == 5
    assert "Kön" not in grid(book, "Beslut")[0]


def test_tables_or_decisions_alone() -> None:
    book = workbook().without_tables().without_decisions()
    figures = [
        value
        for sheet in ("LSS", "SoL")
        for row in grid(book, sheet)
        for value in row
        if isinstance(value, int)
    ]
    assert figures == []
    assert len(grid(book, "Beslut")) == 1


def test_cover_and_file(tmp_path: Path) -> None:
    path = workbook().cover("Kvartal", "Kv 3 2024").save(tmp_path / "farsta.xlsx")
    assert openpyxl.load_workbook(path)["Försättsblad"]["B4"].value == "Kv 3 2024"


@pytest.mark.parametrize(
    ("quarter", "lagrum"), [("2024Q4", "SoL 4 kap. 1 §"), ("2025Q4", "SoL 11 kap. 1 §")]
)
def test_sol_decisions_rest_on_the_act_of_their_day(quarter: str, lagrum: str) -> None:
    book = workbook(quarter=quarter)
    assert book["Beslut"][book.decision_cell("FAR-00005", "Lagrum")].value == lagrum
