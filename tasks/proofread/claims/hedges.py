"""Words that make a figure vague, and how far from it the true one may lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Hedge:
    """How far the truth may lie below and above what is said, in percentage points for shares and
    as a part of the figure for counts. `strict`: it may not be the very figure."""

    below: Fraction
    above: Fraction
    strict: bool = False

    def admits(self, said: Fraction, truth: Fraction, whole: Fraction) -> bool:
        """Whether the truth may be called what is said; `whole` is what the limits are parts of."""
        if self.strict and truth == said:
            return False
        return said - self.below * whole <= truth <= said + self.above * whole


_FAR = Fraction(1000)
_NEAR, _SLIGHT = Fraction(5, 100), Fraction(1, 100)

HEDGES: Mapping[str, Hedge] = {
    "nära": Hedge(_NEAR, _SLIGHT / 2),
    "nästan": Hedge(_NEAR, _SLIGHT / 2),
    "närmare": Hedge(_NEAR, _SLIGHT / 2),
    "knappt": Hedge(_NEAR, _SLIGHT / 2),
    "inte fullt": Hedge(_NEAR, Fraction(0), strict=True),
    "drygt": Hedge(_SLIGHT / 2, _NEAR),
    "något över": Hedge(Fraction(0), _NEAR, strict=True),
    "något under": Hedge(_NEAR, Fraction(0), strict=True),
    "cirka": Hedge(_NEAR, _NEAR),
    "ca": Hedge(_NEAR, _NEAR),
    "ungefär": Hedge(_NEAR, _NEAR),
    "omkring": Hedge(_NEAR, _NEAR),
    "runt": Hedge(_NEAR, _NEAR),
    "uppemot": Hedge(_NEAR, Fraction(0)),
    "mer än": Hedge(Fraction(0), _FAR, strict=True),
    "fler än": Hedge(Fraction(0), _FAR, strict=True),
    "över": Hedge(Fraction(0), _FAR, strict=True),
    "mindre än": Hedge(_FAR, Fraction(0), strict=True),
    "färre än": Hedge(_FAR, Fraction(0), strict=True),
    "under": Hedge(_FAR, Fraction(0), strict=True),
    "minst": Hedge(Fraction(0), _FAR),
    "högst": Hedge(_FAR, Fraction(0)),
}
"""By the word before the figure. `nära 90 procent` may be 85 to 90, half-up rounding included."""

HEDGED_PART = Fraction(8, 5)
"""How much wider a vague word is with a part in words: `drygt hälften` reaches 58 per cent."""

PART_ROOM = Fraction(25, 1000)
"""What a part in words leaves open on either side: `en tredjedel` is 31 to 36 per cent."""
