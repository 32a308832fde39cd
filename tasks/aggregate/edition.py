"""What an edition of the tables is made of."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from schemas.edition import Edition, Input
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.state import UnitStanding, unit_states
from tasks.aggregate.background import Background, Report, load_background
from tasks.aggregate.notes import in_words, spans


def read_edition(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    rule_set: str,
    code_version: str,
) -> Edition:
    """The quarter's submissions and the published reports behind its window of quarters."""
    background = load_background(connection, municipality, quarter.window())
    return Edition(
        municipality=municipality.code,
        city=municipality.city,
        quarter=quarter,
        inputs=tuple(
            _input(each, municipality, each.unit in background.loaded.get(quarter, ()))
            for each in unit_states(connection, municipality, quarter)
        ),
        rule_set=rule_set,
        code_version=code_version,
        sources=tuple(_sources(background)),
        limit=municipality.limit.words,
        lagar=municipality.lagar,
    )


def _sources(background: Background) -> Iterator[str]:
    """The published reports, each with the quarters whose figures are taken from it."""
    taken: dict[Report, list[Quarter]] = {}
    for quarter in background.published:
        for report in background.reports[quarter]:
            taken.setdefault(report, []).append(quarter)
    for report, quarters in taken.items():
        yield f"{in_words(spans(quarters))} ur «{report.title}» ({report.source})"


def _input(standing: UnitStanding, municipality: Municipality, in_force: bool) -> Input:
    code = municipality.codelists["enhet"].get(standing.unit)
    return Input(
        unit=standing.unit,
        unit_name=code.short if code else standing.unit,
        state=standing.state,
        version=standing.version,
        file_name=standing.file_name,
        sha256=standing.sha256,
        open_findings=sum(standing.findings.values()),
        in_force=in_force,
    )
