"""Whether everything that a municipality's data name is there, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from schemas.codelists import Code, CodeList
from schemas.cube import DIMENSIONS
from schemas.datafile import DataFileError
from schemas.labels import nearest
from schemas.layouts import TOTALT, Layout
from schemas.municipality import FILE, LISTS, Municipality
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a data file that cannot be right: where, what was found, what was expected
    (nothing where the fix tells it), and what to do."""

    file: str
    entry: str
    found: str
    expected: str
    fix: str

    @classmethod
    def of(cls, error: DataFileError) -> Fault:
        entry = error.entry.removeprefix("filen.")
        return cls(error.file, entry, error.problem, error.expected, error.hint)


def unknown(file: str, entry: str, name: str, known: Iterable[str]) -> Fault:
    """A name that is none of those that there are."""
    names = list(known)
    near = nearest(name, names)
    listed = ", ".join(names) or "ingen alls: listan är tom"
    fix = f"Menas {near}? Skriv det i stället." if near else "Rätta namnet, eller lägg till det."
    return Fault(file, entry, name, f"en av {listed}", fix)


def referred_faults(municipality: Municipality, quarter: Quarter) -> tuple[Fault, ...]:
    """What code lists, templates and settings name and no file has, as of a quarter."""
    return tuple(fault for check in _CHECKS for fault in check(municipality, quarter))


def _codes(municipality: Municipality, dimension: str) -> list[str]:
    return [entry.code for entry in municipality.codelists[dimension].entries]


def _code_lists(municipality: Municipality, _: Quarter) -> Iterator[Fault]:
    for codes in {each.name: each for each in municipality.codelists.values()}.values():
        for entry in codes.entries:
            yield from _entry(municipality, codes, entry)


def _entry(municipality: Municipality, codes: CodeList, entry: Code) -> Iterator[Fault]:
    file = f"codes/{codes.name}.yaml"
    named = (
        (entry.units, "enhet"), (entry.omraden, "omrade"), (filter(None, [entry.lag]), "lag"),
    )  # fmt: skip
    for names, dimension in named:
        known = _codes(municipality, dimension)
        for name in names:
            if name not in known:
                yield unknown(file, entry.code, name, known)


def _laws(municipality: Municipality, quarter: Quarter) -> Iterator[Fault]:
    known = _codes(municipality, "lag")
    for lag in municipality.lagar:
        if lag not in known:
            yield unknown(FILE, "lagar", lag, known)
            continue
        for dimension in ("insats", "lagrum"):
            if not municipality.at(quarter)[dimension].of_lag(lag).codes:
                file = f"codes/{municipality.codelists[dimension].name}.yaml"
                expected = f"minst en post med lag: {lag}, som gäller {quarter.label}"
                yield Fault(file, lag, "ingen", expected, "Lägg till den, eller ändra lagar.")


def _templates(municipality: Municipality, quarter: Quarter) -> Iterator[Fault]:
    units = _codes(municipality, "enhet")
    for layout in municipality.layouts:
        for unit in layout.units:
            if unit not in units:
                yield unknown(FILE, f"workbooks[{layout.name}].units", unit, units)
        yield from _layout(municipality, layout)
    for each in municipality.at(quarter).units:
        if not municipality.layouts_in(quarter, each.code):
            expected = f"en mall som används {quarter.label}"
            fix = "Lägg till en mall utan units, eller en för enheten."
            yield Fault(FILE, "workbooks", f"ingen mall för {each.code}", expected, fix)


def _layout(municipality: Municipality, layout: Layout) -> Iterator[Fault]:
    file = f"workbooks/{layout.name}.yaml"
    for column in (*layout.cover, *layout.decisions):
        if column.codes and column.codes not in LISTS:
            yield unknown(file, column.field, column.codes, LISTS)
    for field in layout.count_columns:
        if field != TOTALT and field not in _codes(municipality, "kon"):
            yield unknown(file, "counts.columns", field, [*_codes(municipality, "kon"), TOTALT])
    for sheet in layout.count_sheets:
        if sheet.lag not in _codes(municipality, "lag"):
            yield unknown(file, sheet.sheet, sheet.lag, municipality.lagar)
        for table in sheet.tables:
            for dimension in table.dimensions:
                if dimension not in DIMENSIONS:
                    yield unknown(file, f"{sheet.sheet}.{table.table}", dimension, DIMENSIONS)


def _settings(municipality: Municipality, _: Quarter) -> Iterator[Fault]:
    insatser = _codes(municipality, "insats")
    for group, members in municipality.groups.items():
        if group in insatser:
            fix = "Ge gruppen ett annat namn: samma ord kan inte vara både grupp och insats."
            yield Fault(FILE, "groups", group, "ett namn som ingen insats har", fix)
        for code in members:
            if code not in insatser:
                yield unknown(FILE, f"groups.{group}", code, insatser)
    strange = [each.insats for each in municipality.children if each.insats not in insatser]
    if strange:
        found = ", ".join(dict.fromkeys(strange))
        fix = "Ta bort raden children, eller skriv en egen lista i references/ och nämn den."
        yield Fault(FILE, "children", found, "insatser som står i kommunens lista", fix)
    for table in municipality.disclosure.tables:
        if table not in municipality.tables:
            yield unknown(FILE, "disclosure.tables", str(table), map(str, municipality.tables))


_CHECKS: tuple[Callable[[Municipality, Quarter], Iterator[Fault]], ...] = (
    _code_lists, _laws, _templates, _settings,
)  # fmt: skip
