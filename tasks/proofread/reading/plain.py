"""Text files and Markdown: lines with tables of tabs or pipes, and paragraphs broken at margins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.proof import Place
from tasks.proofread.reading.blocks import Block, Grid, GridRow, Kind, Line, Text
from tasks.proofread.reading.cells import is_figure
from tasks.proofread.reading.lines import ends_sentence, takes_up
from tasks.proofread.reading.lists import is_point, without_mark
from tasks.proofread.reading.titles import is_chart_title, is_title

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_FOOTNOTE = re.compile(r"(?:<sup>\s*\w{1,3}\s*</sup>|[¹²³⁴-⁹]+|\[\^\w+\]:)\s*(?=\S)", re.I)
_EMPHASIS = re.compile(r"(\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*]))")
_BOLD_LINE = re.compile(r"\*\*(.+)\*\*$|__(.+)__$")
_RULE = re.compile(r"[-_=*\s|:+]{3,}$")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
_COLUMNS = re.compile(r"\t| {2,}\|? *")

_NARROWEST, _WIDEST, _SLACK = 60, 130, 8
"""A margin lies between these; a word that would have fitted with so much to spare was not moved
to the next line by it."""

_BOLD_LEVEL = 6


def plain_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text file or a Markdown document."""
    lines = [Line(each, Place(at)) for at, each in enumerate(text.splitlines(), 1)]
    margin = _margin(lines)
    for tabular, run in _runs(lines):
        if tabular:
            yield _table(run)
        else:
            yield from _texts(run, margin)


def _margin(lines: Sequence[Line]) -> int:
    """How wide the broken lines are: nearly the widest of those that stand right below another."""
    below = [
        len(line.text.rstrip())
        for before, line in pairwise(lines)
        if before.text.strip() and line.text.strip() and len(line.text) <= _WIDEST
    ]
    widest = sorted(below)[int(0.95 * len(below))] if below else 0
    return max(_NARROWEST, widest)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Lines that stand together, all of a table or none of them."""
    kinds = [(_is_row(lines, at), line) for at, line in enumerate(lines) if line.text.strip()]
    run: list[Line] = []
    tabular = False
    for is_row, line in kinds:
        follows = run and run[-1].place.line + 1 == line.place.line
        if run and not (follows and is_row == tabular):
            yield tabular, run
            run = []
        tabular = is_row
        run.append(line)
    if run:
        yield tabular, run


def _is_row(lines: Sequence[Line], place: int) -> bool:
    """A line of cells; by wide spaces only where its neighbour has them too, and figures."""
    text = lines[place].text
    if "\t" in text.strip("\n ") and text.strip():
        return True
    if text.strip().startswith("|"):
        return True
    near = lines[max(0, place - 1) : place + 2]
    return _is_spaced(text) and sum(_is_spaced(each.text) for each in near) > 1


def _is_spaced(text: str) -> bool:
    cells = _COLUMNS.split(text.rstrip())
    return (len(cells) > 1 and any(map(is_figure, cells[1:]))) or _is_spaced_header(cells)


def _is_spaced_header(cells: Sequence[str]) -> bool:
    return len(cells) > 2 and all(len(cell) <= 30 for cell in cells)


def _table(run: Sequence[Line]) -> Grid:
    rows = [_row(line) for line in run if not _RULE.fullmatch(line.text.strip())]
    return Grid(tuple(rows or map(_row, run)), strict=True)


def _row(line: Line) -> GridRow:
    text = line.text.rstrip("\r\n ")
    if "\t" in text:
        cells = text.split("\t")
    elif text.strip().startswith("|"):
        cells = re.split(r"(?<!\\)\|", text.strip().strip("|"))
    else:
        cells = _COLUMNS.split(text)
    return GridRow(tuple(_unmarked(cell).strip() for cell in cells), line.place)


def _texts(run: Sequence[Line], margin: int) -> Iterator[Text]:
    """The paragraphs of lines that stand together."""
    current: Text | None = None
    for line in run:
        begun = _begin(line)
        if begun is None:
            continue
        if current and _belongs(current, line, begun, margin):
            current = current.followed_by(begun)
            continue
        if current:
            yield current
        current = begun
    if current:
        yield current


def _begin(line: Line) -> Text | None:
    """The line as a text of its own, its mark taken off."""
    text = _PICTURE.sub("", line.text).strip()
    if not text or _RULE.fullmatch(text):
        return None
    if match := _MARKDOWN_HEADING.match(text):
        return _text(line, match[2], Kind.HEADING, len(match[1]))
    if match := _BOLD_LINE.match(text):
        return _text(line, match[1] or match[2], Kind.HEADING, _BOLD_LEVEL)
    if match := _FOOTNOTE.match(text):
        return _text(line, text[match.end() :], Kind.NOTE)
    if is_point(text):
        return _text(line, without_mark(text), Kind.POINT)
    return _text(line, text.removeprefix("> "), Kind.BODY)


def _text(line: Line, text: str, kind: Kind, level: int = 0) -> Text:
    return Text((Line(_unmarked(text), line.place),), kind, level)


def _unmarked(text: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1", text))


def _belongs(current: Text, line: Line, begun: Text, margin: int) -> bool:
    """Whether a line goes on with the paragraph above, broken by the margin."""
    if begun.kind is not Kind.BODY or current.kind is Kind.HEADING:
        return False
    above, text = current.lines[-1].text, begun.lines[0].text
    if is_title(text) or is_chart_title(text):
        return False
    if takes_up(text):
        return True
    ended = ends_sentence(above)
    if ended and line.text[:1].isspace():  # as the first line of a page does
        return False
    slack = _SLACK if ended else margin // 4
    return len(above) + 1 + len(text.split(maxsplit=1)[0]) > margin - slack
