"""The files of one edition: report, tables, diagrams, and what open data needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.charts import Drawing
from schemas.edition import Edition
from schemas.report import Report
from schemas.tables import Table
from tasks.publish.datapackage import datapackage_json
from tasks.publish.pdf.report import report_pdf
from tasks.publish.sheets.tidy import tidy_csv
from tasks.publish.sheets.workbook import tables_workbook
from tasks.publish.word.report import report_document


def edition_files(
    edition: Edition, tables: Sequence[Table], report: Report, drawings: Mapping[str, Drawing]
) -> Mapping[str, bytes]:
    """Every file by its path; the same input gives the same bytes. `drawings` are those of the
    report's charts, by their names."""
    data = tidy_csv(tables)
    underlag = [table for table in report.tables if table.mark]
    return {
        "rapport.docx": report_document(report, drawings),
        "rapport.pdf": report_pdf(report, drawings),
        "tabeller.xlsx": tables_workbook(edition, tables, underlag),
        "tabeller.csv": data,
        "datapackage.json": datapackage_json(edition, tables, data),
        **_diagrams(drawings),
    }


def _diagrams(drawings: Mapping[str, Drawing]) -> Mapping[str, bytes]:
    return {
        f"diagram/{name}.{kind}": content
        for name, drawn in drawings.items()
        for kind, content in (("svg", drawn.svg), ("png", drawn.png))
    }
