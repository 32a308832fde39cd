"""What a file is, by its content; and the doubts that come before any parser opens it."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum

from schemas.errors import UserError

MEGABYTE = 1_000_000
MAX_FILE = 50 * MEGABYTE
MAX_UNPACKED = 300 * MEGABYTE
MAX_ENTRIES = 3_000

READABLE = "Spara rapporten som Word (.docx), PDF, Excel (.xlsx), webbsida eller text."

UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    NotImplementedError,
)
"""What comes of bytes that are no sound archive."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRANGERS = (
    (b"\x89PNG", "en bild (PNG)"),
    (b"\xff\xd8\xff", "en bild (JPEG)"),
    (b"GIF8", "en bild (GIF)"),
    (b"II*\0", "en bild (TIFF)"),
    (b"MM\0*", "en bild (TIFF)"),
    (b"MZ", "ett program"),
    (b"\x7fELF", "ett program"),
    (b"{\\rtf", "ett RTF-dokument"),
    (b"\x1f\x8b", "ett packat arkiv"),
    (b"7z\xbc\xaf", "ett packat arkiv"),
    (b"Rar!", "ett packat arkiv"),
)
_OTHER_OFFICE = (
    (b"presentationml", "en PowerPoint-presentation"),
    (b"opendocument.text", "ett OpenDocument-dokument (.odt)"),
    (b"opendocument.presentation", "en OpenDocument-presentation (.odp)"),
    (b"sheet.binary", "en binär Excel-arbetsbok (.xlsb)"),
)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<h1", b"<div")


class Format(StrEnum):
    WORD = "docx"
    PDF = "pdf"
    EXCEL = "xlsx"
    ODS = "ods"
    HTML = "html"
    TEXT = "txt"


def format_of(data: bytes, name: str) -> Format:
    """What a file is, whatever it is called. Raises UserError for what is no report."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UserError(f"{name} är tom.", "Kontrollera att det är rätt fil, och spara den igen.")
    if len(data) > MAX_FILE:
        raise UserError(
            f"{name} är större än {MAX_FILE // MEGABYTE} MB.",
            "Spara rapporten utan bilder eller dela den i flera filer.",
        )
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _packed(data, name)
    if data.startswith(_OLE):
        raise _old_or_locked(data, name)
    for sign, what in _STRANGERS:
        if data.startswith(sign):
            raise _strange(name, what)
    return _written(data, name)


def decoded(data: bytes) -> str:
    """The text of a file in the encodings that Swedish reports come in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def locked(name: str) -> UserError:
    return UserError(
        f"{name} är skyddad med lösenord.", "Ta bort lösenordet, spara filen och försök igen."
    )


def damaged(name: str, what: str) -> UserError:
    return UserError(
        f"{name} går inte att läsa: {what}", "Öppna filen, spara den på nytt och försök igen."
    )


def _strange(name: str, what: str) -> UserError:
    return UserError(f"{name} är {what}, inte en rapport som går att läsa.", READABLE)


def _old_or_locked(data: bytes, name: str) -> UserError:
    """Before 2007 Office wrote this container; since then it holds files under a password."""
    if _ENCRYPTED in data:
        return locked(name)
    return _strange(name, "i ett äldre Office-format (som .doc eller .xls)")


def _packed(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, name)
    except UNPACKING_ERRORS:
        raise damaged(name, "filen är avkortad eller skadad.") from None


def _package(archive: zipfile.ZipFile, name: str) -> Format:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(name)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise damaged(name, "den är orimligt stor när den packas upp.")
    names = set(archive.namelist())
    parts = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
    types, mimetype, manifest = (
        archive.open(part).read(MEGABYTE) if part in names else b"" for part in parts
    )
    if b"encryption-data" in manifest:
        raise locked(name)
    if "word/document.xml" in names and b"wordprocessingml" in types:
        return Format.WORD
    if "xl/workbook.xml" in names and b"spreadsheetml" in types:
        return Format.EXCEL
    if mimetype.strip() == b"application/vnd.oasis.opendocument.spreadsheet":
        return Format.ODS
    known = (what for sign, what in _OTHER_OFFICE if sign in types + mimetype)
    raise _strange(name, next(known, "ett packat arkiv (zip)"))


def _written(data: bytes, name: str) -> Format:
    """Text or a web page: bytes that can be read as letters."""
    text = decoded(data[:100_000])
    odd = sum(char < " " and char not in "\t\n\r\f\v" for char in text) + text.count("\ufffd")
    if odd > len(text) / 200:
        raise _strange(name, "i ett format som inte känns igen")
    beginning = text[:4000].casefold().encode()
    return Format.HTML if any(sign in beginning for sign in _PAGE) else Format.TEXT
