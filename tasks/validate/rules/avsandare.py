"""KOD: whose report it is, and for which quarter."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.codelists import Code
from schemas.findings import Severity
from schemas.labels import plain
from schemas.submission import Cell, GapKind
from tasks.validate.case import Case
from tasks.validate.rule import Break, NotApplicable, Said, rule

UNIT, QUARTER = "enhet", "kvartal"
EXAMPLE = "Kv 4 2024"

NO_FIELD = NotApplicable("Försättsbladet eller dess rad saknas; det säger STR-202 eller STR-203.")


@rule("KOD-301", Severity.STOPP, needs_quarter=False)
def enheten_ar_kand(case: Case) -> Iterator[Said]:
    """Enheten ska finnas i registret och vara öppen under kvartalet, och kommunen vara den rätta.

    Meddelande: {plats}: {vad}.
    Varför: Talen måste kunna räknas till rätt enhet för att summorna ska bli rätt.
    Åtgärd: {råd}
    Källa: Kommunens register över rapporterande enheter, med dag för start och slut.
    """
    cell = case.submission.cover.get(UNIT)
    if cell is not None and case.unit is None:
        yield _unknown_unit(case, cell)
    elif case.unit is None:
        yield NO_FIELD if _told_missing(case, UNIT) else _no_row(case, UNIT)
    kommun = case.submission.cover.get("kommun")
    if kommun and not kommun.blank and plain(kommun.text) not in _names(case):
        yield _another_city(case, kommun)


def _told_missing(case: Case, field: str) -> bool:
    """Whether the structure rules say that a row of the cover, or the whole sheet, is missing."""
    layout = case.submission.layout
    header = next(each.header for each in layout.cover if each.field == field)
    return any(
        (gap.kind, gap.expected) in ((GapKind.FIELD, header), (GapKind.SHEET, layout.cover_sheet))
        for gap in case.submission.gaps
    )


def _no_row(case: Case, field: str) -> Break:
    """No unit, or no quarter, and nothing else that says why."""
    layout = case.submission.layout
    header = next(each.header for each in layout.cover if each.field == field)
    values = {
        "vad": f"raden «{header}» saknas",
        "råd": f"Lägg tillbaka raden «{header}» från mallen och fyll i den.",
    }
    return Break(sheet=layout.cover_sheet, expected=header, values=values)


def _names(case: Case) -> set[str]:
    """The ways in which people write the municipality's name."""
    city = case.municipality
    kinds = [
        f"{name} {kind}" for name in (city.name, f"{city.name}s") for kind in ("kommun", "stad")
    ]
    return {plain(each) for each in (city.name, city.city, city.code, *kinds)}


def _another_city(case: Case, cell: Cell) -> Break:
    name = case.municipality.name
    values = {
        "vad": f"Kommun är «{cell.text}», men insamlingen gäller {name}",
        "råd": f"Är det rätt fil, skriv {name} vid Kommun. Annars: skicka rätt fil.",
    }
    return Break(cell, found=cell.text, expected=name, values=values)


def _unknown_unit(case: Case, cell: Cell) -> Break:
    label = plain(cell.text)
    entries = case.municipality.codelists[UNIT].entries
    named = next((e for e in entries if label in map(plain, e.labels)), None)
    if cell.blank:
        what, expected = "Rapporterande enhet är inte ifylld", None
    elif named is None:
        what = f"enheten «{cell.text}» finns inte i registret"
        expected = case.codebook.units.suggest(cell.text)
    else:
        what, expected = _closed_unit(case, named)
    advice = f"Skriv {expected}, om det är därifrån rapporten kommer." if expected else (
        "Skriv enhetens namn så som det står i kommunens register."
    )  # fmt: skip
    values = {"vad": what, "råd": advice}
    return Break(cell, found=cell.text or None, expected=expected, values=values)


def _closed_unit(case: Case, unit: Code) -> tuple[str, str | None]:
    """What is said of a unit that is not open in the quarter, and who reports instead."""
    start, end = unit.valid.start, unit.valid.end
    if end is None or end >= case.quarter.first_day:
        return f"enheten {unit.short} finns först från och med {start}", None
    ended = f"enheten {unit.short} upphörde {end}"
    heir = case.municipality.codelists[UNIT].heirs(unit.code, case.quarter)
    if heir not in case.codebook.units or heir == unit.code:
        return ended, None
    successor = case.codebook.units[heir]
    since = f" från och med {successor.valid.start}" if successor.valid.start else ""
    return f"{ended}; {successor.short} har tagit över{since}", successor.name


@rule("KOD-302", Severity.STOPP, needs_quarter=False)
def kvartalet_ar_det_som_samlas_in(case: Case) -> Iterator[Said]:
    """Kvartalet i filen ska vara det som samlas in.

    Meddelande: {plats}: {vad}.
    Varför: En fil för fel kvartal skulle ersätta rätt kvartals tal.
    Åtgärd: {råd}
    Källa: Kommunens kalender för insamlingen.
    """
    cell = case.submission.cover.get(QUARTER)
    named = case.submission.quarter
    if named == case.quarter:
        return
    if cell is None:
        yield NO_FIELD if _told_missing(case, QUARTER) else _no_row(case, QUARTER)
    elif case.assumed:
        yield _unreadable_quarter(cell)
    else:
        yield _another_quarter(case, cell)


def _another_quarter(case: Case, cell: Cell) -> Break:
    named, asked = case.submission.quarter, case.quarter.label
    if named:
        what = f"filen gäller {named.label}"
    elif cell.blank:
        what = "Kvartal är inte ifyllt"
    else:
        what = f"kvartalet «{cell.text}» går inte att tolka"
    values = {
        "vad": f"{what}, och det som samlas in är {asked}",
        "råd": f"Är det rätt fil, skriv {asked} vid Kvartal på försättsbladet. Annars: skicka "
        "filen för det kvartalet.",
    }
    found = str(named) if named else cell.text or None
    return Break(cell, found=found, expected=str(case.quarter), values=values)


def _unreadable_quarter(cell: Cell) -> Break:
    """Nobody has said which quarter is collected, and the file does not either."""
    what = f"kvartalet «{cell.text}» går inte att tolka" if cell.text else "Kvartal är inte ifyllt"
    values = {
        "vad": f"{what}; skriv till exempel {EXAMPLE}",
        "råd": f"Skriv kvartalet som rapporten gäller, till exempel {EXAMPLE}.",
    }
    return Break(cell, found=cell.text or None, values=values)
