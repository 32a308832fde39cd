"""The diagrams that a municipality describes in its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.asked import Cut, cuts, point
from schemas.charts import Look
from schemas.counted import Asked
from schemas.diagrams import ALL, FIVE, NUMBERS, YEARS, Axis, Diagram, diagrams_of
from schemas.law_words import law_words
from schemas.quarter import Quarter
from tasks.narrate.looks import in_time, known_quarters, member_looks
from tasks.narrate.narrator import Story
from tasks.narrate.sketch import Missing, Row, Sketch, Value

_UNTOLD = ("kon", "saknas")
"""A series of those whose kön is not told is shown where there are any."""

_NUMBERS = range(1, 5)


@dataclass(frozen=True, slots=True)
class _Member:
    """A series or a category: its label, whose decisions, and of which quarters."""

    label: str
    cut: Cut
    quarter: Quarter | None = None
    year: int = 0
    number: int = 0


def described(story: Story) -> Iterator[Sketch]:
    """Each of them, as far as the quarter has figures for it."""
    for diagram in diagrams_of(story.municipality):
        made = _Drawing(diagram, story)
        if diagram.lag in story.municipality.lagar and made.quarters:
            yield made.sketch()


@dataclass(frozen=True)
class _Drawing:
    diagram: Diagram
    story: Story

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Those that the diagram shows, oldest first."""
        if self.diagram.span != ALL:
            window = self.story.quarter.window()
            return window if self.diagram.span == FIVE else window[-1:]
        first = self.diagram.first
        return tuple(q for q in known_quarters(self.story) if first is None or q >= first)

    def sketch(self) -> Sketch:
        series = self._members(self.diagram.series)
        categories = self._members(self.diagram.categories)
        if self.diagram.most and self.diagram.categories.dimension:
            categories, hides = self._commonest(categories, series)
        elif self.diagram.most:
            series, hides = self._commonest(series, categories)
        else:
            hides = False
        rows = tuple(self._rows(series, categories))
        return Sketch(
            name=self.diagram.name,
            kind=self.diagram.kind,
            title=self._title(),
            across=self.diagram.across,
            categories=tuple(each.label for each in categories),
            rows=rows,
            latest=self.story.quarter.label,
            remarks=self._remarks(hides),
        )

    def _title(self) -> str:
        words = law_words(self.diagram.lag, self.story.quarter)
        first, last = self.quarters[0], self.story.quarter
        return self.diagram.title.format(
            **{"from": first.label}, to=last.label, quarter=last.label, granted=words.by
        )

    def _remarks(self, hides: bool) -> tuple[str, ...]:
        """Of a number that is hidden nobody may say whether it is among the largest."""
        what = law_words(self.diagram.lag, self.story.quarter).granted.the_many
        return (f"Med är bara {what} vars antal visas.",) if hides else ()

    def _members(self, axis: Axis) -> tuple[_Member, ...]:
        whole = Cut("")
        if axis.kind in (ALL, FIVE):
            return tuple(_Member(each.label, whole, quarter=each) for each in self.quarters)
        if axis.kind == YEARS:
            years = sorted({each.year for each in self.quarters})
            return tuple(_Member(str(year), whole, year=year) for year in years)
        if axis.kind == NUMBERS:
            return tuple(_Member(f"Kvartal {each}", whole, number=each) for each in _NUMBERS)
        found = cuts(self.diagram, axis, self.story.municipality, self.story.quarter)
        return tuple(_Member(each.label, each) for each in found)

    def _rows(self, series: Sequence[_Member], categories: Sequence[_Member]) -> Iterator[Row]:
        looks = self._looks(series)
        untold = self.diagram.series.dimension == _UNTOLD[0]
        for each, look in zip(series, looks, strict=True):
            values = tuple(self._value(each, category) for category in categories)
            if untold and each.cut.code == _UNTOLD[1] and not any(map(_some, values)):
                continue
            yield Row(each.label, values, look)

    def _looks(self, series: Sequence[_Member]) -> Sequence[Look | None]:
        axis = self.diagram.series
        if axis.kind in (FIVE, YEARS) and len(series) < len(Look):
            return in_time(len(series))
        by_code = member_looks(self.story, axis.dimension) if axis.dimension else {}
        return [by_code.get(each.cut.code) for each in series]

    def _value(self, series: _Member, category: _Member) -> Value:
        quarter = self._quarter(series, category)
        if quarter not in self.quarters:
            return Missing.OUTSIDE
        whole, less = point(self.diagram, series.cut, category.cut)
        value = self._figure(whole, quarter)
        taken = self._figure(less, quarter) if less else 0
        for each in (value, taken):
            if isinstance(each, Missing):
                return each
        return int(value) - int(taken)

    def _quarter(self, *members: _Member) -> Quarter:
        """The one that either axis tells of; the reported one where none does."""
        year, number = (sum(getattr(each, name) for each in members) for name in ("year", "number"))
        if year and number:
            return Quarter(year, number)
        return next((each.quarter for each in members if each.quarter), self.story.quarter)

    def _figure(self, asked: Asked, quarter: Quarter) -> Value:
        totals = self.story.facts.totals.get(asked.lag, {})
        known = totals if asked.is_total else self.story.facts.counted.get(asked, {})
        if quarter not in known:
            return Missing.UNKNOWN
        value = known[quarter]
        return Missing.HIDDEN if value is None else value

    def _commonest(
        self, members: Sequence[_Member], others: Sequence[_Member]
    ) -> tuple[tuple[_Member, ...], bool]:
        """Those with most decisions in all that is shown, and whether any may be left out because
        its figures are hidden."""
        sums: list[tuple[int, _Member]] = []
        hides = False
        for each in members:
            values = [self._value(other, each) for other in others]
            hides = hides or Missing.HIDDEN in values
            total = sum(int(value) for value in values if not isinstance(value, Missing))
            if total and Missing.HIDDEN not in values:
                sums.append((total, each))
        sums.sort(key=lambda pair: -pair[0])
        return tuple(each for _, each in sums[: self.diagram.most]), hides


def _some(value: Value) -> bool:
    """Whether a figure is more than none, or hidden, which nobody may tell apart."""
    return value is Missing.HIDDEN if isinstance(value, Missing) else value > 0
