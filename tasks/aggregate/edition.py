"""What an edition of the tables is made of."""

from __future__ import annotations

from sqlalchemy import Connection

from schemas.edition import Edition, Input
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.state import UnitStanding, unit_states
from tasks.aggregate.background import load_background


def read_edition(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    rule_set: str,
    code_version: str,
) -> Edition:
    """The quarter's submissions and the published reports behind its window of quarters."""
    background = load_background(connection, municipality, quarter.window())
    reports = {report for reports in background.reports.values() for report in reports}
    return Edition(
        municipality=municipality.code,
        city=municipality.city,
        quarter=quarter,
        inputs=tuple(
            _input(each, municipality) for each in unit_states(connection, municipality, quarter)
        ),
        rule_set=rule_set,
        code_version=code_version,
        sources=tuple(sorted(f"{report.title} ({report.source})" for report in reports)),
    )


def _input(standing: UnitStanding, municipality: Municipality) -> Input:
    code = municipality.codelists["enhet"].get(standing.unit)
    return Input(
        unit=standing.unit,
        unit_name=code.short if code else standing.unit,
        state=standing.state,
        version=standing.version,
        file_name=standing.file_name,
        sha256=standing.sha256,
        open_findings=sum(standing.findings.values()),
    )
