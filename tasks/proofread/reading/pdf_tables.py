"""Tables that no rules divide: lines of figures below each other, and what stands over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.proofread.reading.blocks import Grid, GridRow
from tasks.proofread.reading.cells import clean
from tasks.proofread.reading.lines import joined_text, starts_small
from tasks.proofread.reading.pdf_columns import Columns, Piece, columns_of, figures_in
from tasks.proofread.reading.pdf_lines import PageLine
from tasks.proofread.reading.titles import is_contents_entry, is_title

_NEAR = 3.4  # rows further apart, as a part of their size, belong to different tables
_MOST_BETWEEN = 3  # lines of a label between two lines of figures
_SMALL_WORDS = {
    "i", "på", "av", "en", "ej", "om", "är", "åt", "ur", "så", "då", "du", "vi", "ni", "de", "ut",
    "in", "nu", "upp", "ned", "och", "för", "med", "men", "per", "hos", "vid", "via", "ska", "ett",
    "den", "det", "som", "mot", "år", "dag", "eller", "samt", "inom", "utan", "till", "från",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A table among a page's lines, from `start` up to but not including `end`."""

    start: int
    end: int
    grid: Grid


def loose_tables(lines: Sequence[PageLine]) -> list[Found]:
    """The tables among the lines of a document."""
    found: list[Found] = []
    at = 0
    while at < len(lines):
        if not figures_in(lines[at]):
            at += 1
            continue
        floor = found[-1].end if found else 0
        end, rows = _body(lines, at)
        if table := _table(lines, floor, rows):
            found.append(table)
        at = max(end, at + 1)
    return found


def _body(lines: Sequence[PageLine], start: int) -> tuple[int, list[int]]:
    """Where the lines of figures end that follow each other from here, and which they are."""
    rows = [start]
    at = start + 1
    while at < len(lines) and at - rows[-1] <= _MOST_BETWEEN + 1:
        line = lines[at]
        if line.top - lines[at - 1].bottom > _NEAR * line.size or is_title(line.text):
            break
        if figures_in(line):
            if not _below(lines[rows[-1]], line):
                break
            rows.append(at)
        elif not _beside(lines, rows, line):
            break
        at += 1
    return rows[-1] + 1, rows


def _below(above: PageLine, line: PageLine) -> bool:
    """Whether some figure stands below one of the line above."""
    return any(
        min(one.x1, other.x1) - max(one.x0, other.x0) > -0.5 * line.size
        for one in figures_in(above)
        for other in figures_in(line)
    )


def _beside(lines: Sequence[PageLine], rows: Sequence[int], line: PageLine) -> bool:
    """Whether a line without figures stands to the left of those above: a label goes on."""
    return line.x1 < max(figures_in(lines[at])[0].x0 for at in rows)


def _table(lines: Sequence[PageLine], floor: int, rows: Sequence[int]) -> Found | None:
    body = [lines[at] for at in rows]
    columns = columns_of(body)
    if columns is None or any(is_contents_entry(line.text) for line in body):
        return None
    first = _label_start(lines, floor, rows[0], columns)
    start = _head_start(lines, floor, first, columns)
    goes_on = _goes_on(lines, floor, start)
    narrow = len(columns.spans) - columns.labels < 2
    if not (goes_on or _is_titled(lines, floor, start)) and (
        start == first or (narrow and len(rows) == 1)
    ):
        return None
    end = _label_end(lines, rows[-1], columns)
    made = _rows(lines, range(first, end), set(rows), columns)
    if start < first:
        heads = _heads(lines[start:first], columns)
        made.insert(0, GridRow(heads, lines[start].place, heads=True))
    return Found(start, end, Grid(tuple(made), goes_on=goes_on))


def _goes_on(lines: Sequence[PageLine], floor: int, start: int) -> bool:
    """Whether a table begins where the one before ended, at the turn of a page."""
    turned = start > 0 and lines[start - 1].place.page != lines[start].place.page
    return turned and start == floor


def _is_titled(lines: Sequence[PageLine], floor: int, start: int) -> bool:
    """Whether right above stands what calls itself the title of a table."""
    return any(is_title(line.text) for line in lines[max(floor, start - 2) : start])


def _label_start(lines: Sequence[PageLine], floor: int, row: int, columns: Columns) -> int:
    """The first line of a label whose figures stand lower, on its middle or last line."""
    if lines[row].x0 < columns.first_figure - 1 or row == floor:
        return row
    above = lines[row - 1]
    near = lines[row].top - above.bottom < 0.3 * above.size
    return row - 1 if near and above.x1 < columns.first_figure else row


def _head_start(lines: Sequence[PageLine], floor: int, first: int, columns: Columns) -> int:
    """The first line of the header: the topmost one with a text over a figure."""
    start = first
    for at in range(first - 1, floor - 1, -1):
        line, below = lines[at], lines[at + 1]
        if below.top - line.bottom > _NEAR * line.size or not _is_head(line, columns):
            break
        if line.x1 > columns.first_figure:
            start = at
    return start


def _is_head(line: PageLine, columns: Columns) -> bool:
    """Whether each text of a line keeps to a column."""
    if is_title(line.text) or figures_in(line):
        return False
    return all(
        sum(span.overlap(segment) > 1 for span in columns.spans) <= 1 for segment in line.segments
    )


def _heads(lines: Sequence[PageLine], columns: Columns) -> tuple[str, ...]:
    stacked = zip(*(columns.heads(line) for line in lines), strict=True)
    return tuple(_label(pieces) for pieces in stacked)


def _label_end(lines: Sequence[PageLine], last: int, columns: Columns) -> int:
    """The line after the table: the last label may go on below its figures."""
    end = last + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        near = line.top - above.bottom < 0.35 * line.size
        if not (near and starts_small(line.text) and line.x1 < columns.first_figure):
            break
        end += 1
    return end


@dataclass
class _Row:
    """A row while its lines are gathered."""

    line: PageLine
    labels: list[list[Piece]]
    figures: tuple[str, ...] = ()


def _rows(
    lines: Sequence[PageLine], span: range, with_figures: set[int], columns: Columns
) -> list[GridRow]:
    """The rows, each line of a label with the figures that it stands nearest to."""
    rows: list[_Row] = []
    for at in span:
        line = lines[at]
        cells = columns.cells(line)
        labels, figures = cells[: columns.labels], cells[columns.labels :]
        if at in with_figures:
            open_label = rows and not rows[-1].figures and _goes_down(lines, at)
            texts = tuple(clean(cell.text) for cell in figures)
            if open_label or (rows and not rows[-1].figures and not _has_text(labels)):
                rows[-1].figures = texts
                _add(rows[-1], labels)
            else:
                rows.append(_Row(line, [[cell] for cell in labels], texts))
        elif rows and _goes_up(lines, at, span, with_figures):
            _add(rows[-1], labels)
        else:
            rows.append(_Row(line, [[cell] for cell in labels]))
    return _named(rows, len(columns.spans) - columns.labels)


def _goes_up(lines: Sequence[PageLine], at: int, span: range, with_figures: set[int]) -> bool:
    """Whether a line of a label belongs to the row above rather than to the one below."""
    line, above = lines[at], lines[at - 1]
    if at + 1 not in span:
        return True
    over, under = line.top - above.bottom, lines[at + 1].top - line.bottom
    if abs(over - under) > 0.25 * line.size:
        return over < under
    return starts_small(line.text) or above.text.endswith((",", "-", "/"))


def _goes_down(lines: Sequence[PageLine], at: int) -> bool:
    """Whether the figures stand on the line right below the label's first."""
    near = lines[at].top - lines[at - 1].bottom
    return near < 0.35 * lines[at].size and starts_small(lines[at].text)


def _has_text(cells: Sequence[Piece]) -> bool:
    return any(cell.text for cell in cells)


def _add(row: _Row, labels: Sequence[Piece]) -> None:
    for label, more in zip(row.labels, labels, strict=True):
        label.append(more)


def _label(pieces: Sequence[Piece]) -> str:
    """The lines of a label as one text."""
    text, full = "", False
    for piece in pieces:
        divided = full and _is_fragment(piece.text)
        text = text + piece.text if divided else joined_text([text, piece.text])
        full = piece.full
    return clean(text)


def _is_fragment(text: str) -> bool:
    """Whether a line begins with the end of a word rather than with a small word."""
    first = text.split(maxsplit=1)[0].strip(",.;:)") if text else ""
    return first.islower() and first not in _SMALL_WORDS


def _named(rows: Sequence[_Row], figures: int) -> list[GridRow]:
    """The rows with their labels; a unit's name that goes on beside the next row is one."""
    names = [[_label(label) for label in row.labels] for row in rows]
    named = 0
    for at, labels in enumerate(names):
        above = names[named]
        if len(labels) > 1 and at and (starts_small(labels[0]) or above[0].endswith("-")):
            above[0], labels[0] = joined_text([above[0], labels[0]]), ""
        elif labels[0]:
            named = at
    blank = ("",) * figures
    return [
        GridRow((*labels, *(row.figures or blank)), row.line.place)
        for row, labels in zip(rows, names, strict=True)
    ]
