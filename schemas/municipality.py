"""A municipality: which units and code lists it uses, its workbooks, tables and calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from schemas.codelists import CodeList, CodeView, load_codelist
from schemas.collecting import Calendar, read_calendar
from schemas.datafile import HERE, DataFileError, Entry, read_yaml, shelf
from schemas.errors import UserError
from schemas.fitted import fitted
from schemas.inhabitants import Inhabitants, read_inhabitants
from schemas.layouts import Layout, load_layout
from schemas.limit import Limit, read_limit
from schemas.quarter import Quarter
from schemas.references import ChildInsats, KonReference, load_children, load_references

T = TypeVar("T")

MUNICIPALITIES = HERE / "municipalities"
FILE = "kommun.yaml"

LISTS = (
    "enhet", "lag", "lagrum", "omrade", "insats", "orsak", "kon", "aldersgrupp",
    "rapporttyp", "status", "handelse", "grund", "vantetid", "ja_nej",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Which figures a public edition hides: those above 0 and below a threshold. A table by unit
    has the threshold `unit`, others have `city`, and `tables` holds those with one of their own;
    a threshold of 0 hides nothing."""

    unit: int
    city: int
    tables: Mapping[int, int]

    def threshold(self, table: int, by_unit: bool) -> int:
        return self.tables.get(table, self.unit if by_unit else self.city)


class Numbers(StrEnum):
    """How sentences write how many: `6`, or `sex (6)`."""

    DIGITS = "digits"
    WORDS_AND_DIGITS = "words-and-digits"


@dataclass(frozen=True)
class Municipality:
    """The data of `CODE/kommun.yaml`, with everything that it refers to. `folder` is CODE, where
    what is looked up later has its place: plans, tables, diagrams and the demo. `counts_ended`:
    whether its figures count the decisions that were executed or closed in the quarter."""

    folder: Path
    code: str
    name: str
    city: str
    lagar: tuple[str, ...]
    codelists: Mapping[str, CodeList]
    layouts: tuple[Layout, ...]
    tables: tuple[int, ...]
    calendar: Calendar
    limit: Limit
    disclosure: Disclosure
    references: tuple[KonReference, ...]
    children: tuple[ChildInsats, ...]
    report: str
    groups: Mapping[str, tuple[str, ...]]
    numbers: Numbers
    inhabitants: tuple[Inhabitants, ...]
    counts_ended: bool

    def __hash__(self) -> int:
        return hash(self.code)

    def at(self, quarter: Quarter) -> Codebook:
        """Every code list as it stands in a quarter."""
        return Codebook(self, quarter)

    def deadline(self, quarter: Quarter) -> date:
        return self.calendar.deadline(quarter)

    def shelf(self, kind: str, name: str) -> Path:
        """The folder that has `kind/NAME.yaml`: the municipality's own before the shared one."""
        return shelf(self.folder, kind, name)

    def layouts_of(self, unit: str | None) -> tuple[Layout, ...]:
        """Every template version that a unit has been sent: its own form's where it has one, else
        those that are for all. Without a unit each that there is."""
        own = tuple(each for each in self.layouts if unit in each.units)
        shared = tuple(each for each in self.layouts if not each.units)
        return self.layouts if unit is None else own or shared or self.layouts

    def layout(self, version: int, unit: str | None = None) -> Layout | None:
        return next((each for each in self.layouts_of(unit) if each.version == version), None)

    def layouts_in(self, quarter: Quarter, unit: str | None = None) -> tuple[Layout, ...]:
        """The template versions in use in a quarter, the newest first."""
        in_use = (each for each in self.layouts_of(unit) if each.valid.covers(quarter))
        return tuple(sorted(in_use, key=lambda layout: layout.version, reverse=True))


@dataclass(frozen=True)
class Codebook:
    """The code lists of one municipality that are valid in one quarter: all of them, or as far as
    one unit uses them."""

    municipality: Municipality
    quarter: Quarter
    unit: str | None = None

    def __getitem__(self, dimension: str) -> CodeView:
        if dimension not in self._views:
            view = self.municipality.codelists[dimension].at(self.quarter)
            self._views[dimension] = view if self.unit is None else view.of_unit(self.unit)
        return self._views[dimension]

    @cached_property
    def _views(self) -> dict[str, CodeView]:
        """Those that were asked for."""
        return {}

    def of_unit(self, unit: str | None) -> Codebook:
        """The lists as a unit uses them; without a unit all there is."""
        return Codebook(self.municipality, self.quarter, unit)

    def whole_of(self, code: str, dimension: str = "insats") -> str | None:
        """What a code is a part of."""
        return self[dimension][code].part_of

    def parts_of(self, code: str, dimension: str = "insats") -> tuple[str, ...]:
        """The codes that are a part of this one."""
        return tuple(each.code for each in self[dimension] if each.part_of == code)

    @property
    def units(self) -> CodeView:
        """Those who are to report the quarter."""
        return self["enhet"]

    def pairs(self, lag: str) -> tuple[tuple[str | None, str], ...]:
        """(område, insats) of a law in printing order; område is None where the law has none."""
        insatser = self["insats"].of_lag(lag)
        with_area = [area.code for area in self["omrade"]]
        listed: list[tuple[str | None, str]] = [
            (area, insats.code)
            for area in with_area
            for insats in insatser
            if area in insats.omraden
        ]
        return (*listed, *((None, insats.code) for insats in insatser if not insats.omraden))


def default_municipality() -> str:
    """The municipality of an installation that names none."""
    top = read_yaml(MUNICIPALITIES / "default.yaml")
    code = top.text("municipality")
    top.close()
    return code


def known_municipalities(extra: Path | None = None) -> dict[str, Path]:
    """The folder of each municipality by its code. One in `extra`, the installation's own data,
    stands before one of the same name that came with the product."""
    files = (file for data in (MUNICIPALITIES, extra) if data for file in data.glob(f"*/{FILE}"))
    return {file.parent.name: file.parent for file in files}


@cache
def load_municipality(code: str | None = None, extra: Path | None = None) -> Municipality:
    """Read `CODE/kommun.yaml` and what it names. Raises UserError when there is none,
    DataFileError when one of the files cannot be used."""
    known = known_municipalities(extra)
    code = code or default_municipality()
    if code not in known:
        raise UserError(
            f"Kommunen {code} finns inte.",
            f"Sätt KVARTAL_MUNICIPALITY till en av {', '.join(sorted(known))}, eller KVARTAL_DATA "
            "till mappen där kommunens mapp ligger.",
        )
    return read_municipality(known[code])


def read_municipality(folder: Path) -> Municipality:
    """Read the `kommun.yaml` of a folder, and what it names. Raises DataFileError."""
    top = read_yaml(folder / FILE)
    lagar, codelists = top.texts("lagar"), _codelists(top.entry("code_lists"), folder)
    layouts = (_layout(each, folder) for each in top.named("workbooks"))
    groups = top.optional_entry("groups")
    made = Municipality(
        folder=folder,
        code=top.text("code"),
        name=top.text("name"),
        city=top.text("city"),
        lagar=lagar,
        codelists=codelists,
        layouts=tuple(fitted(each, lagar, codelists["insats"]) for each in layouts),
        tables=top.numbers("tables"),
        calendar=read_calendar(top.entry("calendar")),
        limit=read_limit(top.entry("limit")),
        disclosure=_disclosure(top.entry("disclosure")),
        references=_reference(load_references, top.optional_text("references"), folder),
        children=_reference(load_children, top.optional_text("children"), folder),
        report=top.text("report"),
        groups={group: groups.texts(group) for group in groups.names()},
        numbers=top.choice("numbers", Numbers, Numbers.DIGITS),
        inhabitants=tuple(
            read_inhabitants(each) for each in top.entries("inhabitants", "year", required=False)
        ),
        counts_ended=top.flag("counts_ended", default=True),
    )
    top.close()
    if made.code != folder.name:
        hint = f"Skriv {folder.name}, som mappens namn."
        raise DataFileError(FILE, "code", f"koden är {made.code}", hint, folder.name)
    return made


def _codelists(lists: Entry, folder: Path) -> dict[str, CodeList]:
    names = {each: lists.text(each) for each in LISTS}
    lists.close()
    return {each: load_codelist(name, shelf(folder, "codes", name)) for each, name in names.items()}


def _reference(
    load: Callable[[str, Path], tuple[T, ...]], name: str | None, folder: Path
) -> tuple[T, ...]:
    """What a file of references has; nothing where none is named."""
    return load(name, shelf(folder, "references", name)) if name else ()


def _layout(entry: Entry, folder: Path) -> Layout:
    """A template by its name, for the units that are named, or for all."""
    name, units = entry.text("name"), entry.texts("units")
    entry.close()
    return replace(load_layout(name, shelf(folder, "workbooks", name)), units=units)


def _disclosure(entry: Entry) -> Disclosure:
    own = entry.entry("tables")
    tables = {int(number): own.number(number) for number in own.names()}
    made = Disclosure(entry.number("unit"), entry.number("city"), tables)
    entry.close()
    return made
