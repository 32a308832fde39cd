"""Captions whose number is a field, so that they can be cross-referred and listed."""

from __future__ import annotations

from docx.document import Document

from tasks.publish.word.ooxml import add_field
from tasks.publish.wording import printable

CAPTION = "Caption"


class Captions:
    """Numbers tables and diagrams as the report does.

    Word counts 1, 2, 3 by itself: where a number does not follow the one before, as when tables
    7–12 stand in an annex, the field says so.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._last: dict[str, int] = {}

    def add(self, kind: str, number: int, title: str) -> None:
        """`Tabell 3. Title`."""
        caption = self._document.add_paragraph(f"{kind} ", style=CAPTION)
        follows = number == self._last.get(kind, 0) + 1
        restart = "" if follows else f" \\r {number}"
        add_field(caption, f"SEQ {kind} \\* ARABIC{restart}", str(number))
        caption.add_run(printable(f". {title}"))
        self._last[kind] = number

    def add_plain(self, text: str) -> None:
        """A title without a number."""
        self._document.add_paragraph(printable(text), style=CAPTION)
