"""What the sentences and diagrams of a municipality ask for beside its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from schemas.codelists import Code, inside_a_sentence
from schemas.counted import Asked, Measure, Only, ordered
from schemas.diagrams import ALL, PARTS, Axis, Diagram, diagrams_of
from schemas.municipality import Municipality
from schemas.parts import list_of, with_wholes
from schemas.plans import Plan, Say
from schemas.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Cut:
    """One member of an axis: the decisions that have these codes, less those that have others."""

    label: str
    code: str = ""
    only: Only = ()
    less: Only = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a paragraph is about: an insats, or a group of them, by its name in the plan."""

    name: str
    lag: str
    codes: tuple[str, ...]
    words: str

    @property
    def all(self) -> Asked:
        return Asked(self.lag, ordered({"insats": self.codes}))


UNDER, OVER = ("3-6",), ("6-12", "over-12")
"""The väntetider of less than six months, and of more."""

_BY = ("handelse", "rapporttyp", "kon", "orsak")
_YES = {"kompensatorisk": ("ja",)}


def cuts(diagram: Diagram, axis: Axis, municipality: Municipality, now: Quarter) -> tuple[Cut, ...]:
    """The members of an axis that is not of quarters; those are one cut that takes nothing."""
    if axis.items:
        return tuple(Cut(each.label, each.label, ordered(each.only)) for each in axis.items)
    if axis.kind == PARTS:
        return tuple(_parts(diagram, municipality, now))
    if axis.dimension:
        return tuple(_members(diagram, axis.dimension, municipality, now))
    return (Cut(""),)


def _members(
    diagram: Diagram, dimension: str, municipality: Municipality, now: Quarter
) -> Iterator[Cut]:
    """The codes of a dimension that no other includes, unless they are named."""
    codes = list_of(municipality, dimension)
    wanted = diagram.only.get(dimension, ())
    for code in codes.at(now).of_lag(diagram.lag):
        named = code.code in wanted
        if named or not (wanted or code.part_of):
            yield Cut(code.name, code.code, ordered({dimension: (code.code,)}))


def _parts(diagram: Diagram, municipality: Municipality, now: Quarter) -> Iterator[Cut]:
    """The parts of an insats, and what is left of it."""
    (whole,) = diagram.only["insats"]
    codes = list_of(municipality, "insats")
    parts = [code for code in codes.at(now) if code.part_of == whole]
    for code in parts:
        yield Cut(code.name, code.code, ordered({"insats": (code.code,)}))
    less = ordered({"insats": tuple(code.code for code in parts)})
    yield Cut(diagram.rest, whole, ordered({"insats": (whole,)}), less)


def point(diagram: Diagram, series: Cut, category: Cut) -> tuple[Asked, Asked | None]:
    """What a point of the diagram asks for, and what is to be taken from it."""
    whole = _figure(diagram, series.only, category.only)
    if not series.less and not category.less:
        return whole, None
    return whole, _figure(diagram, series.less or series.only, category.less or category.only)


def _figure(diagram: Diagram, *members: Only) -> Asked:
    only = dict(diagram.only)
    for each in members:
        only |= dict(each)
    return Asked(diagram.lag, ordered(only))


def abouts(municipality: Municipality, plan: Plan, now: Quarter) -> tuple[About, ...]:
    """What the paragraphs of a plan are about."""
    names = {
        part.about: part.words
        for section in plan.sections
        for part in section.parts
        if isinstance(part, Say) and part.about
    }
    return tuple(about_of(municipality, name, words, now) for name, words in names.items())


def about_of(municipality: Municipality, name: str, words: str, now: Quarter) -> About:
    """An insats or a group by its name. Raises LookupError where there is none."""
    codes = municipality.groups.get(name, (name,))
    every = list_of(municipality, "insats")
    found = [code.named(now) for each in codes if (code := every.get(each)) is not None]
    if len(found) < len(codes):
        raise LookupError(f"the plan is about {name}, which is no insats and no group")
    prose = words or _either([_prose(code) for code in found])
    return About(name, found[0].lag or municipality.lagar[0], codes, prose)


def _prose(code: Code) -> str:
    return code.prose or inside_a_sentence(code.name)


def _either(names: list[str]) -> str:
    return " eller ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def asked_about(municipality: Municipality, about: About) -> Iterator[Asked]:
    """Every figure that a sentence may tell of it."""
    codes = list_of(municipality, "insats")
    yield about.all
    for code in codes.entries:
        if set(with_wholes(codes, code.code)) & set(about.codes):
            yield Asked(about.lag, ordered({"insats": (code.code,)}))
    for dimension in _BY:
        for code in list_of(municipality, dimension).entries:
            yield about.all.among(dimension, (code.code,))
    yield about.all.among("kompensatorisk", _YES["kompensatorisk"])
    persons = Asked(about.lag, about.all.only, Measure.PERSONS)
    yield persons
    for times in (UNDER, OVER):
        yield persons.among("vantetid", times)


def asked_by(
    municipality: Municipality, plans: Iterable[Plan], now: Quarter
) -> Mapping[Asked, bool]:
    """Every figure that is asked for, and whether of all known quarters or of the last ones."""
    found: dict[Asked, bool] = {Asked(lag): True for lag in municipality.lagar}
    for diagram in diagrams_of(municipality):
        axes = (diagram.series, diagram.categories)
        for pair in product(*(cuts(diagram, axis, municipality, now) for axis in axes)):
            for asked in filter(None, point(diagram, *pair)):
                _ask(found, asked, diagram.span == ALL)
    for plan in plans:
        for about in abouts(municipality, plan, now):
            for asked in asked_about(municipality, about):
                _ask(found, asked, False)
    return found


def _ask(found: dict[Asked, bool], asked: Asked, every: bool) -> None:
    found[asked] = found.get(asked, False) or every
