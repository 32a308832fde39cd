"""A grid understood as a table: header rows, label columns, figures, sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.proof import ReadRow, ReadTable, Unread
from tasks.proofread.reading.blocks import Grid, GridRow
from tasks.proofread.reading.cells import clean, is_figure, is_year, read_cell
from tasks.proofread.reading.lines import joined_text
from tasks.proofread.reading.titles import title_number

_SUM = re.compile(r"(?:del)?(?:summa|totalt?|totalsumma|samtliga|sammanlagt)\b", re.IGNORECASE)
_QUARTER = re.compile(r"(?:kv|kvartal|q)\.?\s?[1-4]$", re.IGNORECASE)
MAX_LABELS = 3
"""A table with more label columns is a list of single figures, which prints no sums."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A grid taken apart: so many header rows, so many label columns."""

    head: tuple[GridRow, ...]
    body: tuple[GridRow, ...]
    labels: int
    width: int


def holds_figures(grid: Grid) -> bool:
    """Whether a grid is a table of figures, rather than texts set out in columns."""
    rows = _trimmed(grid).rows
    return any(_is_figure_column(rows[1:], place) for place in range(1, _width(rows)))


def understand(grid: Grid, title: str) -> ReadTable | Unread:
    """The table, or why it cannot be understood."""
    trimmed = _trimmed(grid)
    parts = _take_apart(trimmed.rows)
    if reason := _trouble(trimmed, parts):
        return Unread(title, grid.place, reason)
    rows = _rows(parts)
    if not rows:
        return Unread(title, grid.place, "Tabellen har ingen rad under rubrikraden.")
    heads = tuple(_heading(parts.head, place) for place in range(parts.width))
    extra = len(rows[0].labels) - parts.labels  # rows that head a group give one more
    headings = ("",) * extra + heads[: parts.labels]
    columns = heads[parts.labels :]
    return ReadTable(title, title_number(title), headings, columns, rows, grid.place)


def _trouble(grid: Grid, parts: _Parts) -> str | None:
    if not parts.head:
        return "Tabellen saknar rubrikrad: redan första raden har siffror."
    if parts.labels > MAX_LABELS:
        return "Tabellen är en lista med en siffra på varje rad, inte en uppställning med summor."
    if parts.labels == parts.width:
        return "Tabellen har ingen kolumn med siffror."
    return _ragged(parts) if grid.strict else None


def _ragged(parts: _Parts) -> str | None:
    for row in parts.body:
        if len(row.filled) > 1 and len(row.texts) != parts.width:
            found, name = len(row.texts), row.texts[0]
            return f"Raden «{name}» har {found} celler, men tabellen har {parts.width} kolumner."
    return None


def _trimmed(grid: Grid) -> Grid:
    """The grid with its texts made plain, without empty rows and columns."""
    rows = [replace(row, texts=_plain(row.texts), spread=_plain(row.spread)) for row in grid.rows]
    rows = [row for row in rows if row.filled]
    filled = {place for row in rows for place in row.filled}
    dropped = set(range(_width(rows))) - filled
    if grid.strict or not dropped:
        return replace(grid, rows=tuple(rows))
    return replace(grid, rows=tuple(_without(row, dropped) for row in rows))


def _plain(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(joined_text(text.split("\n")) for text in texts)


def _without(row: GridRow, dropped: set[int]) -> GridRow:
    texts, spread = (
        tuple(text for place, text in enumerate(each) if place not in dropped)
        for each in (row.texts, row.spread)
    )
    return replace(row, texts=texts, spread=spread)


def _take_apart(rows: Sequence[GridRow]) -> _Parts:
    count = _header_rows(rows)
    head, body = tuple(rows[:count]), tuple(rows[count:])
    width = _width(rows)
    labels = next((at for at in range(1, width) if _is_figure_column(body, at)), width)
    return _Parts(head, body, labels, width)


def _header_rows(rows: Sequence[GridRow]) -> int:
    count = 0
    for count, row in enumerate(rows):
        if not (row.heads or _is_header(row, first=count == 0)):
            return count
    return count


def _is_header(row: GridRow, first: bool) -> bool:
    """A row without figures; or with nothing but years, on the first row or below a quarter."""
    texts = [text for text in row.texts[1:] if text]
    if not texts:
        return first
    if all(map(is_year, texts)):
        return first or not row.texts[0]
    return not any(map(is_figure, texts))


def _is_figure_column(body: Sequence[GridRow], place: int) -> bool:
    texts = [text for text in (_at(row, place) for row in body) if text]
    return bool(texts) and 2 * sum(map(is_figure, texts)) > len(texts)


def _rows(parts: _Parts) -> tuple[ReadRow, ...]:
    """The rows with their labels in full: a unit's name stands once for several rows, beside
    them or on a row of its own."""
    heads = [_is_group(row, after) for row, after in zip(parts.body, parts.body[1:], strict=False)]
    rows: list[ReadRow] = []
    group, above = "", ("",) * parts.labels
    for row, is_group in zip(parts.body, (*heads, False), strict=True):
        if is_group:
            group, above = row.texts[0], ("",) * parts.labels
            continue
        above = _labels(row, parts.labels, above)
        cells = tuple(read_cell(_at(row, at)) for at in range(parts.labels, parts.width))
        labels = (group, *above) if any(heads) else above
        rows.append(ReadRow(labels, cells, _is_sum(above), row.place))
    return _without_group(rows) if any(heads) else tuple(rows)


def _without_group(rows: Sequence[ReadRow]) -> tuple[ReadRow, ...]:
    """The only sum, at the end, is that of all groups; so is a sum right after a sum."""
    *others, last = rows
    of_all = last.is_sum and not (any(row.is_sum for row in others) and not rows[-2].is_sum)
    return (*others, replace(last, labels=("", *last.labels[1:])) if of_all else last)


def _is_group(row: GridRow, after: GridRow) -> bool:
    """Whether a row heads those below it, rather than having no figures of its own."""
    alone = row.filled == (0,) and not _SUM.match(row.texts[0])
    return alone and len(after.filled) > 1 and not _SUM.match(after.texts[0])


def _labels(row: GridRow, count: int, above: tuple[str, ...]) -> tuple[str, ...]:
    """The row's labels, those to the left of its first one taken from the row above."""
    labels = [_at(row, place) for place in range(count)]
    first = next((place for place, text in enumerate(labels) if text), count)
    return (*above[:first], *labels[first:])


def _is_sum(labels: Sequence[str]) -> bool:
    return any(_SUM.match(label) for label in labels)


def _heading(head: Sequence[GridRow], place: int) -> str:
    """The header rows of a column as one text, the quarter before its year."""
    texts = [_at(row, place, spread=True) for row in head]
    parts = list(dict.fromkeys(text for text in texts if text))
    if len(parts) == 2 and is_year(parts[0]) and _QUARTER.match(parts[1]):
        parts.reverse()
    return clean(" ".join(parts))


def _at(row: GridRow, place: int, spread: bool = False) -> str:
    texts = (row.spread or row.texts) if spread else row.texts
    return texts[place] if place < len(texts) else ""


def _width(rows: Sequence[GridRow]) -> int:
    return max((len(row.texts) for row in rows), default=0)
