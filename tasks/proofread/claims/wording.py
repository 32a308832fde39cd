"""How findings and bindings are put in Swedish."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor


def joined(texts: Iterable[str], last: str = "och") -> str:
    """`a, b och c`."""
    listed = list(texts)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """Rounded as people round: 62,5 to 63, and −0,5 away from 0 alike."""
    scale = 10**decimals
    rounded = floor(abs(value) * scale + Fraction(1, 2))
    return Fraction(rounded if value >= 0 else -rounded, scale)


def number(value: Fraction | int, decimals: int = 0) -> str:
    """As Swedish print has it: `1 234`, `34,9`."""
    text = f"{float(value):,.{decimals}f}" if decimals else f"{int(value):,}"
    return text.replace(",", "\u00a0").replace(".", ",")
