"""The head of the first page: who sends what, the case's facts, and what the reader must know."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt

from schemas.report import Report
from tasks.publish.word.style import FACT, LABEL, MARK, NOTICE, SENDER
from tasks.publish.wording import printable

_AFTER_NOTICES = Pt(14)


def add_head(document: Document, report: Report) -> None:
    document.add_paragraph(printable(report.sender), style=SENDER)
    for label, text in report.facts:
        fact = document.add_paragraph(style=FACT)
        fact.add_run(printable(label), style=LABEL)
        fact.add_run(printable(f"\t{text}"))
    document.add_paragraph(printable(report.title), style="Title")
    document.add_paragraph(printable(report.subtitle), style="Subtitle")
    if report.mark:
        document.add_paragraph(printable(report.mark), style=MARK)
    for place, (lead, text) in enumerate(report.notices, 1):
        notice = document.add_paragraph(style=NOTICE)
        notice.add_run(printable(lead)).bold = True
        notice.add_run(printable(f" {text}"))
        if place == len(report.notices):
            notice.paragraph_format.space_after = _AFTER_NOTICES
