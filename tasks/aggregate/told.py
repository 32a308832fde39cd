"""Decisions as units told them one by one, with every place in which each of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from sqlalchemy import Connection, RowMapping

from schemas.counted import UNIT
from schemas.municipality import Municipality
from schemas.parts import list_of, with_wholes
from schemas.quarter import Quarter
from sql.sources import decision_members
from sql.warehouse import DECISION_CODES, DECISION_DAYS
from tasks.aggregate.decisions import read_decisions


@dataclass(frozen=True)
class Told:
    """A decision. `codes` are by dimension its code and the wholes that this is a part of; a
    dimension that the decision does not tell is not there."""

    quarter: Quarter
    unit: str
    decision: str
    person: str | None
    codes: Mapping[str, tuple[str, ...]]

    def among(self, only: Mapping[str, Sequence[str]]) -> bool:
        return all(
            set(self.codes.get(dimension, ())) & set(wanted) for dimension, wanted in only.items()
        )

    def places(self, dimensions: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Its members by these dimensions, once for each whole; none where it does not tell."""
        return product(*(self.codes.get(each, ()) for each in dimensions))

    @property
    def who(self) -> tuple[str, str]:
        """The person as the unit knows it; where it names none, nobody else has the decision."""
        return self.unit, f"person {self.person}" if self.person else f"beslut {self.decision}"

    @property
    def which(self) -> tuple[str, str]:
        """The decision, the same in every quarter."""
        return self.unit, self.decision


@dataclass(frozen=True)
class Decisions:
    """The decisions of a municipality, each quarter read once."""

    connection: Connection
    municipality: Municipality
    _read: dict[Quarter, tuple[RowMapping, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    def rows(self, quarter: Quarter) -> tuple[RowMapping, ...]:
        if quarter not in self._read:
            self._read[quarter] = read_decisions(self.connection, self.municipality, quarter)
        return self._read[quarter]

    def told(self, lag: str, quarters: Iterable[Quarter]) -> tuple[Told, ...]:
        """Those of a law in some quarters, oldest first."""
        return tuple(
            _told(self.municipality, row, quarter)
            for quarter in sorted(quarters)
            for row in self.rows(quarter)
            if row["lag"] == lag
        )


def latest(told: Iterable[Told]) -> tuple[Told, ...]:
    """Each decision once, as it was told last."""
    return tuple({each.which: each for each in told}.values())


def _told(municipality: Municipality, row: RowMapping, quarter: Quarter) -> Told:
    codes, days = ({name: row[name] for name in names} for names in (DECISION_CODES, DECISION_DAYS))
    counts_as = {UNIT: row["unit"], **decision_members(codes, days, quarter)}
    found = {
        dimension: with_wholes(list_of(municipality, dimension), code)
        for dimension, code in counts_as.items()
        if code
    }
    return Told(quarter, row["unit"], row["lopnummer"], row["personnyckel"], found)
