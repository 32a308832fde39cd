"""Web pages: headings, paragraphs, points and tables in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from schemas.proof import Place
from tasks.proofread.reading.blocks import Block, Grid, GridRow, Kind, Text, text_block
from tasks.proofread.reading.cells import clean
from tasks.proofread.reading.formats import damaged

Element: TypeAlias = Any
"""An lxml element, whose library carries no types."""

_UNSEEN = {
    "script", "style", "nav", "template", "noscript", "head", "svg", "math", "iframe", "object",
    "button", "select", "textarea", "input", "canvas", "audio", "video",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
}  # fmt: skip
_POINT = {"li", "dd"}
_CAPTION = {"caption", "figcaption"}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_SPAN = 200


def web_blocks(text: str, name: str) -> Iterator[Block]:
    from lxml import etree, html

    try:
        page = html.document_fromstring(_DECLARATION.sub("", text))
    except (etree.ParserError, ValueError):
        raise damaged(name, "webbsidan har inget innehåll.") from None
    yield from _Page().blocks(page)


@dataclass
class _Page:
    """How far the reading has come: paragraphs and tables are counted from 1."""

    paragraphs: int = 0
    tables: int = 0
    pieces: list[str] = field(default_factory=list)

    def blocks(self, element: Element, kind: Kind = Kind.BODY, level: int = 0) -> Iterator[Block]:
        """The blocks within an element; text between them is a paragraph too."""
        self.pieces.append(_flowing(element.text))
        for child in element:
            yield from self._child(child, kind, level)
            self.pieces.append(_flowing(child.tail))
        yield from self._paragraph(kind, level)

    def _child(self, child: Element, kind: Kind, level: int) -> Iterator[Block]:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _UNSEEN or child.get("hidden") is not None:
            return
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "table" and not _is_layout(child):
            yield from self._paragraph(kind, level)
            yield from self._table(child)
        elif tag in _BLOCKS:
            yield from self._paragraph(kind, level)
            yield from self.blocks(child, *_kind(child, tag, kind, level))
        elif any(each.tag in _BLOCKS for each in child.iter(tag="*")):
            yield from self.blocks(child, kind, level)
        elif not _is_mark(child):
            self.pieces.append(_inline(child))

    def _paragraph(self, kind: Kind, level: int) -> Iterator[Text]:
        texts = [clean(text) for text in "".join(self.pieces).split("\n\n")]
        self.pieces.clear()
        for text in filter(None, texts):
            self.paragraphs += 1
            yield text_block(text, Place(self.paragraphs), kind, level)

    def _table(self, table: Element) -> Iterator[Block]:
        self.tables += 1
        caption = next((_inline(each) for each in table if each.tag == "caption"), "")
        if clean(caption):
            self.paragraphs += 1
            yield text_block(clean(caption), Place(self.paragraphs), Kind.CAPTION)
        rows = tuple(_rows(table, Place(self.paragraphs, table=self.tables)))
        if rows:
            yield Grid(rows, clean(caption))


def _flowing(text: str | None) -> str:
    """Text as a page shows it, whose source is broken anywhere."""
    return re.sub(r"\s+", " ", text or "")


def _kind(element: Element, tag: str, kind: Kind, level: int) -> tuple[Kind, int]:
    if re.fullmatch("h[1-6]", tag):
        return Kind.HEADING, int(tag[1])
    if tag in _POINT:
        return Kind.POINT, 0
    if tag in _CAPTION:
        return Kind.CAPTION, 0
    inherits = tag in ("p", "div") and kind is Kind.POINT
    return (kind, level) if inherits else (Kind.BODY, 0)


def _is_layout(table: Element) -> bool:
    """A table that holds tables is there for layout."""
    return next(table.iterdescendants("table"), None) is not None


def _is_mark(element: Element) -> bool:
    """A raised number: the mark of a footnote."""
    text = clean("".join(element.itertext()))
    return element.tag == "sup" and (text.strip("[]()").isdigit() or set(text) <= {"*"})


def _inline(element: Element) -> str:
    """What an element shows, without marks of footnotes; a line break parts words."""
    if _is_mark(element) or element.tag in _UNSEEN:
        return ""
    pieces = [_flowing(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            apart = child.tag == "br" or child.tag in _BLOCKS
            pieces.append("\n" * apart + _inline(child) + "\n" * (child.tag in _BLOCKS))
        pieces.append(_flowing(child.tail))
    return "".join(pieces)


def _rows(table: Element, place: Place) -> Iterator[GridRow]:
    """The rows, a cell over several rows standing in the first of them."""
    taken: dict[int, int] = {}  # columns that a cell above still fills, and for how many rows
    for number, row in enumerate(table.iter("tr"), 1):
        texts: list[str] = []
        spread: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _fill(texts, spread, taken)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            below = dict.fromkeys(range(len(texts), len(texts) + width), height)
            text = "\n".join(filter(None, (clean(each) for each in _inline(cell).split("\n"))))
            texts += [text, *[""] * (width - 1)]
            spread += [text] * width
            taken |= below
        _fill(texts, spread, taken)
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
        at = Place(place.line, table=place.table, row=number)
        yield GridRow(tuple(texts), at, tuple(spread), _is_head(row))


def _fill(texts: list[str], spread: list[str], taken: dict[int, int]) -> None:
    while len(texts) in taken:
        texts.append("")
        spread.append("")


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), _MAX_SPAN)) if text.isdigit() else 1


def _is_head(row: Element) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    in_head = row.getparent() is not None and row.getparent().tag == "thead"
    return in_head or (len(cells) > 1 and all(cell.tag == "th" for cell in cells))
