"""The figures that sentences and diagrams ask for, of every quarter that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from schemas.counted import Asked, Measure
from schemas.cube import TOTAL
from schemas.municipality import Municipality
from schemas.parts import apart, list_of
from schemas.quarter import Quarter
from tasks.aggregate.cube import Question, by_members, count
from tasks.aggregate.earlier import printed_earlier
from tasks.aggregate.told import Decisions

Answers = Mapping[Asked, Mapping[Quarter, int]]

_WHOLE = "insats"
"""The statement whose Summa a report prints as the law's total."""


@dataclass(frozen=True)
class Answering:
    """`known` are the quarters that anything is known of, oldest first, and `sent` those of them
    that units have reported: of these what nobody mentions is 0."""

    decisions: Decisions
    known: tuple[Quarter, ...]
    sent: frozenset[Quarter]
    quarter: Quarter

    def answers(self, asked: Mapping[Asked, bool]) -> Answers:
        """By figure its quarters, oldest first; all that are known, or those of the window."""
        found: dict[Asked, Mapping[Quarter, int]] = {}
        for (measure, every), some in _alike(asked).items():
            quarters = self.known if every else self._last
            if measure is Measure.PERSONS:
                found |= {each: dict(self._persons(each, quarters)) for each in some}
            else:
                for group in _by_dimensions(some):
                    found |= self._counted(group, quarters)
        return found

    @property
    def _last(self) -> tuple[Quarter, ...]:
        window = self.quarter.window()
        return tuple(each for each in self.known if each in window)

    @property
    def _municipality(self) -> Municipality:
        return self.decisions.municipality

    def _counted(self, group: Sequence[Asked], quarters: tuple[Quarter, ...]) -> Answers:
        """Figures of the same dimensions, by one query."""
        lag, dimensions = group[0].lag, group[0].dimensions
        only = {name: _every(each.codes(name) for each in group) for name in dimensions}
        sent = tuple(each for each in quarters if each in self.sent)
        asked = Question(lag, dimensions, sent, only)
        counts = by_members(count(self.decisions, asked)) if sent else {}
        printed = self._printed(lag, dimensions, [each for each in quarters if each not in sent])
        return {
            each: {
                quarter: value
                for quarter in quarters
                if (value := self._value(each, quarter, counts, printed)) is not None
            }
            for each in group
        }

    def _value(
        self,
        asked: Asked,
        quarter: Quarter,
        counts: Mapping[tuple[Quarter, tuple[str, ...]], int],
        printed: Mapping[Quarter, Mapping[str, int]],
    ) -> int | None:
        """Of a published quarter nothing is known where a report left one of the codes out, or
        where two dimensions are asked for at once."""
        if quarter in self.sent:
            return sum(counts.get((quarter, members), 0) for members in self._places(asked))
        told = printed.get(quarter, {})
        if not asked.only:
            return told.get(TOTAL)
        if len(asked.only) > 1:
            return None
        ((dimension, codes),) = asked.only
        every = list_of(self._municipality, dimension)
        valid = [c for c in apart(every, codes) if (e := every.get(c)) and e.valid.covers(quarter)]
        if not valid or not set(valid) <= set(told):
            return None
        return sum(told[code] for code in valid)

    def _places(self, asked: Asked) -> Iterator[tuple[str, ...]]:
        lists = (apart(list_of(self._municipality, name), codes) for name, codes in asked.only)
        return product(*lists)

    def _printed(
        self, lag: str, dimensions: tuple[str, ...], quarters: Sequence[Quarter]
    ) -> Mapping[Quarter, Mapping[str, int]]:
        if len(dimensions) > 1 or not quarters:
            return {}
        at = (self.decisions.connection, self._municipality, lag)
        return printed_earlier(*at, dimensions[0] if dimensions else _WHOLE, quarters)

    def _persons(self, asked: Asked, quarters: Sequence[Quarter]) -> Iterator[tuple[Quarter, int]]:
        """Where any decision is told at all: nobody can count the persons of a table."""
        for quarter in quarters:
            told = self.decisions.told(asked.lag, [quarter])
            if told:
                yield quarter, len({each.who for each in told if each.among(dict(asked.only))})


def _alike(asked: Mapping[Asked, bool]) -> Mapping[tuple[Measure, bool], list[Asked]]:
    found: dict[tuple[Measure, bool], list[Asked]] = {}
    for each, every in asked.items():
        found.setdefault((each.measure, every), []).append(each)
    return found


def _by_dimensions(asked: Iterable[Asked]) -> Iterator[Sequence[Asked]]:
    found: dict[tuple[str, tuple[str, ...]], list[Asked]] = {}
    for each in asked:
        found.setdefault((each.lag, each.dimensions), []).append(each)
    return iter(found.values())


def _every(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in lists for code in codes))
