"""Filling in the form, and saving it the way a spreadsheet does: with every sum worked out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from cli.commands.check import check
from deploy.settings import load_settings
from schemas.content import DecisionValues, WorkbookContent
from schemas.counting import count_tables
from schemas.findings import Finding
from schemas.municipality import load_municipality
from schemas.outline import outline
from schemas.quarter import Quarter
from tasks.template.form import write_form

CITY = load_municipality("stockholm")
LAYOUT = CITY.layouts[-1]
FORMULA = re.compile(r'=IF\(COUNT\((.+)\)=0,"",SUM\((.+)\)\)')
SAVED = re.compile(r'<c r="(\w+)"([^<>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)</c>')


def form(quarter: str = "2024Q4", decisions: Sequence[DecisionValues] = ()) -> bytes:
    """Farsta's form for a quarter."""
    codebook = CITY.at(Quarter.parse(quarter))
    name = codebook.units["farsta"].name
    content = WorkbookContent(name, codebook.quarter, CITY.name, decisions=tuple(decisions))
    return write_form(content, LAYOUT, codebook)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def fill_tables(book: Workbook, decisions: Sequence[DecisionValues]) -> None:
    """Type the kön cells of every table, and nothing else."""
    codebook = CITY.at(Quarter(2024, 4))
    tables = count_tables(decisions, LAYOUT, codebook)
    for sheet in LAYOUT.count_sheets:
        for place in outline(sheet, LAYOUT, codebook):
            counts = tables[sheet.lag][place.table.table].rows
            for codes in place.rows:
                for part in LAYOUT.parts:
                    book[sheet.sheet][place.address(codes, part)] = counts[codes][part]


def fill_decisions(book: Workbook, decisions: Sequence[DecisionValues]) -> None:
    """Type the decisions into the first rows."""
    sheet, codebook = book["Beslut"], CITY.at(Quarter(2024, 4))
    headers = [cell.value for cell in sheet[1]]
    for row, decision in enumerate(decisions, 2):
        for column in LAYOUT.decisions:
            value = decision.get(column.field)
            if value is not None:
                said = codebook[column.codes][str(value)].short if column.codes else value
                sheet.cell(row, headers.index(column.header) + 1).value = said


def unsaved(book: Workbook) -> bytes:
    """As a program leaves it that does not calculate: formulas without results."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def calculated(book: Workbook, **stale: Mapping[str, str]) -> bytes:
    """As a spreadsheet saves it; `stale` are results by sheet and cell that are not so."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(unsaved(book))) as source,
        zipfile.ZipFile(written, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name).decode()
            if match := re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", name):
                sheet = book.worksheets[int(match[1]) - 1]
                part = _with_results(part, sheet, stale.get(sheet.title, {}))
            target.writestr(name, part)
    return written.getvalue()


def findings(data: bytes, folder: Path) -> list[Finding]:
    """What `kvartal check` says of a file."""
    path = folder / "farsta_2024Q4.xlsx"
    path.write_bytes(data)
    return list(check(path, None, load_settings(folder / "home", {}), CITY).findings)


def _with_results(part: str, sheet: Worksheet, stale: Mapping[str, str]) -> str:
    def saved(match: re.Match[str]) -> str:
        result = stale.get(match[1], _result(sheet, match[1]))
        kind = ' t="str"' if result == "" else ""
        return f'<c r="{match[1]}"{match[2]}{kind}>{match[3]}<v>{result}</v></c>'

    return SAVED.sub(saved, part)


def _result(sheet: Worksheet, address: str) -> object:
    """The value of a cell; the form has one kind of formula."""
    value = sheet[address].value
    if not isinstance(value, str) or not value.startswith("="):
        return value
    formula = FORMULA.fullmatch(value)
    assert formula, value
    assert formula[1] == formula[2]
    left, top, right, bottom = range_boundaries(formula[1])
    cells = (cell.coordinate for row in sheet.iter_rows(top, bottom, left, right) for cell in row)
    numbers = [each for each in (_result(sheet, cell) for cell in cells) if isinstance(each, int)]
    return sum(numbers) if numbers else ""
