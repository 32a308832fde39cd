"""The same report in each format: the same tables, and the same prose."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import Workbook

from schemas.proof import ReadReport
from tasks.proofread.reading.reader import read_report
from tasks.proofread.reading.titles import is_contents_entry
from tests.unit.proofread.reading import reports
from tests.unit.proofread.reading.reports import REPORT, WRITERS, Figures, Item, Prose, as_pdf

NAMES = list(WRITERS)


def read(name: str) -> ReadReport:
    return read_report(WRITERS[name](), name)


def figures(report: ReadReport) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Titles and rows as they are printed."""
    return [
        (table.title, [(*row.labels, *(cell.text for cell in row.cells)) for row in table.rows])
        for table in report.tables
    ]


def written() -> list[tuple[str, list[tuple[str, ...]]]]:
    """What was written, each row with its unit."""
    found = []
    for block in REPORT:
        if isinstance(block, Figures):
            rows = [(*row,) for row in block.rows]
            for at, row in enumerate(rows):
                rows[at] = (row[0] or rows[at - 1][0], *row[1:])
            found.append((block.title, rows))
    return found


@pytest.mark.parametrize("name", [each for each in NAMES if not each.endswith("xlsx")])
def test_every_cell_is_read(name: str) -> None:
    assert figures(read(name)) == written()


@pytest.mark.parametrize("name", NAMES)
def test_values_headers_and_sums(name: str) -> None:
    by_reason, by_sex, by_unit = read(name).tables
    assert [by_reason.number, by_sex.number, by_unit.number] == [3, 5, 7]
    assert by_reason.headings == ("Orsak",)
    assert by_reason.columns == ("Kv 4 2023", "Kv 1 2024", "Kv 2 2024", "Kv 3 2024", "Kv4 2024")
    assert [cell.value for cell in by_sex.rows[-1].cells] == [215, 185, 171, 160, 151]
    assert [row.is_sum for row in by_reason.rows] == [False] * 4 + [True]
    assert by_unit.headings == ("Enhet", "Insats")
    values = [tuple(cell.value for cell in row.cells) for row in by_unit.rows]
    assert values == [(1204, 0, 1204), (None, None, 13), (0, 2, 2), (1210, 9, 1219)]
    assert [row.labels for row in by_unit.rows] == [
        ("Farsta", "Daglig verksamhet"),
        ("Farsta", "Bostad för vuxna"),
        ("Järva", "Daglig verksamhet"),
        ("Summa", ""),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_prose_is_whole_and_under_its_headings(name: str) -> None:
    report = read(name)
    texts = {passage.text: passage for passage in report.passages}
    assert [passage.text for passage in report.passages] == [
        block.title if isinstance(block, Figures) else block.text for block in REPORT
    ]
    for heading, text in zip(("Kön", "Enheter"), ("Av besluten", "Siffror som"), strict=True):
        found = next(passage for start, passage in texts.items() if start.startswith(text))
        assert found.headings[-1] == heading
    assert not report.unread


@pytest.mark.parametrize("name", ["rapport.md", "rapport.docx", "rapport.html", "rapport.pdf"])
def test_levels_of_headings_are_kept(name: str) -> None:
    found = next(each for each in read(name).passages if each.text.startswith("Av besluten"))
    assert found.headings == ("Ej verkställda beslut kvartal 4 2024", "Kön")


def test_a_pdf_with_rules_around_its_cells_is_read_alike() -> None:
    ruled = read_report(as_pdf(style="#set table(stroke: 0.5pt)"), "rapport.pdf")
    assert figures(ruled) == written()


@pytest.mark.parametrize("size", ["9pt", "11pt", "14pt"])
@pytest.mark.parametrize("inset", ["4pt", "5pt", "9pt"])
def test_a_pdf_is_read_alike_whatever_its_type_and_spacing(size: str, inset: str) -> None:
    style = f"#set text(size: {size})\n#set table(inset: {inset})"
    assert figures(read_report(as_pdf(style=style), "rapport.pdf")) == written()


def test_a_table_over_a_page_break_is_one_whether_or_not_its_header_is_repeated() -> None:
    rows = tuple((f"Insats {number}", str(number), str(2 * number)) for number in range(1, 81))
    long = Figures("Tabell 1. Många rader", (("Insats", "Kvinna", "Man"),), rows)
    for repeat in ("true", "false"):
        style = f"#set table.header(repeat: {repeat})"
        (table,) = read_report(as_pdf([long, Prose("Efter tabellen.")], style=style), "x").tables
        assert [row.labels[0] for row in table.rows] == [row[0] for row in rows]
        assert [row.cells[1].value for row in table.rows] == [2 * at for at in range(1, 81)]
        assert {row.place.page for row in table.rows} == {1, 2, 3}


def test_long_labels_and_headings_are_put_together_from_their_lines() -> None:
    table = Figures(
        "Tabell 8. Ej verkställda beslut per enhet och orsak",
        (("Enhet", "Orsak", "Uppgift saknas", "Kvinna", "Totalt antal beslut"),),
        (
            ("Enheten för bedömning och byggnation", "Resursbrist, t.ex. ledig bostad", *"012"),
            ("", "Den enskilde har tackat nej", *"345"),
            ("", "Annat skäl", *"678"),
            ("Summa", "", "9", "12", "15"),
        ),
    )
    style = "#show table: set table(columns: (70pt, 80pt, 50pt, 50pt, 60pt))"
    source = as_pdf([table], style=style)
    (read_table,) = read_report(source, "rapport.pdf").tables
    assert read_table.columns == ("Uppgift saknas", "Kvinna", "Totalt antal beslut")
    assert [row.labels for row in read_table.rows] == [
        ("Enheten för bedömning och byggnation", "Resursbrist, t.ex. ledig bostad"),
        ("Enheten för bedömning och byggnation", "Den enskilde har tackat nej"),
        ("Enheten för bedömning och byggnation", "Annat skäl"),
        ("Summa", ""),
    ]


def test_heads_and_feet_of_pages_are_no_prose() -> None:
    texts = [Prose(f"Stycke {number} har en egen mening. " * 12) for number in range(20)]
    style = '#set page(header: [Socialnämnden #h(1fr) SN 2025-17], numbering: "1 (1)")'
    for tagged in ("", "#set page(footer: [Rapport, sida #context counter(page).display()])"):
        report = read_report(as_pdf(texts, style=f"{style}\n{tagged}"), "rapport.pdf")
        assert not [p.text for p in report.passages if "SN 2025" in p.text or "sida" in p.text]
        assert [p.text for p in report.passages] == [each.text.strip() for each in texts]


def test_a_list_of_contents_is_neither_table_nor_prose() -> None:
    entries = "Innehåll\nSammanfattning ........ 2\nÄrendet ........ 3\n\n"
    tabbed = "Innehåll\n\nSammanfattning\t2\nÄrendet\t3\n\n"
    for text in (entries, tabbed):
        report = read_report((text + "Ärendet\n\nHär börjar texten.\n").encode(), "rapport.txt")
        assert not report.tables and not report.unread
        assert not [p.text for p in report.passages if p.text.startswith("Sammanfattning")]
    typeset = as_pdf([*REPORT], style="#outline(title: [Innehåll])")
    assert figures(read_report(typeset, "rapport.pdf")) == written()


def test_a_row_of_unknown_figures_is_no_entry_of_a_list_of_contents() -> None:
    assert is_contents_entry("Sammanfattning . . . . . . 2")
    assert is_contents_entry("Sammanfattning ........ 2")
    assert not is_contents_entry("Verkställda under kvartalet .. .. .. .. 43")


def test_texts_set_out_in_columns_are_prose() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, texts in zip(
        table.rows, [("Åtgärd", "Dag"), ("Godkänd", "2025-03-06"), ("Klar", "2025-03-07")],
        strict=True,
    ):  # fmt: skip
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    report = read_report(saved.getvalue(), "rapport.docx")
    assert not report.tables and not report.unread
    assert "Godkänd" in [passage.text for passage in report.passages]


def test_what_is_deleted_or_a_field_code_in_word_is_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("Antalet är ")
    paragraph = document.paragraphs[0]
    deleted, run = OxmlElement("w:del"), paragraph.add_run("14")
    deleted.append(run._r)
    paragraph._p.append(deleted)
    paragraph.add_run("15 beslut")
    code = OxmlElement("w:instrText")
    code.text = "SEQ Tabell 99"
    paragraph.add_run()._r.append(code)
    marked = paragraph.add_run("3")
    marked.font.superscript = True
    saved = io.BytesIO()
    document.save(saved)
    (passage,) = read_report(saved.getvalue(), "rapport.docx").passages
    assert passage.text == "Antalet är 15 beslut"


def test_a_workbook_by_libreoffice_is_read_as_one_by_excel() -> None:
    content = """<office:document-content
      xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
      <office:spreadsheet><table:table table:name="LSS">
      <table:table-row><table:table-cell><text:p>Tabell 5: LSS efter kön</text:p>
      </table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
      <table:table-row><table:table-cell><text:p>Kön</text:p></table:table-cell>
      <table:table-cell><text:p>Kv 4 2024</text:p></table:table-cell></table:table-row>
      <table:table-row><table:table-cell><text:p>Man</text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="95"><text:p>95</text:p>
      </table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048570"><table:table-cell
       table:number-columns-repeated="16384"/></table:table-row>
      </table:table></office:spreadsheet></office:body></office:document-content>"""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    (table,) = read_report(saved.getvalue(), "rapport.ods").tables
    assert (table.title, table.columns) == ("Tabell 5: LSS efter kön", ("Kv 4 2024",))
    assert (table.rows[0].place.sheet, table.rows[0].place.line) == ("LSS", 5)
    assert table.rows[0].cells[0].value == 95


@pytest.mark.parametrize("first", ["Tabell 2. SoL efter kön", "SoL efter kön"])
def test_a_sheet_named_as_a_table_names_its_table(first: str) -> None:
    book = Workbook()
    for at, title in enumerate(("Tabell 1. LSS efter kön", first), 1):
        sheet = book.create_sheet(f"Tabell {at}")
        for row in ([title], ["Källa: enheterna"], ["Antal beslut"], [], ["Kön", "Kv 4 2024"]):
            sheet.append(row)
        sheet.append(["Man", 95])
        sheet.append(["Kvinna", None])
        sheet.append(["Summa", 95])
    saved = io.BytesIO()
    book.save(saved)
    report = read_report(saved.getvalue(), "tabeller.xlsx")
    assert [table.title for table in report.tables] == [
        "Tabell 1. LSS efter kön", "Tabell 2. SoL efter kön"
    ]  # fmt: skip
    assert [table.number for table in report.tables] == [1, 2]
    assert [row.cells[0].value for row in report.tables[1].rows] == [95, None, 95]


@pytest.mark.parametrize("name", NAMES)
def test_places_lead_back_to_what_was_read(name: str) -> None:
    report = read(name)
    found = next(each for each in report.passages if each.text.startswith("Annat skäl är"))
    place = found.place(found.text.index("hälften"))
    match name.rpartition(".")[2]:
        case "txt" | "md":
            assert "hälften" in WRITERS[name]().decode().splitlines()[place.line - 1]
        case "docx":
            document = docx.Document(io.BytesIO(WRITERS[name]()))
            assert "hälften" in document.paragraphs[place.line - 1].text
            row = report.tables[1].rows[2].place
            assert row.table and row.row
            cells = document.tables[row.table - 1].rows[row.row - 1].cells
            assert [cell.text for cell in cells] == ["Summa", "215", "185", "171", "160", "151"]
        case "pdf":
            assert place.page == 1 and len(found.starts) > 1
        case "xlsx":
            assert place.sheet == "Sheet"


def test_items_keep_their_order() -> None:
    items = [Item(f"Beslut {number} gäller boendestöd.") for number in range(1, 5)]
    for writer in (reports.as_text, reports.as_word, reports.as_page, reports.as_pdf):
        report = read_report(writer(items), "rapport")
        assert [passage.text for passage in report.passages] == [item.text for item in items]
