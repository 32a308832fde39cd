"""Loading published reports."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from schemas.municipality import Municipality
from schemas.published import PublishedReport, PublishedTable
from sql.warehouse import dimension_values, published, published_report


def load_published(
    connection: Connection, municipality: Municipality, report: PublishedReport
) -> None:
    """Write a report's figures in place of what the same report had before."""
    remove_published(connection, municipality, report.name)
    connection.execute(insert(published_report).values(_report_row(municipality, report)))
    key = {"municipality": municipality.code, "report": report.name}
    rows = [{**key, **row} for table in report.tables for row in _rows(table)]
    connection.execute(insert(published), rows)


def remove_published(connection: Connection, municipality: Municipality, name: str) -> None:
    """Take out a report; its figures go with it."""
    own = published_report.c.municipality == municipality.code
    connection.execute(delete(published_report).where(own, published_report.c.name == name))


def _rows(table: PublishedTable) -> list[dict[str, object]]:
    return [
        {
            "quarter": str(figure.quarter),
            "lag": table.lag,
            "statement": table.axis,
            **dimension_values({table.axis: figure.code} if figure.code else {}),
            "value": figure.value,
            "place": figure.place,
        }
        for figure in table.figures
    ]


def _report_row(municipality: Municipality, report: PublishedReport) -> dict[str, str | None]:
    return {
        "municipality": municipality.code,
        "name": report.name,
        "title": report.title,
        "source": report.source,
        "last_quarter": str(max(report.quarters)),
        "file_name": report.file_name,
        "sha256": report.sha256,
    }
