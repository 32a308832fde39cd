"""Workbooks made in code: a clean small submission, and every way to spoil it.

    from tests.builders import decision, clean_decisions, workbook

    data = workbook().bytes()                                  # Farsta, 2024Q4, nothing wrong
    workbook("jarva", "2024Q3").save(tmp_path / "jarva.xlsx")

The tables are counted from the decisions, so give other decisions to get other tables that
agree with them. Here codes are used, as in schemas/codes/:

    workbook(decisions=[decision("FAR-1"), decision("FAR-2", insats="boende-barn", kon="kvinna")])
    workbook(decisions=[*clean_decisions(), decision("FAR-9", kon="saknas")])
    workbook(decisions=[])                                     # a form full of zeros
    workbook(decisions=[], nollrapport=True)

Edits come after and break the agreement. They write exactly what they are given, as people do:

    book = workbook()
    book.set("LSS", "E12", 7)
    book.count("LSS", "orsak", "annat-skal", "saknas", 1)      # by codes; row None: Summa
    book.cover("Kvartal", "Kv 3 2024").cover("Nollrapport", "Ja")
    book.move("LSS", rows=3, columns=2)
    book.drop_sheet("SoL").drop_table("LSS", "Orsak").drop_column("Beslut", "Kön")
    book.alter("FAR-00001", Kön="Man", Beslutsdatum=date(2024, 5, 1))
    book.add(like="FAR-00001", Löpnummer="FAR-00099")          # tables do not follow
    book.remove("FAR-00002").without_tables().without_decisions()

`book.address("LSS", "orsak", "annat-skal", "saknas")` and `book.decision_cell("FAR-00001", "Kön")`
say where something stands in the form as sent out.
Anything else: `book.book` is the openpyxl workbook, `book["LSS"]` one of its sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.content import WorkbookContent
from schemas.counting import count_tables
from schemas.layouts import Layout
from schemas.municipality import Codebook, Municipality, load_municipality
from schemas.outline import TableOutline, outline
from schemas.quarter import Quarter, add_months
from schemas.submission import CellValue
from tasks.template.workbook import as_bytes, make_workbook

NEW_SOL = date(2025, 7, 1)


def decision(
    lopnummer: str, quarter: str = "2024Q4", lag: str = "LSS", **fields: CellValue
) -> dict[str, CellValue]:
    """A decision by field, in codes. As it is: new in the quarter, open, nothing wrong."""
    made_on = Quarter.parse(quarter).previous.first_day + timedelta(days=40)
    values: dict[str, CellValue] = {
        "lopnummer": lopnummer,
        "omrade": None if lag == "LSS" else "OF",
        "insats": "daglig-verksamhet" if lag == "LSS" else "boendestod",
        "kon": "man",
        "aldersgrupp": "vuxen",
        "beslutsdatum": made_on,
        "orsak": "annat-skal",
        "kompensatorisk": "nej",
        "rapporttyp": "ny",
        "status": "ej-verkstallt",
        **fields,
    }
    decided = values["beslutsdatum"]
    old = not isinstance(decided, date) or decided < NEW_SOL
    sol = "sol-2001-4-1" if old else "sol-2025-11-1"
    return {"lagrum": "lss-9" if lag == "LSS" else sol, **values}


def clean_decisions(unit: str = "farsta", quarter: str = "2024Q4") -> list[dict[str, CellValue]]:
    """Six decisions that break no rule: both laws, open and ended, new and reported before."""
    first, last = Quarter.parse(quarter).first_day, Quarter.parse(quarter).last_day
    prefix = unit[:3].upper()
    old, older = add_months(first, -5), add_months(first, -9)
    return [
        decision(
            f"{prefix}-00001", quarter, insats="bostad-vuxna", beslutsdatum=older,
            orsak="tackat-nej", erbjudandedatum=add_months(first, -2), rapporttyp="ater",
            kommentar=f"Nytt erbjudande planeras, uppföljt {last:%Y-%m}.",
        ),
        decision(f"{prefix}-00002", quarter, kon="kvinna", delorsak="Ej valt utförare"),
        decision(
            f"{prefix}-00003", quarter, insats="korttidsvistelse", aldersgrupp="barn",
            kon="kvinna", beslutsdatum=older, avbrottsdatum=old, rapporttyp="ater",
            status="verkstallt", verkstalld=first + timedelta(days=20), kompensatorisk="ja",
        ),
        decision(
            f"{prefix}-00004", quarter, "SoL", beslutsdatum=old, rapporttyp="ater",
            orsak="resursbrist-personal",
            kommentar=f"Rekrytering pågår, uppföljt {last:%Y-%m}.",
        ),
        decision(
            f"{prefix}-00005", quarter, "SoL", omrade="IFO", insats="kontaktfamilj",
            aldersgrupp="barn", kon="kvinna", status="avslutat",
            avslutad=last - timedelta(days=10),
        ),
        decision(
            f"{prefix}-00006", quarter, "SoL", omrade="IFO", insats="bostad-ifo",
            orsak="resursbrist-bostad",
        ),
    ]  # fmt: skip


def workbook(
    unit: str = "farsta",
    quarter: str = "2024Q4",
    decisions: Sequence[Mapping[str, CellValue]] | None = None,
    *,
    nollrapport: bool = False,
    municipality: str | Municipality = "stockholm",
) -> Builder:
    """A submission whose tables agree with its decisions (by default the clean ones)."""
    city = load_municipality(municipality) if isinstance(municipality, str) else municipality
    codebook = city.at(Quarter.parse(quarter)).of_unit(unit)
    layout = city.layouts_of(unit)[-1]
    rows = clean_decisions(unit, quarter) if decisions is None else decisions
    content = WorkbookContent(
        unit_name=codebook.units[unit].name,
        quarter=codebook.quarter,
        kommun=city.name,
        upprattad=codebook.quarter.last_day + timedelta(days=9),
        kontakt=f"{unit}@example.org",
        nollrapport=nollrapport,
        tables=count_tables(rows, layout, codebook),
        decisions=tuple(rows),
    )
    return Builder(make_workbook(content, layout, codebook), layout, codebook)


@dataclass(frozen=True)
class Builder:
    """A workbook under alteration; every edit returns the builder."""

    book: Workbook
    layout: Layout
    codebook: Codebook

    def __getitem__(self, sheet: str) -> Worksheet:
        found: Worksheet = self.book[sheet]
        return found

    def bytes(self) -> bytes:
        return as_bytes(self.book)

    def save(self, path: Path) -> Path:
        path.write_bytes(self.bytes())
        return path

    def address(self, lag: str, table: str, row: str | None, column: str) -> str:
        """The cell of a count in the form as sent out; SoL's insats rows are `"OF boendestod"`."""
        return self._place(lag, table).address(tuple(row.split()) if row else None, column)

    def decision_cell(self, lopnummer: str, header: str) -> str:
        sheet = self[self.layout.decision_sheet]
        return sheet.cell(self._row(lopnummer), self._column(sheet, header)).coordinate

    def set(self, sheet: str, address: str, value: CellValue) -> Builder:
        self[sheet][address] = value
        return self

    def count(
        self, lag: str, table: str, row: str | None, column: str, value: CellValue
    ) -> Builder:
        """Change one figure of a table, and nothing that depends on it."""
        sheet = next(each.sheet for each in self.layout.count_sheets if each.lag == lag)
        return self.set(sheet, self.address(lag, table, row, column), value)

    def cover(self, label: str, value: CellValue) -> Builder:
        names = [field.header for field in self.layout.cover]
        return self.set(self.layout.cover_sheet, f"B{names.index(label) + 1}", value)

    def alter(self, lopnummer: str, **values: CellValue) -> Builder:
        """Change cells of a decision row, by header (spaces written as _)."""
        return self._fill(self._row(lopnummer), values)

    def add(self, like: str, **values: CellValue) -> Builder:
        """Append a copy of a decision row with some cells changed, by header."""
        sheet = self[self.layout.decision_sheet]
        row = self._row(like)
        sheet.append(next(sheet.iter_rows(row, row, values_only=True)))
        return self._fill(sheet.max_row, values)

    def remove(self, lopnummer: str) -> Builder:
        self[self.layout.decision_sheet].delete_rows(self._row(lopnummer))
        return self

    def move(self, sheet: str, rows: int = 0, columns: int = 0) -> Builder:
        """Move everything on a sheet."""
        self[sheet].move_range(self[sheet].dimensions, rows, columns)
        return self

    def drop_sheet(self, sheet: str) -> Builder:
        self.book.remove(self[sheet])
        return self

    def drop_table(self, sheet: str, header: str) -> Builder:
        """Blank the table whose first header this is, its Summa row included."""
        cells = self[sheet]
        labels = [None, *(cell.value for cell in cells["A"])]
        top = labels.index(header)
        end = labels.index(self.layout.sum_label, top)
        for row in cells.iter_rows(top, end):
            for cell in row:
                self.set(sheet, cell.coordinate, None)
        return self

    def drop_column(self, sheet: str, header: str) -> Builder:
        """Delete the column that has this header in the sheet's first row."""
        self[sheet].delete_cols(self._column(self[sheet], header))
        return self

    def without_tables(self) -> Builder:
        """Blank every count, so that the decisions stand alone."""
        for sheet in self.layout.count_sheets:
            for place in outline(sheet, self.layout, self.codebook):
                for row in (*place.rows, None):
                    for column in place.columns:
                        self.set(sheet.sheet, place.address(row, column), None)
        return self

    def without_decisions(self) -> Builder:
        """Keep the headers of the decision sheet alone, so that the tables stand alone."""
        sheet = self[self.layout.decision_sheet]
        sheet.delete_rows(2, sheet.max_row)
        return self

    def _place(self, lag: str, table: str) -> TableOutline:
        sheet = next(each for each in self.layout.count_sheets if each.lag == lag)
        places = outline(sheet, self.layout, self.codebook)
        return next(place for place in places if place.table.table == table)

    def _fill(self, row: int, values: Mapping[str, CellValue]) -> Builder:
        sheet = self[self.layout.decision_sheet]
        for header, value in values.items():
            column = self._column(sheet, header.replace("_", " "))
            self.set(sheet.title, sheet.cell(row, column).coordinate, value)
        return self

    def _row(self, lopnummer: str) -> int:
        sheet = self[self.layout.decision_sheet]
        column = self._column(sheet, "Löpnummer")
        rows = range(2, sheet.max_row + 1)
        return next(row for row in rows if sheet.cell(row, column).value == lopnummer)

    def _column(self, sheet: Worksheet, header: str) -> int:
        return next(cell.column for cell in sheet[1] if cell.value == header)
