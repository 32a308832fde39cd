"""What the forms about findings ask, carried out by the functions that the command line uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from schemas.errors import UserError
from schemas.events import Via
from schemas.rulings import Decided
from steward.decisions import Overtaken, decide
from steward.guard import Visitor
from steward.queries.acts import Target
from steward.threads import assign

_WORDS: Mapping[Decided, tuple[str, str]] = {
    Decided.EXPLAINED: ("forklarat", "forklarade"),
    Decided.ACCEPTED: ("godtaget", "godtagna"),
    Decided.WAIVED: ("dispens", "dispenser"),
    Decided.RETURNED: ("aterlamnat", "aterlamnade"),
}


@dataclass(frozen=True)
class Refused:
    """A form that was refused: what was typed, about which findings, and why. `act` tells which
    form it was: a decision by its value, `assign` or `comment`."""

    error: UserError
    findings: frozenset[str]
    act: str
    text: str = ""
    owner: str = ""
    due: str = ""

    @property
    def status(self) -> int:
        """409 where somebody else was first."""
        return 409 if isinstance(self.error, Overtaken) else 400


def named_in(field: str) -> frozenset[str]:
    """The ids of the findings that a form is about."""
    return frozenset(text.split(" ", 1)[0] for text in field.split(";"))


def targets_in(field: str) -> tuple[Target, ...]:
    """Raises UserError when the form names none, or is none of ours."""
    try:
        found = tuple(Target.parse(text) for text in field.split(";") if text)
    except ValueError:
        found = ()
    if not found:
        raise UserError(
            "Formuläret säger inte vilket fynd det gäller.", "Ladda om sidan och gör om det."
        )
    return found


def decision_in(text: str) -> Decided:
    try:
        return Decided(text)
    except ValueError:
        raise UserError(
            "Inget beslut är valt.", "Tryck på knappen för det beslut som du vill fatta."
        ) from None


def settle(visitor: Visitor, targets: Sequence[Target], decided: Decided, reason: str) -> str:
    """Decide about those of the findings of which it can be decided, all or none; the word for
    what was done. The draft is written anew."""
    chosen = [each for each in targets if decided.value in each.possible]
    ruled = decide(
        visitor.house.engine,
        visitor.house.municipality,
        [each.finding for each in chosen or targets],
        decided,
        reason,
        visitor.person,
        datetime.now(UTC),
        via=Via.PAGES,
        seen={each.finding: each.seen for each in targets},
        units=visitor.units,
    )
    for quarter in {each.collected for each in ruled}:
        visitor.house.work.redraft(quarter)
    return _WORDS[decided][len(chosen) > 1]


def give(visitor: Visitor, targets: Sequence[Target], owner: str, due: str) -> str:
    """Say who sees to the findings and until when; the word for what was done."""
    assign(
        visitor.house.engine,
        visitor.house.municipality,
        [each.finding for each in targets],
        owner.strip() or None,
        _day(due),
        visitor.person,
        datetime.now(UTC),
        via=Via.PAGES,
    )
    return "fordelade" if len(targets) > 1 else "fordelat"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise UserError(
            "Dagen kan inte läsas.", "Välj en dag, eller skriv den som 2025-01-31."
        ) from None
