"""A municipality: which units and code lists it uses, its workbooks, tables and calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from schemas.codelists import CodeList, CodeView, load_codelist
from schemas.datafile import HERE, DataFileError, Entry, read_yaml, shelf
from schemas.errors import UserError
from schemas.layouts import Layout, load_layout
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
class Deadline:
    """The last day to send a quarter in, as month and day after the quarter's end."""

    month: int
    day: int

    def after(self, quarter: Quarter) -> date:
        year = quarter.year if self.month > 3 * quarter.number else quarter.year + 1
        return date(year, self.month, self.day)


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


@dataclass(frozen=True)
class Municipality:
    """The data of `CODE/kommun.yaml`, with everything that it refers to. `folder` is CODE, where
    what is looked up later has its place: plans, tables, diagrams and the demo."""

    folder: Path
    code: str
    name: str
    city: str
    lagar: tuple[str, ...]
    codelists: Mapping[str, CodeList]
    layouts: tuple[Layout, ...]
    tables: tuple[int, ...]
    deadlines: Mapping[int, Deadline]
    limit_months: int
    disclosure: Disclosure
    references: tuple[KonReference, ...]
    children: tuple[ChildInsats, ...]
    report: str

    def __hash__(self) -> int:
        return hash(self.code)

    def at(self, quarter: Quarter) -> Codebook:
        """Every code list as it stands in a quarter."""
        return Codebook(self, quarter)

    def deadline(self, quarter: Quarter) -> date:
        return self.deadlines[quarter.number].after(quarter)

    def shelf(self, kind: str, name: str) -> Path:
        """The folder that has `kind/NAME.yaml`: the municipality's own before the shared one."""
        return shelf(self.folder, kind, name)

    def layout(self, version: int) -> Layout | None:
        return next((each for each in self.layouts if each.version == version), None)

    def layouts_in(self, quarter: Quarter) -> tuple[Layout, ...]:
        """The template versions in use in a quarter, the newest first."""
        in_use = (each for each in self.layouts if each.valid.covers(quarter))
        return tuple(sorted(in_use, key=lambda layout: layout.version, reverse=True))


@dataclass(frozen=True)
class Codebook:
    """The code lists of one municipality that are valid in one quarter."""

    municipality: Municipality
    quarter: Quarter

    def __getitem__(self, dimension: str) -> CodeView:
        return self.municipality.codelists[dimension].at(self.quarter)

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
        return tuple(listed) or tuple((None, insats.code) for insats in insatser)


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
    lists = top.entry("code_lists")
    calendar = top.entry("calendar")
    disclosure = top.entry("disclosure")

    def found(loader: Callable[[str, Path], T], kind: str, name: str) -> T:
        return loader(name, shelf(folder, kind, name))

    made = Municipality(
        folder=folder,
        code=top.text("code"),
        name=top.text("name"),
        city=top.text("city"),
        lagar=top.texts("lagar"),
        codelists={each: found(load_codelist, "codes", lists.text(each)) for each in LISTS},
        layouts=tuple(found(load_layout, "workbooks", name) for name in top.texts("workbooks")),
        tables=top.numbers("tables"),
        deadlines={number: _deadline(calendar, number) for number in (1, 2, 3, 4)},
        limit_months=top.number("limit_months"),
        disclosure=_disclosure(disclosure),
        references=found(load_references, "references", top.text("references")),
        children=found(load_children, "references", top.text("children")),
        report=top.text("report"),
    )
    calendar.optional_text("source")
    for part in (lists, calendar, disclosure, top):
        part.close()
    if made.code != folder.name:
        raise DataFileError(
            FILE, "code", f"koden är {made.code}", f"Skriv {folder.name}, som mappens namn."
        )
    return made


def _disclosure(entry: Entry) -> Disclosure:
    own = entry.entry("tables")
    tables = {int(number): own.number(number) for number in own.names()}
    own.close()
    return Disclosure(entry.number("unit"), entry.number("city"), tables)


def _deadline(calendar: Entry, number: int) -> Deadline:
    text = calendar.text(f"deadline_q{number}")
    try:
        month, day = (int(part) for part in text.split("-"))
        date(2024, month, day)
        return Deadline(month, day)
    except ValueError:
        calendar.refuse(
            f"deadline_q{number} är {text!r}",
            'Skriv månad och dag inom citat, till exempel "01-31".',
        )
