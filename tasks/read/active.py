"""What makes a workbook more than data: macros, links, controls, embedded objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from schemas.submission import Doubt
from tasks.read.contents import Verdict
from tasks.read.markup import MarkupError, walk
from tasks.read.package import Package, same_part

_MACROS = (
    "Filen innehåller makron. Spara den som Excel-arbetsbok (.xlsx) utan makron, eller klistra in "
    "värdena i en ny mall, och skicka filen på nytt."
)
_LINKS = (
    "Filen innehåller länkar till andra arbetsböcker. Bryt länkarna i Excel (Data, Redigera "
    "länkar), eller klistra in värdena i en ny mall, och skicka filen på nytt."
)
_FETCHED = (
    "Filen hämtar bilder eller annat innehåll från en annan plats. Ta bort det, och skicka filen "
    "på nytt."
)
_CONNECTIONS = (
    "Filen innehåller kopplingar till datakällor. Ta bort dem i Excel (Data, Frågor och "
    "anslutningar), eller klistra in värdena i en ny mall, och skicka filen på nytt."
)
_DDE = (
    "Filen hämtar värden från andra program (DDE). Skriv värdena i stället för formlerna, och "
    "skicka filen på nytt."
)
_OBJECTS = (
    "Filen innehåller inbäddade objekt, som ett dokument från ett annat program. "
    "Ta bort dem, och skicka filen på nytt."
)
_CONTROLS = (
    "Filen innehåller ActiveX-kontroller, som knappar och listrutor. Klistra in värdena i en ny "
    "mall, och skicka filen på nytt."
)

_PART_NAMES = (
    ("vbaproject", _MACROS),
    ("macrosheets/", _MACROS),
    ("activex/", _CONTROLS),
    ("embeddings/", _OBJECTS),
    ("externallinks/", _LINKS),
    ("querytables/", _CONNECTIONS),
    ("connections.", _CONNECTIONS),
)
_CONTENT_TYPES = (
    (b"vbaproject", _MACROS),
    (b"macrosheet", _MACROS),
    (b"activex", _CONTROLS),
    (b"oleobject", _OBJECTS),
    (b"externallink", _LINKS),
    (b"connections+xml", _CONNECTIONS),
)
_ODS_PART_NAMES = (
    ("basic/", _MACROS),
    ("scripts/", _MACROS),
    ("object ", _OBJECTS),
)
_ODS_ELEMENTS = (
    (b":event-listener", _MACROS),
    (b":dde-", _DDE),
    (b":table-source", _LINKS),
    (b":cell-range-source", _LINKS),
    (b":database-source-", _CONNECTIONS),
)
_ODS_FETCHED = re.compile(rb":image\s[^>]*:href\s*=\s*[\"'][A-Za-z]+:")
_FORMULA_WITH_BAR = re.compile(rb"<(?:[^\s<>/:]+:)?f(?:\s[^>]*)?>([^<]*\|[^<]*)<")
_QUOTED = re.compile(rb"\"[^\"]*\"|&quot;.*?&quot;|'[^']*'|&apos;.*?&apos;", re.DOTALL)


def no_active_content(package: Package) -> Verdict | None:
    """By the names of the parts, by what the package says that they are, and by what stands in
    them that no name tells of."""
    types = package.part("[Content_Types].xml").lower()
    named = _ODS_PART_NAMES if package.is_ods else _PART_NAMES
    names = "\n".join(map(same_part, package.names))
    found = [] if package.is_ods else list(_in_parts(package))
    found += [words for sign, words in named if sign in names]
    found += [words for sign, words in _CONTENT_TYPES if sign in types]
    return _refusal(found)


def no_active_ods(package: Package) -> Verdict | None:
    """In an ods much of it stands among the cells."""
    content = package.part("content.xml") if package.is_ods else b""
    found = [words for sign, words in _ODS_ELEMENTS if sign in content]
    return _refusal([*found, _FETCHED] if _ODS_FETCHED.search(content) else found)


def _in_parts(package: Package) -> Iterator[str]:
    for name in package.names:
        part = package.part(name)
        if b"ddeLink" in part or _asks_a_program(part):
            yield _DDE
        elif b"<oleObject" in part or b":oleObject" in part:
            yield _OBJECTS
        elif b"External" in part and name.endswith(".rels") and _fetches(part):
            yield _FETCHED


def _asks_a_program(part: bytes) -> bool:
    """A formula `program|topic!item`: the bar means nothing else, except inside a text."""
    if b"|" not in part:
        return False
    return any(b"|" in _QUOTED.sub(b"", formula) for formula in _FORMULA_WITH_BAR.findall(part))


def _fetches(relations: bytes) -> bool:
    """Whether something else than a hyperlink, which waits for a click, leads out of the file."""
    targets: list[str] = []

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            targets.append(attributes.get("Type", ""))

    with suppress(MarkupError):  # then no parser follows them either
        walk(relations, relation)
    return any(not each.endswith("/hyperlink") for each in targets)


def _refusal(found: list[str]) -> Verdict | None:
    return (Doubt.ACTIVE_CONTENT, found[0]) if found else None
