"""OpenDocument workbooks: rows and cells are written once with how often they repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, TypeAlias

from tasks.proofread.reading.blocks import Block
from tasks.proofread.reading.formats import UNPACKING_ERRORS, damaged
from tasks.proofread.reading.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetRow,
    check_extent,
    sheet_blocks,
)

Element: TypeAlias = Any
"""An element of ElementTree, whose namespaces are spelt out."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def ods_blocks(data: bytes, name: str) -> Iterator[Block]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = fromstring(archive.read("content.xml"))
    except (DefusedXmlException, ParseError, *UNPACKING_ERRORS):
        raise damaged(name, "det är ingen hel arbetsbok.") from None
    for table in content.iter(_TABLE + "table"):
        title = table.get(_TABLE + "name", "")
        rows = list(_rows(table))
        width = max((len(row.texts) for row in rows), default=0)
        check_extent(name, title, rows[-1].number if rows else 0, width)
        yield from sheet_blocks(title, rows)


def _rows(table: Element) -> Iterator[SheetRow]:
    """The rows up to the last that holds anything; empty ones count, and are one in the answer."""
    number = 0
    for row in table.iter(_TABLE + "table-row"):
        repeated = int(row.get(_TABLE + "number-rows-repeated", "1"))
        texts = tuple(_cells(row))
        for step in range(min(repeated, MAX_ROWS + 1) if any(texts) else 1):
            yield SheetRow(number + step + 1, texts)
        number += repeated


def _cells(row: Element) -> Iterator[str]:
    empty = 0
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        repeated = int(cell.get(_TABLE + "number-columns-repeated", "1"))
        text = _text(cell)
        if not text:
            empty += repeated
            continue
        yield from [""] * min(empty, MAX_COLUMNS + 1)
        yield from [text] * min(repeated, MAX_COLUMNS + 1)
        empty = 0


def _text(cell: Element) -> str:
    """A number as it is, any other value as it is shown."""
    if cell.get(_OFFICE + "value-type") == "float":
        value = float(cell.get(_OFFICE + "value", "0"))
        return str(int(value)) if value == int(value) else f"{value:.10g}".replace(".", ",")
    shown = ("".join(each.itertext()) for each in cell if each.tag == _TEXT + "p")
    return "\n".join(shown).strip()
