"""The four samples, read whole: figures and addresses as they stand in the workbooks."""

from datetime import date

import pytest

from schemas.quarter import Quarter
from schemas.submission import Submission
from tests.unit.read.files import count, read, sample, table_of

FIRST = {"LSS": "Insats", "SoL": "Område"}


@pytest.fixture(scope="module")
def farsta() -> Submission:
    return read(sample())


@pytest.mark.parametrize(
    ("name", "unit", "quarter", "lss", "sol", "decisions"),
    [
        ("farsta_2024Q3.xlsx", "farsta", "2024Q3", 12, 10, 22),
        ("farsta_2024Q4.xlsx", "farsta", "2024Q4", 10, 12, 22),
        ("jarva_2024Q3.xlsx", "jarva", "2024Q3", 8, 10, 18),
        ("jarva_2024Q4.xlsx", "jarva", "2024Q4", 7, 16, 23),
    ],
)
def test_every_sample_is_read_without_a_gap(
    name: str, unit: str, quarter: str, lss: int, sol: int, decisions: int
) -> None:
    found = read(sample(name), name, quarter)
    assert found.gaps == ()
    assert (found.unit, found.quarter) == (unit, Quarter.parse(quarter))
    assert count(found, "LSS", "insats", "totalt").count == lss
    assert count(found, "SoL", "insats", "totalt").count == sol
    assert len(found.decisions or ()) == decisions
    assert len(found.decisions_of("LSS")) == lss
    assert len(found.decisions_of("SoL")) == sol
    assert all(row.known for table in found.tables for row in table.rows)
    assert all(
        None not in each.codes.values() or each.lag == "LSS" for each in found.decisions or ()
    )


def test_cover(farsta: Submission) -> None:
    assert {field: (cell.address, cell.value) for field, cell in farsta.cover.items()} == {
        "mallversion": ("B1", 1),
        "kommun": ("B2", "Stockholm"),
        "enhet": ("B3", "Farsta stadsdelsnämnd"),
        "kvartal": ("B4", "2024Q4"),
        "upprattad": ("B5", date(2025, 1, 9)),
        "kontakt": ("B6", "farsta@example.org"),
        "nollrapport": ("B7", "Nej"),
        "kommentar": ("B8", None),
    }
    assert farsta.nollrapport is False


@pytest.mark.parametrize(
    ("lag", "table", "first", "summa", "rows", "total"),
    [
        ("LSS", "insats", "A1", "E11", 9, 10),
        ("LSS", "orsak", "A13", "E18", 4, 10),
        ("LSS", "handelse", "A20", "E24", 3, 10),
        ("LSS", "rapporttyp", "A26", "E29", 2, 10),
        ("LSS", "grund", "A31", "E34", 2, 10),
        ("LSS", "vantetid", "A36", "E40", 3, 10),
        ("SoL", "insats", "A1", "F18", 16, 12),
        ("SoL", "orsak", "A20", "E25", 4, 12),
        ("SoL", "handelse", "A27", "E31", 3, 12),
        ("SoL", "rapporttyp", "A33", "E36", 2, 12),
        ("SoL", "grund", "A38", "E41", 2, 12),
        ("SoL", "vantetid", "A43", "E47", 3, 12),
    ],
)
def test_every_table_stands_where_it_does(
    farsta: Submission, lag: str, table: str, first: str, summa: str, rows: int, total: int
) -> None:
    found = table_of(farsta, lag, table)
    assert found.first.address == first
    assert len(found.rows) == rows
    cell = count(farsta, lag, table, "totalt")
    assert (cell.sheet, cell.address, cell.count) == (lag, summa, total)


def test_counts_keep_their_cells(farsta: Submission) -> None:
    man = count(farsta, "LSS", "insats", "man", insats="lss-kontaktperson")
    assert (man.place, man.count) == ("LSS!C6", 2)
    hemtjanst = count(farsta, "SoL", "insats", "man", omrade="OF", insats="hemtjanst")
    assert (hemtjanst.place, hemtjanst.count) == ("SoL!D5", 1)
    nej = count(farsta, "SoL", "orsak", "kvinna", orsak="tackat-nej")
    assert (nej.place, nej.count) == ("SoL!B23", 1)


def test_headers_keep_their_cells(farsta: Submission) -> None:
    table = table_of(farsta, "SoL", "insats")
    assert {name: cell.address for name, cell in table.headers.items()} == {
        "omrade": "A1",
        "insats": "B1",
        "kvinna": "C1",
        "man": "D1",
        "saknas": "E1",
        "totalt": "F1",
    }
    assert table.title == "Bistånd"


def test_a_decision_under_lss(farsta: Submission) -> None:
    assert farsta.decisions is not None
    first = farsta.decisions[0]
    assert (first.row, first.lopnummer, first.lag) == (2, "FAR-00178", "LSS")
    assert first.codes == {
        "lagrum": "lss-9",
        "omrade": None,
        "insats": "lss-kontaktperson",
        "kon": "kvinna",
        "aldersgrupp": "barn",
        "orsak": "annat-skal",
        "kompensatorisk": "ja",
        "rapporttyp": "ater",
        "status": "verkstallt",
    }
    assert first.days == {
        "beslutsdatum": date(2023, 5, 24),
        "avbrottsdatum": None,
        "erbjudandedatum": None,
        "verkstalld": date(2024, 12, 23),
        "avslutad": None,
    }
    assert first.cells["verkstalld"].place == "Beslut!P2"
    assert "personnyckel" not in first.cells


def test_the_last_decision_under_sol(farsta: Submission) -> None:
    assert farsta.decisions is not None
    last = farsta.decisions[-1]
    assert (last.row, last.lopnummer, last.lag) == (23, "FAR-00232", "SoL")
    assert (last.codes["lagrum"], last.codes["omrade"]) == ("sol-2001-4-1", "OF")
    assert last.codes["insats"] == "hemtjanst"
    assert last.days["erbjudandedatum"] == date(2024, 8, 25)
    assert last.cells["kommentar"].address == "R23"
    assert last.text("kommentar") is None
