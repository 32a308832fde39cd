"""What was published by groups of decisions: how many of each insats, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.datafile import Entry, read_yaml
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from tasks.demo.figures import DEMO, FIGURES, counts

TOLD = (
    "kon", "aldersgrupp", "orsak", "delorsak", "rapporttyp", "status", "vantetid", "grund",
    "kompensatorisk", "undertyp",
)  # fmt: skip
"""What a block may tell of its decisions; what it does not tell is made up."""


@dataclass(frozen=True)
class Block:
    """So many decisions of each insats in a quarter. `told` has for each field how many of them
    have which code; what it leaves over is made up, and so is who has which. `persons` have the
    decisions; None where nobody counted them. `ended` is the quarter in which those that ended
    did, where they are reported late. `place` says where the figures are printed."""

    quarter: Quarter
    lag: str
    unit: str | None
    omrade: str | None
    insats: Mapping[str, int]
    told: Mapping[str, Mapping[str, int]]
    persons: int | None
    ended: Quarter
    place: str

    def __hash__(self) -> int:
        return id(self)

    @property
    def total(self) -> int:
        return sum(self.insats.values())


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a unit's table states, whatever its decisions add up to; `row` has its codes
    in the order of the table's dimensions, none for Summa."""

    quarter: Quarter
    unit: str
    lag: str
    table: str
    row: tuple[str, ...]
    column: str
    value: int
    place: str


@dataclass(frozen=True)
class PublishedBlocks:
    """Every quarter of a demo that has workbooks."""

    source: str
    blocks: tuple[Block, ...]
    stated: tuple[Stated, ...]

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(sorted({each.quarter for each in self.blocks}))


def has_blocks(municipality: Municipality) -> bool:
    """Whether the demo's figures are told by blocks, and not by law."""
    return read_yaml(municipality.folder / DEMO / FIGURES).has("blocks")


def load_blocks(municipality: Municipality) -> PublishedBlocks:
    """Read `demo/figures.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(municipality.folder / DEMO / FIGURES)
    quarter = Quarter.parse(top.text("quarter"))
    made = PublishedBlocks(
        source=top.text("source"),
        blocks=tuple(_block(each, quarter) for each in top.entries("blocks", "place")),
        stated=tuple(
            _stated(each, quarter) for each in top.entries("stated", "place", required=False)
        ),
    )
    top.close()
    return made


def _block(entry: Entry, quarter: Quarter) -> Block:
    insats = counts(entry.entry("insats"))
    total = sum(insats.values())
    own = _quarter(entry, "quarter", quarter)
    block = Block(
        quarter=own,
        lag=entry.text("lag"),
        unit=entry.optional_text("unit"),
        omrade=entry.optional_text("omrade"),
        insats=insats,
        told={field: _told(entry, field, total) for field in TOLD if entry.has(field)},
        persons=entry.number("persons") if entry.has("persons") else None,
        ended=_quarter(entry, "ended", own),
        place=entry.text("place"),
    )
    entry.close()
    if block.persons is not None and block.persons > total:
        entry.refuse(f"{block.persons} personer har {total} beslut", "Rätta talen.")
    return block


def _told(entry: Entry, field: str, total: int) -> Mapping[str, int]:
    told = counts(entry.entry(field))
    if sum(told.values()) > total:
        entry.refuse(f"{field} blir {sum(told.values())}, insats {total}", "Rätta talen.")
    return told


def _stated(entry: Entry, quarter: Quarter) -> Stated:
    stated = Stated(
        quarter=_quarter(entry, "quarter", quarter),
        unit=entry.text("unit"),
        lag=entry.text("lag"),
        table=entry.text("table"),
        row=entry.texts("row"),
        column=entry.text("column"),
        value=entry.number("value"),
        place=entry.text("place"),
    )
    entry.close()
    return stated


def _quarter(entry: Entry, key: str, quarter: Quarter) -> Quarter:
    text = entry.optional_text(key)
    return Quarter.parse(text) if text else quarter
