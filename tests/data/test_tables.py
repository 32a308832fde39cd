"""The consolidated tables, from the warehouse to what is printed.

The published figures are written out as Stockholm's report for Kv 4 2024 prints them.
"""

import pytest
from sqlalchemy import Engine, text

from schemas.findings import Severity
from schemas.quarter import Quarter
from schemas.tables import Flag, Table
from tasks.aggregate.edition import read_edition
from tasks.aggregate.tables import make_tables
from tasks.load.load import load
from tests.data.published import keep, stockholm_report
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    dump,
    finding,
    judged,
    submission,
)

REPORT = stockholm_report()
UNITS = [unit.code for unit in STOCKHOLM.at(Q4).units]
HISTORY = tuple(Q4.window()[:4])

PRINTED = {
    1: {
        "Avlösarservice": (5, 4, 6, 7),
        "Boende för barn": (4, 4, 2, 3),
        "Bostad för vuxna": (81, 75, 74, 60),
        "Daglig verksamhet": (37, 33, 29, 27),
        "Kontaktperson": (30, 21, 18, 21),
        "Korttidstillsyn": (3, 3, 2, 3),
        "Korttidsvistelse": (41, 34, 29, 26),
        "Ledsagarservice": (8, 8, 8, 11),
        "Personlig assistans": (6, 3, 3, 2),
        "Summa": (215, 185, 171, 160),
    },
    2: {
        "Permanent bostad": (29, 28, 29, 21),
        "Bostad (IFO)": (24, 15, 4, 12),
        "Boendestöd": (13, 5, 9, 12),
        "Sysselsättning": (1, 0, 0, 0),
        "Hemtjänst": (2, 0, 0, 4),
        "Kontaktfamilj": (12, 6, 7, 13),
        "Korttidsboende": (2, 2, 0, 0),
        "Kontaktperson": (25, 22, 29, 23),
        "Stödboende": (0, 0, 0, 0),
        "Ledsagning": (2, 2, 1, 2),
        "Öppenvård": (8, 19, 21, 46),
        "Annat bistånd": (14, 12, 20, 23),
        "Summa": (132, 111, 122, 156),
    },
    3: {
        "Resursbrist, t.ex. ledig bostad": (29, 21, 24, 23),
        "Resursbrist, lämplig personal": (17, 10, 8, 16),
        "Den enskilde har tackat nej": (48, 55, 48, 34),
        "Annat skäl": (121, 99, 91, 87),
        "Summa": (215, 185, 171, 160),
    },
    4: {
        "Resursbrist, t.ex. ledig bostad": (50, 60, 71, 73),
        "Resursbrist, lämplig personal": (5, 6, 10, 26),
        "Den enskilde har tackat nej": (18, 14, 11, 12),
        "Annat skäl": (59, 31, 30, 45),
        "Summa": (132, 111, 122, 156),
    },
    5: {
        "Kvinna": (73, 64, 76, 58),
        "Man": (142, 121, 95, 102),
        "Summa": (215, 185, 171, 160),
    },
    6: {
        "Kvinna": (67, 60, 73, 101),
        "Man": (65, 51, 49, 55),
        "Summa": (132, 111, 122, 156),
    },
}


@pytest.fixture
def history(engine: Engine) -> Engine:
    """A warehouse that holds the published figures."""
    keep(engine, REPORT)
    return engine


def tables(engine: Engine, quarter: Quarter = Q4) -> dict[int, Table]:
    with engine.connect() as connection:
        return {table.number: table for table in make_tables(connection, STOCKHOLM, quarter)}


def sources(engine: Engine) -> tuple[str, ...]:
    with engine.connect() as connection:
        return read_edition(connection, STOCKHOLM, Q4, "regler", "1").sources


def printed(table: Table) -> dict[tuple[str, ...], tuple[int | None, ...]]:
    return {row.labels: row.values for row in table.rows}


def fill(engine: Engine, quarter: Quarter = Q4, leave_out: str | None = None) -> None:
    """Every unit reports 2 + 1 LSS bostäder (kvinnor, män), 1 korttidsvistelse of unknown kön, and
    under SoL one boendestöd (OF) and one öppenvård (IFO)."""
    lss = counts(
        insats={"bostad-vuxna": (2, 1), "korttidsvistelse": (0, 0, 1)},
        orsak={"annat-skal": (2, 1, 1)},
        handelse={"ej-verkstallt": (2, 0), "verkstallt": (0, 1, 1)},
        rapporttyp={"ny": (2, 1, 1)},
    )
    sol = counts(insats={"OF/boendestod": (1, 0), "IFO/oppenvard": (0, 1)})
    books = [
        judged(submission(unit, quarter, lss=lss, sol=sol)) for unit in UNITS if unit != leave_out
    ]
    load(engine, STOCKHOLM, quarter, books)


@pytest.mark.parametrize("number", sorted(PRINTED))
def test_published_history_is_printed_cell_by_cell(history: Engine, number: int) -> None:
    table = tables(history, Quarter(2024, 3))[number]
    assert table.columns == ("Kv 3 2023", "Kv 4 2023", "Kv 1 2024", "Kv 2 2024", "Kv 3 2024")
    assert printed(table) == {
        (label,): (None, *values) for label, values in PRINTED[number].items()
    }


def test_a_printed_sum_that_differs_from_its_rows_is_kept_and_flagged(history: Engine) -> None:
    table = tables(history)[2]
    flags = {
        (figure.row, str(figure.quarter)): (figure.value, figure.flag) for figure in table.figures
    }
    assert flags["Summa", "2024Q2"] == (122, Flag.SUM_DIFFERS)
    assert flags["Summa", "2024Q1"] == (111, Flag.PUBLISHED)
    assert flags["Öppenvård", "2024Q2"] == (21, Flag.PUBLISHED)
    assert (
        "Summan för Kv 2 2024 är återgiven som den trycktes, 122. "
        "Raderna ger 120, en skillnad på 2."
    ) in table.notes


def test_the_notes_say_where_published_figures_come_from(history: Engine) -> None:
    assert tables(history)[1].notes[0] == (
        "Kv 4 2023–Kv 3 2024: ur tidigare publicerad rapport, se Ärendets beredning."
    )
    assert sources(history) == (
        "Kv 4 2023–Kv 3 2024 ur «Rapportering av ej verkställda beslut enligt LSS och SoL, "
        "kvartal 4, 2024» (Stockholms stad, socialnämnden, tjänsteutlåtande 2025-03-17, "
        "tabell 1–6)",
    )


def test_the_collected_quarter_stands_beside_the_published_ones(history: Engine) -> None:
    fill(history)
    found = tables(history)
    bostad = printed(found[1])["Bostad för vuxna",]
    assert bostad == (81, 75, 74, 60, 39)
    assert printed(found[1])["Avlösarservice",] == (5, 4, 6, 7, 0)
    assert printed(found[1])["Summa",] == (215, 185, 171, 160, 52)
    assert printed(found[2])["Summa",] == (132, 111, 122, 156, 26)
    assert {figure.flag for figure in found[1].figures if figure.quarter == Q4} == {Flag.NONE}


def test_kon_unknown_is_printed_where_it_is_not_nought(history: Engine) -> None:
    fill(history)
    found = tables(history)
    assert printed(found[5]) == {
        ("Kvinna",): (73, 64, 76, 58, 26),
        ("Man",): (142, 121, 95, 102, 13),
        ("Uppgift saknas",): (None, None, None, None, 13),
        ("Summa",): (215, 185, 171, 160, 52),
    }
    assert ("Uppgift saknas",) not in printed(found[6])


def test_kon_comes_from_the_rows_and_not_from_the_sum_row(engine: Engine) -> None:
    """A row that says 152 with 95 and 56: its kön give 151, whatever the Totalt says."""
    lss = counts(insats={"bostad-vuxna": (56, 95, 0, 152)})
    load(engine, STOCKHOLM, Q4, [judged(submission(lss=lss))])
    found = tables(engine)
    assert printed(found[5])["Summa",][-1] == 151
    assert printed(found[1])["Summa",][-1] == 152


def test_events_are_unknown_before_they_were_collected(history: Engine) -> None:
    fill(history)
    table = tables(history)[11]
    unknown = (None,) * 4
    assert printed(table) == {
        ("Ej verkställda vid kvartalets slut",): (*unknown, 26),
        ("Verkställda under kvartalet",): (*unknown, 26),
        ("Avslutade utan verkställighet",): (*unknown, 0),
        ("Summa",): (*unknown, 52),
        ("Nyrapporterade",): (*unknown, 52),
        ("Återrapporterade",): (*unknown, 0),
    }
    assert {figure.quarter for figure in table.figures} == {Q4}
    assert not any("tidigare" in note for note in table.notes)


def test_units_stand_in_rows_with_sums_both_ways(engine: Engine) -> None:
    fill(engine)
    table = tables(engine)[7]
    assert table.headings == ("Enhet",)
    assert table.columns[2:4] == ("Bostad för vuxna", "Daglig verksamhet")
    assert table.columns[-1] == "Summa"
    rows = printed(table)
    assert rows["Bromma",] == (0, 0, 3, 0, 0, 0, 1, 0, 0, 4)
    assert rows["Summa",] == (0, 0, 39, 0, 0, 0, 13, 0, 0, 52)
    assert len(rows) == 14
    figures = {(each.unit, each.row): each.value for each in table.figures}
    assert figures["farsta", "Bostad för vuxna"] == 3
    assert figures["", "Summa"] == 52
    assert {each.column for each in table.figures} == {"Antal"}


def test_table_8_tells_the_areas_apart(engine: Engine) -> None:
    fill(engine)
    table = tables(engine)[8]
    figures = {(each.unit, each.area, each.row): each.value for each in table.figures}
    assert figures["farsta", "OF", "Boendestöd"] == 1
    assert figures["farsta", "IFO", "Boendestöd"] == 0
    assert figures["farsta", "IFO", "Summa"] == 1
    assert figures["", "", "Öppenvård"] == 13
    assert figures["", "", "Summa"] == 26
    assert [row.labels for row in table.rows][:2] == [("Bromma", "OF"), ("Bromma", "IFO")]
    assert table.rows[-1].labels == ("Summa", "")
    assert len(table.rows) == 27


def test_rows_and_columns_name_their_codes(engine: Engine) -> None:
    fill(engine)
    found = tables(engine)
    home, summa = found[1].rows[2], found[1].rows[-1]
    assert (home.labels, home.codes, home.dimension) == (
        ("Bostad för vuxna",), ("bostad-vuxna",), "insats",
    )  # fmt: skip
    assert (summa.codes, summa.dimension, summa.is_sum) == ((), "insats", True)
    assert found[1].column_codes == ("2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4")
    assert [row.dimension for row in found[11].rows] == ["handelse"] * 4 + ["rapporttyp"] * 2
    assert [row.codes for row in found[7].rows] == [*((unit,) for unit in UNITS), ()]
    assert found[7].column_codes[2:4] == ("bostad-vuxna", "daglig-verksamhet")
    assert found[8].rows[0].codes == (UNITS[0], "OF")
    assert found[8].rows[-1].codes == ()
    assert {row.dimension for row in found[8].rows} == {"enhet"}
    for table in found.values():
        assert len(table.column_codes) == len(table.columns)
        if not table.column_codes[0].startswith("20"):
            assert table.column_codes[-1] == "_T"


def test_a_unit_that_has_not_reported_makes_the_quarter_preliminary(engine: Engine) -> None:
    fill(engine, leave_out="jarva")
    found = tables(engine)
    assert {figure.flag for figure in found[1].figures} == {Flag.PRELIMINARY}
    assert "Kv 4 2024 är preliminärt: uppgifter saknas från Järva." in found[1].notes
    assert printed(found[7])["Järva",] == (None,) * 10
    assert printed(found[7])["Summa",][-1] == 48
    assert not any(figure.unit == "jarva" for figure in found[7].figures)


def test_a_zero_report_is_noughts_and_not_unknown(engine: Engine) -> None:
    load(engine, STOCKHOLM, Q4, [judged(submission("farsta", nollrapport="Ja"))])
    found = tables(engine)
    assert printed(found[7])["Farsta",] == (0,) * 10
    assert printed(found[1])["Summa",] == (None, None, None, None, 0)
    assert printed(found[5])["Man",][-1] == 0


def test_an_empty_warehouse_knows_nothing(engine: Engine) -> None:
    found = tables(engine)
    assert set(found) == set(range(1, 13))
    assert all(table.figures == () for table in found.values())
    assert {value for row in found[7].rows for value in row.values} == {None}


def test_own_submissions_take_the_place_of_published_figures(history: Engine) -> None:
    third = Quarter(2024, 3)
    fill(history, third)
    assert printed(tables(history)[1])["Summa",] == (215, 185, 171, 52, None)
    stop = judged(submission(quarter=Quarter(2024, 2)), finding("STR-202", Severity.STOPP))
    load(history, STOCKHOLM, Quarter(2024, 2), [stop])
    assert printed(tables(history)[1])["Summa",] == (215, 185, 171, 52, None)


def test_a_new_version_takes_the_place_of_the_old(engine: Engine) -> None:
    first = judged(submission(lss=counts(orsak={"annat-skal": (1, 1)}), name="1"))
    second = judged(submission(lss=counts(orsak={"tackat-nej": (0, 3)}), name="2"))
    load(engine, STOCKHOLM, Q4, [first, second])
    rows = printed(tables(engine)[3])
    assert rows["Annat skäl",][-1] == 0
    assert rows["Den enskilde har tackat nej",][-1] == 3
    assert rows["Summa",][-1] == 3


def test_decisions_without_tables_are_counted_into_the_tables(engine: Engine) -> None:
    told = [decision("A"), decision("B", 3, kon="kvinna"), decision("C", 4, lag="SoL")]
    load(engine, STOCKHOLM, Q4, [judged(submission(decisions=told))])
    found = tables(engine)
    assert printed(found[1])["Bostad för vuxna",][-1] == 2
    assert printed(found[5])["Kvinna",][-1] == 1
    assert printed(found[12])["Nyrapporterade",][-1] == 1


def test_the_report_published_last_is_in_force(history: Engine) -> None:
    with history.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO published_report (municipality, name, title, source, last_quarter)"
                " VALUES"
                " ('stockholm', 'later', 'Rättad rapport', 'Stockholms stad', '2025Q1')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO published SELECT municipality, 'later', quarter, lag, statement,"
                " omrade, insats, orsak, kon, handelse, rapporttyp, grund, vantetid, value + 1,"
                " place"
                " FROM published WHERE quarter = '2024Q3' AND lag = 'LSS' AND statement = 'orsak'"
            )
        )
    found = tables(history)
    assert printed(found[3])["Summa",] == (215, 185, 171, 161, None)
    assert printed(found[1])["Summa",] == (215, 185, 171, 160, None)
    assert found[3].notes[0] == "Kv 4 2023–Kv 3 2024: ur tidigare rapporter, se Ärendets beredning."
    assert "Kv 3 2024 ur «Rättad rapport» (Stockholms stad)" in sources(history)


def test_loading_a_report_twice_changes_nothing(history: Engine) -> None:
    rows = dump(history)
    keep(history, REPORT)
    assert dump(history) == rows


@pytest.mark.postgres
def test_both_databases_make_the_same_tables(
    sqlite_engine: Engine, postgres_engine: Engine
) -> None:
    for engine in (sqlite_engine, postgres_engine):
        keep(engine, REPORT)
        fill(engine, leave_out="hemlosa")
    assert tables(sqlite_engine) == tables(postgres_engine)
    first, second = dump(sqlite_engine), dump(postgres_engine)
    assert len(first.pop("audit")) == len(second.pop("audit"))  # each tells its own moments
    assert first == second
