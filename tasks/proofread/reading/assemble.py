"""Texts and grids put together to a report: titles to their tables, headings over their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from schemas.proof import Passage, ReadReport, ReadRow, ReadTable, Unread
from tasks.proofread.reading.blocks import (
    PLAIN_HEADING,
    Block,
    Grid,
    GridRow,
    Kind,
    Text,
    text_block,
)
from tasks.proofread.reading.cells import clean
from tasks.proofread.reading.lines import joined_text, mend_breaks, passage
from tasks.proofread.reading.tables import holds_figures, understand
from tasks.proofread.reading.titles import (
    ends_with_page,
    is_chart_title,
    is_contents_entry,
    is_contents_heading,
    is_continued,
    is_page_number,
    is_title,
    looks_like_heading,
)

_TITLE_LENGTH = 250


def assemble(file: str, blocks: Iterable[Block], unread: Sequence[Unread] = ()) -> ReadReport:
    """The report of these blocks; `unread` is what the format's own reader could not take."""
    ordered = list(mend_breaks(_without_contents(_texts_of_layout(_titled_inside(blocks)))))
    reading = _Reading()
    for place, block in enumerate(ordered):
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        if isinstance(block, Grid):
            reading.add_grid(block, following)
        else:
            reading.add_text(_named(block, following))
    return ReadReport(
        file, tuple(reading.tables), tuple(reading.passages), (*reading.unread, *unread)
    )


@dataclass
class _Reading:
    """What has been read so far."""

    tables: list[ReadTable] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    near: list[str] = field(default_factory=list)  # the texts since the last table
    below: str = ""  # the title last found below its table
    sheet: str = ""  # the name of the sheet, where it is that of a table still to come

    def add_text(self, block: Text) -> None:
        if block.kind in (Kind.HEADING, Kind.SHEET):
            self.headings = [each for each in self.headings if each[0] < block.level]
        read = passage(block, tuple(text for _, text in self.headings))
        if not read.text or is_page_number(read.text):
            return
        if block.kind in (Kind.HEADING, Kind.SHEET):
            self.headings.append((block.level, read.text))
        if block.kind is Kind.SHEET:
            self.near, self.sheet = [], read.text if is_title(read.text) else ""
            return
        self.passages.append(read)
        self.near.append(read.text)

    def add_grid(self, grid: Grid, following: Block | None) -> None:
        if grid.goes_on and self._continue(grid):
            return
        title = self._title(grid, following)
        self.near = []
        read = understand(grid, title)
        if isinstance(read, Unread):
            self.unread.append(read)
        elif not (is_continued(title) and self._joined(read)):
            self.tables.append(read)

    def _title(self, grid: Grid, following: Block | None) -> str:
        """What calls itself a table's title, above or below; else the short line right above."""
        above = [text for text in reversed(self.near[-2:]) if is_title(text)]
        if grid.caption or (above and above[0] != self.below):
            return clean(grid.caption) or above[0]
        if self.sheet:
            return self._sheet_title()
        if isinstance(following, Text) and following.kind is not Kind.SHEET:
            below = joined_text([following.plain])
            if is_title(below):
                self.below = below
                return below
        nearest = self.near[-1] if self.near else ""
        short = nearest and len(nearest) <= _TITLE_LENGTH and not nearest.endswith(".")
        return nearest if short else (self.headings[-1][1] if self.headings else "")

    def _sheet_title(self) -> str:
        """The first text of the sheet, after the sheet's name unless it says the same."""
        name, self.sheet = self.sheet, ""
        first = self.near[0] if self.near else ""
        return first if is_title(first) else ". ".join(filter(None, (name, first)))

    def _continue(self, grid: Grid) -> bool:
        """The rows of a table that goes on from the page before, with or without its header."""
        if not self.tables:
            return False
        last = self.tables[-1]
        header = GridRow((*last.headings, *last.columns), grid.place, heads=True)
        for rows in (grid.rows, (header, *grid.rows)):
            read = understand(replace(grid, rows=rows), last.title)
            if isinstance(read, ReadTable) and self._joined(read):
                return True
        return False

    def _joined(self, more: ReadTable) -> bool:
        last = self.tables[-1] if self.tables else None
        if last is None or (last.number, last.columns) != (more.number, more.columns):
            return False
        rows = (*last.rows, *_below(last.rows[-1], more.rows))
        self.tables[-1] = replace(last, rows=rows)
        return True


def _below(last: ReadRow, rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
    """Rows of the next page, the labels that their first ones lack taken from the page before."""
    for row in rows:
        bare = len(row.labels) == len(last.labels) > 1 and not row.labels[0] and not row.is_sum
        yield replace(row, labels=(last.labels[0], *row.labels[1:])) if bare else row


def _named(block: Text, following: Block | None) -> Text:
    """A text that is a title or a heading by its look alone, called so."""
    if block.kind not in (Kind.BODY, Kind.HEADING):
        return block
    text = joined_text([line.text for line in block.lines])
    if (is_title(text) or is_chart_title(text)) and len(text) <= _TITLE_LENGTH:
        return replace(block, kind=Kind.CAPTION)
    if block.kind is Kind.HEADING:
        return block
    follows = isinstance(following, Grid) or (
        isinstance(following, Text) and following.kind in (Kind.BODY, Kind.POINT)
    )
    if follows and len(block.lines) == 1 and looks_like_heading(text):
        return replace(block, kind=Kind.HEADING, level=PLAIN_HEADING)
    return block


def _texts_of_layout(blocks: Iterable[Block]) -> Iterator[Block]:
    """Texts set out in columns are prose, cell by cell; a table by its title stays one."""
    titled = False
    for block in blocks:
        if isinstance(block, Text) or titled or _is_table(block):
            yield block
        else:
            yield from _cells_of(block)
        titled = isinstance(block, Text) and is_title(clean(block.plain))


def _is_table(grid: Grid) -> bool:
    return bool(grid.goes_on or grid.caption) or holds_figures(grid)


def _cells_of(grid: Grid) -> Iterator[Text]:
    for row in grid.rows:
        for text in row.texts:
            for line in text.split("\n"):
                if clean(line):
                    yield text_block(line, row.place)


def _titled_inside(blocks: Iterable[Block]) -> Iterator[Block]:
    """A first row with one cell, over a table, is its title."""
    for block in blocks:
        if isinstance(block, Grid) and _is_headed(block.rows):
            first, *others = block.rows
            yield text_block(first.texts[0], first.place)
            yield replace(block, rows=tuple(others))
        else:
            yield block


def _is_headed(rows: Sequence[GridRow]) -> bool:
    return len(rows) > 2 and rows[0].filled == (0,) and len(rows[1].filled) > 1


def _without_contents(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without the entries of lists of contents: page numbers say nothing about the subject."""
    inside = False
    for block in blocks:
        if not isinstance(block, Text):
            if not (inside and all(map(_is_entry, block.rows))):
                yield block
            inside = False
            continue
        text = block.plain
        inside = is_contents_heading(clean(text)) or (inside and ends_with_page(text))
        if not is_contents_entry(text) and not (inside and ends_with_page(text)):
            yield block


def _is_entry(row: GridRow) -> bool:
    """A heading and its page, in columns."""
    return len(row.filled) <= 3 and row.texts[row.filled[-1]].strip(" .").isdigit()
