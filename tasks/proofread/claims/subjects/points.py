"""Percentage points: `2 procentenheter högre`, after the two shares that differ."""

from __future__ import annotations

import re

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

_PERCENT = re.compile(r"(\d+)\s*(?:procent(?!\w)|%)", re.IGNORECASE)


@of_numbers("procentenheter", 18)
def points(focus: Focus, world: World) -> Judgement | None:
    """The difference between the share just told and one told before it in the paragraph."""
    if focus.number.form is not Form.POINTS:
        return None
    shares = [int(share) for share in _PERCENT.findall(focus.clause.text[: focus.number.start])]
    if len(shares) < 2:
        return unbound("det framgår inte vilka andelar som skiljer sig")
    said = int(focus.number.value * 100)
    *others, last = shares
    if any(abs(last - other) == said for other in others):
        return right(f"andelarna {last} och {last - said} eller {last + said} procent")
    told = " och ".join(map(str, (*others[-2:], last)))
    return wrong(
        "RAP-821",
        f"«{focus.number.text}» stämmer inte med andelarna före, {told} procent.",
        said,
        abs(last - others[-1]),
        f"andelarna {told} procent",
    )
