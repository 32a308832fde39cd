"""What makes a workbook more than data: macros, links, controls, embedded objects."""

from __future__ import annotations

from schemas.submission import Doubt
from tasks.read.package import Package

MEND = "Ta bort det, eller klistra in värdena i en ny mall, och skicka filen på nytt."

_PART_NAMES = (
    ("vbaproject", "makron"),
    ("macrosheets/", "makron"),
    ("activex/", "ActiveX-kontroller"),
    ("embeddings/", "inbäddade objekt"),
    ("externallinks/", "länkar till andra arbetsböcker"),
    ("querytables/", "kopplingar till datakällor"),
    ("connections.", "kopplingar till datakällor"),
)
_CONTENT_TYPES = (
    (b"vbaproject", "makron"),
    (b"macrosheet", "makron"),
    (b"activex", "ActiveX-kontroller"),
    (b"oleobject", "inbäddade objekt"),
    (b"externallink", "länkar till andra arbetsböcker"),
    (b"connections+xml", "kopplingar till datakällor"),
)
_ODS_PART_NAMES = (
    ("basic/", "makron"),
    ("scripts/", "makron"),
    ("object ", "inbäddade objekt"),
)
_ODS_ELEMENTS = (
    (b":event-listener", "makron"),
    (b":dde-", "DDE-länkar"),
    (b":table-source", "länkar till andra arbetsböcker"),
    (b":cell-range-source", "länkar till andra arbetsböcker"),
    (b":database-source-", "kopplingar till datakällor"),
)


def no_active_content(package: Package) -> tuple[Doubt, str] | None:
    """By the names of the parts and by what the package says that they are."""
    types = package.part("[Content_Types].xml").lower()
    named = _ODS_PART_NAMES if package.is_ods else _PART_NAMES
    names = "\n".join(package.names).lower()
    found = [words for sign, words in named if sign in names]
    found += [words for sign, words in _CONTENT_TYPES if sign in types]
    return _refusal(found)


def no_active_ods(package: Package) -> tuple[Doubt, str] | None:
    """In an ods much of it stands among the cells."""
    content = package.part("content.xml") if package.is_ods else b""
    return _refusal([words for sign, words in _ODS_ELEMENTS if sign in content])


def _refusal(found: list[str]) -> tuple[Doubt, str] | None:
    if not found:
        return None
    return Doubt.ACTIVE_CONTENT, f"Filen innehåller {found[0]}. {MEND}"
