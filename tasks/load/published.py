"""Published reports: their figures as printed, and where they contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert

from schemas.municipality import Municipality
from schemas.published import PublishedReport
from schemas.quarter import Quarter
from sql.engine import writing
from sql.warehouse import dimension_values, published, published_report


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A printed total that is not the sum of the rows above it."""

    report: str
    table: str
    lag: str
    axis: str
    quarter: Quarter
    rows: int
    printed: int


def load_published(engine: Engine, municipality: Municipality, report: PublishedReport) -> None:
    """Write a report's figures in place of what the same report had before."""
    key = {"municipality": municipality.code, "report": report.name}
    rows = [
        {
            **key,
            "quarter": str(quarter),
            "lag": each.lag,
            "statement": each.table,
            **dimension_values(each.members),
            "value": each.value,
        }
        for quarter in report.quarters
        for each in report.observations(quarter)
    ]
    with writing(engine, municipality.code, "published") as connection:
        own = published_report.c.municipality == municipality.code
        connection.execute(
            delete(published_report).where(own, published_report.c.name == report.name)
        )
        connection.execute(insert(published_report).values(_report_row(municipality, report)))
        connection.execute(insert(published), rows)


def contradictions(report: PublishedReport) -> tuple[Contradiction, ...]:
    """Every table and quarter of the report where the rows do not add up to the printed total."""
    return tuple(_contradictions(report))


def _contradictions(report: PublishedReport) -> Iterator[Contradiction]:
    for table in report.tables:
        for quarter in table.quarters:
            rows, printed = sum(table.column(quarter).values()), table.printed_total(quarter)
            if rows != printed:
                yield Contradiction(
                    report.name, table.title, table.lag, table.axis, quarter, rows, printed
                )


def _report_row(municipality: Municipality, report: PublishedReport) -> dict[str, str]:
    return {
        "municipality": municipality.code,
        "name": report.name,
        "title": report.title,
        "source": report.source,
        "last_quarter": str(max(report.quarters)),
    }
