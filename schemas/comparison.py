"""What municipalities published for a quarter, side by side where they count the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.inhabitants import Inhabitants
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import Figure


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of a public edition."""

    municipality: Municipality
    quarter: Quarter
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many decisions of a law a municipality published; None where it did not tell."""

    name: str
    total: int | None
    kvinna: int | None
    man: int | None
    over_six_months: int | None
    inhabitants: Inhabitants | None

    def per_10_000(self, kon: str = "") -> float | None:
        """Decisions for every 10,000 inhabitants, of all or of one kön."""
        number = {"": self.total, "kvinna": self.kvinna, "man": self.man}[kon]
        living = self.inhabitants.of(kon) if self.inhabitants else None
        return None if number is None or not living else 10_000 * number / living

    @property
    def share_over_six(self) -> float | None:
        """The per cent of all decisions that have waited for six months or more."""
        if not self.total or self.over_six_months is None:
            return None
        return 100 * self.over_six_months / self.total


@dataclass(frozen=True, slots=True)
class OfLaw:
    """One law. `groups` hold those that count the same, two or more in each; `differences` say
    what is counted differently, in words."""

    lag: str
    groups: tuple[tuple[Counted, ...], ...]
    alone: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`year` is that of the inhabitants, the latest that all have; None where there is none."""

    quarter: Quarter
    year: int | None
    unpublished: tuple[str, ...]
    laws: tuple[OfLaw, ...]
