"""`rapport.pdf` for those who hear it read: two checkers of PDF/UA, and the structure itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import outloud
import pdfua
import pytest
import typst

from schemas.charts import Chart, Drawing
from schemas.report import Report
from tasks.publish.pdf.report import report_pdf
from tests.unit.publish.pdf.reading import Tag, language, tags


@pytest.fixture
def pdf(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    return report_pdf(report, drawings)


@pytest.fixture
def file(pdf: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(pdf)
    return path


def _outloud(file: Path) -> list[str]:
    result = outloud.check(str(file))
    assert result.error is None
    return [each.rule for each in result.findings if each.severity == "error"]


def _pdfua(file: Path) -> list[str]:
    found = pdfua.validate(str(file)).findings
    return [each.rule_id for each in found if each.severity is pdfua.Severity.ERROR]


def test_two_checkers_find_no_error(file: Path) -> None:
    assert _outloud(file) == []
    assert _pdfua(file) == []


def test_the_checkers_would_find_one(tmp_path: Path) -> None:
    """The same typesetter without tags and title."""
    source, bare = tmp_path / "bare.typ", tmp_path / "bare.pdf"
    source.write_text("Text")
    typst.compile(source, output=bare, pdf_tags=False)
    assert _outloud(bare)
    assert _pdfua(bare)


def test_it_says_which_standards_it_follows(pdf: bytes) -> None:
    assert b"<pdfuaid:part>1<" in pdf
    assert b"<pdfaid:part>2<" in pdf and b"<pdfaid:conformance>A<" in pdf


def test_it_is_in_swedish(pdf: bytes) -> None:
    assert language(pdf) == "sv-SE"


def _all(pdf: bytes, kind: str) -> list[Tag]:
    return [tag for page in tags(pdf) for tag in page.all(kind)]


def test_headings_lists_and_captions_are_what_they_are(pdf: bytes) -> None:
    assert len(_all(pdf, "H1")) == 4
    assert len(_all(pdf, "H2")) == 1
    assert len(_all(pdf, "L")) == 2
    assert len(_all(pdf, "LI")) == 4
    assert all(_all(pdf, "Caption"))


def test_every_table_has_header_cells_and_rows(pdf: bytes) -> None:
    """The first page of tables: table 1 with its caption."""
    table = next(iter(_all(pdf, "Table")))
    assert [each.kind for each in table.children] == ["Caption", "THead", "TBody"]
    head, body = table.children[1:]
    assert [each.kind for each in head.all("TH")] == ["TH"] * 3
    assert len(list(body.all("TR"))) == 3
    assert len(list(body.all("TD"))) == 9


def test_a_diagram_has_its_text_alternative(pdf: bytes, chart: Chart) -> None:
    assert [each.alt for each in _all(pdf, "Figure")] == [chart.alt]


def test_every_text_of_the_body_is_a_paragraph(pdf: bytes) -> None:
    """Nothing stands in the document without saying what it is."""
    for page in tags(pdf):
        for document in page.children:
            assert {each.kind for each in document.children} <= {
                "P", "H1", "H2", "L", "Table", "Div", "Figure",
            }  # fmt: skip
