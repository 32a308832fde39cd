"""The plan of a report: its sections in order, and what each is made of, as data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeAlias

from schemas.datafile import HERE, Entry, read_yaml
from schemas.municipality import Municipality
from schemas.period import ALWAYS, Period
from schemas.quarter import Quarter

PLANS = HERE / "reports"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LEVELS = (1, 2, 3)


class Content(StrEnum):
    """What the edition brings that is neither a numbered table nor a sentence about one."""

    ATTEST = "attest"
    BREAKS = "breaks"
    CHANGES = "changes"
    HIDDEN = "hidden"
    PRELIMINARY = "preliminary"
    RESTATED = "restated"
    SOURCES = "sources"
    UNDERLAG = "underlag"
    WAIVERS = "waivers"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of our own, with fields as in `{kvartal}`. It stands where all tables that it
    `needs` are printed, in a quarter whose last day `valid` holds: the law in force that day."""

    text: str
    valid: Period = ALWAYS
    needs: tuple[int, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list of ours, such as förslag till beslut."""

    items: tuple[str, ...]
    valid: Period = ALWAYS
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Narrators whose sentences make one paragraph. The lag is the section's unless it is given.
    Those that tell of an insats, or of a group of insatser, are told which in `about`, and in
    `words` what sentences call it."""

    narrators: tuple[str, ...]
    lag: str | None = None
    about: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class TablePart:
    number: int


@dataclass(frozen=True, slots=True)
class ChartPart:
    name: str


@dataclass(frozen=True, slots=True)
class Insert:
    content: Content


Part: TypeAlias = Text | Items | Say | TablePart | ChartPart | Insert


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `id` names the file in which the handläggare writes the
    section's free part, which stands last unless an insert says where. Nobody writes in one that
    is `closed`."""

    id: str
    title: str
    level: int = 1
    lag: str = ""
    parts: tuple[Part, ...] = ()
    closed: bool = False

    def parts_in(self, quarter: Quarter) -> tuple[Part, ...]:
        """The parts that hold in a quarter, the free part among them."""
        held = tuple(part for part in self.parts if _holds(part, quarter))
        free = Insert(Content.WRITTEN)
        return held if free in held else (*held, free)


@dataclass(frozen=True)
class Plan:
    """The data of `reports/NAME.yaml`."""

    name: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Its paragraphs and points, of whatever day."""
        parts = [part for section in self.sections for part in section.parts]
        points = (each for part in parts if isinstance(part, Items) for each in part.items)
        return (*(part.text for part in parts if isinstance(part, Text)), *points)

    @property
    def open(self) -> tuple[Section, ...]:
        """The sections in which the handläggare may write."""
        return tuple(each for each in self.sections if not each.closed)

    @property
    def free(self) -> tuple[Section, ...]:
        """The sections that have nothing but what the handläggare writes, and none under them."""
        below = (*(each.level for each in self.sections[1:]), 0)
        return tuple(
            section
            for section, level in zip(self.sections, below, strict=False)
            if level <= section.level
            and not section.closed
            and all(part == Insert(Content.WRITTEN) for part in section.parts)
        )


def _holds(part: Part, quarter: Quarter) -> bool:
    return not isinstance(part, (Text, Items)) or part.valid.holds(quarter.last_day)


@cache
def load_plan(name: str, folder: Path = PLANS) -> Plan:
    """Read `reports/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    plan = Plan(
        name=name,
        title=top.text("title"),
        subtitle=top.text("subtitle"),
        sections=tuple(_sections(top)),
    )
    top.close()
    return plan


def report_plan(municipality: Municipality) -> Plan:
    """The plan of a municipality's quarterly report."""
    return load_plan(municipality.report, municipality.shelf("reports", municipality.report))


def _sections(top: Entry) -> Iterator[Section]:
    seen: Counter[str] = Counter()
    deepest = 1
    for entry in top.entries("sections", "id"):
        section = _section(entry)
        seen[section.id] += 1
        if seen[section.id] > 1:
            entry.refuse("avsnittet står två gånger", "Ge det ena ett annat id.")
        if section.level > deepest:
            entry.refuse(
                f"nivå {section.level} står inte under ett avsnitt på nivån ovanför",
                f"Skriv level: {deepest}, eller lägg till avsnittet ovanför.",
            )
        deepest = section.level + 1
        yield section


def _section(entry: Entry) -> Section:
    section = Section(
        id=entry.text("id"),
        title=entry.text("title"),
        level=entry.number("level") if entry.has("level") else 1,
        lag=entry.optional_text("lag") or "",
        parts=tuple(_part(each) for each in entry.entries("parts", "text")),
        closed=entry.flag("closed"),
    )
    entry.close()
    if not _ID.fullmatch(section.id):
        entry.refuse(
            f"id är {section.id!r}", "Skriv små bokstäver a–z, siffror och bindestreck i id."
        )
    if section.level not in _LEVELS:
        entry.refuse(f"level är {section.level}", "Skriv level 1, 2 eller 3.")
    return section


def _part(entry: Entry) -> Part:
    kinds = [kind for kind in _PARTS if entry.has(kind)]
    if len(kinds) != 1:
        found = " och ".join(kinds) or "inget av dem"
        entry.refuse(
            f"delen ska vara en sak, och här står {found}",
            f"Skriv ett av {', '.join(_PARTS)}.",
        )
    part = _PARTS[kinds[0]](entry)
    entry.close()
    return part


def _text(entry: Entry) -> Text:
    needs = entry.numbers("needs") if entry.has("needs") else ()
    return Text(entry.text("text"), _period(entry), needs, entry.optional_text("source"))


def _items(entry: Entry) -> Items:
    return Items(entry.texts("points"), _period(entry), entry.optional_text("source"))


def _say(entry: Entry) -> Say:
    told = (entry.optional_text(key) or "" for key in ("about", "words"))
    return Say(entry.texts("say"), entry.optional_text("lag"), *told)


def _table(entry: Entry) -> TablePart:
    return TablePart(entry.number("table"))


def _chart(entry: Entry) -> ChartPart:
    return ChartPart(entry.text("chart"))


def _insert(entry: Entry) -> Insert:
    return Insert(entry.choice("insert", Content))


_PARTS: Mapping[str, Callable[[Entry], Part]] = {
    "text": _text,
    "points": _items,
    "say": _say,
    "table": _table,
    "chart": _chart,
    "insert": _insert,
}


def _period(entry: Entry) -> Period:
    """What is dated must tell where the date is taken from."""
    period = Period(entry.day("from"), entry.day("to"))
    if period.start and period.end and period.end < period.start:
        entry.refuse("to ligger före from", "Rätta datumen: båda dagarna räknas med.")
    if period != ALWAYS and not entry.has("source"):
        entry.refuse("en daterad text utan källa", "Lägg till source: lagrummet eller beslutet.")
    return period
