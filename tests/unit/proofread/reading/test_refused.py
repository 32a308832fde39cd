"""Files that are no report, or none that can be read: the reason, in Swedish."""

from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
import typst

from schemas.errors import UserError
from tasks.demo.draw import Draw
from tasks.proofread.reading import formats
from tasks.proofread.reading.reader import read_report
from tests.unit.proofread.reading.reports import WRITERS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(parts: dict[str, str]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return saved.getvalue()


def word(part: str | None = None) -> bytes:
    """A Word document, its main part replaced."""
    saved = io.BytesIO()
    docx.Document().save(saved)
    if part is None:
        return saved.getvalue()
    with zipfile.ZipFile(saved) as source:
        parts = {name: source.read(name).decode("latin-1") for name in source.namelist()}
    return archive(parts | {"word/document.xml": part})


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
BLANK = typst.compile(b"#set page(width: 10cm, height: 10cm)\n#rect(width: 5cm)")
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"41" * 32
    + b">/U<"
    + b"42" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "är tom"),
        (b" \r\n\0\0", "är tom"),
        (PNG, "är en bild (PNG)"),
        (b"MZ\x90\0" + b"\0" * 99, "är ett program"),
        (b"{\\rtf1 text}", "är ett RTF-dokument"),
        (OLE + b"\0" * 99, "äldre Office-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "skyddad med lösenord"),
        (archive({"a.txt": "hej"}), "är ett packat arkiv (zip)"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (archive({"[Content_Types].xml": "presentationml.presentation.main"}), "PowerPoint"),
        (b"PK\x03\x04 nothing more", "avkortad eller skadad"),
        (bytes(range(256)) * 20, "i ett format som inte känns igen"),
        (b"%PDF-1.7\nnothing more", "ingen hel PDF"),
        (LOCKED, "skyddad med lösenord"),
        (BLANK, "har ingen text"),
        (word(), "har ingen text"),
        (word("<w:document"), "inget helt Word-dokument"),
        (word(ENTITY), "dokumenttyp (DTD)"),
        (archive(ODS | {"content.xml": ENTITY}), "ingen hel arbetsbok"),
        (b"<html><body> </body></html>", "har ingen text"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        read_report(data, "rapport.docx")
    assert said in refused.value.message
    assert refused.value.message.startswith("rapport.docx") and refused.value.hint.endswith(".")


def test_a_file_is_what_its_content_says_whatever_its_name() -> None:
    document = docx.Document()
    document.add_paragraph("Det gäller 31 beslut.")
    saved = io.BytesIO()
    document.save(saved)
    (passage,) = read_report(saved.getvalue(), "rapport.pdf").passages
    assert passage.text == "Det gäller 31 beslut."


def test_a_packed_file_may_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive({"word/document.xml": "0" * 2_000_000})
    assert len(bomb) < 10_000
    monkeypatch.setattr(formats, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(UserError, match="orimligt stor"):
        read_report(bomb, "rapport.docx")
    monkeypatch.setattr(formats, "MAX_FILE", 100)
    with pytest.raises(UserError, match="större än"):
        read_report(bomb, "rapport.docx")


def test_a_sheet_that_reaches_too_far_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p>'
    content = (
        '<a xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="B">'
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell>'
        "</table:table-row></table:table></a>"
    )
    with pytest.raises(UserError, match="Bladet B"):
        read_report(archive(ODS | {"content.xml": content}), "rapport.ods")


def test_a_page_without_text_among_others_is_told() -> None:
    source = b"""#set page(width: 10cm, height: 10cm, margin: 1cm)
Det st\xc3\xa5r n\xc3\xa5got h\xc3\xa4r.
#pagebreak()
#image(bytes((255, 0, 0, 255)), format: (encoding: "rgba8", width: 1, height: 1), width: 8cm,
  height: 8cm, fit: "stretch")"""
    report = read_report(bytes(typst.compile(source)), "rapport.pdf")
    (unread,) = report.unread
    assert (unread.title, unread.place.page) == ("Sida 2", 2)
    assert "bild utan text" in unread.reason


@pytest.mark.parametrize("name", list(WRITERS))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole, draw = WRITERS[name](), Draw(11)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(1 + draw.below(40)):
            data[draw.below(len(data))] = draw.below(256)
        with contextlib.suppress(UserError):
            read_report(bytes(data[: len(data) - draw.below(2) * draw.below(len(data))]), name)
