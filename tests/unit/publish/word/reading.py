"""What the tests read out of a written document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from schemas.charts import Drawing
from schemas.report import Report
from tasks.publish.word.report import report_document


def read(report: Report, drawings: Mapping[str, Drawing] | None = None) -> Document:
    return docx.Document(io.BytesIO(report_document(report, drawings or {})))


def styled(document: Document, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style and each.style.name == style]


def grid(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def value(element: Any) -> str:
    return str(element.get(qn("w:val")))


def fields(element: Any) -> list[str]:
    """The instructions of the fields inside an element."""
    return [str(code.text).strip() for code in element.iter(qn("w:instrText"))]


def body(document: Document) -> Iterator[tuple[str, str]]:
    """What stands in the body: tag and text, in order."""
    for each in document.element.body.inner_content_elements:
        yield each.tag.split("}")[1], "".join(each.itertext(qn("w:t")))
