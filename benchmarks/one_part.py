"""Writes one part of a publication, or all of it, from an edition that lies ready in a file."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from flows.edition import Part
from schemas.charts import Drawing


def _diagrams(part: Part, _: Mapping[str, Drawing]) -> Mapping[str, Drawing]:
    from tasks.publish.draw.draw import draw

    return {chart.name: draw(chart) for chart in part.report.charts}


def _docx(part: Part, drawn: Mapping[str, Drawing]) -> object:
    from tasks.publish.word.report import report_document

    return report_document(part.report, drawn)


def _pdf(part: Part, drawn: Mapping[str, Drawing]) -> object:
    from tasks.publish.pdf.report import report_pdf

    return report_pdf(part.report, drawn)


def _xlsx(part: Part, _: Mapping[str, Drawing]) -> object:
    from tasks.publish.sheets.workbook import tables_workbook

    underlag = [table for table in part.report.tables if table.mark]
    return tables_workbook(part.edition, part.tables, underlag)


def _csv(part: Part, _: Mapping[str, Drawing]) -> object:
    from tasks.publish.sheets.tidy import tidy_csv

    return tidy_csv(part.tables)


def _all(part: Part, drawn: Mapping[str, Drawing]) -> object:
    from tasks.publish.files import edition_files

    return edition_files(part.edition, part.tables, part.report, _diagrams(part, drawn))


PARTS: Mapping[str, Callable[[Part, Mapping[str, Drawing]], object]] = {
    "diagrams (matplotlib)": _diagrams,
    "rapport.docx (python-docx)": _docx,
    "rapport.pdf (typst)": _pdf,
    "tabeller.xlsx (openpyxl)": _xlsx,
    "tabeller.csv": _csv,
    "everything": _all,
    "nothing": lambda _part, _drawn: None,
}

if __name__ == "__main__":
    part, drawn = pickle.loads(Path(sys.argv[1]).read_bytes())
    PARTS[sys.argv[2]](part, drawn)
