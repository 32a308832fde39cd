"""Diagrams that a municipality describes: `charts/NAME.yaml`, and the figures that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from schemas.charts import ChartKind
from schemas.datafile import Entry, read_yaml
from schemas.municipality import Municipality
from schemas.parts import meant
from schemas.quarter import Quarter

ALL, FIVE, NOW = "quarters", "five", "now"
YEARS, NUMBERS = "years", "quarter-of-year"
PARTS, ITEMS = "parts", "items"

QUARTERLY = (ALL, FIVE, YEARS, NUMBERS)
AXES = (*QUARTERLY, PARTS, ITEMS)
"""Axes along which the quarter goes; the values of a diagram without any are the reported one's."""


@dataclass(frozen=True, slots=True)
class Item:
    """A series or a category that is described one by one: decisions with some codes."""

    label: str
    only: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Axis:
    """What the series or the categories of a diagram are. `kind` is one of the words above, or a
    dimension whose codes they are; `items` are those of a list."""

    kind: str
    items: tuple[Item, ...] = ()

    @property
    def dimension(self) -> str:
        return "" if self.kind in (*QUARTERLY, PARTS, ITEMS) else self.kind


@dataclass(frozen=True)
class Diagram:
    """The data of `charts/NAME.yaml`. Its figures are decisions of `lag`, of a dimension in `only`
    none but its codes there. `first` is the first quarter that is shown, where it is not the first
    one known; `most` so many of the commonest; `rest` what is left of a whole beside its parts."""

    name: str
    kind: ChartKind
    title: str
    across: str
    lag: str
    series: Axis
    categories: Axis
    only: Mapping[str, tuple[str, ...]]
    first: Quarter | None = None
    most: int = 0
    rest: str = ""

    @property
    def span(self) -> str:
        """How far back its figures go."""
        kinds = {self.series.kind, self.categories.kind}
        if kinds & {ALL, YEARS, NUMBERS}:
            return ALL
        return FIVE if FIVE in kinds else NOW


def diagrams_of(municipality: Municipality) -> tuple[Diagram, ...]:
    """Those that the municipality describes, by their names."""
    folder = municipality.folder / "charts"
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return tuple(_meant(load_diagram(each.stem, folder), municipality) for each in files)


@cache
def load_diagram(name: str, folder: Path) -> Diagram:
    """Read `charts/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    made = Diagram(
        name=name,
        kind=top.choice("kind", ChartKind),
        title=top.pattern("title", "from", "to", "quarter", "granted"),
        across=top.text("across"),
        lag=top.text("lag"),
        series=_axis(top, "series"),
        categories=_axis(top, "categories"),
        only=_only(top),
        first=_quarter(top),
        most=top.number("most") if top.has("most") else 0,
        rest=top.optional_text("rest") or "",
    )
    top.close()
    _check(top, made)
    return made


def _axis(top: Entry, key: str) -> Axis:
    """One word, or a list of items with a label each."""
    if not top.is_list(key):
        return Axis(top.text(key))
    items = []
    for entry in top.entries(key, "label"):
        items.append(Item(entry.text("label"), _only(entry)))
        entry.close()
    return Axis(ITEMS, tuple(items))


def _only(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    only = entry.optional_entry("only")
    return {dimension: only.texts(dimension) for dimension in only.names()}


def _quarter(top: Entry) -> Quarter | None:
    text = top.optional_text("from")
    if text is None:
        return None
    try:
        return Quarter.parse(text)
    except ValueError:
        top.refuse(f"from är {text}", "Skriv kvartalet som 2022Q1.")


def _check(top: Entry, made: Diagram) -> None:
    kinds = (made.series.kind, made.categories.kind)
    if (YEARS in kinds) != (NUMBERS in kinds):
        top.refuse(
            f"series {kinds[0]} med categories {kinds[1]}",
            f"Skriv {YEARS} i den ena och {NUMBERS} i den andra.",
        )
    if sum(kind in (ALL, FIVE) for kind in kinds) > 1:
        top.refuse("kvartalen står på båda ledder", "Byt series eller categories.")
    if (PARTS in kinds) != bool(made.rest):
        top.refuse(
            f"series {PARTS} och rest hör ihop",
            "Skriv rest: namnet på det som inte är någon av delarna.",
        )
    if PARTS in kinds and len(made.only.get("insats", ())) != 1:
        top.refuse(f"{PARTS} behöver en insats", "Skriv only: {insats: [det hela]}.")


def _meant(made: Diagram, municipality: Municipality) -> Diagram:
    """With the codes of the municipality's groups in the place of their names."""
    series, categories = (
        Axis(axis.kind, tuple(Item(e.label, meant(municipality, e.only)) for e in axis.items))
        for axis in (made.series, made.categories)
    )
    only = meant(municipality, made.only)
    return replace(made, only=only, series=series, categories=categories)
