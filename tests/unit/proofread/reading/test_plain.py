"""Text files: paragraphs broken by margins and pages, lists, headings, tables of tabs."""

from __future__ import annotations

import pytest

from schemas.proof import ReadReport
from tasks.proofread.reading.reader import read_report


def read(text: str) -> ReadReport:
    return read_report(text.encode(), "rapport.txt")


def texts(text: str) -> list[str]:
    return [passage.text for passage in read(text).passages]


WRAPPED = """Sammanfattning 
Under andra kvartalet rapporterar nämnden sammanlagt 65 beslut som inte har verkställts inom tre 
månader. Det är två (2) färre än förra kvartalet, och beror främst på att medarbetare inom utredar-
verksamheter får mer stöd, och på att vård- 
och omsorgsboenden samt HVB-
verksamheten har fler platser. Av besluten rör fem 
 ett boende. 
 
Kvartalet före var antalet enligt 4 kap. 
1 § SoL 67. 
"""  # noqa: W291, W293 the spaces at line ends are those of texts taken out of a PDF


def test_lines_of_a_paragraph_are_joined_and_divided_words_mended() -> None:
    heading, first, second = read(WRAPPED).passages
    assert heading.text == "Sammanfattning"
    assert "medarbetare inom utredarverksamheter får" in first.text
    assert "på att vård- och omsorgsboenden samt HVB-verksamheten har" in first.text
    assert first.text.endswith("rör fem ett boende.")
    assert second.text == "Kvartalet före var antalet enligt 4 kap. 1 § SoL 67."
    assert first.headings == second.headings == ("Sammanfattning",)


def test_a_quote_is_found_on_its_line() -> None:
    first = read(WRAPPED).passages[1]
    lines = WRAPPED.splitlines()
    for quote in ("sammanlagt 65", "två (2)", "fler platser"):
        assert quote in lines[first.place(first.text.index(quote)).line - 1]


def test_a_paragraph_goes_on_over_a_page_and_a_footnote() -> None:
    first = "Den stora ökningen gäller i stället de personer som har väntat kortare tid, och i"
    found = texts(
        f"{first}\n\n<sup>1</sup> En not till ett diagram.\n\n\n\nstället för 15 är de 30.\n"
    )
    assert found == [f"{first} stället för 15 är de 30.", "En not till ett diagram."]


def test_items_of_a_list_stand_alone_without_their_marks() -> None:
    text = "Besluten gällde: \n- fem kontaktfamiljer, \n- en öppenvård, \n - fyra personer. \n"
    assert texts(text) == [
        "Besluten gällde:", "fem kontaktfamiljer,", "en öppenvård,", "fyra personer."
    ]  # fmt: skip
    assert texts("1. Första beslutet.\n2. Andra beslutet\nom samma sak.\n") == [
        "Första beslutet.", "Andra beslutet om samma sak."
    ]  # fmt: skip


def test_marks_of_footnotes_and_emphasis_are_taken_off() -> None:
    text = "I *Socialtjänstrapport 2023*<sup>2</sup> är andelen 61 procent¹ av **alla** [^3].\n"
    assert texts(text) == ["I Socialtjänstrapport 2023 är andelen 61 procent av alla ."]


def test_page_numbers_are_no_prose() -> None:
    assert texts("Det gäller 31 beslut.\n\n3\n\n1(2)\n\nSida 2 av 7\n\nSlut på texten.\n") == [
        "Det gäller 31 beslut.", "Slut på texten."
    ]  # fmt: skip


TABLE = """Tabell 6: Beslut efter kön.

Kön\tKv 4\tKv 1\tKv4
\t2023\t2024\t2024
Man\t1 065\t–\t{man}
Kvinna\t67¹\t..\tX
{more}Summa\t1\u00a0132\t0\t63
"""


def test_signs_in_cells() -> None:
    (table,) = read(TABLE.format(man="63", more="")).tables
    assert table.columns == ("Kv 4 2023", "Kv 1 2024", "Kv4 2024")
    values = [[cell.value for cell in row.cells] for row in table.rows]
    assert values == [[1065, 0, 63], [67, None, None], [1132, 0, 63]]
    assert [cell.text for cell in table.rows[1].cells] == ["67", "..", "X"]
    assert [row.place.line for row in table.rows] == [5, 6, 7]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1 204", 1204), ("1\u202f204", 1204), ("1.204", 1204), ("-3", -3),
        ("\u22123", -3), ("+4", 4), ("–", 0), ("-", 0), ("12*", 12), ("7 1)", 7), ("..", None),
        ("X", None), ("", None), ("12 %", None), ("12,5", None), ("(6)", None), ("fem", None),
        ("12 34", None),
    ],
)  # fmt: skip
def test_a_cell_has_a_value_where_it_holds_a_whole_number(text: str, value: int | None) -> None:
    (table,) = read(TABLE.format(man=text, more="Okänt\t1\t1\t1\n")).tables
    assert table.rows[0].cells[2].value == value


def test_a_row_with_a_cell_too_few_makes_the_table_unread_with_the_reason() -> None:
    report = read(TABLE.format(man="63", more="Uppgift saknas\t2\t1\n"))
    assert not report.tables
    (unread,) = report.unread
    assert unread.title == "Tabell 6: Beslut efter kön."
    assert unread.reason == "Raden «Uppgift saknas» har 3 celler, men tabellen har 4 kolumner."
    assert unread.place.line == 3


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("Man\t5\t4\nKvinna\t3\t2\n", "saknar rubrikrad"),
        ("Kön\tKommentar\nMan\tfler\nKvinna\tfärre\n", "ingen kolumn med siffror"),
    ],
)
def test_why_a_table_is_unread(table: str, reason: str) -> None:
    (unread,) = read(f"Tabell 2. Något\n\n{table}\nText efter tabellen.\n").unread
    assert reason in unread.reason


def test_a_group_has_a_row_of_its_own_above_its_rows() -> None:
    text = "Tabell 1\n\nInsats\tAntal\nFarsta\t\nHemtjänst\t2\nBoendestöd\t3\nJärva\t\n"
    (table,) = read(text + "Hemtjänst\t4\nSumma\t9\n").tables
    assert table.headings == ("", "Insats")
    assert [row.labels for row in table.rows] == [
        ("Farsta", "Hemtjänst"), ("Farsta", "Boendestöd"), ("Järva", "Hemtjänst"), ("", "Summa"),
    ]  # fmt: skip


def test_a_row_without_figures_above_no_others_is_a_row() -> None:
    text = "Tabell 1\n\nInsats\tAntal\nHemtjänst\t2\nBoendestöd\t\nSumma\t2\n"
    (table,) = read(text).tables
    assert [(row.labels, row.cells[0].value) for row in table.rows] == [
        (("Hemtjänst",), 2), (("Boendestöd",), None), (("Summa",), 2),
    ]  # fmt: skip


def test_columns_of_wide_spaces_are_a_table() -> None:
    text = "Tabell 5\n\nKön       Kv 3 2024   Kv 4 2024\nMan       102         95\n"
    (table,) = read(text + "Kvinna    58          56\nSumma     160         151\n").tables
    assert [row.cells[1].value for row in table.rows] == [95, 56, 151]


def test_a_sentence_about_a_table_is_no_title() -> None:
    text = "Tabell 1: Insatser\n\nTabell 1 visar antalet.\n\nInsats\tAntal\nHemtjänst\t2\n"
    assert read(text).tables[0].title == "Tabell 1: Insatser"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_swedish_texts(encoding: str) -> None:
    (passage,) = read_report("Åtta beslut är öppna.".encode(encoding), "rapport.txt").passages
    assert passage.text == "Åtta beslut är öppna."
