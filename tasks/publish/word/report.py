"""`rapport.docx`: prints any report, top to bottom; the same report gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
from docx.document import Document

from schemas.charts import Drawing
from schemas.report import Report
from schemas.reproducible import repack
from tasks.publish.word.blocks import add_blocks
from tasks.publish.word.head import add_head
from tasks.publish.word.ooxml import (
    add_field,
    drop_preview,
    drop_template_styles,
    set_application,
    set_current_format,
    set_language,
)
from tasks.publish.word.page import set_page
from tasks.publish.word.style import dress_document
from tasks.publish.wording import printable

_APPLICATION = "Kvartal"
_LONGEST_PROPERTY = 255  # python-docx refuses longer ones


def report_document(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The report as docx; `drawings` are its diagrams by their names."""
    document = docx.Document()
    set_language(document, report.language)
    set_current_format(document)
    drop_preview(document)
    drop_template_styles(document)
    set_application(document, _APPLICATION)
    dress_document(document)
    set_page(document.sections[0], wide=False)
    _describe(document, report)
    _add_running_lines(document, report)
    add_head(document, report)
    add_blocks(document, report.blocks, drawings)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue(), report.day)


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = printable(f"{report.title}, {report.subtitle}")[:_LONGEST_PROPERTY]
    properties.language = report.language
    author = printable(report.sender)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author
    properties.comments = ""


def _add_running_lines(document: Document, report: Report) -> None:
    """The head and the foot of every page; later sections take them over."""
    first = document.sections[0]
    if report.mark:
        first.header.paragraphs[0].add_run(printable(report.mark))
    foot = first.footer.paragraphs[0]
    foot.add_run(printable(f"{report.sender} · {report.title} · {report.subtitle} · "))
    add_field(foot, "PAGE", "1")
    foot.add_run(" (")
    add_field(foot, "NUMPAGES", "1")
    foot.add_run(")")
