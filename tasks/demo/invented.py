"""The method's settings: all that is made up about the demo city, read from one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.datafile import Entry, read_yaml
from schemas.municipality import Municipality
from tasks.demo.figures import DEMO, counts


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit's share of the decisions, and what it handles when it does not handle everything."""

    unit: str
    prefix: str
    weight: int
    omrade: str | None
    only: tuple[str, ...]

    def handles(self, insats: str) -> bool:
        return not self.only or insats in self.only


@dataclass(frozen=True)
class Texts:
    """What is written in the free-text columns, by reason."""

    delorsaker: Mapping[str, tuple[str, ...]]
    kommentarer: Mapping[str, tuple[str, ...]]
    housing: tuple[str, ...]
    kommentarer_housing: tuple[str, ...]


@dataclass(frozen=True)
class Invented:
    """See a municipality's demo/made-up.yaml, where each setting is explained."""

    seed: int
    carried: Mapping[str, int]
    reported_again: int
    women: int
    interrupted: int
    compensated: int
    new_before: int
    changed: int
    executed_before: int
    units: tuple[DemoUnit, ...]
    of_percent: Mapping[str, int]
    child_percent: Mapping[str, int]
    affinity: Mapping[str, Mapping[str, int]]
    texts: Texts

    def weight(self, insats: str, orsak: str) -> int:
        """How likely an insats is to have a reason, against 1 for what is nothing special."""
        return self.affinity.get(orsak, {}).get(insats, 1)


def load_invented(municipality: Municipality) -> Invented:
    """Read `demo/made-up.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(municipality.folder / DEMO / "made-up.yaml")
    percent = top.entry("percent")
    affinity = top.entry("affinity")
    invented = Invented(
        seed=top.number("seed"),
        carried=counts(top.optional_entry("carried")),
        reported_again=_percent(percent, "reported_again", 60),
        women=_percent(percent, "women", 50),
        interrupted=percent.number("interrupted"),
        compensated=percent.number("compensated"),
        new_before=percent.number("new_before"),
        changed=percent.number("changed"),
        executed_before=percent.number("executed_before"),
        units=tuple(_unit(each) for each in top.entries("units", "unit")),
        of_percent=counts(top.optional_entry("of_percent")),
        child_percent=counts(top.optional_entry("child_percent")),
        affinity={orsak: counts(affinity.entry(orsak)) for orsak in affinity.names()},
        texts=Texts(
            delorsaker=_texts(top.entry("delorsaker")),
            kommentarer=_texts(top.entry("kommentarer")),
            housing=top.texts("housing"),
            kommentarer_housing=top.texts("kommentarer_housing"),
        ),
    )
    for part in (percent, affinity, top):
        part.close()
    return invented


def _percent(entry: Entry, name: str, default: int) -> int:
    return entry.number(name) if entry.has(name) else default


def _unit(entry: Entry) -> DemoUnit:
    unit = DemoUnit(
        unit=entry.text("unit"),
        prefix=entry.text("prefix"),
        weight=entry.number("weight"),
        omrade=entry.optional_text("omrade"),
        only=entry.texts("only"),
    )
    entry.close()
    return unit


def _texts(entry: Entry) -> dict[str, tuple[str, ...]]:
    found = {key: entry.texts(key) for key in entry.names()}
    entry.close()
    return found
