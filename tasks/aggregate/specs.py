"""What a printed table is made of: the YAML file beside its view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sql
from schemas.datafile import Entry, read_yaml
from schemas.law_words import law_words
from schemas.quarter import Quarter

VIEWS = Path(sql.__file__).parent / "views"

QUARTERS = "quarters"
"""The columns of a table that follows the figures over five quarters."""

UNITS = "enhet"
"""The rows of a table that has one for each unit."""


@dataclass(frozen=True, slots=True)
class RowSpec:
    """Rows from one code list: a row for each code, and a Summa where the table prints one."""

    dimension: str
    summa: bool
    hide_when_zero: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """A table's file. `columns` is `quarters`, or the dimension whose codes are the columns. The
    title and the headings name the quarter and, in the words of the law, what is granted."""

    number: int
    lag: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[RowSpec, ...]
    columns: str
    notes: tuple[str, ...] = ()

    @property
    def view(self) -> str:
        return f"tabell_{self.number}"

    @property
    def follows_quarters(self) -> bool:
        return self.columns == QUARTERS

    def titled(self, quarter: Quarter) -> str:
        """The title as it is printed for a quarter."""
        words = law_words(self.lag, quarter)
        return self.title.format(quarter=quarter.label, granted=words.by)

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


@cache
def load_spec(number: int, folder: Path = VIEWS) -> TableSpec:
    """Read `tabell_N.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"tabell_{number}.yaml")
    spec = TableSpec(
        number=top.number("number"),
        lag=top.text("lag"),
        title=top.text("title"),
        headings=top.texts("headings"),
        rows=tuple(_row(entry) for entry in top.entries("rows", "dimension")),
        columns=top.text("columns"),
        notes=top.texts("notes"),
    )
    top.close()
    if spec.number != number:
        top.refuse(f"number är {spec.number}", f"Skriv {number}, som i filens namn.")
    if not spec.rows or len(spec.headings) not in (1, 2):
        top.refuse(
            "en tabell behöver rader och en eller två rubriker",
            "Fyll i rows, och headings med en rubrik eller två.",
        )
    return spec


def _row(entry: Entry) -> RowSpec:
    row = RowSpec(
        dimension=entry.text("dimension"),
        summa=entry.flag("summa"),
        hide_when_zero=entry.texts("hide_when_zero"),
    )
    entry.close()
    return row
