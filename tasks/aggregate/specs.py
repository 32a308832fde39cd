"""What a printed table is made of: the YAML file beside its view, or a municipality's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import sql
from schemas.counted import UNIT, Measure, Scope, ordered
from schemas.datafile import Entry, read_yaml
from schemas.law_words import law_words
from schemas.municipality import Municipality
from schemas.parts import meant
from schemas.quarter import Quarter

VIEWS = Path(sql.__file__).parent / "views"

QUARTERS = "quarters"
"""The columns of a table that follows the figures over five quarters."""

MEASURES = "measures"
"""The columns of a table that counts decisions and persons side by side."""

UNITS = UNIT
"""The rows of a table that has one for each unit."""

SERIE, BY_UNIT, CROSSED_VIEW = "serie", "per_enhet", "kors"
SHARED = (SERIE, BY_UNIT, CROSSED_VIEW)
"""What an own table can be a cut of; it needs no SQL of its own."""

YEAR = "year"
_QUARTERS_OF_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class RowSpec:
    """Rows from one code list: a row for each code, and a Summa where the table prints one."""

    dimension: str
    summa: bool
    hide_when_zero: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """A table's file. `columns` is `quarters`, `measures`, or the dimension whose codes are the
    columns. The title and the headings name the quarter and, in the words of the law, what is
    granted. `view` is one of the shared ones in a table of a municipality's own: then `only` the
    codes that are named count, `measure` tells of what, and `over_year` over how long."""

    number: int
    lag: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[RowSpec, ...]
    columns: str
    notes: tuple[str, ...] = ()
    view: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measure: Measure = Measure.DECISIONS
    over_year: bool = False

    @property
    def own(self) -> bool:
        """Whether it is a cut of a shared view, and has none of its own."""
        return self.view in SHARED

    @property
    def scope(self) -> Scope:
        return Scope(ordered(self.only), self.measure, self.over_year)

    @property
    def follows_quarters(self) -> bool:
        return self.columns == QUARTERS

    def shows(self, dimension: str, code: str) -> bool:
        """Whether a code has a row or a column, where its dimension has."""
        return code in self.only.get(dimension, (code,))

    def quarters(self, quarter: Quarter) -> tuple[Quarter, ...]:
        """The quarters that the table of a quarter counts, oldest first."""
        if self.follows_quarters:
            return quarter.window()
        return quarter.window(_QUARTERS_OF_A_YEAR) if self.over_year else (quarter,)

    def titled(self, quarter: Quarter) -> str:
        """The title as it is printed for a quarter."""
        words, first = law_words(self.lag, quarter), self.quarters(quarter)[0]
        names = {"quarter": quarter.label, "from": first.label, "granted": words.by}
        return self.title.format(**names)

    def headed(self, quarter: Quarter) -> tuple[str, ...]:
        """The headings as they are printed for a quarter."""
        words = law_words(self.lag, quarter)
        return tuple(each.format(heading=words.heading) for each in self.headings)

    @property
    def crosses(self) -> bool:
        """Whether rows and columns are two dimensions of the whole municipality's decisions."""
        return not self.follows_quarters and self.rows[0].dimension != UNITS

    @property
    def by_area(self) -> bool:
        """Whether each unit has a row for each område: its second heading."""
        return len(self.headings) > 1


def spec_of(municipality: Municipality, number: int) -> TableSpec:
    """The table that a municipality prints under a number: its own before the shared one."""
    own = municipality.folder / "tables"
    if not (own / f"tabell_{number}.yaml").is_file():
        return load_spec(number)
    spec = load_spec(number, own)
    return replace(spec, only=meant(municipality, spec.only))


@cache
def load_spec(number: int, folder: Path = VIEWS) -> TableSpec:
    """Read `tabell_N.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"tabell_{number}.yaml")
    only = top.optional_entry("only")
    spec = TableSpec(
        number=top.number("number"),
        lag=top.text("lag"),
        title=top.pattern("title", "quarter", "from", "granted"),
        headings=top.texts("headings"),
        rows=tuple(_row(entry) for entry in top.entries("rows", "dimension")),
        columns=top.text("columns"),
        notes=top.texts("notes"),
        view=top.optional_text("view") or f"tabell_{number}",
        only={dimension: only.texts(dimension) for dimension in only.names()},
        measure=top.choice("measure", Measure, Measure.DECISIONS),
        over_year=_over(top),
    )
    top.close()
    _check(top, spec, number)
    if folder != VIEWS:
        _check_own(top, spec)
    return spec


def _over(top: Entry) -> bool:
    text = top.optional_text("over")
    if text not in (None, YEAR):
        top.refuse(f"over är {text}", f"Skriv over: {YEAR}, eller ta bort raden.")
    return text is not None


def _row(entry: Entry) -> RowSpec:
    row = RowSpec(
        dimension=entry.text("dimension"),
        summa=entry.flag("summa"),
        hide_when_zero=entry.texts("hide_when_zero"),
    )
    entry.close()
    return row


def _check(top: Entry, spec: TableSpec, number: int) -> None:
    if spec.number != number:
        top.refuse(f"number är {spec.number}", f"Skriv {number}, som i filens namn.")
    if not spec.rows or len(spec.headings) not in (1, 2):
        top.refuse(
            "en tabell behöver rader och en eller två rubriker",
            "Fyll i rows, och headings med en rubrik eller två.",
        )


def _check_own(top: Entry, spec: TableSpec) -> None:
    """An own table is a cut of a shared view, and one that the view can give."""
    if not spec.own:
        found = f"view är {spec.view}" if top.has("view") else "en egen tabell utan view"
        top.refuse(found, f"Skriv view: en av {', '.join(SHARED)}.")
    if (spec.view == SERIE) != spec.follows_quarters:
        top.refuse(
            f"view {spec.view} med columns {spec.columns}",
            f"Skriv columns: {QUARTERS} för view: {SERIE}, och bara där.",
        )
    if (spec.view == BY_UNIT) != (spec.rows[0].dimension == UNITS):
        top.refuse(
            f"view {spec.view} med raderna {spec.rows[0].dimension}",
            f"Skriv dimension: {UNITS} för view: {BY_UNIT}, och bara där.",
        )
    told = spec.over_year or spec.measure is Measure.PERSONS or spec.columns == MEASURES
    if told and spec.view != CROSSED_VIEW:
        top.refuse(
            f"view {spec.view} räknar varken personer eller år", f"Skriv view: {CROSSED_VIEW}."
        )
    if spec.view == CROSSED_VIEW and len(spec.rows) > 1:
        top.refuse("en korstabell har en sorts rader", "Skriv en enda rad i rows.")
