"""People's decisions about findings; the command line and the pages use the same functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from schemas.errors import UserError
from schemas.events import Act, Actor, Via
from schemas.findings import REOPENED, Finding, Severity
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided, Ruling
from sql.audit import record
from sql.engine import writing
from sql.rulings import add_ruling
from sql.state import QuarterStanding, quarter_standing
from steward.found import Found, event_about, find
from steward.texts import kept_text
from steward.words import timed

_MAY = {
    Decided.EXPLAINED: (Severity.FEL, Severity.VARNING, Severity.GRANSKA),
    Decided.ACCEPTED: (Severity.VARNING, Severity.GRANSKA),
    Decided.WAIVED: (Severity.FEL,),
    Decided.RETURNED: tuple(Severity),
}
_REFUSALS = {
    Decided.EXPLAINED: (
        "kan inte förklaras: det som är stoppat läses inte in",
        "Rätta filen och skicka den igen.",
    ),
    Decided.ACCEPTED: (
        "kan inte godtas: bara en varning eller något att granska kan det",
        "Låt enheten rätta, eller ge dispens med ett skäl om det är ett fel.",
    ),
    Decided.WAIVED: (
        "kan inte få dispens: bara ett fel kan det",
        "En varning godtas i stället. Det som är stoppat måste enheten rätta och skicka igen.",
    ),
}
_DID = {
    Decided.EXPLAINED: "förklarade det",
    Decided.ACCEPTED: "godtog det",
    Decided.WAIVED: "gav det dispens",
    Decided.RETURNED: "lämnade tillbaka det",
}


class Overtaken(UserError):  # noqa: N818 - what happened to whoever decides
    """Somebody else decided while the decider had the finding before their eyes."""

    def __init__(self, finding: Finding, made: Ruling) -> None:
        super().__init__(
            f"Fyndet {finding.id} ({finding.rule}) fick ett beslut medan du hade det framme: "
            f"{made.by.name} {_DID[made.decided]} {timed(made.at)}.",
            "Inget av det du skickade är sparat. Läs det beslutet; vill du ändå besluta om fyndet, "
            "gör det på nytt.",
        )


@dataclass(frozen=True, slots=True)
class Ruled:
    """A finding that was decided about, in the quarter that is being collected."""

    collected: Quarter
    finding: Finding


@dataclass(frozen=True, slots=True)
class _Decision:
    """What somebody wants to decide."""

    decided: Decided
    reason: str
    by: Person
    at: datetime

    def is_made(self, before: Ruling | None) -> bool:
        """Whether it is the decision in force already: a double click, a form sent again."""
        return before is not None and (before.decided, before.reason, before.by) == (
            self.decided, self.reason, self.by
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Target:
    """A finding in force, with the decision about it and the bytes that it is about."""

    found: Found
    before: Ruling | None
    sha256: str | None

    @property
    def finding(self) -> Finding:
        return self.found.finding

    def ruling(self, made: _Decision) -> Ruling:
        each = self.finding
        return Ruling(
            finding=each.id,
            fingerprint=each.fingerprint,
            decided=made.decided,
            reason=made.reason,
            by=made.by,
            at=made.at,
            sha256=self.sha256,
            place=each.place,
            found=each.found,
            expected=each.expected,
        )


def may_be(finding: Finding, decided: Decided) -> bool:
    """Whether a finding in force may be decided so at all, whoever decides."""
    explains = decided is Decided.EXPLAINED
    return finding.severity in _MAY[decided] and (finding.open or not explains)


def decide(  # noqa: PLR0913 - the facts of a decision, and how far the decider sees
    engine: Engine,
    municipality: Municipality,
    findings: Sequence[str],
    decided: Decided,
    reason: str,
    by: Person,
    at: datetime,
    *,
    via: Via = Via.COMMAND_LINE,
    seen: Mapping[str, int] | None = None,
    units: frozenset[str] | None = None,
) -> tuple[Ruled, ...]:
    """Decide about findings named by their ids, all or none; what is decided just so already is
    left as it is. Raises UserError when one of them is not in force, may not be decided so, or is
    not of the `units` that the decider may reach; Overtaken when a decision has come since those
    that they had `seen`, the number of the latest by the finding's id (0: there was none)."""
    _require_decidable(findings)
    made = _Decision(decided, _reason(reason), by, at)
    with writing(engine, municipality.code, "rulings") as connection:
        targets = _targets(connection, municipality, findings, units)
        fresh = [each for each in targets if not made.is_made(each.before)]
        for each in fresh:
            _require_seen(each, seen)
            _require(decided, each)
        for each in fresh:
            add_ruling(connection, municipality, each.found.quarter, each.ruling(made))
        actor, act = Actor(by.name, by.role, via), Act(decided.value)
        told = [event_about(each.found, act, actor, at, decided=decided.value) for each in fresh]
        record(connection, municipality.code, *told)
    return tuple(Ruled(each.found.quarter, each.finding) for each in targets)


def _require_decidable(names: Iterable[str]) -> None:
    for each in names:
        again = each.removeprefix(f"{REOPENED}-")
        if again != each:
            raise UserError(
                f"{each} går inte att besluta om: det säger att fyndet {again} är öppet igen.",
                f"Besluta om fyndet {again}.",
            )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UserError(
            "Beslutet saknar skäl.", "Skriv varför; skälet till en dispens trycks i rapporten."
        )
    return kept_text(reason, "Skälet")


def _targets(
    connection: Connection,
    municipality: Municipality,
    names: Sequence[str],
    units: frozenset[str] | None,
) -> list[_Target]:
    """The findings as they stand, with a fixed number of queries for each quarter."""
    by_quarter: dict[Quarter, list[Found]] = {}
    for each in find(connection, municipality, names, units):
        by_quarter.setdefault(each.quarter, []).append(each)
    return [
        target
        for quarter, found in sorted(by_quarter.items())
        for target in _in_force(found, quarter_standing(connection, municipality, quarter))
    ]


def _in_force(found: Iterable[Found], standing: QuarterStanding) -> Iterator[_Target]:
    current = {each.id: each for each in standing.findings}
    bytes_of = {each.submission: each.sha256 for each in standing.units if each.submission}
    for each in found:
        now = current.get(each.finding.id)
        if now is None:
            raise _gone(each, standing)
        before = standing.rulings.get(now.fingerprint)
        yield _Target(
            Found(each.quarter, now), before, bytes_of.get(now.submission or "") or each.source
        )


def _gone(found: Found, standing: QuarterStanding) -> UserError:
    """Of an older version: the newest one may have the same finding, by another id."""
    fingerprint = found.finding.fingerprint
    same = [each.id for each in standing.findings if each.fingerprint == fingerprint]
    return UserError(
        f"Fyndet {found.finding.id} gäller en äldre version av inlämningen.",
        f"Den senaste versionen har samma fynd: {same[0]}."
        if same
        else "Se vilka fynd den senaste versionen har.",
        f"kvartal findings {found.quarter}",
    )


def _require_seen(target: _Target, seen: Mapping[str, int] | None) -> None:
    before = target.before
    if seen is not None and before and before.nr > seen.get(target.finding.id, 0):
        raise Overtaken(target.finding, before)


def _require(decided: Decided, target: _Target) -> None:
    each = target.finding
    if each.severity not in _MAY[decided]:
        problem, hint = _REFUSALS[decided]
        raise UserError(f"Fyndet {each.id} ({each.rule}, {each.severity}) {problem}.", hint)
    if decided is Decided.EXPLAINED and not each.open:
        raise UserError(
            f"Fyndet {each.id} ({each.rule}) är redan godtaget eller har fått dispens.",
            "Det behöver ingen förklaring. Skriv en kommentar om något ska läggas till.",
        )
