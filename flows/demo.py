"""The demo: a made-up city on top of the figures that a real one published."""

from __future__ import annotations

from collections.abc import Mapping

from deploy.settings import Settings
from schemas.published import PublishedReport, load_published
from schemas.quarter import Quarter
from sql.engine import writing
from sql.migrate import migrate
from tasks.demo.city import DemoWorkbook, demo_city
from tasks.demo.inbox import build_inbox
from tasks.load.load import replace_quarter_findings
from tasks.load.published import contradictions
from tasks.load.published import load_published as keep_published
from tasks.place import engine_of, municipality_of
from tasks.template.workbook import write_workbook
from tasks.validate.case import PublishedCase
from tasks.validate.engine import judge_published


def prepare_demo(settings: Settings) -> tuple[DemoWorkbook, ...]:
    """Write the inboxes of the demo's quarters and take in the published history.

    The workbooks come in the order of their quarters: each quarter builds on the one before.
    """
    municipality = municipality_of(settings)
    migrate(engine_of(settings))
    for name in municipality.published:
        take_history(settings, load_published(name))
    city = demo_city(municipality)
    for quarter in sorted({workbook.quarter for workbook in city}):
        build_inbox(settings.inbox(str(quarter)), quarter, municipality, write_workbook)
    return city


def take_history(settings: Settings, report: PublishedReport) -> None:
    """Load a published report's figures as printed; what contradicts itself becomes findings."""
    engine, municipality = engine_of(settings), municipality_of(settings)
    keep_published(engine, municipality, report)
    for quarter in report.quarters:
        findings = judge_published(PublishedCase(report.title, quarter, _sums(report, quarter)))
        with writing(engine, municipality.code, quarter) as connection:
            replace_quarter_findings(connection, municipality, quarter, findings, report.name)


def _sums(report: PublishedReport, quarter: Quarter) -> Mapping[tuple[str, str], tuple[int, int]]:
    """The printed total and the sum of the rows, of the tables where the two differ."""
    return {
        (each.lag, each.table): (each.printed, each.rows)
        for each in contradictions(report)
        if each.quarter == quarter
    }
