"""What Prometheus may know: counts of the newest quarter and of the log, nothing of anybody."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from schemas.findings import Severity, UnitState
from sql.quarters import newest_quarter
from sql.state import unit_states
from steward.house import House


def exposition(house: House) -> tuple[str, str]:
    """The metrics as text, and its media type."""
    registry = CollectorRegistry()
    units = Gauge(
        "kvartal_units", "Units by state in the newest quarter", ["state"], registry=registry
    )
    findings = Gauge(
        "kvartal_open_findings", "Open findings in it by severity", ["severity"], registry=registry
    )
    with house.engine.connect() as connection:
        quarter = newest_quarter(connection, house.municipality)
        standings = unit_states(connection, house.municipality, quarter) if quarter else ()
    for state in UnitState:
        units.labels(state.value).set(sum(each.state is state for each in standings))
    for severity in Severity:
        told = sum(each.findings.get(severity, 0) for each in standings)
        findings.labels(severity.value).set(told)
    return generate_latest(registry).decode(), CONTENT_TYPE_LATEST
