"""`77 av 134 beslut (57 procent)`: the share of the two numbers before it."""

from __future__ import annotations

import re
from fractions import Fraction

from tasks.proofread.claims.numbers import Form, numbers
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_numbers,
    right,
    wrong,
)
from tasks.proofread.claims.subjects.differences import said_share
from tasks.proofread.claims.wording import half_up

_PAIR = re.compile(
    r"(?P<part>[\w\u00a0 ]{1,40}?\S)\s+av\s+(?:(?:de|totalt|sammanlagt"
    r"|dessa)\s+)*(?P<whole>\S+)\s+[^.;\d]{0,80}?"
    r"(?:\(|,?\s*(?:eller|det\s+vill\s+säga|alltså|motsvarande|vilket\s+(?:motsvarar|är))\s+)$",
    re.IGNORECASE,
)


@of_numbers("andel av talen före", 16)
def ratio(focus: Focus, world: World) -> Judgement | None:
    if focus.number.form is not Form.PERCENT:
        return None
    said = focus.clause.text[focus.clause.sentence[0] : focus.number.start]
    match = _PAIR.search(said)
    pair = [*numbers(match.group())][-2:] if match else []
    if len(pair) < 2 or any(each.form is not Form.COUNT for each in pair):
        return None
    part, whole = (each.count for each in pair)
    if not whole or not _adjoining(said, part, whole):
        return None
    if said_share(focus.number, Fraction(part, whole)):
        return right(f"{part} av {whole}")
    truth = int(half_up(Fraction(100 * part, whole)))
    return wrong(
        "RAP-821",
        f"«{focus.number.text}» stämmer inte: {part} av {whole} är {truth} procent.",
        focus.number.text,
        truth,
        f"{part} av {whole}",
    )


def _adjoining(said: str, part: int, whole: int) -> bool:
    """Whether the two stand as `77 av 134`."""
    return bool(re.search(rf"{part}\s+av\s+(?:\w+\s+){{0,2}}{whole}\b", said.replace("\u00a0", "")))
