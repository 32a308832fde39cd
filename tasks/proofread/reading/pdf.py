"""PDF: the words of each page as lines, tables and paragraphs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from schemas.errors import UserError
from schemas.proof import Place, Unread
from tasks.proofread.reading.blocks import Block
from tasks.proofread.reading.formats import damaged, locked
from tasks.proofread.reading.pdf_lines import Word, lines_of, one_below_other, words_of
from tasks.proofread.reading.pdf_prose import Page, look_of, paragraphs, without_running
from tasks.proofread.reading.pdf_tables import loose_tables

MAX_PAGES = 1_000
_PICTURE = 0.4
"""A page without text is scanned where pictures cover so much of it."""


def pdf_blocks(data: bytes, name: str, unread: list[Unread]) -> Iterator[Block]:
    """The blocks of a PDF; scanned pages are told in `unread`. Raises UserError."""
    with _opened(data, name) as document:
        pages = _pages(document, name, unread)
    if not any(page.lines for page in pages):
        raise UserError(
            f"{name} har ingen text: sidorna är tomma eller inskannade bilder.",
            "Använd filen som rapporten skrevs i, eller en PDF som är sparad ur den.",
        )
    lines = one_below_other(page.lines for page in without_running(pages))
    tables = loose_tables(lines)
    inside = {at for table in tables for at in range(table.start, table.end)}
    look = look_of([line for at, line in enumerate(lines) if at not in inside])
    at = 0
    for table in tables:
        yield from paragraphs(lines[at : table.start], look)
        yield table.grid
        at = table.end
    yield from paragraphs(lines[at:], look)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The document of pdfplumber. Whatever its parser raises, the file is at fault."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts and colours
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            yield document
    except PdfminerException as error:
        if any(isinstance(each, PDFPasswordIncorrect) for each in error.args):
            raise locked(name) from None
        raise damaged(name, "det är ingen hel PDF.") from None


def _pages(document: Any, name: str, unread: list[Unread]) -> list[Page]:
    if len(document.pages) > MAX_PAGES:
        raise UserError(
            f"{name} har {len(document.pages)} sidor; gränsen är {MAX_PAGES}.",
            "Dela rapporten i flera filer.",
        )
    pages = []
    for number, page in enumerate(document.pages, 1):
        lines = lines_of(_words(page, name), number)
        if not lines and _is_scanned(page):
            reason = "Sidan är en bild utan text, så den kan inte läsas."
            unread.append(Unread(f"Sida {number}", Place(1, page=number), reason))
        pages.append(Page(tuple(lines), float(page.height)))
        page.close()
    return pages


def _words(page: Any, name: str) -> list[Word]:
    try:
        return words_of(page)
    except Exception as error:  # pdfminer lets through what broken objects make it raise
        raise damaged(name, f"sidan {page.page_number} är skadad.") from error


def _is_scanned(page: Any) -> bool:
    covered = sum(abs(each["width"] * each["height"]) for each in page.images)
    return bool(covered > _PICTURE * page.width * page.height)
