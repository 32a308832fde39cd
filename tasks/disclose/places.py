"""Which quantity a printed figure tells, in whatever table or release it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from schemas.cube import DIMENSIONS
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure

UNIT = "enhet"
"""The axis of units, with their områden where a table tells these apart."""

_SUMMED = (SUMMA, "Totalt", "Antal")
"""Labels of a row or column that is no member of a dimension."""

_OPEN, _REPORTED_AGAIN = ("handelse", "ej-verkstallt"), ("rapporttyp", "ater")

Member: TypeAlias = tuple[str, str]
"""A dimension, and the label of one of its codes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity, known by what is counted in it. A dimension that has no member is summed over,
    and so are the units where `unit` is empty."""

    lag: str
    quarter: Quarter
    unit: str = ""
    area: str = ""
    members: tuple[Member, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """Along what the quantity is one of several that add up."""
        unit = (UNIT,) if self.unit else ()
        return (*unit, *(dimension for dimension, _ in self.members))

    def without(self, axis: str) -> Place:
        """The quantity that it is a part of along an axis."""
        if axis == UNIT:
            return Place(self.lag, self.quarter, members=self.members)
        rest = tuple(each for each in self.members if each[0] != axis)
        return Place(self.lag, self.quarter, self.unit, self.area, rest)


@dataclass(frozen=True)
class Labels:
    """Reads labels as members of dimensions, by a municipality's code lists."""

    municipality: Municipality
    _dimensions: dict[tuple[str, str], str] = field(default_factory=dict, init=False)
    _grants: dict[tuple[str, Quarter], frozenset[tuple[str | None, str]]] = field(
        default_factory=dict, init=False
    )

    def __post_init__(self) -> None:
        for dimension in DIMENSIONS:
            for code in self.municipality.codelists[dimension].entries:
                for lag in (code.lag,) if code.lag else self.municipality.lagar:
                    self._dimensions.setdefault((lag, code.name), dimension)

    def places(self, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Place]]:
        """The place of each figure of one table."""
        known = tuple(figures)
        rows = self._read((each.lag, each.row) for each in known)
        columns = self._read((each.lag, each.column) for each in known)
        for each in known:
            members = (rows.get(each.row), columns.get(each.column))
            place = Place(
                lag=each.lag,
                quarter=each.quarter,
                unit=each.unit,
                area=each.area,
                members=tuple(sorted(member for member in members if member)),
            )
            yield each, place

    def _read(self, labels: Iterable[tuple[str, str]]) -> dict[str, Member]:
        """The members that the labels of a heading are; a label that no list has belongs with
        the others."""
        listed = dict.fromkeys(each for each in labels if each[1] not in _SUMMED)
        found = {key: self._dimensions[key] for key in listed if key in self._dimensions}
        others = next(iter(found.values()), "")
        return {key[1]: (found.get(key, others), key[1]) for key in listed}

    def member(self, dimension: str, code: str) -> Member:
        """The member that a code is; a word of no list stands for itself."""
        codes = self.municipality.codelists.get(dimension)
        entry = codes.get(code) if codes else None
        return (dimension, entry.name if entry else code)

    def left_open(self, place: Place) -> Place | None:
        """What was left open a quarter earlier, for what is reported again: the same decisions."""
        if place.members != (self.member(*_REPORTED_AGAIN),):
            return None
        return Place(place.lag, place.quarter.previous, members=(self.member(*_OPEN),))

    def rules_out(self, place: Place) -> bool:
        """Whether there is nothing to count: a bistånd that the område does not grant."""
        insats = dict(place.members).get("insats")
        if insats is None or not place.area:
            return False
        return (place.area, insats) not in self._granted(place.lag, place.quarter)

    def _granted(self, lag: str, quarter: Quarter) -> frozenset[tuple[str | None, str]]:
        """The områden and insatser, by name, that go together."""
        if (lag, quarter) not in self._grants:
            pairs = self.municipality.at(quarter).pairs(lag)
            named = ((area, self.member("insats", code)[1]) for area, code in pairs)
            self._grants[lag, quarter] = frozenset(named)
        return self._grants[lag, quarter]
