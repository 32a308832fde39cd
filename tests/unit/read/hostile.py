"""Workbooks made to do harm, and odd ones that do it without meaning to: all are crafted here."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from tests.unit.read.files import (
    FARSTA,
    MAIN,
    by_hand,
    edited,
    repacked,
    sample,
    worksheet,
    zipped,
)

ODS = "libreoffice_farsta_2024Q4.ods"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES, BOOK, SHEET = "[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet2.xml"
STRANGE, LARGE, ACTIVE = "FIL-101", "FIL-102", "FIL-103"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
DTDS = {
    "a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "a foreign DTD": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
    "a billion laughs": "<!DOCTYPE a [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>",
    "quadratic growth": f"<!DOCTYPE a [<!ENTITY a '{'ha' * 50_000}'>]>",
}


@dataclass(frozen=True)
class Hostile:
    """A file, the name it comes under and the rule that has to find it."""

    what: str
    rule: str
    make: Callable[[], bytes]
    name: str = FARSTA

    def __str__(self) -> str:
        return self.what


def formats() -> Iterator[Hostile]:
    """What is no workbook, under the name of one."""
    beginnings = {
        "nothing": b"",
        "zeros": bytes(10_000),
        "blanks": b" \r\n" * 99,
        "CSV": b"Insats;Kvinna;Man\r\nBoende;1;2\r\n",
        "CSV in UTF-16": "Insats;Kvinna;Man\r\n".encode("utf-16"),
        "HTML": b"<html><table><tr><td>1</td></tr></table></html>",
        "HTML after a byte order mark": b"\xef\xbb\xbf<!DOCTYPE html><table></table>",
        "XML of 2003": b'<?xml version="1.0"?><Workbook/>',
        "RTF": b"{\\rtf1 hej}",
        "PDF": b"%PDF-1.7\n" + bytes(999),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(999),
        "old Excel": OLE + bytes(999) + b"Workbook",
        "a password": OLE + bytes(999) + "EncryptedPackage".encode("utf-16-le"),
        "noise": random.Random(7).randbytes(9_999),
        "noise that begins as a zip": b"PK\x03\x04" + random.Random(7).randbytes(9_999),
        "an empty zip": zipped({}),
        "a zip of something else": zipped({"hej.txt": b"hej"}),
    }
    for what, data in beginnings.items():
        yield Hostile(what, STRANGE, partial(bytes, data))
    for what, sign in {
        "Word": b"wordprocessingml.document.main+xml",
        "PowerPoint": b"presentationml.presentation.main+xml",
        "xlsb": b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        "a template": b"spreadsheetml.template.main+xml",
    }.items():
        yield Hostile(f"{what} renamed", STRANGE, partial(zipped, {TYPES: sign}))
    for name in ("farsta.xls", "farsta.csv", "farsta.ods", "farsta", "farsta.xlsx.exe"):
        yield Hostile(f"a workbook called {name}", STRANGE, sample, name)
    yield Hostile("an ods called xlsx", STRANGE, lambda: sample(ODS))
    yield Hostile("a password on an ods", STRANGE, _ods_with_password, ODS)


def truncated() -> Iterator[Hostile]:
    for tenth in range(1, 10):
        yield Hostile(
            f"{tenth}/10 of a workbook",
            STRANGE,
            partial(_beginning, tenth),
        )
    yield Hostile("all but the last byte", STRANGE, lambda: sample()[:-1])


def active() -> Iterator[Hostile]:
    """What can run, fetch or embed something."""
    for name in ("farsta.xlsm", "farsta.xltm", "farsta.xlam"):
        yield Hostile(f"called {name}", ACTIVE, sample, name)
    for part in (
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/connections.xml",
        "xl/queryTables/queryTable1.xml",
        "XL/VBAPROJECT.BIN",
    ):
        yield Hostile(part, ACTIVE, partial(with_part, part))
    dde = b"<externalLink><ddeLink ddeService='cmd' ddeTopic='/c calc'/></externalLink>"
    yield Hostile(
        "DDE by a link", ACTIVE, lambda: repacked(sample(), {"xl/externalLinks/e.xml": dde})
    )
    yield Hostile(
        "DDE by a formula",
        ACTIVE,
        lambda: in_sheet("<c r='A1'><f>cmd|'/c calc'!A0</f><v>1</v></c>"),
    )
    yield Hostile("an object by its element", ACTIVE, lambda: in_sheet("", "<oleObjects/>"))
    yield Hostile("a picture at an address", ACTIVE, _picture_elsewhere)
    yield Hostile("macros, renamed", ACTIVE, _renamed_macros)
    for what, element in {
        "a macro in an ods": "<script:event-listener/>",
        "DDE in an ods": "<table:dde-links/>",
        "a link in an ods": "<table:table-source/>",
        "a picture at an address in an ods": '<draw:image xlink:href="http://127.0.0.1:9/x"/>',
    }.items():
        yield Hostile(what, ACTIVE, partial(ods, element), ODS)


def document_types() -> Iterator[Hostile]:
    for what, declared in DTDS.items():
        yield Hostile(
            f"{what} in a sheet",
            ACTIVE,
            partial(by_hand, {"LSS": declared + worksheet(ONE)}),
        )
    for part in ("xl/sharedStrings.xml", BOOK, "_rels/.rels", "docProps/core.xml", TYPES):
        yield Hostile(f"a file in {part}", ACTIVE, partial(_declared_in, part))
    yield Hostile(
        "a file in an ods",
        ACTIVE,
        lambda: repacked(sample(ODS), {"content.xml": DTDS["a file"].encode() + b"<a/>"}),
        ODS,
    )
    for encoding in ("utf-16", "utf-7", "iso-8859-1", "unknown"):
        yield Hostile(f"a sheet in {encoding}", STRANGE, partial(_encoded, encoding))


def reaches() -> Iterator[Hostile]:
    """Sheets over which no grid can be laid."""
    for what, rows in {
        "the last cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "the last cell in small letters": '<row r="1"><c r="xfd1048576"><v>1</v></c></row>',
        "a cell beyond the last": '<row r="1"><c r="ZZZZZZ99999999"><v>1</v></c></row>',
        "a cell without a reference": '<row r="1048576"><c><v>1</v></c></row>',
        "16 384 columns": f'<row r="1">{"<c><v>1</v></c>" * 16_384}</row>',
        "few rows, many columns": '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        "many cells together": '<row r="19999"><c r="SF19999"><v>1</v></c></row>',
    }.items():
        yield Hostile(what, LARGE, partial(by_hand, {"LSS": worksheet(rows)}))
    yield Hostile("a million rows", LARGE, million_rows)
    for count in ("uniqueCount", "count"):
        yield Hostile(
            f"{count} of strings",
            LARGE,
            partial(by_hand, {"LSS": worksheet(ONE)}, f'<sst {count}="40000000000"></sst>'),
        )
    for what, (down, right) in {
        "repeated rows": (1_048_576, 1),
        "repeated columns": (1, 16_384),
        "repeated cells": (19_999, 499),
        "repeated beyond measure": (10**30, 10**30),
    }.items():
        yield Hostile(f"{what} in an ods", LARGE, partial(ods, repeated(down, right)), ODS)


def contents() -> Iterator[Hostile]:
    """Sound archives whose XML makes no sense."""
    for what, sheet in {
        "a string that is not there": worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        "a string of negative number": worksheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
        "elements that never end": worksheet(ONE)[:-30],
        "elements that cross": worksheet("<row r='1'><c r='A1'><v>1</c></v></row>"),
    }.items():
        yield Hostile(what, STRANGE, partial(by_hand, {"LSS": sheet}))
    for part in (BOOK, "xl/_rels/workbook.xml.rels"):
        yield Hostile(f"no sense in {part}", STRANGE, partial(_senseless, part))
    yield Hostile("an ods that never ends", STRANGE, lambda: ods("<table:table-row>"), ODS)
    yield Hostile(
        "an ods that repeats a word",
        STRANGE,
        lambda: ods('<table:table-row table:number-rows-repeated="många"/>'),
        ODS,
    )


def odd() -> Iterator[Hostile]:
    """Workbooks that can be read, and have something hidden or missing."""

    def hidden(state: str) -> bytes:
        return edited(lambda book: setattr(book["LSS"], "sheet_state", state))

    for state in ("hidden", "veryHidden"):
        yield Hostile(f"a sheet {state}", "STR-204", partial(hidden, state))
    yield Hostile("a sheet of another name", "STR-202", lambda: by_hand({"Blad1": worksheet(ONE)}))
    yield Hostile("no sense in a sheet", "STR-202", lambda: _senseless(SHEET))
    yield Hostile(
        "numbers past all measure", "STR-202", lambda: _values("1e400", "-1e400", "9" * 400)
    )
    yield Hostile("days before time", "STR-202", _days)


def in_sheet(cells: str, after: str = "") -> bytes:
    return by_hand({"LSS": worksheet(f'<row r="1">{cells}</row>', after)})


def with_part(name: str) -> bytes:
    return repacked(sample(), {name: b"<a/>"})


def ods(content: str) -> bytes:
    """An ods with one sheet of such rows."""
    names = ("office", "table", "text", "script", "draw", "xlink")
    spaces = " ".join(f'xmlns:{name}="urn:x:{name}"' for name in names)
    whole = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="LSS">{content}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return repacked(sample(ODS), {"content.xml": whole.encode()})


def repeated(rows: int, columns: int) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
        "</table:table-row>"
    )


@cache
def million_rows() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return by_hand({"LSS": worksheet("".join(rows))})


def _beginning(tenths: int) -> bytes:
    return sample()[: len(sample()) * tenths // 10]


def _ods_with_password() -> bytes:
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    return repacked(sample(ODS), {"META-INF/manifest.xml": manifest})


def _renamed_macros() -> bytes:
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return repacked(sample(), {TYPES: b"<Types><Override ContentType='%b'/></Types>" % kind})


def _picture_elsewhere() -> bytes:
    relation = (
        b'<Relationships><Relationship Id="r" TargetMode="External" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="http://127.0.0.1:9/x.png"/></Relationships>'
    )
    return repacked(sample(), {"xl/drawings/_rels/drawing1.xml.rels": relation})


def _declared_in(part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sample())) as archive:
        there = archive.read(part) if part in archive.namelist() else b"<a/>"
    return repacked(sample(), {part: DTDS["a file"].encode() + there})


def _encoded(encoding: str) -> bytes:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{worksheet(ONE)}'
    written = declared.encode("utf-16" if encoding == "utf-16" else "ascii")
    return repacked(by_hand({"LSS": worksheet(ONE)}), {"xl/worksheets/s1.xml": written})


def _senseless(part: str) -> bytes:
    return repacked(sample(), {part: b"<a><b></a>"})


def _values(*values: str) -> bytes:
    return in_sheet("".join(f"<c><v>{value}</v></c>" for value in values))


def _days() -> bytes:
    """Serial numbers under a date's format that no calendar has."""
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    cells = "".join(f'<c s="1"><v>{day}</v></c>' for day in ("-1", "1e300", "NaN", "2958466", "0"))
    return repacked(in_sheet(cells), {"xl/styles.xml": styles.encode()})
