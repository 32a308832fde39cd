"""Texts outside the cells."""

from __future__ import annotations

import io
import zipfile

from openpyxl.comments import Comment

from schemas.submission import LooseText
from tasks.read.loose import loose_texts
from tasks.read.package import Package
from tests.builders import workbook


def texts(data: bytes, name: str = "rapport.xlsx") -> tuple[LooseText, ...]:
    return loose_texts(Package(data, name))


def package(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_a_comment_stands_at_its_cell() -> None:
    book = workbook()
    book["SoL"]["C4"].comment = Comment("Kontrollerad", "Enheten")
    assert LooseText("En kommentar", "Kontrollerad", "SoL", "C4") in texts(book.bytes())


def test_a_comment_in_runs_is_one_text() -> None:
    data = package(**{"xl/comments1.xml": (
        "<comments><commentList><comment ref='B3'><text><r><t>1890</t></r><r><t>0101</t></r></text>"
        "</comment></commentList></comments>"
    )})  # fmt: skip
    assert texts(data) == (LooseText("En kommentar", "18900101"),)


def test_properties_are_texts() -> None:
    book = workbook()
    book.book.properties.keywords = "underlag"
    found = texts(book.bytes())
    assert LooseText("En dokumentegenskap", "underlag") in found
    assert all(text.sheet is None for text in found)


def test_threaded_comments_and_text_boxes() -> None:
    data = package(**{
        "xl/threadedComments/threadedComment1.xml":
            "<ThreadedComments><threadedComment ref='A1'><text>ett</text></threadedComment>"
            "</ThreadedComments>",
        "xl/drawings/drawing1.xml": "<a:x xmlns:a='a'><a:txBody><a:t>två</a:t></a:txBody></a:x>",
    })  # fmt: skip
    assert texts(data) == (LooseText("En kommentar", "ett"), LooseText("En textruta", "två"))


def test_an_ods_has_annotations_and_properties() -> None:
    data = package(**{
        "meta.xml": "<m><title>Rapport</title></m>",
        "content.xml": "<c><cell><annotation><p>tre</p></annotation><p>4</p></cell></c>",
    })  # fmt: skip
    assert texts(data, "rapport.ods") == (
        LooseText("En dokumentegenskap", "Rapport"),
        LooseText("En kommentar", "tre"),
    )


def test_a_part_that_is_no_xml_is_searched_all_the_same() -> None:
    assert texts(package(**{"docProps/custom.xml": "<a>fyra<b>"})) == (
        LooseText("En dokumentegenskap", "fyra"),
    )


def test_no_loose_texts() -> None:
    assert texts(package(**{"xl/workbook.xml": "<a/>"})) == ()
