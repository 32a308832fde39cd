"""A steward's decisions about findings; the command line and the pages use the same functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from schemas.errors import UserError
from schemas.findings import Finding, Severity
from schemas.municipality import Municipality
from schemas.person import Person, require_no_number
from schemas.quarter import Quarter
from schemas.rulings import Decided, Ruling
from sql.engine import writing
from sql.rulings import add_ruling
from sql.state import findings_of, unit_states
from sql.warehouse import finding

_MAY = {
    Decided.ACCEPTED: (Severity.VARNING, Severity.GRANSKA),
    Decided.WAIVED: (Severity.FEL,),
    Decided.RETURNED: tuple(Severity),
}
_REFUSALS = {
    Decided.ACCEPTED: (
        "kan inte godtas: bara en varning kan det",
        "Låt enheten rätta, eller ge dispens med ett skäl (--waive) om det är ett fel.",
    ),
    Decided.WAIVED: (
        "kan inte få dispens: bara ett fel kan det",
        "Godta en varning med --accept. Det som är stoppat måste enheten rätta och skicka igen.",
    ),
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A finding that was decided about, in the quarter that is being collected."""

    collected: Quarter
    finding: Finding


def decide(
    engine: Engine,
    municipality: Municipality,
    findings: Sequence[str],
    decided: Decided,
    reason: str,
    by: Person,
    at: datetime,
) -> tuple[Ruled, ...]:
    """Decide about findings named by their ids, all or none. Raises UserError when one of them is
    not in force, or may not be decided so."""
    if not reason.strip():
        raise UserError(
            "Beslutet saknar skäl.", "Skriv skälet med --reason; dispenser trycks i rapporten."
        )
    require_no_number(reason, "Skälet")
    with writing(engine, municipality.code, "rulings") as connection:
        found = [_in_force(connection, municipality, each) for each in findings]
        for quarter, each, sha256 in found:
            _require(decided, each)
            made = Ruling(each.id, each.fingerprint, decided, reason.strip(), by, at, sha256)
            add_ruling(connection, municipality, quarter, made)
    return tuple(Ruled(quarter, each) for quarter, each, _ in found)


def _in_force(
    connection: Connection, municipality: Municipality, name: str
) -> tuple[Quarter, Finding, str | None]:
    """The finding with its quarter, and the SHA-256 of the bytes that it is about."""
    row = connection.execute(
        select(finding.c.quarter, finding.c.source).where(
            finding.c.municipality == municipality.code, finding.c.id == name
        )
    ).first()
    if row is None:
        raise UserError(
            f"Fyndet {name} finns inte.",
            "Fyndens id visas av kvartal findings KVARTAL; ett fynd som är rättat finns inte kvar.",
        )
    quarter = Quarter.parse(row.quarter)
    current = {each.id: each for each in findings_of(connection, municipality, quarter)}
    if name not in current:
        raise UserError(
            f"Fyndet {name} gäller en äldre version av inlämningen.",
            f"Se vad som gäller nu med kvartal findings {quarter}.",
        )
    bytes_of = {
        each.submission: each.sha256 for each in unit_states(connection, municipality, quarter)
    }
    return quarter, current[name], bytes_of.get(current[name].submission) or row.source


def _require(decided: Decided, each: Finding) -> None:
    if each.severity not in _MAY[decided]:
        problem, hint = _REFUSALS[decided]
        raise UserError(f"Fyndet {each.id} ({each.rule}, {each.severity}) {problem}.", hint)
