"""Whether a quarter may be approved and published: what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from schemas.errors import UserError
from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.standings import open_count
from sql.state import QuarterStanding, UnitStanding, quarter_standing

_HINDER = (Severity.STOPP, Severity.FEL, Severity.VARNING)


def hindering(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that somebody has to settle first. What is said of a file of no known unit
    hinders nothing: as long as its unit has sent nothing else, that unit is missing."""
    return tuple(
        each
        for each in findings
        if each.open and each.severity in _HINDER and (each.unit is not None or each.file is None)
    )


def unexcused(units: Iterable[UnitStanding], findings: Iterable[Finding]) -> tuple[str, ...]:
    """The units that have sent nothing, without anybody having let that pass. The finding about
    it comes with a run; before the first one there is none to let pass."""
    told = {each.unit for each in findings if each.severity is Severity.FEL}
    missing = (each.unit for each in units if each.state is UnitState.MISSING)
    return tuple(unit for unit in missing if unit not in told)


def publishable(units: Sequence[UnitStanding], findings: Sequence[Finding]) -> bool:
    """Nothing is stopped, in quarantine or unexplained, and nobody is missing unexcused."""
    return not hindering(findings) and not unexcused(units, findings)


def require_settled(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> QuarterStanding:
    """How the quarter stands. Raises UserError when a finding is open or a unit is missing without
    anybody's leave."""
    standing = quarter_standing(connection, municipality, quarter)
    open_ones = hindering(standing.findings)
    if open_ones:
        told = ", ".join(
            sorted({f"{each.rule} ({each.unit or 'kvartalet'})" for each in open_ones})
        )
        raise UserError(
            f"{quarter.label} har {open_count(len(open_ones))}: {told}.",
            "De rättas av enheten, förklaras och godtas, eller får dispens.",
            f"kvartal findings {quarter}",
        )
    missing = unexcused(standing.units, standing.findings)
    if missing:
        names = municipality.codelists["enhet"]
        told = ", ".join((code.short if (code := names.get(unit)) else unit) for unit in missing)
        raise UserError(
            f"{quarter.label} är inte komplett: {told} har inte lämnat in.",
            "Vänta tills de har lämnat in, eller påminn dem.",
            f"kvartal run {quarter} när inlämningarna har kommit",
        )
    return standing
