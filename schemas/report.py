"""The content of the report: one model, which the Word and the PDF writer print alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from schemas.charts import Chart
from schemas.tables import Table


class Voice(StrEnum):
    """Who speaks in a paragraph: proofreading answers for ours, and checks theirs as well."""

    COMPUTED = "computed"
    STANDING = "standing"  # a text of the report's plan
    WRITTEN = "written"  # by the handläggare


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a section of the report."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    voice: Voice = Voice.COMPUTED


@dataclass(frozen=True, slots=True)
class Points:
    """A list; numbered where the order is referred to, as in förslag till beslut."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    table: Table


@dataclass(frozen=True, slots=True)
class ChartBlock:
    chart: Chart


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts, such as the attest: no number, a title, a header row."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Points | TableBlock | ChartBlock | Grid


@dataclass(frozen=True)
class Report:
    """A report, top to bottom.

    `facts` are the lines of the head (Diarienummer, Handläggare, Datum, Till); `mark` stands on
    every page of what is no public release; `notices` stand on the first page and tell, each with
    its lead, what is missing or hidden. `problems` are what must be mended before publication.
    `day` dates the document; without it the bytes are dated by the quarter's last day.
    """

    sender: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    mark: str
    notices: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    day: date
    problems: tuple[str, ...] = ()
    language: str = "sv-SE"

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(each.table for each in self.blocks if isinstance(each, TableBlock))

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(each.chart for each in self.blocks if isinstance(each, ChartBlock))
