"""The receipt for a version that was sent in."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.findings import UnitState
from schemas.quarter import Quarter
from sql.versions import Version, versions_of
from steward.addresses import sheet_address
from steward.guard import Visitor
from steward.queries.causes import Cause, causes_of, explained_in
from steward.queries.submission import counted, standing, told_findings


@dataclass(frozen=True)
class Receipt:
    """The receipt for a version. `state` is how it stands, `counted` the version whose figures
    count, `explained` how many of its findings somebody has explained already."""

    quarter: Quarter
    code: str
    unit: str
    version: Version
    newest: int
    state: UnitState
    counted: int | None
    causes: tuple[Cause, ...]
    explained: int


def receipt_page(visitor: Visitor, quarter: Quarter, unit: str, number: int) -> Receipt | None:
    """None when there is no such version."""
    house = visitor.house
    with house.engine.connect() as connection:
        versions = versions_of(connection, house.municipality, quarter, unit)
        version = next((each for each in versions if each.number == number), None)
        findings = told_findings(connection, visitor, version) if version else ()
    if version is None:
        return None

    def link(sheet: str, cell: str | None) -> str:
        return sheet_address(quarter, unit, number, sheet, cell)

    return Receipt(
        quarter=quarter,
        code=unit,
        unit=house.unit_name(unit),
        version=version,
        newest=versions[-1].number,
        state=standing(version, findings),
        counted=counted(versions),
        causes=causes_of(findings, quarter, link),
        explained=explained_in(findings),
    )
