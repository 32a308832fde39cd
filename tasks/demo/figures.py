"""What was published of the two quarters: the sums that the demo city must come out at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemas.datafile import Entry, read_yaml
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from tasks.demo.allocation import Hold

DEMO = "demo"
"""The folder of a municipality that its demo is made from."""

FIGURES = "figures.yaml"


@dataclass(frozen=True)
class CrossFigure:
    """A figure that the report's text gives: an insats, its reasons, perhaps a sub-reason."""

    insats: str
    orsaker: tuple[str, ...]
    count: int
    delorsak: str | None

    @property
    def hold(self) -> Hold:
        """A sub-reason is a part of its reason, which may hold more."""
        return Hold(self.insats, self.orsaker, self.count, at_least=self.delorsak is not None)


@dataclass(frozen=True, slots=True)
class SubtypeFigure:
    """So many decisions on an insats are of a kind that the report's text names."""

    insats: str
    undertyp: str
    count: int


@dataclass(frozen=True)
class LawFigures:
    """One law's sums in one quarter. `ended` counts by status; None where nothing was published."""

    lag: str
    quarter: Quarter
    insats: Mapping[str, int]
    orsak: Mapping[str, int]
    kon: Mapping[str, int]
    ended: Mapping[str, int] | None = None
    cross: tuple[CrossFigure, ...] = ()
    subtypes: tuple[SubtypeFigure, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.insats.values())


@dataclass(frozen=True)
class PublishedFigures:
    """The quarter of the demo and the one before, by law."""

    quarter: Quarter
    source: str
    now: Mapping[str, LawFigures]
    before: Mapping[str, LawFigures]


def load_figures(municipality: Municipality) -> PublishedFigures:
    """Read `demo/figures.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(municipality.folder / DEMO / FIGURES)
    quarter = Quarter.parse(top.text("quarter"))
    source = top.text("source")
    laws = [_law(entry, quarter) for entry in top.entries("laws", "lag")]
    top.close()
    now, before = ({each.lag: each for each in of_laws} for of_laws in zip(*laws, strict=True))
    return PublishedFigures(quarter, source, now, before)


def history_files(municipality: Municipality) -> tuple[Path, ...]:
    """The reports of figures that stand before those of the demo's quarters, in the order in which
    they are taken in: a later one is in force."""
    return tuple(sorted((municipality.folder / DEMO).glob("historik*.md")))


def _law(entry: Entry, quarter: Quarter) -> tuple[LawFigures, LawFigures]:
    """A law in the quarter, and in the one before."""
    total = entry.number("total")
    insats, orsak, kon = (counts(entry.entry(axis)) for axis in ("insats", "orsak", "kon"))
    for axis, parts in (("insats", insats), ("orsak", orsak)):
        if sum(parts.values()) != total:
            entry.refuse(f"{axis} blir {sum(parts.values())}, total är {total}", "Rätta talen.")
    figures = LawFigures(
        lag=entry.text("lag"),
        quarter=quarter,
        insats=insats,
        orsak=orsak,
        kon=_with_unknown(kon, total),
        ended={status: entry.number(status) for status in ("verkstallt", "avslutat")},
        cross=tuple(_cross(each) for each in entry.entries("cross", "insats")),
        subtypes=tuple(_subtype(each) for each in entry.entries("subtypes", "undertyp")),
    )
    before = _before(entry.entry("before"), figures.lag, quarter.previous)
    entry.close()
    return figures, before


def _before(entry: Entry, lag: str, quarter: Quarter) -> LawFigures:
    insats, orsak, kon = (counts(entry.entry(axis)) for axis in ("insats", "orsak", "kon"))
    entry.close()
    return LawFigures(lag, quarter, insats, orsak, _with_unknown(kon, sum(insats.values())))


def _with_unknown(kon: Mapping[str, int], total: int) -> Mapping[str, int]:
    """Decisions that the printed kön table leaves out are those whose kön nobody wrote."""
    return {**kon, "saknas": total - sum(kon.values())}


def _cross(entry: Entry) -> CrossFigure:
    cross = CrossFigure(
        insats=entry.text("insats"),
        orsaker=entry.texts("orsaker"),
        count=entry.number("count"),
        delorsak=entry.optional_text("delorsak"),
    )
    entry.close()
    return cross


def _subtype(entry: Entry) -> SubtypeFigure:
    subtype = SubtypeFigure(entry.text("insats"), entry.text("undertyp"), entry.number("count"))
    entry.close()
    return subtype


def counts(entry: Entry) -> dict[str, int]:
    """A mapping of codes to whole numbers."""
    found = {key: entry.number(key) for key in entry.names()}
    entry.close()
    return found
