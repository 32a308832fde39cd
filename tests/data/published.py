"""Stockholm's published figures as the demo has them, and reports drawn by hand."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine

from schemas.municipality import load_municipality
from schemas.published import PublishedFigure, PublishedReport, PublishedTable
from schemas.quarter import Quarter
from sql.engine import writing
from tasks.demo.figures import history_files
from tasks.load.published import load_published
from tasks.proofread.history import to_published
from tasks.proofread.reading.reader import read_report

STOCKHOLM = load_municipality("stockholm")


def stockholm_report() -> PublishedReport:
    (file,) = history_files(STOCKHOLM)
    report, _ = to_published(read_report(file.read_bytes(), file.name), STOCKHOLM, "0" * 64)
    return report


def keep(engine: Engine, report: PublishedReport) -> None:
    with writing(engine, "published") as connection:
        load_published(connection, STOCKHOLM, report)


def table(axis: str, rows: Mapping[str, int], total: int, quarter: Quarter) -> PublishedTable:
    """A table of LSS with one column, its places `rad 1`, `rad 2` …"""
    printed = [*rows.items(), (None, total)]
    figures = (
        PublishedFigure(quarter, code, value, f"rad {number}")
        for number, (code, value) in enumerate(printed, 1)
    )
    return PublishedTable(f"LSS per {axis}", "LSS", axis, tuple(figures))


def report(name: str, *tables: PublishedTable) -> PublishedReport:
    return PublishedReport(name, f"Rapporten {name}", "Prov", tables)
