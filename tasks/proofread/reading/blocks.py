"""What the formats have in common: a report as texts and grids, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from schemas.proof import Place

PLAIN_HEADING = 7
"""The level of a heading that nothing but its look tells, below those of styles and marks."""


class Kind(StrEnum):
    HEADING = "heading"
    BODY = "body"
    POINT = "point"  # of a list
    CAPTION = "caption"
    NOTE = "note"  # a footnote, which may stand in the middle of a paragraph
    SHEET = "sheet"  # the name of a sheet: heads what stands on it, and stands nowhere itself


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of one or more printed lines. `level` is a heading's, 1 the outermost."""

    lines: tuple[Line, ...]
    kind: Kind = Kind.BODY
    level: int = 0

    @property
    def plain(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def place(self) -> Place:
        return self.lines[0].place

    def followed_by(self, other: Text) -> Text:
        return replace(self, lines=self.lines + other.lines)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid. `spread` has the text of a cell over several columns in each of them,
    where `texts` has it in the first; `heads` tells that the format calls it a header row."""

    texts: tuple[str, ...]
    place: Place
    spread: tuple[str, ...] = ()
    heads: bool = False

    @property
    def filled(self) -> tuple[int, ...]:
        """The places of the cells that hold something."""
        return tuple(place for place, text in enumerate(self.texts) if text)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. `strict`: a row with too few cells cannot be put right, as in text where
    only the order of the cells tells their columns. `goes_on`: from the page before."""

    rows: tuple[GridRow, ...]
    caption: str = ""
    strict: bool = False
    goes_on: bool = False

    @property
    def place(self) -> Place:
        return self.rows[0].place


Block: TypeAlias = Text | Grid


def text_block(text: str, place: Place, kind: Kind = Kind.BODY, level: int = 0) -> Text:
    return Text((Line(text, place),), kind, level)
