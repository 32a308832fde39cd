"""Every doubt that a file can raise before a parser sees it, and what is no reason for doubt."""

import io
import zipfile

import pytest

from schemas.submission import Doubt, Submission, Unreadable
from tests.unit.read.files import (
    FARSTA,
    by_hand,
    read,
    read_any,
    refused,
    repacked,
    sample,
    worksheet,
    zipped,
)

LIBREOFFICE = "libreoffice_farsta_2024Q4.ods"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES = "[Content_Types].xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def types_of(name: str = FARSTA) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sample(name))) as package:
        return package.read(TYPES)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\0" * 10_000])
def test_empty(data: bytes) -> None:
    assert refused(data).doubt is Doubt.EMPTY


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "webbsida"),
        (b"<html><table>", "webbsida"),
        (b"<?xml version='1.0'?><Workbook/>", "XML-dokument"),
        (b"Insats;Kvinna;Man\n", "textfil"),
        (zipped({"hej.txt": b"hej"}), "ingen arbetsbok"),
        (
            zipped({TYPES: b"application/...wordprocessingml.document.main+xml"}),
            "Word-dokument",
        ),
    ],
)
def test_another_format_under_the_name_of_a_workbook(data: bytes, word: str) -> None:
    found = refused(data)
    assert found.doubt is Doubt.WRONG_FORMAT
    assert word in found.detail


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("farsta_2024Q4.xls", Doubt.WRONG_FORMAT),
        ("farsta_2024Q4.csv", Doubt.WRONG_FORMAT),
        ("farsta_2024Q4", Doubt.WRONG_FORMAT),
        ("farsta_2024Q4.ods", Doubt.WRONG_FORMAT),
        ("farsta_2024Q4.xlsm", Doubt.ACTIVE_CONTENT),
    ],
)
def test_a_workbook_under_another_name(name: str, doubt: Doubt) -> None:
    assert refused(sample(), name).doubt is doubt


def test_an_ods_under_the_name_of_an_xlsx() -> None:
    found = refused(sample(LIBREOFFICE))
    assert found.doubt is Doubt.WRONG_FORMAT
    assert ".ods" in found.detail


def test_extensions_are_read_without_regard_to_case() -> None:
    assert isinstance(read_any(sample(), "FARSTA.XLSX"), Submission)


def test_old_excel() -> None:
    assert refused(OLE + b"\0" * 500 + b"Workbook").doubt is Doubt.OLD_FORMAT
    assert refused(OLE + b"\0" * 500, "farsta.xls").doubt is Doubt.OLD_FORMAT


def test_password() -> None:
    stream = "EncryptedPackage".encode("utf-16-le")
    assert refused(OLE + b"\0" * 500 + stream).doubt is Doubt.ENCRYPTED


def test_password_on_an_ods() -> None:
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    data = repacked(sample(LIBREOFFICE), {"META-INF/manifest.xml": manifest})
    assert refused(data, LIBREOFFICE).doubt is Doubt.ENCRYPTED


def test_password_on_the_archive() -> None:
    data = bytearray(sample())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)).doubt is Doubt.ENCRYPTED


@pytest.mark.parametrize("length", [2, 4, 30, 100, 1_000, 5_000, 9_000, 10_000, 10_700])
def test_truncated(length: int) -> None:
    assert refused(sample()[:length]).doubt is Doubt.DAMAGED


@pytest.mark.parametrize("place", range(50, 10_700, 499))
def test_no_spoilt_byte_raises(place: int) -> None:
    data = bytearray(sample())
    data[place] ^= 0xFF
    assert isinstance(read_any(bytes(data)), Submission | Unreadable)


def test_spoilt_content() -> None:
    data = bytearray(sample())
    data[3_000] ^= 0xFF
    assert refused(bytes(data)).doubt is Doubt.DAMAGED


def test_too_large_a_file() -> None:
    assert refused(b"PK\x03\x04" + b"x" * 10_000_000).doubt is Doubt.TOO_LARGE


def test_a_bomb() -> None:
    rows = b"<row/>" * 400_000
    data = repacked(sample(), {"xl/worksheets/sheet2.xml": rows})
    found = refused(data)
    assert found.doubt is Doubt.TOO_LARGE
    assert "xl/worksheets/sheet2.xml" in found.detail


def test_too_many_parts() -> None:
    assert refused(zipped({f"{number}.xml": b"<a/>" for number in range(501)})).doubt is (
        Doubt.TOO_LARGE
    )


@pytest.mark.parametrize("name", ["../hej.xml", "/hej.xml", "xl/../../hej.xml", "C:/hej.xml"])
def test_parts_that_lead_astray(name: str) -> None:
    assert refused(repacked(sample(), {name: b"<a/>"})).doubt is Doubt.DAMAGED


def test_the_same_part_twice() -> None:
    data = zipped({"xl/workbook.xml": b"<a/>", "xl/workbook.xmm": b"<b/>"})
    assert refused(data.replace(b"workbook.xmm", b"workbook.xml")).doubt is Doubt.DAMAGED


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/activeX/activeX1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/connections.xml",
        "xl/macrosheets/sheet1.xml",
    ],
)
def test_active_content_by_its_part(part: str) -> None:
    assert refused(repacked(sample(), {part: b"<a/>"})).doubt is Doubt.ACTIVE_CONTENT


def test_active_content_by_its_type() -> None:
    for sign in (b"vnd.ms-office.vbaProject", b"spreadsheetml.externalLink+xml"):
        types = types_of().replace(
            b"</Types>", b'<Default Extension="x" ContentType="%b"/></Types>'
        )
        assert refused(repacked(sample(), {TYPES: types % sign})).doubt is Doubt.ACTIVE_CONTENT


def test_a_macro_workbook_renamed() -> None:
    types = types_of().replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert refused(repacked(sample(), {TYPES: types})).doubt is Doubt.ACTIVE_CONTENT


def test_a_template_is_no_workbook() -> None:
    types = types_of().replace(b"spreadsheetml.sheet.main", b"spreadsheetml.template.main")
    assert refused(repacked(sample(), {TYPES: types})).doubt is Doubt.WRONG_FORMAT


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
    ],
)
def test_document_types(declared: str) -> None:
    found = refused(by_hand({"LSS": declared + worksheet(ONE)}))
    assert found.doubt is Doubt.ACTIVE_CONTENT


def test_utf_16() -> None:
    part = worksheet(ONE).encode("utf-16")
    data = repacked(by_hand({"LSS": worksheet(ONE)}), {"xl/worksheets/s1.xml": part})
    assert refused(data).doubt is Doubt.WRONG_FORMAT


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="20001"><c r="A20001"><v>1</v></c></row>',
        '<row r="1"><c r="SG1"><v>1</v></c></row>',
        "<row r='1'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c t="n" r = "XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c a=">" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="C99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 501 + "</row>",
        "<row><c><v>1</v></c></row>" * 20_001,
        '<row r="20000"><c r="SF20000"><v>1</v></c></row>',
    ],
)
def test_cells_too_far_away(rows: str) -> None:
    """A grid over any of these would end the process, or come near it."""
    assert refused(by_hand({"LSS": worksheet(rows)})).doubt is Doubt.TOO_LARGE


def test_cells_too_far_away_under_a_prefix() -> None:
    data = worksheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')
    prefixed = data.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert refused(by_hand({"LSS": prefixed})).doubt is Doubt.TOO_LARGE


def test_room_for_more_strings_than_there_is_memory() -> None:
    strings = '<sst uniqueCount="40000000000"><si><t>x</t></si></sst>'
    assert refused(by_hand({"LSS": worksheet(ONE)}, strings)).doubt is Doubt.TOO_LARGE


def test_formats_far_away_hold_nothing() -> None:
    """LibreOffice and Excel both leave formatted empty cells at the end of a sheet."""
    rows = ONE + '<row r="1048576" ht="15"><c r="XFD1048576" s="0"/></row>'
    assert len(read(by_hand({"LSS": worksheet(rows)})).sheets[0].rows) == 1


def ods(content: str) -> bytes:
    """An ods with one sheet of such rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "script")
    )
    whole = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="LSS">{content}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return repacked(sample(LIBREOFFICE), {"content.xml": whole.encode()})


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_048_576, 1), (1, 16_384), (20_001, 1), (19_999, 499)]
)
def test_an_ods_that_repeats_too_much(rows: int, columns: int) -> None:
    content = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/>'
        "</table:table-row>"
    )
    assert refused(ods(content), LIBREOFFICE).doubt is Doubt.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "doubt"),
    [
        ("<script:event-listener/>", Doubt.ACTIVE_CONTENT),
        ("<table:table-source/>", Doubt.ACTIVE_CONTENT),
        ('<table:table-row table:number-rows-repeated="många"/>', Doubt.DAMAGED),
        ("<table:table-row>", Doubt.DAMAGED),
    ],
)
def test_what_else_an_ods_is_refused_for(content: str, doubt: Doubt) -> None:
    assert refused(ods(content), LIBREOFFICE).doubt is doubt


def test_a_macro_library_in_an_ods() -> None:
    data = repacked(sample(LIBREOFFICE), {"Basic/Standard/Module1.xml": b"<a/>"})
    assert refused(data, LIBREOFFICE).doubt is Doubt.ACTIVE_CONTENT


def test_content_that_no_parser_understands() -> None:
    broken = {"LSS": worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}
    assert refused(by_hand(broken)).doubt is Doubt.DAMAGED


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("farsta_2024Q4.xlsx", "farsta"),
        ("Kvartal 4 Järva stadsdelsnämnd.xlsx", "jarva"),
        ("Ja\u0308rva 2024Q4.xlsx", "jarva"),
        ("2024Q4-norra_innerstaden-v2.xlsx", "norra-innerstaden"),
        ("hägersten-älvsjö.xlsx", "hagersten-alvsjo"),
        ("enheten för hemlösa.xlsx", "hemlosa"),
        ("farsta och bromma.xlsx", None),
        ("rapport.xlsx", None),
        ("Farstaviken.xlsx", None),
    ],
)
def test_the_unit_of_a_file_that_cannot_be_read(name: str, unit: str | None) -> None:
    assert refused(b"", name).unit == unit
