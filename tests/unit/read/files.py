"""Workbooks for the tests of reading: the samples, edits of them, and packages written by hand."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountTable, Gap, Sheet, Source, Submission, Unreadable
from tasks.read.reader import read_workbook

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
FARSTA = "farsta_2024Q4.xlsx"
STOCKHOLM = load_municipality()

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sample(name: str = FARSTA) -> bytes:
    return (WORKBOOKS / name).read_bytes()


def read_any(
    data: bytes, name: str = FARSTA, quarter: str | None = "2024Q4", today: date | None = None
) -> Submission | Unreadable:
    source = Source(hashlib.sha256(data).hexdigest(), name)
    collected = Quarter.parse(quarter) if quarter else None
    return read_workbook(data, source, STOCKHOLM, collected, today)


def read(data: bytes, name: str = FARSTA, quarter: str | None = "2024Q4") -> Submission:
    found = read_any(data, name, quarter)
    assert isinstance(found, Submission), found
    return found


def refused(data: bytes, name: str = FARSTA) -> Unreadable:
    found = read_any(data, name)
    assert isinstance(found, Unreadable)
    return found


def edited(edit: Callable[[Workbook], object], name: str = FARSTA) -> bytes:
    """A sample after an edit with openpyxl."""
    book = load_workbook(io.BytesIO(sample(name)))
    edit(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A package with some parts replaced or added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, changes.get(name, source.read(name)))
        for name in changes.keys() - set(source.namelist()):
            target.writestr(name, changes[name])
    return written.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def by_hand(sheets: Mapping[str, str], strings: str | None = None) -> bytes:
    """An xlsx whose worksheets' XML is given whole, by sheet name; and its shared strings."""
    override = '<Override PartName="/xl/{}" ContentType="{}"/>'
    types = override.format("workbook.xml", f"{_SHEET_TYPE}.sheet.main+xml")
    listed = relations = ""
    parts: dict[str, bytes] = {}
    for number, (name, content) in enumerate(sheets.items(), 1):
        types += override.format(f"worksheets/s{number}.xml", f"{_SHEET_TYPE}.worksheet+xml")
        listed += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        relations += _relation(f"r{number}", "worksheet", f"worksheets/s{number}.xml")
        parts[f"xl/worksheets/s{number}.xml"] = content.encode()
    if strings is not None:
        relations += _relation("strings", "sharedStrings", "sharedStrings.xml")
        parts["xl/sharedStrings.xml"] = strings.encode()
    top = _relation("top", "officeDocument", "xl/workbook.xml")
    relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f"{types}</Types>"
            ).encode(),
            "_rels/.rels": relationships.format(top).encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relationships.format(relations).encode(),
            **parts,
        }
    )


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def worksheet(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def sheet_of(submission: Submission, name: str) -> Sheet:
    sheet = submission.sheet(name)
    assert sheet is not None
    return sheet


def table_of(submission: Submission, lag: str, name: str) -> CountTable:
    """A table, begun or not."""
    return next(each for each in submission.tables if (each.lag, each.table) == (lag, name))


def count(submission: Submission, lag: str, table: str, column: str, **codes: str) -> Cell:
    """The count cell of the row with these codes; the Summa row's without any."""
    found = table_of(submission, lag, table)
    row = found.row(codes) if codes else found.sum_row
    assert row is not None
    return row.counts[column]


def figures(submission: Submission) -> dict[tuple[str, str, str, str], int | None]:
    """Every count of every table, by lag, table, row name and column."""
    return {
        (table.lag, table.table, row.name, column): cell.count
        for table in submission.tables
        for row in (*table.rows, *([table.sum_row] if table.sum_row else []))
        for column, cell in row.counts.items()
    }


def gap(submission: Submission) -> Gap:
    """The one gap of a submission."""
    (only,) = submission.gaps
    return only
