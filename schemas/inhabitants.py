"""How many live in a municipality, to compare it with others of another size."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.datafile import Entry


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """Those who were registered in the municipality on the last day of a year; by kön where the
    source tells it."""

    year: int
    total: int
    kvinna: int | None
    man: int | None
    source: str

    def of(self, kon: str) -> int | None:
        """How many of one kön there are; without one everybody."""
        return {"": self.total, "kvinna": self.kvinna, "man": self.man}[kon]


def read_inhabitants(entry: Entry) -> Inhabitants:
    """`{year: 2023, total: 100000, kvinna: …, man: …, source: …}`."""
    made = Inhabitants(
        year=entry.number("year"),
        total=entry.number("total"),
        kvinna=_optional(entry, "kvinna"),
        man=_optional(entry, "man"),
        source=entry.text("source"),
    )
    entry.close()
    told = [each for each in (made.kvinna, made.man) if each is not None]
    if len(told) == 1 or (told and sum(told) != made.total):
        entry.refuse("kvinna och man blir inte total", "Rätta antalen efter källan.")
    return made


def _optional(entry: Entry, name: str) -> int | None:
    return entry.number(name) if entry.has(name) else None
