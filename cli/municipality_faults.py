"""What is wrong in a municipality's folder: its lists, tables, diagrams, report and demo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import tasks.narrate.says  # noqa: F401  (its modules register the narrators)
from schemas.datafile import DataFileError
from schemas.diagrams import AXES, diagrams_of
from schemas.municipality import FILE, LISTS, Municipality, read_municipality
from schemas.parts import list_of
from schemas.plans import ChartPart, Part, Plan, Say, TablePart, report_plan
from schemas.quarter import Quarter
from schemas.referred import Fault, referred_faults, unknown
from tasks.aggregate.specs import MEASURES, QUARTERS, spec_of
from tasks.demo.city import demo_city
from tasks.demo.figures import DEMO, FIGURES
from tasks.narrate.fields import FIELD, may_name
from tasks.narrate.narrator import about_narrators, narrators

DRAWN = ("utveckling", "kvartal", "vantetid", "enheter")
DRAWN_BY_LAW = ("kon", "insatser")
"""The diagrams that need no file; those by law have it behind a hyphen."""

_COUNTED_ALONE = ("kompensatorisk",)
"""Dimensions that decisions tell, and that have no list of their own."""


def faults_in(folder: Path, quarter: Quarter) -> tuple[Fault, ...]:
    """What is wrong in the folder, as of a quarter; nothing when a quarter can be run on it."""
    try:
        municipality = read_municipality(folder)
    except DataFileError as error:
        return (Fault.of(error),)
    found = list(referred_faults(municipality, quarter))
    for check in (_tables, _diagrams, _report, _demo):
        found += _told(check, municipality)
    return tuple(dict.fromkeys(found))


def _told(
    check: Callable[[Municipality], Iterator[Fault]], municipality: Municipality
) -> Iterator[Fault]:
    try:
        yield from check(municipality)
    except DataFileError as error:
        yield Fault.of(error)


def _tables(municipality: Municipality) -> Iterator[Fault]:
    for number in municipality.tables:
        yield from _told(partial(_table, number), municipality)
    for file in sorted((municipality.folder / "tables").glob("tabell_*.yaml")):
        name = file.stem.removeprefix("tabell_")
        if name not in map(str, municipality.tables):
            place = f"tables/{file.name}"
            yield Fault(place, "filen", "tabellen trycks inte", f"{name} i tables", _ADD_OR_DROP)


_ADD_OR_DROP = "Lägg till numret i kommun.yaml, tables, eller ta bort filen."


def _table(number: int, municipality: Municipality) -> Iterator[Fault]:
    file, spec = f"tabell_{number}.yaml", spec_of(municipality, number)
    if spec.lag not in municipality.lagar:
        expected = f"tabeller enligt {' eller '.join(municipality.lagar)}"
        fix = f"Ta bort {number} ur tables, eller lägg till {spec.lag} i lagar."
        yield Fault(FILE, "tables", f"{number}, som är enligt {spec.lag}", expected, fix)
    known = (*LISTS, *_COUNTED_ALONE, QUARTERS, MEASURES)
    for dimension in (*(row.dimension for row in spec.rows), spec.columns):
        if dimension not in known:
            yield unknown(file, "rows, columns", dimension, known)
    yield from _only(municipality, file, spec.only)


def _only(
    municipality: Municipality, file: str, only: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    known = (*LISTS, *_COUNTED_ALONE)
    for dimension, codes in only.items():
        if dimension not in known:
            yield unknown(file, "only", dimension, known)
            continue
        listed = [each.code for each in list_of(municipality, dimension).entries]
        for code in codes:
            if code not in listed:
                yield unknown(file, f"only.{dimension}", code, listed)


def _diagrams(municipality: Municipality) -> Iterator[Fault]:
    for each in diagrams_of(municipality):
        file = f"charts/{each.name}.yaml"
        if each.lag not in municipality.lagar:
            yield unknown(file, "lag", each.lag, municipality.lagar)
        yield from _only(municipality, file, each.only)
        for axis in (each.series, each.categories):
            if axis.kind not in (*AXES, *LISTS, *_COUNTED_ALONE):
                yield unknown(file, "series, categories", axis.kind, (*AXES, *LISTS))
        for item in (*each.series.items, *each.categories.items):
            yield from _only(municipality, file, item.only)


def _report(municipality: Municipality) -> Iterator[Fault]:
    plan = report_plan(municipality)
    yield from _fields(municipality, plan)
    for section in plan.sections:
        for part in section.parts:
            yield from _part(municipality, f"reports/{plan.name}.yaml", section.id, part)


def _fields(municipality: Municipality, plan: Plan) -> Iterator[Fault]:
    """The fields that its texts name; whether there is a figure is known first in a quarter."""
    for text in (plan.title, plan.subtitle, *plan.texts):
        for name in FIELD.findall(text):
            if not may_name(name, municipality.lagar, municipality.groups):
                file, found = f"reports/{plan.name}.yaml", f"okänt fält {{{name}}}"
                fix = "Rätta namnet. Fälten räknas upp i docs/handbok/rapporten.md."
                yield Fault(file, text, found, "ett fält som finns", fix)


def _part(municipality: Municipality, file: str, section: str, part: Part) -> Iterator[Fault]:
    match part:
        case TablePart() if part.number not in municipality.tables and _own(municipality):
            yield unknown(file, section, str(part.number), map(str, municipality.tables))
        case ChartPart() if part.name not in _charts(municipality) and _own(municipality):
            yield unknown(file, section, part.name, _charts(municipality))
        case Say():
            known = tuple(about_narrators() if part.about else narrators())
            for name in part.narrators:
                if name not in known:
                    yield unknown(file, section, name, known)
            insatser = [each.code for each in municipality.codelists["insats"].entries]
            if part.about and part.about not in (*municipality.groups, *insatser):
                yield unknown(file, section, part.about, (*municipality.groups, *insatser))


def _own(municipality: Municipality) -> bool:
    """Whether the report is the municipality's own: a shared one leaves out what is not there."""
    return (municipality.folder / "reports" / f"{municipality.report}.yaml").is_file()


def _charts(municipality: Municipality) -> tuple[str, ...]:
    by_law = (f"{name}-{lag}" for name in DRAWN_BY_LAW for lag in municipality.lagar)
    return (*DRAWN, *by_law, *(each.name for each in diagrams_of(municipality)))


def _demo(municipality: Municipality) -> Iterator[Fault]:
    if (municipality.folder / DEMO / FIGURES).is_file():
        try:
            demo_city(municipality)
        except (ValueError, KeyError) as error:
            fix = "Rätta siffrorna, eller dela gruppen i flera."
            yield Fault(f"{DEMO}/{FIGURES}", "siffrorna", str(error), "siffror som går ihop", fix)
