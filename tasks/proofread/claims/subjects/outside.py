"""Figures of other sources: held against the municipality's reference figures, else not bound."""

from __future__ import annotations

import re
from fractions import Fraction

from tasks.proofread.claims.numbers import Form
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    unbound,
    wrong,
)
from tasks.proofread.claims.subjects.differences import said_share

OUTSIDE = re.compile(
    r"\bbevilja(?:d|t|de|ts)\b|\b(?:har\s+)?(?:fått|erhållit|får)\s+(?:bistånd|stöd)|\bbeviljas\b|socialtjänstrapport|årsredovisning"
    r"|årsrapport|\bSCB\b|socialstyrelsen|egenkontroll|\bi\s+riket\b|befolkning",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:ej|inte|icke)\s+(?:har\s+)?verkställ", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")


@of_numbers("annan källa", 5)
def outside(focus: Focus, world: World) -> Judgement | None:
    """A figure that the sentence takes from elsewhere than the tables."""
    if not OUTSIDE.search(focus.sentence) or _OURS.search(focus.clause.said):
        return None
    number = focus.number
    if number.form is not Form.PERCENT or not (reference := _reference(focus, world)):
        return unbound("uppgiften kommer från en annan källa än tabellerna")
    kon, truth, report = reference
    if said_share(number, Fraction(truth, 100)):
        return right(f"{report}: {truth} procent {kon}")
    return wrong(
        "RAP-821",
        f"«{number.text}» stämmer inte: enligt {report} är andelen {kon} {truth} procent.",
        int(number.value * 100),
        truth,
        report,
    )


def _reference(focus: Focus, world: World) -> tuple[str, int, str] | None:
    """The kön of the number and its reference figure, where the sentence names its report."""
    codes = [
        option[0].code
        for each in focus.names
        if each.dimension == "kon"
        for option in each.names[0].options
    ]
    lag = focus.clause.lagar[0] if focus.clause.lagar else focus.clause.near
    for reference in world.references:
        named = reference.report.casefold() in focus.clause.text.casefold()
        if codes and named and reference.lag == lag:
            words = {"kvinna": ("kvinnor", reference.kvinna), "man": ("män", reference.man)}
            if codes[0] in words:
                return (*words[codes[0]], reference.report)
    return None
