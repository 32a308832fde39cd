"""PRI: nothing in the workbook tells who a decision is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from schemas.findings import Severity
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.personnummer import holds_number, is_masked, is_telephone_of, shape
from schemas.submission import Cell, CellValue, LooseText, Sheet
from tasks.validate.case import Case
from tasks.validate.person_text import told_of_person
from tasks.validate.rule import Break, NotApplicable, Said, rule

NO_FREE_TEXT = NotApplicable("Inlämningen har ingen fritext.")


@rule("PRI-811", Severity.STOPP, needs_quarter=False)
def inga_personnummer(case: Case) -> Iterator[Break]:
    """Inget personnummer eller samordningsnummer får finnas i arbetsboken.

    Meddelande: {plats} innehåller något som ser ut som ett personnummer eller samordningsnummer,
        {found}.
    Varför: Inlämningen ska vara avidentifierad; uppgifter om enskilda omfattas av sekretess och
        får inte lämna nämnden.
    Åtgärd: Ta bort numret och skicka filen på nytt. Beslutet skiljs från andra med löpnumret,
        som enheten själv sätter. Titta också i kommentarer, bladnamn och filens namn. Det som
        inte syns på bladen visar Excel under Arkiv, Info, Sök efter problem, Kontrollera dokument.
    Källa: 26 kap. 1 § offentlighets- och sekretesslagen (2009:400); 34 kap. 3 § SoL (2025:400):
        avidentifierad statistik. IVO:s reservnummer är inga personnummer.
    """
    # Neither message nor figures hold the number itself: findings are stored and shown to more
    # people than the workbook is.
    for sheet in case.submission.sheets:
        for cell in _cells(sheet):
            yield Break(cell, found=shape(cell.value))
    for what, text in _names(case):
        yield Break(found=_hidden(text), subject=what, values={"plats": what})
    for number, loose in enumerate(case.submission.texts, 1):
        if holds_number(loose.text):
            yield _loose(loose, number)


def _cells(sheet: Sheet) -> Iterator[Cell]:
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None and _long_enough(value) and holds_number(value):
                before = values[column - 2] if column > 1 else None
                if not is_telephone_of(before, value):
                    yield Cell(sheet.name, row, column, value)
    for formula in sheet.formulas:
        if holds_number(formula.text) and not holds_number(formula.cell.value):
            yield Cell(sheet.name, formula.cell.row, formula.cell.column, formula.text)


def _long_enough(value: CellValue) -> bool:
    """Most cells hold a short text or a small number, and need no closer look."""
    return len(value) >= 10 if isinstance(value, str) else isinstance(value, (int, float))


def _names(case: Case) -> Iterator[tuple[str, str]]:
    names = [(f"Namnet på blad {n}", s.name) for n, s in enumerate(case.submission.sheets, 1)]
    names.append(("Filens namn", case.submission.source.file_name))
    return ((what, text) for what, text in names if holds_number(text) or is_masked(text))


def _hidden(name: str) -> str:
    """A file's name comes here with its number hidden already, so it is shown whole."""
    return name if is_masked(name) else shape(name)


def _loose(loose: LooseText, number: int) -> Break:
    at = f" vid {loose.sheet}!{loose.cell}" if loose.cell else f" på bladet {loose.sheet}"
    place = f"{loose.kind}{at if loose.sheet else ''}"
    return Break(
        sheet=loose.sheet,
        address=loose.cell,
        found=shape(loose.text),
        subject=f"{loose.kind} {number}",
        values={"plats": place},
    )


@rule("PRI-812", Severity.VARNING, needs_quarter=False)
def ingen_fritext_om_personer(case: Case) -> Iterator[Said]:
    """Fritext ska inte innehålla namn, telefonnummer eller e-postadresser.

    Meddelande: {plats}: texten innehåller vad som ser ut att vara {found}.
    Varför: Den som läser fritexten ska inte kunna se vem beslutet gäller.
    Åtgärd: Skriv om texten utan uppgifter om personer: «den enskilde», «anhörig», «utföraren». Är
        det ingen uppgift om en person, förklara vad det är.
    Källa: 26 kap. 1 § offentlighets- och sekretesslagen (2009:400); IVO: inga namn eller
        personnummer i meddelanden.
    """
    cells = [cell for cell in _free_text(case) if isinstance(cell.value, str) and not cell.blank]
    if not cells:
        yield NO_FREE_TEXT
        return
    known = _known_words(case.municipality)
    for cell in cells:
        if told := told_of_person(cell.text, known):
            yield Break(cell, found=told)


def _free_text(case: Case) -> Iterator[Cell]:
    layout, submission = case.submission.layout, case.submission
    cover = (column.field for column in layout.cover if column.free_text)
    yield from (submission.cover[field] for field in cover if field in submission.cover)
    fields = [column.field for column in layout.decisions if column.free_text]
    for decision in case.decisions:
        yield from (decision.cells[field] for field in fields if field in decision.cells)


@cache
def _known_words(municipality: Municipality) -> frozenset[str]:
    """Every word of the code lists: units, insatser and the like are no persons."""
    labels = (
        label
        for codes in municipality.codelists.values()
        for entry in codes.entries
        for label in (entry.name, entry.short)
    )
    return frozenset(word for label in labels for word in plain(label).replace("-", " ").split())
