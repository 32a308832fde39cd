"""Which quantity a printed figure tells, in whatever table or release it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from schemas.codelists import Code
from schemas.counted import EVERYTHING, PART, Asked, Measure, Only, Scope, ordered
from schemas.cube import DIMENSIONS
from schemas.municipality import Municipality
from schemas.parts import apart, list_of
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure

UNIT = "enhet"
"""The axis of units, with their områden where a table tells these apart."""

_PERSONS = Measure.PERSONS.capitalize()
_SUMMED = (SUMMA, "Totalt", "Antal", Measure.DECISIONS.capitalize(), _PERSONS)
"""Labels of a row or column that is no member of a dimension."""

_OPEN, _REPORTED_AGAIN = ("handelse", "ej-verkstallt"), ("rapporttyp", "ater")

_TOLD_ALONE = ("aldersgrupp", "kompensatorisk")
"""Dimensions that no table of a workbook has, and decisions tell."""

_YEAR, _OF_PERSONS = ("år", ()), ("personer", ())

Member: TypeAlias = tuple[str, str]
"""A dimension, and the label of one of its codes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity, known by what is counted in it. A dimension that has no member is summed over,
    and so are the units where `unit` is empty. `about` tells of several codes of a dimension taken
    together, and of persons or a year, which add up with nothing else."""

    lag: str
    quarter: Quarter
    unit: str = ""
    area: str = ""
    members: tuple[Member, ...] = ()
    about: Only = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """Along what the quantity is one of several that add up."""
        unit = (UNIT,) if self.unit else ()
        return (*unit, *(dimension for dimension, _ in self.members))

    def without(self, axis: str, among: Only = ()) -> Place:
        """The quantity that it is a part of along an axis, where this has some codes alone."""
        about = ordered({**dict(self.about), **{k: v for k, v in among if k == axis}})
        if axis == UNIT:
            return replace(self, unit="", area="", about=about)
        rest = tuple(each for each in self.members if each[0] != axis)
        return replace(self, members=rest, about=about)

    def with_member(self, member: Member) -> Place:
        rest = (each for each in self.members if each[0] != member[0])
        return replace(self, members=tuple(sorted((*rest, member))))


@dataclass(frozen=True)
class Labels:
    """Reads labels as members of dimensions, by a municipality's code lists. Whatever a code was
    called in a quarter, its member has the same name."""

    municipality: Municipality
    wholes: dict[Member, Member] = field(default_factory=dict, init=False)
    _members: dict[tuple[str, str], Member] = field(default_factory=dict, init=False)
    _grants: dict[tuple[str, Quarter], frozenset[tuple[str | None, str]]] = field(
        default_factory=dict, init=False
    )

    def __post_init__(self) -> None:
        for dimension in (*DIMENSIONS, *_TOLD_ALONE):
            codes = list_of(self.municipality, dimension)
            for code in codes.entries:
                self._learn(dimension, code)
                if code.part_of and (whole := codes.get(code.part_of)):
                    self.wholes[dimension, code.name] = (dimension, whole.name)

    def _learn(self, dimension: str, code: Code) -> None:
        names = (code.name, *(each.name for each in code.names))
        for lag in (code.lag,) if code.lag else self.municipality.lagar:
            for name in (*names, *(f"{PART}{each}" for each in names)):
                self._members.setdefault((lag, name), (dimension, code.name))

    def places(
        self, figures: Iterable[Figure], scope: Scope = EVERYTHING
    ) -> Iterator[tuple[Figure, Place]]:
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
            yield each, self._within(place, each, scope)

    def _within(self, place: Place, figure: Figure, scope: Scope) -> Place:
        """The place of a figure of some decisions, of persons or of a year."""
        place = self._among(place, scope.only)
        if scope.over_year:
            place = replace(place, about=(*place.about, _YEAR))
        if scope.measure is Measure.PERSONS or figure.column == _PERSONS:
            return self._apart(place)
        return place

    def _among(self, place: Place, only: Only) -> Place:
        told = dict(place.members)
        for dimension, codes in only:
            if dimension == UNIT and not place.unit and len(codes) == 1:
                place = replace(place, unit=codes[0])
            elif dimension not in told and dimension != UNIT and len(codes) == 1:
                place = place.with_member(self.member(dimension, codes[0]))
            elif dimension not in told and not (dimension == UNIT and place.unit):
                place = replace(place, about=ordered({**dict(place.about), dimension: codes}))
        return place

    def _apart(self, place: Place) -> Place:
        """Persons do not add up: one can stand in several rows."""
        named = tuple((dimension, (name,)) for dimension, name in place.members)
        return replace(place, members=(), about=(*place.about, *named, _OF_PERSONS))

    def asked(self, asked: Asked, quarter: Quarter) -> Place:
        """The place of a figure that a sentence or a diagram asks for."""
        place = self._among(Place(asked.lag, quarter), asked.only)
        return self._apart(place) if asked.measure is Measure.PERSONS else place

    def canonical(self, lag: str, label: str) -> str:
        """The name of the member that a printed label is."""
        return self._members.get((lag, label), ("", label))[1]

    def whole_of(self, place: Place, axis: str) -> Place | None:
        """The quantity that includes this one, where its member along an axis is a part."""
        whole = self.wholes.get((axis, dict(place.members).get(axis, "")))
        return place.with_member(whole) if whole else None

    def made_of(self, place: Place, told: Collection[Place]) -> Iterator[tuple[Place, ...]]:
        """The quantities that one of several codes together is the sum of, as far as they are
        told: those of each code, or another that has some of them, and those of the rest."""
        dimension, codes = self._together(place)
        bare = replace(place, about=())
        for some in self._within_of(place, told, dimension, codes):
            left = [code for code in codes if code not in some]
            rest = [bare.with_member(self.member(dimension, code)) for code in left]
            group = [replace(place, about=((dimension, some),))] if some else []
            if all(each in told for each in rest):
                yield (*group, *rest)

    def _together(self, place: Place) -> tuple[str, tuple[str, ...]]:
        """The codes that are taken together, where nothing else is told of the quantity."""
        if len(place.about) != 1 or place.about[0][0] in (UNIT, _YEAR[0], _OF_PERSONS[0]):
            return "", ()
        ((dimension, codes),) = place.about
        return dimension, apart(list_of(self.municipality, dimension), codes)

    def _within_of(
        self, place: Place, told: Collection[Place], dimension: str, codes: tuple[str, ...]
    ) -> Iterator[tuple[str, ...]]:
        """None of its codes, then those of each other quantity that has some of them."""
        if not codes:
            return
        yield ()
        for each in told:
            if replace(each, about=()) == replace(place, about=()) and len(each.about) == 1:
                ((other, some),) = each.about
                if other == dimension and set(some) < set(codes):
                    yield some

    def _read(self, labels: Iterable[tuple[str, str]]) -> dict[str, Member]:
        """The members that the labels of a heading are; a label that no list has belongs with
        the others."""
        listed = dict.fromkeys(each for each in labels if each[1] not in _SUMMED)
        found = {key: self._members[key] for key in listed if key in self._members}
        others = next((dimension for dimension, _ in found.values()), "")
        return {key[1]: found.get(key, (others, key[1])) for key in listed}

    def member(self, dimension: str, code: str) -> Member:
        """The member that a code is; a word of no list stands for itself."""
        known = dimension in self.municipality.codelists or dimension in _TOLD_ALONE
        entry = list_of(self.municipality, dimension).get(code) if known else None
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
