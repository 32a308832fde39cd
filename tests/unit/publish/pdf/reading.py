"""What another reader than the writer finds in a PDF."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from pypdfium2 import raw


@dataclass(frozen=True)
class Tag:
    """An element of the document's structure."""

    kind: str
    alt: str
    children: tuple[Tag, ...]

    def all(self, kind: str) -> Iterator[Tag]:
        if self.kind == kind:
            yield self
        for child in self.children:
            yield from child.all(kind)


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.extract_text() for page in document.pages]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [(round(page.width), round(page.height)) for page in document.pages]


def words(pdf: bytes, page: int) -> list[dict[str, Any]]:
    """The words of a page with their places."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return list(document.pages[page].extract_words())


def metadata(pdf: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def language(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
        buffer = (ctypes.c_ushort * length)()
        raw.FPDFCatalog_GetLanguage(document.raw, buffer, length)
        return bytes(buffer).decode("utf-16-le").rstrip("\0")
    finally:
        document.close()


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(each.level, each.get_title()) for each in document.get_toc()]
    finally:
        document.close()


def tags(pdf: bytes) -> list[Tag]:
    """The structure of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_tags(page) for page in document]
    finally:
        document.close()


def _page_tags(page: Any) -> Tag:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        children = [raw.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(count)]
        return Tag("page", "", tuple(_tag(child) for child in children if child))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _tag(element: Any) -> Tag:
    count = raw.FPDF_StructElement_CountChildren(element)
    children = [raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in range(count)]
    return Tag(
        _text(raw.FPDF_StructElement_GetType, element),
        _text(raw.FPDF_StructElement_GetAltText, element),
        tuple(_tag(child) for child in children if child),
    )


def _text(getter: Callable[..., int], element: Any) -> str:
    length = getter(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    getter(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
