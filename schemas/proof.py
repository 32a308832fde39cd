"""A report as proofreading sees it: its tables, its prose, and what the prose claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas.findings import Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `line` is the line of a text file, the paragraph (counted from 1,
    tables left out) of a docx or html, the line on its `page` of a pdf, the row of its `sheet`.

    In a docx or html `table` and `row` tell what stands in a table, both counted from 1; its
    `line` is then the paragraph before the table."""

    line: int
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None

    def told(self, line_word: str = "rad") -> str:
        """As people find it, inside a sentence: `sida 3, rad 12`."""
        if self.sheet is not None:
            return f"bladet {self.sheet}, rad {self.line}"
        if self.page is not None:
            return f"sida {self.page}, rad {self.line}"
        if self.table is not None:
            row = f", rad {self.row}" if self.row is not None else ""
            return f"dokumentets tabell {self.table}{row}"
        return f"{line_word} {self.line}"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as printed. `value` is None where it holds no whole number; «–» reads as 0."""

    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class ReadRow:
    labels: tuple[str, ...]
    cells: tuple[ReadCell, ...]
    is_sum: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a report. `headings` stand over the labels, `columns` over the figures, a header
    in two lines joined to one: `Kv 4 2024`. `number` is that of «Tabell 3»."""

    title: str
    number: int | None
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a point of a list or a caption, its lines joined. `starts` are the offsets in
    `text` at which its lines begin, each with its place, so that a quote can be found again.
    `headings` are those it stands under, outermost first."""

    text: str
    starts: tuple[tuple[int, Place], ...]
    headings: tuple[str, ...] = ()

    def place(self, offset: int) -> Place:
        """The place of a character of the text."""
        return next(place for start, place in reversed(self.starts) if start <= offset)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that looks like a table and could not be understood, with the reason in Swedish."""

    title: str
    place: Place
    reason: str


@dataclass(frozen=True)
class ReadReport:
    """A report as read. Headings are passages too. `line_word` is what a place's line is called
    in Swedish: «rad», or «stycke» where paragraphs are counted."""

    file: str
    tables: tuple[ReadTable, ...]
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = ()
    line_word: str = "rad"


class Standing(StrEnum):
    """What became of a claim: held against the tables or the text's other claims, or not bound."""

    RIGHT = "right"
    WRONG = "wrong"
    UNBOUND = "unbound"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the prose says about the figures. `kind` is the subject that recognised it;
    `bound` tells in Swedish what it was held against, or why nothing was found."""

    kind: str
    quote: str
    place: Place
    standing: Standing
    bound: str


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """What is wrong in a report. `table`, `row`, `column` where it is in a table; `quote` and
    `place` where it is in the prose."""

    rule: str
    severity: Severity
    message: str
    place: Place
    table: str | None = None
    row: str | None = None
    column: str | None = None
    quote: str | None = None
    found: str | int | None = None
    expected: str | int | None = None

    def as_json(self) -> Mapping[str, Any]:
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "line": self.place.line,
            "page": self.place.page,
            "sheet": self.place.sheet,
            "quote": self.quote,
            "found": self.found,
            "expected": self.expected,
            "message": self.message,
        }


@dataclass(frozen=True)
class Proof:
    """The outcome of proofreading: findings in the order of the report."""

    report: ReadReport
    claims: tuple[Claim, ...]
    findings: tuple[ProofFinding, ...]
