"""Doubled numbers: `sex (6)` says the same twice."""

from __future__ import annotations

from tasks.proofread.claims.subject import Focus, Judgement, World, of_numbers, wrong


@of_numbers("dubbelt skrivet", 0)
def doubled(focus: Focus, world: World) -> Judgement | None:
    number = focus.number
    if number.doubled is None or number.doubled == number.value:
        return None
    return wrong(
        "RAP-821",
        f"«{number.text}» säger två olika tal: {number.count} och {number.doubled}.",
        number.count,
        number.doubled,
        "talet inom parentes",
    )
