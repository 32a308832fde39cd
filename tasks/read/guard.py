"""Looks at a received file before any parser does: cheap checks, the most basic doubt first.

Parsers of workbooks can be made to run out of memory, to read what a macro wrote or to follow a
link; none of that can be caught once it happens. Each check gives a doubt or nothing, and may
rely on those before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from schemas.submission import Doubt
from tasks.read.active import no_active_content, no_active_ods
from tasks.read.extent import Extent, claims_too_much, sheet_extent
from tasks.read.markup import MarkupError
from tasks.read.package import BYTE_ORDER_MARKS, UNPACKING_ERRORS, Package

Verdict: TypeAlias = tuple[Doubt, str]
Check: TypeAlias = Callable[[Package], Verdict | None]

MEGABYTE = 1_000_000
MAX_FILE = 10 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_ENTRIES = 500
MAX_RATIO = 100
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 500, 2_000_000

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
XLSX_MAIN = b"spreadsheetml.sheet.main+xml"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SAVE_AS = "Öppna filen i Excel eller LibreOffice och spara den som Excel-arbetsbok (.xlsx)."

LOCKED = (
    Doubt.ENCRYPTED,
    "Filen är skyddad med lösenord. Ta bort lösenordet och spara filen på nytt.",
)
NO_BREAK_SPACE = "\u00a0"

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
    size = len(package.data)
    if size <= MAX_FILE:
        return None
    return Doubt.TOO_LARGE, f"Filen är {_megabytes(size)} MB; gränsen är {_megabytes(MAX_FILE)} MB."


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
    return Doubt.WRONG_FORMAT, f"Filen är ingen arbetsbok i formatet .xlsx eller .ods. {SAVE_AS}"


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


def sound_directory(package: Package) -> Verdict | None:
    """The archive's table of contents, before anything is unpacked."""
    try:
        entries = package.archive.infolist()
    except UNPACKING_ERRORS:
        return _damaged("filen är avkortad eller skadad")
    if any(entry.flag_bits & 1 for entry in entries):
        return LOCKED
    if len(set(package.names)) < len(entries) or any(map(_strays, package.names)):
        return _damaged("dess innehållsförteckning är felaktig")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        return Doubt.TOO_LARGE, _too_much(len(entries), unpacked)
    for entry in entries:
        if entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * entry.compress_size:
            return Doubt.TOO_LARGE, f"Delen {entry.filename} är orimligt hårt packad."
    return None


def _too_much(parts: int, unpacked: int) -> str:
    if parts > MAX_ENTRIES:
        return f"Filen består av {_grouped(parts)} delar; gränsen är {_grouped(MAX_ENTRIES)}."
    size, limit = _megabytes(unpacked), _megabytes(MAX_UNPACKED)
    return f"Filen är {size} MB uppackad; gränsen är {limit} MB."


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
    """No document types, whose entities grow or fetch files, and no encoding but UTF-8."""
    for name in package.names:
        part = package.part(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            return Doubt.ACTIVE_CONTENT, f"Delen {name} deklarerar en dokumenttyp (DTD). {SAVE_AS}"
        if part.startswith(BYTE_ORDER_MARKS):
            return Doubt.WRONG_FORMAT, f"Delen {name} har en okänd teckenkodning. {SAVE_AS}"
    return None


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
        ("Ett blad har", rows, MAX_ROWS, "rader"),
        ("Ett blad har", columns, MAX_COLUMNS, "kolumner"),
        ("Bladen har tillsammans", cells, MAX_CELLS, "celler"),
    )
    for what, found, limit, unit in measures:
        if found > limit:
            sizes = f"{_grouped(found)} {unit}; gränsen är {_grouped(limit)}"
            return Doubt.TOO_LARGE, f"{what} {sizes}. {far}"
    return None


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
    sound_directory,
    unpackable,
    right_content,
    no_active_content,
    no_active_ods,
    plain_markup,
    within_limits,
)
