"""`rapport.pdf`: prints any report, top to bottom; the same report gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst

from schemas.charts import Drawing
from schemas.report import Report
from tasks.publish.pdf.content import content
from tasks.publish.pdf.fonts import font_folder

TEMPLATE = Path(__file__).parent / "template.typ"

_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
"""Accessible as the law asks, and fit for the archive. Typst refuses to write what is neither."""


def report_pdf(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The report as pdf; `drawings` are its diagrams by their names.

    The report's texts go in as data, which the template prints as they are: nothing that
    anybody wrote is run as markup.
    """
    inputs = {
        "content": json.dumps(content(report, drawings), ensure_ascii=False),
        **{f"diagram-{each.name}": drawings[each.name].svg.decode() for each in report.charts},
    }
    with font_folder() as fonts:
        made = typst.compile(
            str(TEMPLATE),
            sys_inputs=inputs,
            pdf_standards=_STANDARDS,
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
        )
    assert isinstance(made, bytes), "typst gives the bytes of one document"
    return made
