"""From the tables of a report to published figures: what is taken, what is not and why.

The tables are drawn by hand; the demo's own file is held against the figures that were printed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from schemas.errors import UserError
from schemas.municipality import load_municipality
from schemas.proof import Passage, Place, ReadCell, ReadReport, ReadRow, ReadTable, Unread
from schemas.published import PublishedFigure, PublishedReport
from schemas.quarter import Quarter
from tasks.demo.figures import history_files
from tasks.proofread.history import Naming, findings, to_published
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report
from tests.own_city import provstad

STOCKHOLM = load_municipality("stockholm")
SHA = "0" * 64
Q3, Q4 = Quarter(2024, 3), Quarter(2024, 4)
BY_KON = {"Man": "95 63", "Kvinna": "57 73", "Summa": "152 136"}


def table(
    rows: dict[str, str],
    title: str = "Tabell 5. Ej verkställda beslut enligt LSS",
    columns: tuple[str, ...] = ("Kv 3 2024", "Kv 4 2024"),
    headings: tuple[str, ...] = ("",),
) -> ReadTable:
    """A table on page 3 whose rows stand on its lines 11, 12 …; labels parted by « / »."""
    read = tuple(
        ReadRow(
            tuple(label.split(" / ")),
            tuple(ReadCell(text, int(text) if text.isdigit() else None) for text in line.split()),
            label.startswith("Summa"),
            Place(number, page=3),
        )
        for number, (label, line) in enumerate(rows.items(), 11)
    )
    return ReadTable(title, None, headings, columns, read, Place(10, page=3))


def report(
    *tables: ReadTable, head: tuple[str, ...] = (), file: str = "Rapport KV4.pdf"
) -> ReadReport:
    passages = (Passage(text, ((0, Place(line)),)) for line, text in enumerate(head, 1))
    return ReadReport(file, tables, tuple(passages))


def taken(*tables: ReadTable) -> tuple[PublishedReport, tuple[Unread, ...]]:
    return to_published(report(*tables), STOCKHOLM, SHA)


def figures(*tables: ReadTable) -> dict[tuple[str, str, str | None, str], int]:
    published, _ = taken(*tables)
    return {
        (table.lag, table.axis, figure.code, str(figure.quarter)): figure.value
        for table in published.tables
        for figure in table.figures
    }


def why_not(*tables: ReadTable) -> str:
    """The reason for the one thing that is not taken beside a table that is."""
    _, left = taken(table(BY_KON, title="Ej verkställda beslut enligt SoL"), *tables)
    (only,) = left
    return only.reason


def test_rows_by_their_codes_columns_by_their_quarters_and_the_place_of_each() -> None:
    published, left = taken(table(BY_KON))
    (only,) = published.tables
    assert (only.lag, only.axis, only.quarters, left) == ("LSS", "kon", (Q3, Q4), ())
    assert only.figures == (
        PublishedFigure(Q3, "man", 95, "sida 3, rad 11"),
        PublishedFigure(Q3, "kvinna", 57, "sida 3, rad 12"),
        PublishedFigure(Q3, None, 152, "sida 3, rad 13"),
        PublishedFigure(Q4, "man", 63, "sida 3, rad 11"),
        PublishedFigure(Q4, "kvinna", 73, "sida 3, rad 12"),
        PublishedFigure(Q4, None, 136, "sida 3, rad 13"),
    )


def test_a_printed_sum_is_kept_as_printed() -> None:
    wrong = {**BY_KON, "Summa": "150 136"}
    assert figures(table(wrong))["LSS", "kon", None, "2024Q3"] == 150


@pytest.mark.parametrize(
    ("rows", "axis", "codes"),
    [
        ({"Bostad för vuxna": "1 2", "Kontaktperson": "3 4"}, "insats",
         {"bostad-vuxna", "lss-kontaktperson"}),
        ({"Annat skäl": "1 2", "Den enskilde har tackat nej": "3 4"}, "orsak",
         {"annat-skal", "tackat-nej"}),
        ({"3–6 månader": "1 2", "Över 12 månader": "3 4"}, "vantetid", {"3-6", "over-12"}),
        ({"Nyrapporterade": "1 2", "Återrapporterade": "3 4"}, "rapporttyp", {"ny", "ater"}),
    ],
)  # fmt: skip
def test_the_labels_tell_what_a_table_is_by(
    rows: dict[str, str], axis: str, codes: set[str]
) -> None:
    published, _ = taken(table(rows))
    assert [each.axis for each in published.tables] == [axis]
    assert {figure.code for figure in published.tables[0].figures} == codes


def test_a_label_in_both_laws_is_that_of_the_title() -> None:
    rows = {"Kontaktperson": "1 2", "Summa": "1 2"}
    assert ("LSS", "insats", "lss-kontaktperson", "2024Q4") in figures(table(rows))
    sol = table(rows, title="Tabell 2: Beslut enligt socialtjänstlagen")
    assert ("SoL", "insats", "sol-kontaktperson", "2024Q4") in figures(sol)


def test_a_title_without_a_law_takes_that_of_the_rows() -> None:
    rows = {"Personlig assistans": "1 2", "Kontaktperson": "3 4"}
    assert ("LSS", "insats", "lss-kontaktperson", "2024Q3") in figures(
        table(rows, title="Tabell 1")
    )


def test_two_divisions_in_one_table_become_two_and_summa_belongs_above_it() -> None:
    rows = {
        "Ej verkställda vid kvartalets slut": "90 85",
        "Verkställda under kvartalet": "34 30",
        "Summa": "124 115",
        "Nyrapporterade": "24 15",
        "Återrapporterade": "100 100",
    }
    found = figures(table(rows, title="Vad som har hänt med besluten enligt LSS"))
    assert found["LSS", "handelse", None, "2024Q3"] == 124
    assert found["LSS", "rapporttyp", "ater", "2024Q4"] == 100
    assert ("LSS", "rapporttyp", None, "2024Q4") not in found


def test_a_table_of_one_quarter_that_its_title_names() -> None:
    crossed = table(
        {"3–6 månader": "10 2 12", "Över 12 månader": "5 1 6"},
        title="Ej verkställda beslut enligt LSS per tid sedan beslut, Kv 4 2024",
        columns=("Ej verkställda inom tre månader", "Avbrott i verkställigheten", "Summa"),
    )
    assert figures(crossed) == {
        ("LSS", "vantetid", "3-6", "2024Q4"): 12,
        ("LSS", "vantetid", "over-12", "2024Q4"): 6,
    }


def test_a_column_that_was_worked_out_is_passed_over() -> None:
    columns = ("Kv 3 2024", "Kv 4 2024", "Förändring sedan Kv 3 2024")
    changed = {"Man": "95 63 –32", "Kvinna": "57 73 16"}
    assert len(figures(table(changed, columns=columns))) == 4


def test_a_quarter_of_which_nothing_is_known_is_passed_over() -> None:
    assert set(figures(table({"Man": ".. 63", "Kvinna": ".. 73"}))) == {
        ("LSS", "kon", "man", "2024Q4"), ("LSS", "kon", "kvinna", "2024Q4"),
    }  # fmt: skip


def test_a_quarter_with_hidden_figures_is_not_taken_and_told() -> None:
    published, left = taken(table({"Man": "X 63", "Kvinna": "57 73", "Summa": "152 136"}))
    assert published.quarters == (Q4,)
    assert [each.reason for each in left] == [
        "Kv 3 2024: läses inte in, eftersom några av talen är dolda eller saknas."
    ]


def test_a_row_without_a_figure_is_nothing_lacking_where_the_others_make_the_sum() -> None:
    unknown = {"Man": "95 63", "Kvinna": "57 73", "Uppgift saknas": ".. 1", "Summa": "152 137"}
    found = figures(table(unknown))
    assert found["LSS", "kon", "man", "2024Q3"] == 95
    assert found["LSS", "kon", "saknas", "2024Q4"] == 1
    assert ("LSS", "kon", "saknas", "2024Q3") not in found


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (table({"Bostad f vuxna": "1 2", "Kontaktperson": "3 4"}),
         "Raden «Bostad f vuxna» finns inte i kodlistan; närmast är «Bostad för vuxna»."),
        (table({"Kontaktfamilj": "1 2", "Kontaktperson": "3 4"}),  # a bistånd of the other law
         "Raden «Kontaktfamilj» hör till SoL, inte till LSS."),
        (table({"Personal": "1 2", "Lokaler": "3 4"}),
         "Raderna «Personal», «Lokaler» finns inte bland insatser, orsaker, kön, händelser, "
         "rapporttyper, väntetider, grunder."),
        (table({"Farsta": "1 2", "Järva": "3 4", "Summa": "4 6"}),
         "Tabellen är per enhet; bara tal för hela kommunen läses in."),
        (table({"OF / Boendestöd": "1 2"}, headings=("Område", "Bistånd")),
         "Raderna är uppdelade på mer än en sak: «Område», «Bistånd»."),
        (table(BY_KON, title="Tabell 5"), "Titeln säger inte om tabellen gäller LSS eller SoL."),
        (table(BY_KON, columns=("Kv 3 2024", "Kv4")), "Kolumnrubriken «Kv4» är inget kvartal."),
        (table(BY_KON, columns=("Förra", "Denna")),
         "Varken kolumnerna eller titeln säger vilket kvartal talen gäller."),
        (table(BY_KON, columns=("Kv 4 2024", "kvartal 4, 2024")),
         "Kv 4 2024 står över flera kolumner."),
        (table({"Man": "9,5 6", "Kvinna": "5 7"}),
         "«9,5» på raden «Man» (sida 3, rad 11) är inget antal."),
        (table({"Man": "9 6", "Män": "5 7"}), "Raderna «Man», «Män» räknar samma sak."),
        (table(BY_KON, title="Antal verkställda beslut enligt LSS"),
         "Titeln säger «verkställda»: tabellen räknar annat än alla ej verkställda beslut."),
    ],
)  # fmt: skip
def test_a_table_that_is_not_taken_is_told_with_the_reason(
    left_out: ReadTable, reason: str
) -> None:
    assert why_not(left_out) == reason


def test_what_the_reader_could_not_read_is_told_too() -> None:
    unread = Unread("Tabell 9", Place(4), "Tabellen saknar rubrikrad.")
    read = replace(report(table(BY_KON)), unread=(unread,))
    assert to_published(read, STOCKHOLM, SHA)[1] == (unread,)


def test_what_two_tables_print_is_taken_from_the_first() -> None:
    again = table({"Man": "94 63", "Kvinna": "58 73"})
    found = figures(table(BY_KON), again)
    assert found["LSS", "kon", "man", "2024Q3"] == 95
    _, left = taken(table(BY_KON), again)
    assert [each.reason for each in left] == [
        "Kv 3 2024, Kv 4 2024: samma uppgifter läses in ur en tabell som står före."
    ]


def test_two_values_for_one_figure_in_one_report_are_a_finding() -> None:
    by_kon = table({"Man": "95 63", "Kvinna": "56 73", "Summa": "151 136"})
    rows = {"Annat skäl": "84 52", "Den enskilde har tackat nej": "68 84", "Summa": "152 136"}
    read = report(table(rows), by_kon)
    published, _ = to_published(read, STOCKHOLM, SHA)
    found = findings(proofread(read, STOCKHOLM), published)
    assert [(str(q), each.rule, each.found, each.expected) for q in found for each in found[q]] == [
        ("2024Q3", "KON-512", 151, 152)
    ]


def test_a_report_without_a_usable_table_says_why_of_each() -> None:
    with pytest.raises(UserError) as error:
        taken(table({"Farsta": "1 2"}), table(BY_KON, title=""))
    assert error.value.message.splitlines() == [
        "Rapport KV4.pdf har ingen tabell som går att läsa in:",
        "– Tabell 5. Ej verkställda beslut enligt LSS (sida 3, rad 10): Tabellen är per enhet; "
        "bara tal för hela kommunen läses in.",
        "– Utan titel (sida 3, rad 10): Titeln säger inte om tabellen gäller LSS eller SoL.",
    ]


def test_a_report_without_tables() -> None:
    with pytest.raises(UserError, match="har ingen tabell"):
        taken()


@pytest.mark.parametrize(
    ("head", "title", "source"),
    [
        (("Diarienummer 1", "Ej verkställda beslut, kvartal 4 2024", "Källa: Nämnden 2025-03-17."),
         "Ej verkställda beslut, kvartal 4 2024", "Nämnden 2025-03-17"),
        (("Ej verkställda beslut.",), "Ej verkställda beslut, kvartal 4 2024", "Rapport KV4.pdf"),
        (("Till", "Nämnden"), "Rapport KV4, kvartal 4 2024", "Rapport KV4.pdf"),
    ],
)  # fmt: skip
def test_title_and_source_are_what_the_report_says(
    head: tuple[str, ...], title: str, source: str
) -> None:
    published, _ = to_published(report(table(BY_KON), head=head), STOCKHOLM, SHA)
    assert (published.name, published.title, published.source) == (
        "rapport-kv4-2024Q4", title, source,
    )  # fmt: skip


def test_the_caller_may_name_it_all() -> None:
    published, _ = to_published(report(table(BY_KON)), STOCKHOLM, SHA, Naming("a", "b", "c"))
    assert (published.name, published.title, published.source) == ("a", "b", "c")
    assert (published.file_name, published.sha256) == ("Rapport KV4.pdf", SHA)


def test_the_demo_s_file_holds_what_stockholm_printed() -> None:
    """The totals of tables 1–6, and the one column whose rows come to another sum: 120."""
    (file,) = history_files(STOCKHOLM)
    read = read_report(file.read_bytes(), file.name)
    published, left = to_published(read, STOCKHOLM, SHA)
    printed = {
        (each.lag, each.axis): [f.value for f in each.figures if f.code is None]
        for each in published.tables
    }
    axes = ("insats", "orsak", "kon")
    assert printed == {("LSS", axis): [215, 185, 171, 160] for axis in axes} | {
        ("SoL", axis): [132, 111, 122, 156] for axis in axes
    }
    assert left == ()
    wrong = {
        (each.lag, each.axis, str(quarter)): rows
        for each in published.tables
        for quarter in each.quarters
        if (rows := sum(f.value for f in each.figures if f.quarter == quarter and f.code))
        != next(f.value for f in each.figures if f.quarter == quarter and not f.code)
    }
    assert wrong == {("SoL", "insats", "2024Q2"): 120}
    found = findings(proofread(read, STOCKHOLM), published)
    assert [(str(q), f.rule, f.found, f.expected) for q in found for f in found[q]] == [
        ("2024Q2", "SUM-502", 122, 120)
    ]


def test_of_a_table_by_two_things_the_columns_left_are_told() -> None:
    rows = {"3–6 månader": "57 7 64", "Över 12 månader": "32 6 38", "Summa": "89 13 102"}
    titled = table(
        rows,
        title="Tabell 9. Ej verkställda beslut enligt LSS per tid, kvartal 4 2024",
        columns=("Ej inom tre månader", "Avbrott", "Totalt"),
    )
    published, left = taken(titled)
    assert sorted(each.value for each in published.tables[0].figures) == [38, 64, 102]
    assert [each.reason for each in left] == [
        "Bara kolumnen «Totalt» läses in, inte «Ej inom tre månader», «Avbrott»."
    ]
    _, again = taken(titled, titled)
    assert [each.reason for each in again[1:]] == [
        "Kv 4 2024: samma uppgifter läses in ur en tabell som står före."
    ]


def test_a_table_of_some_insatser_alone_is_not_taken_for_all() -> None:
    title = "Ej verkställda beslut om daglig verksamhet enligt LSS per kön"
    assert why_not(table(BY_KON, title=title)) == (
        "Titeln säger «daglig verksamhet»: tabellen räknar en del av besluten."
    )


def test_a_row_that_is_a_part_is_taken_as_its_own_code(tmp_path: Path) -> None:
    rows = {
        "Kommunalt andrahandskontrakt": "40 42",
        "därav Bostad först": "29 31",
        "Summa": "67 65",
    }
    city = provstad(tmp_path)
    published, left = to_published(report(table(rows, title="Beslut enligt SoL")), city, SHA)
    assert left == ()
    (only,) = published.tables
    assert {(each.code, each.value) for each in only.figures if each.quarter == Q4} == {
        ("andrahand", 42), ("bostad-forst", 31), (None, 65),
    }  # fmt: skip
