"""Word documents: paragraphs and tables in the order of the document, by their styles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from schemas.errors import UserError
from schemas.proof import Place
from tasks.proofread.reading.blocks import Block, Grid, GridRow, Kind, text_block
from tasks.proofread.reading.formats import UNPACKING_ERRORS, damaged

Element: TypeAlias = Any
"""An lxml element, whose library carries no types."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = {
    _W + name for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference", "pPr")
} | {_FALLBACK}
MAX_SPAN = 200  # no table is wider; a document that says so is not believed
_CONTAINERS = {_W + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "body")}
_HEADING = re.compile(r"(?:heading|rubrik)\s*(\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll|table of figures|figurförteckning)\b", re.IGNORECASE)
_TITLE_STYLES = {"title": 1, "titel": 1, "rubrik": 1, "subtitle": 2, "underrubrik": 2}
_CAPTION_STYLES = {"caption", "beskrivning", "bildtext"}


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or table of a document, with its place."""

    element: Element
    place: Place

    @property
    def is_table(self) -> bool:
        return bool(self.element.tag == _W + "tbl")


def open_document(data: bytes, name: str) -> Any:
    """The document of python-docx, whose parser resolves no entities. Raises UserError."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, XMLSyntaxError, *UNPACKING_ERRORS):
        raise damaged(name, "det är inget helt Word-dokument.") from None
    if document.element.getroottree().docinfo.doctype:
        raise UserError(
            f"{name} deklarerar en dokumenttyp (DTD), vilket inget Word-dokument behöver.",
            "Öppna filen i Word och spara den på nytt.",
        )
    return document


def parts_of(document: Any) -> Iterator[Part]:
    """The paragraphs and the tables of the body: paragraphs counted from 1, tables apart."""
    paragraphs = tables = 0
    for element in _flat(document.element.body):
        if element.tag == _W + "tbl":
            tables += 1
            yield Part(element, Place(paragraphs, table=tables))
            continue
        paragraphs += 1
        yield Part(element, Place(paragraphs))


def word_blocks(data: bytes, name: str) -> Iterator[Block]:
    document = open_document(data, name)
    styles = _Styles(document)
    for part in parts_of(document):
        if part.is_table:
            yield from _table(part.element, part.place)
        elif (text := text_of(part.element)) and not styles.is_contents(part.element):
            kind, level = styles.kind(part.element)
            yield text_block(text, part.place, kind, level)
    yield from _footnotes(document)


def text_of(element: Element) -> str:
    """What a paragraph shows: no deleted text, no field codes, no raised marks of footnotes."""
    return "".join(map(text_of_run, runs_of(element)))


def runs_of(element: Element) -> Iterator[Element]:
    """The runs of a paragraph that show something, those of its links and fields included."""
    for child in element:
        if child.tag == _W + "r":
            if not is_mark(child):
                yield child
        elif child.tag not in _HIDDEN and child.tag != _W + "p":
            yield from runs_of(child)


def text_of_run(run: Element) -> str:
    return "".join(_pieces(run))


def _pieces(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "br", _W + "cr"):
            yield " "
        elif child.tag == _W + "noBreakHyphen":
            yield "-"


def is_mark(run: Element) -> bool:
    """Whether a run is a raised number: the mark of a footnote."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(_W + "val") != "superscript":
        return False
    text = "".join(each.text or "" for each in run.iter(_W + "t")).strip()
    return text.rstrip(")").isdigit() or set(text) <= {"*"}


def _flat(container: Element) -> Iterator[Element]:
    """Paragraphs and tables, through content controls and text boxes, layout tables opened."""
    for child in container:
        if child.tag == _W + "p":
            yield child
            yield from _boxed(child)
        elif child.tag == _W + "tbl":
            yield from _flat_table(child)
        elif child.tag in _CONTAINERS:
            yield from _flat(child)


def _boxed(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(_W + "txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            yield from _flat(box)


def _flat_table(table: Element) -> Iterator[Element]:
    """A table that holds tables is there for layout: what it holds, cell by cell."""
    if next(table.iter(_W + "tbl"), None) is not None and any(
        True for cell in _cells_in(table) if cell.find(_W + "tbl") is not None
    ):
        for cell in _cells_in(table):
            yield from _flat(cell)
    else:
        yield table


def _cells_in(table: Element) -> Iterator[Element]:
    for row in table.iter(_W + "tr"):
        yield from row.iter(_W + "tc")


def _table(table: Element, place: Place) -> Iterator[Block]:
    rows = []
    for number, row in enumerate(rows_of(table), 1):
        at = Place(place.line, table=place.table, row=number)
        rows.append(_row(row, at))
    if rows:
        yield Grid(tuple(rows))


def rows_of(table: Element) -> list[Element]:
    return [row for row in table.iter(_W + "tr") if row.find(f"{_W}trPr/{_W}del") is None]


def cells_of(row: Element) -> list[Element | None]:
    """The cells of a row by column, none where one goes on from the left."""
    skipped = row.find(f"{_W}trPr/{_W}gridBefore")
    cells: list[Element | None] = [None] * (_number(skipped) if skipped is not None else 0)
    for cell in row.iter(_W + "tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        cells += [cell, *[None] * ((_number(span) if span is not None else 1) - 1)]
    return cells


def _number(element: Element) -> int:
    return min(int(element.get(_W + "val")), MAX_SPAN)


def _row(row: Element, place: Place) -> GridRow:
    texts: list[str] = []
    spread: list[str] = []
    for cell in cells_of(row):
        texts.append("" if cell is None else _text_of_cell(cell))
        spread.append(spread[-1] if cell is None and spread else texts[-1])
    heads = row.find(f"{_W}trPr/{_W}tblHeader") is not None
    return GridRow(tuple(texts), place, tuple(spread), heads)


def _text_of_cell(cell: Element) -> str:
    """A cell's text, line by line; nothing of one that goes on from above."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    if merged is not None and merged.get(_W + "val") != "restart":
        return ""
    paragraphs = (text_of(each) for each in cell.iter(_W + "p"))
    return "\n".join(text for text in paragraphs if text)


def _footnotes(document: Any) -> Iterator[Block]:
    from docx.oxml import parse_xml

    last = Place(sum(not part.is_table for part in parts_of(document)))
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            for note in parse_xml(relation.target_part.blob).iter(_W + "footnote"):
                text = " ".join(text_of(each) for each in note.iter(_W + "p"))
                if text.strip() and note.get(_W + "type") is None:
                    yield text_block(text, last, Kind.NOTE)


class _Styles:
    """What the styles of a document say of its paragraphs."""

    def __init__(self, document: Any) -> None:
        self._names: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        self._points: set[str] = set()
        for style in document.styles.element.iter(_W + "style"):
            identity, name = style.get(_W + "styleId"), style.find(_W + "name")
            self._names[identity] = name.get(_W + "val").casefold() if name is not None else ""
            outline = style.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None and int(outline.get(_W + "val")) < 9:
                self._levels[identity] = int(outline.get(_W + "val")) + 1
            if style.find(f"{_W}pPr/{_W}numPr") is not None:
                self._points.add(identity)

    def kind(self, paragraph: Element) -> tuple[Kind, int]:
        style = self._style(paragraph)
        name = self._names.get(style, "")
        heading = _HEADING.match(name)
        level = int(heading[1]) if heading else self._levels.get(style)
        level = level or _TITLE_STYLES.get(name) or _own_level(paragraph)
        if level:
            return Kind.HEADING, level
        if name in _CAPTION_STYLES:
            return Kind.CAPTION, 0
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        return (Kind.POINT if numbered or style in self._points else Kind.BODY), 0

    def is_contents(self, paragraph: Element) -> bool:
        return bool(_CONTENTS.match(self._names.get(self._style(paragraph), "")))

    def _style(self, paragraph: Element) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return str(style.get(_W + "val")) if style is not None else ""


def _own_level(paragraph: Element) -> int:
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    level = int(outline.get(_W + "val")) + 1 if outline is not None else 0
    return level if level < 10 else 0
