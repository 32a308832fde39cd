"""How many live in a municipality, to compare it with others of another size."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.datafile import Entry


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """Those who were registered in the municipality on the last day of a year."""

    year: int
    total: int
    kvinna: int
    man: int
    source: str


def read_inhabitants(entry: Entry) -> Inhabitants:
    """`{year: 2023, total: 100000, kvinna: …, man: …, source: …}`."""
    made = Inhabitants(
        year=entry.number("year"),
        total=entry.number("total"),
        kvinna=entry.number("kvinna"),
        man=entry.number("man"),
        source=entry.text("source"),
    )
    entry.close()
    if made.kvinna + made.man != made.total:
        entry.refuse("kvinna och man blir inte total", "Rätta antalen efter källan.")
    return made
