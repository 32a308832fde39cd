"""The page of instructions: what to do, in which order, and what each column is for."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.content import WorkbookContent
from schemas.layouts import Column, Layout
from schemas.municipality import Codebook
from tasks.template.style import (
    MISSING,
    UNEQUAL,
    dress_header,
    dress_sample,
    dress_section,
    dress_text,
    dress_title,
    lines_of,
    make_room,
)

INSTRUCTIONS = "Så här fyller du i"

COVER = (
    "Fyll i vem som kan svara på frågor. Finns det inget alls att rapportera: välj Ja vid "
    "Nollrapport, och du är klar."
)
ROWS = "Tomma rader mellan besluten gör ingenting."
COUNTS = (
    "Alla tabeller på ett blad räknar samma beslut: de som rapporteras för kvartalet, också de "
    "som har verkställts eller avslutats under det. Totalt och Summa räknas ut av sig själva."
)
EITHER = (
    " Du kan lämna bara besluten, bara tabellerna eller båda. Lämnar du båda ska de stämma överens."
)
NO_PERSONAL_DATA = (
    "Skriv aldrig namn eller personnummer någonstans i arbetsboken, inte heller i kommentarer."
)
SEND = (
    "Spara som Excel-arbetsbok (.xlsx) och byt inte namn på något blad. Den som har programmet "
    "Kvartal kan först kontrollera filen med kvartal check."
)

_WIDTHS = {"A": 24, "B": 92, "C": 16}
_COLOURS = (
    (None, "Gul ruta: här fyller du i. Allt annat är låst."),
    (MISSING, "Orange ruta: påbörjat men inte ifyllt. Skriv 0 där det inte finns något."),
    (UNEQUAL, "Röd summa: tabellerna på bladet räknar inte lika många beslut."),
)


def write_instructions(
    book: Workbook, content: WorkbookContent, layout: Layout, codebook: Codebook
) -> None:
    """Put the page first, and show it when the workbook is opened."""
    sheet = book.create_sheet(INSTRUCTIONS, 0)
    book.active = 0
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    deadline = content.deadline or codebook.municipality.deadline(content.quarter)
    _write(sheet, f"Ej verkställda beslut, {content.quarter.label}")
    dress_title(sheet.cell(sheet.max_row, 1))
    _write(sheet, f"{content.unit_name}. Lämnas in senast {deadline}.")
    _section(sheet, "Gör så här")
    for number, (what, how) in enumerate(_steps(content, layout), 1):
        _write(sheet, f"{number}. {what}", how)
    _section(sheet, "Färgerna")
    for fill, meaning in _COLOURS:
        _write(sheet, None, meaning)
        dress_sample(sheet.cell(sheet.max_row, 1), fill)
    if layout.decisions:
        _section(sheet, f"Kolumnerna på bladet {layout.decision_sheet}")
        _write_columns(sheet, content, layout)


def _steps(content: WorkbookContent, layout: Layout) -> Iterator[tuple[str, str]]:
    yield layout.cover_sheet, COVER
    if layout.decisions:
        yield layout.decision_sheet, f"{_carried(content)} {ROWS}"
    if layout.count_sheets:
        sheets = " och ".join(sheet.sheet for sheet in layout.count_sheets)
        yield sheets, f"{COUNTS}{EITHER if layout.decisions else ''}"
    yield "Inga personuppgifter", NO_PERSONAL_DATA
    yield "Spara och skicka", SEND


def _carried(content: WorkbookContent) -> str:
    count, before = len(content.decisions), content.quarter.previous.label
    if count == 0:
        return (
            "En rad för varje beslut. Ta med alla som inte var verkställda vid slutet av "
            f"{before}, med samma löpnummer som då, och välj Åter som Rapporttyp för dem."
        )
    one = count == 1
    carried = "Beslutet" if one else f"De {count} besluten"
    return (
        f"{carried} som inte var {'verkställt' if one else 'verkställda'} vid slutet av {before} "
        "står redan där. Ta inte bort dem: ändra Status och fyll i datum för det som har hänt, "
        "och skriv en kommentar. Lägg till kvartalets nya beslut på raderna under."
    )


def _write_columns(sheet: Worksheet, content: WorkbookContent, layout: Layout) -> None:
    _write(sheet, "Kolumn", "Så fylls den i", "Måste fyllas i")
    for cell in sheet[sheet.max_row]:
        dress_header(cell)
    for column in layout.decisions:
        if not column.optional_column or any(each.get(column.field) for each in content.decisions):
            _write(sheet, column.header, column.prompt, _needed(column))


def _needed(column: Column) -> str:
    return {"yes": "Ja", "no": ""}.get(column.required, f"Ja, för {column.required}")


def _section(sheet: Worksheet, text: str) -> None:
    """A heading, with a blank row above it."""
    row = sheet.max_row + 2
    sheet.cell(row, 1, text)
    dress_section(sheet.cell(row, 1))


def _write(sheet: Worksheet, *texts: str | None) -> None:
    """A row of texts below the last; long ones are broken, the first alone is not."""
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column, text)
        if text is not None:
            cell.data_type = "s"
        if len(texts) > 1:
            dress_text(cell)
    if len(texts) > 1:
        make_room(sheet, row, lines_of(texts[1] or "", _WIDTHS["B"]))
