"""Looks at a received file before any parser does: cheap checks, the most basic doubt first.

Parsers of workbooks can be made to run out of memory, to read what a macro wrote or to follow a
link; none of that can be caught once it happens. Each check gives a doubt or nothing, and may
rely on those before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from deploy.settings import Limits
from schemas.submission import Doubt
from tasks.read.active import no_active_content, no_active_ods
from tasks.read.contents import Verdict
from tasks.read.directory import tells_one_story
from tasks.read.extent import Extent, claims_too_much, sheet_extent
from tasks.read.forensics import listed_sheets
from tasks.read.markup import MarkupError, depth
from tasks.read.package import BYTE_ORDER_MARKS, UNPACKING_ERRORS, Package, same_part

Check: TypeAlias = Callable[[Package], Verdict | None]

MEGABYTE = 1_000_000
MAX_ENTRIES = 500
MAX_RATIO = 100
MAX_DEPTH = 100
MAX_TEXT = 200_000  # bytes; a cell holds 32,767 characters at most
MAX_COLUMNS, MAX_CELLS = 500, 2_000_000

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
XLSX_MAIN = b"spreadsheetml.sheet.main+xml"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SAVE_AS = "Öppna filen i Excel eller LibreOffice och spara den som Excel-arbetsbok (.xlsx)."

LOCKED = (
    Doubt.ENCRYPTED,
    "Filen är skyddad med lösenord. Ta bort lösenordet och spara filen på nytt.",
)
FEWER = "Klistra in värdena i en ny mall och skicka den filen."
NO_BREAK_SPACE = "\u00a0"

_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)")
_UTF_8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_STRANGERS = (
    ((b"%PDF",), "Filen är en PDF"),
    ((b"<!DOCTYPE html", b"<!doctype html", b"<html", b"<HTML"), "Filen är en webbsida (HTML)"),
    ((b"<?xml",), "Filen är ett XML-dokument"),
    ((b"{\\rtf",), "Filen är ett RTF-dokument"),
)
_OTHER_TYPES = (
    (b"wordprocessingml", "ett Word-dokument"),
    (b"presentationml", "en PowerPoint-presentation"),
    (b"sheet.binary", "en binär Excel-arbetsbok (.xlsb)"),
    (b"spreadsheetml.template", "en Excel-mall (.xltx)"),
)


def doubt(package: Package) -> Verdict | None:
    """Why a file should not be read, with a sentence for its sender; None when it can be read."""
    return next((verdict for check in CHECKS if (verdict := check(package))), None)


def not_empty(package: Package) -> Verdict | None:
    """A synchronised folder can leave a file of the right length with nothing but zeros in it."""
    if package.data.strip(b"\0 \t\r\n"):
        return None
    return Doubt.EMPTY, "Filen är tom: den har inget innehåll. Skicka den på nytt."


def not_oversized(package: Package) -> Verdict | None:
    return oversized(len(package.data), package.limits)


def oversized(size: int, limits: Limits) -> Verdict | None:
    """What can be said of a file by its length alone."""
    if size <= limits.file_mb * MEGABYTE:
        return None
    return Doubt.TOO_LARGE, f"Filen är {_megabytes(size)} MB; gränsen är {limits.file_mb} MB."


def known_signature(package: Package) -> Verdict | None:
    """The first bytes tell what a file is, whatever it is called."""
    data = package.data
    if data.startswith(b"PK"):
        return None
    if data.startswith(OLE):
        return _ole(data)
    beginning = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for signs, sentence in _STRANGERS:
        if beginning.startswith(signs):
            return Doubt.WRONG_FORMAT, f"{sentence}, inte en arbetsbok. {SAVE_AS}"
    if _is_text(beginning):
        return Doubt.WRONG_FORMAT, f"Filen är en textfil, som CSV, inte en arbetsbok. {SAVE_AS}"
    return Doubt.WRONG_FORMAT, f"Filen är ingen arbetsbok i formatet .xlsx eller .ods. {SAVE_AS}"


def _is_text(beginning: bytes) -> bool:
    """UTF-8 shows in no zero bytes, UTF-16 as Excel writes it in its first two."""
    return b"\0" not in beginning or beginning.startswith(BYTE_ORDER_MARKS[:2])


def _ole(data: bytes) -> Verdict:
    """Before 2007 Excel wrote this container; since then it holds workbooks under a password."""
    if ENCRYPTED_STREAM in data:
        return LOCKED
    return Doubt.OLD_FORMAT, f"Filen är i ett äldre Office-format, som .xls. {SAVE_AS}"


def proper_extension(package: Package) -> Verdict | None:
    if package.extension in (".xlsx", ".ods"):
        return None
    if package.extension in (".xlsm", ".xltm", ".xlam"):
        return Doubt.ACTIVE_CONTENT, f"Filen kan innehålla makron ({package.extension}). {SAVE_AS}"
    named = package.extension or "ingen filändelse"
    return Doubt.WRONG_FORMAT, f"Filnamnet har {named}; väntat är .xlsx eller .ods. {SAVE_AS}"


def openable(package: Package) -> Verdict | None:
    """The archive has a table of contents, and no lock."""
    try:
        entries = package.archive.infolist()
    except UNPACKING_ERRORS:
        return _damaged("filen är avkortad eller skadad")
    return LOCKED if any(entry.flag_bits & 1 for entry in entries) else None


def no_bomb(package: Package) -> Verdict | None:
    """By what the table of contents says, before anything is unpacked: no part then yields more."""
    entries, limit = package.archive.infolist(), package.limits.unpacked_mb
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > limit * MEGABYTE:
        return Doubt.TOO_LARGE, _too_much(len(entries), unpacked, limit)
    for entry in entries:
        if entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * entry.compress_size:
            return Doubt.TOO_LARGE, f"Delen {entry.filename} är orimligt hårt packad. {FEWER}"
    return None


def honest_directory(package: Package) -> Verdict | None:
    names = set(map(same_part, package.names))
    if len(names) < len(package.names) or any(map(_strays, package.names)):
        return _damaged("dess innehållsförteckning är felaktig")
    if not tells_one_story(package.data, package.archive):
        return _damaged("dess innehållsförteckning stämmer inte med innehållet")
    return None


def _too_much(parts: int, unpacked: int, limit: int) -> str:
    if parts > MAX_ENTRIES:
        sizes = f"{_grouped(parts)} delar; gränsen är {_grouped(MAX_ENTRIES)}"
        return f"Filen består av {sizes}. {FEWER}"
    return f"Filen är {_megabytes(unpacked)} MB uppackad; gränsen är {limit} MB. {FEWER}"


def _strays(name: str) -> bool:
    """Whether a part's name leads out of the archive."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def unpackable(package: Package) -> Verdict | None:
    """Every part is there in full, and its checksum is right."""
    try:
        for name in package.names:
            package.part(name)
    except UNPACKING_ERRORS:
        return _damaged("filen är avkortad eller skadad")
    return None


def right_content(package: Package) -> Verdict | None:
    """The archive is the kind of workbook that its name says."""
    types, mimetype = package.part("[Content_Types].xml"), package.part("mimetype").strip()
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        return LOCKED
    if b"macroEnabled" in types and b"sheet.binary" not in types:
        return Doubt.ACTIVE_CONTENT, f"Filen är en arbetsbok med makron. {SAVE_AS}"
    found = ".xlsx" if XLSX_MAIN in types else ".ods" if mimetype == ODS_TYPE else None
    if found == package.extension:
        return None
    if found:
        return Doubt.WRONG_FORMAT, (
            f"Filen heter {package.extension} men är en arbetsbok i formatet {found}. "
            "Ge den rätt filändelse."
        )
    other = next((words for sign, words in _OTHER_TYPES if sign in types), "ingen arbetsbok")
    return Doubt.WRONG_FORMAT, f"Filen är {other}. {SAVE_AS}"


def plain_markup(package: Package) -> Verdict | None:
    """No document types, whose entities grow or fetch files, and no encoding but UTF-8, which is
    the only one that all readers understand alike."""
    for name in package.names:
        part = package.part(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            return Doubt.ACTIVE_CONTENT, f"Delen {name} deklarerar en dokumenttyp (DTD). {SAVE_AS}"
        declared = _ENCODING.match(part)
        if part.startswith(BYTE_ORDER_MARKS) or (declared and declared[1].lower() not in _UTF_8):
            return Doubt.WRONG_FORMAT, f"Delen {name} har en okänd teckenkodning. {SAVE_AS}"
    return None


def modest_markup(package: Package) -> Verdict | None:
    """Elements lie some ten deep in a workbook; a parser that follows each of them downwards runs
    out of stack at some depth. Texts are short."""
    for name in package.names:
        part = package.part(name)
        if part.count(b"</") > MAX_DEPTH and depth(part) > MAX_DEPTH:
            return Doubt.TOO_LARGE, f"Delen {name} är orimligt djupt nästlad. {SAVE_AS}"
        if len(part) > MAX_TEXT and name.endswith(".xml") and _longest_text(part) > MAX_TEXT:
            return Doubt.TOO_LARGE, f"Delen {name} har en orimligt lång text. {FEWER}"
    return None


def _longest_text(part: bytes) -> int:
    return max(map(len, part.split(b"<")))


def within_limits(package: Package) -> Verdict | None:
    """No sheet reaches so far that a grid over it would not fit in memory."""
    if any(claims_too_much(package.part(name)) for name in package.names):
        return Doubt.TOO_LARGE, f"Filen uppger sig ha orimligt mycket innehåll. {SAVE_AS}"
    try:
        extents = _extents(package)
    except (MarkupError, ValueError):
        return _damaged("dess innehåll går inte att tolka")
    cells = sum(extent.cells for extent in extents)
    rows = max((extent.rows for extent in extents), default=0)
    columns = max((extent.columns for extent in extents), default=0)
    far = "Ta bort det som står långt utanför tabellerna."
    measures = (
        ("Ett blad har", rows, package.limits.rows, "rader"),
        ("Ett blad har", columns, MAX_COLUMNS, "kolumner"),
        ("Bladen har tillsammans", cells, MAX_CELLS, "celler"),
    )
    for what, found, limit, unit in measures:
        if found > limit:
            sizes = f"{_grouped(found)} {unit}; gränsen är {_grouped(limit)}"
            return Doubt.TOO_LARGE, f"{what} {sizes}. {far}"
    return None


def sheets_of_their_own(package: Package) -> Verdict | None:
    """No part is read for one sheet after the other: what it holds would count each time."""
    if package.is_ods:
        return None
    try:
        parts = [same_part(part) for _, part in listed_sheets(package) if part]
    except MarkupError:
        return _damaged("dess innehåll går inte att tolka")
    if len(set(parts)) == len(parts):
        return None
    return Doubt.TOO_LARGE, f"Flera blad i filen är ett och samma. {FEWER}"


def _grouped(number: int) -> str:
    """A number as it is printed in Swedish, its thousands apart."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def _extents(package: Package) -> list[Extent]:
    if package.is_ods:
        return [sheet.extent for sheet in package.ods_sheets]
    return [sheet_extent(package.part(name)) for name in package.names]


def _damaged(why: str) -> Verdict:
    return Doubt.DAMAGED, f"Filen går inte att öppna: {why}. Skicka den på nytt."


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".replace(".", ",").removesuffix(",0")


CHECKS: tuple[Check, ...] = (
    not_empty,
    not_oversized,
    known_signature,
    proper_extension,
    openable,
    no_bomb,
    honest_directory,
    unpackable,
    right_content,
    no_active_content,
    no_active_ods,
    plain_markup,
    sheets_of_their_own,
    within_limits,
    modest_markup,
)
