"""A published report knows which quarters it is about."""

from schemas.published import PublishedFigure, PublishedReport, PublishedTable
from schemas.quarter import Quarter


def table(*quarters: Quarter) -> PublishedTable:
    figures = (PublishedFigure(each, code, 1) for each in quarters for code in ("man", None))
    return PublishedTable("Tabell 5", "LSS", "kon", tuple(figures))


def test_the_quarters_of_a_report_are_those_of_its_tables_oldest_first() -> None:
    first, last = Quarter(2023, 4), Quarter(2024, 1)
    report = PublishedReport("prov", "Prov", "Prov", (table(last), table(last, first)))
    assert report.tables[1].quarters == (first, last)
    assert report.quarters == (first, last)
