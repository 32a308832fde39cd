"""Lays the new edition beside the earlier ones, as a stranger does who has them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.counted import EVERYTHING, Scope
from schemas.facts import Cross, Facts
from schemas.municipality import Municipality
from schemas.protection import Earlier
from schemas.tables import Figure, Table
from tasks.disclose.editions import Editions
from tasks.disclose.places import Labels, Place
from tasks.disclose.prose import asked_figures, counts, totals
from tasks.disclose.stranger import Line, Reading, Sheet
from tasks.disclose.thresholds import asked_threshold, cross_threshold, is_by_unit

_FREE_TEXTS = frozenset(("delorsak", "undertyp"))
"""Columns of the decision sheet that a decision need not fill in."""


def read(
    municipality: Municipality,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> Reading:
    """What somebody reads who has the new edition and every public one before it."""
    reader = _Reader(municipality, facts, Editions(facts.quarter, units, earlier))
    scopes = {table.number: table.scope for table in tables}
    sheets = [
        *(reader.table(table) for table in tables),
        reader.totals(),
        *(reader.cross(cross, tables) for cross in facts.crosses),
        *(sheet for release in earlier for sheet in reader.release(release, scopes)),
    ]
    asked = reader.asked()
    reader.judge_margins()
    reader.reading.rule_out(reader.labels)
    for sheet in sheets:
        reader.reading.add_up(sheet)
    reader.hold_together(asked)
    reader.follow_quarters()
    return reader.reading


@dataclass
class _Reader:
    municipality: Municipality
    facts: Facts
    editions: Editions
    reading: Reading = field(default_factory=Reading)
    told: dict[Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = Labels(self.municipality)
        self.disclosure = self.municipality.disclosure

    def table(self, table: Table) -> Sheet:
        """A table of the new edition. Its Summa over units is for the city's tables to judge."""
        by_unit = is_by_unit(table.figures)
        threshold = self.disclosure.threshold(table.number, by_unit)
        printed = [
            (figure, place, self._see(figure, place, threshold, by_unit and not figure.unit))
            for figure, place in self.labels.places(table.figures, table.scope)
        ]
        only = table.scope.only
        return Sheet(tuple(printed), self.told, only=only, labels=self.labels)

    def totals(self) -> Sheet:
        """The totals of every quarter that the sentences and diagrams know."""
        printed = [
            (figure, place, self._see(figure, place, self.disclosure.city))
            for figure, place in totals(self.facts)
        ]
        return Sheet(tuple(printed), self.told)

    def asked(self) -> Mapping[Place, int]:
        """What the municipality's own sentences and diagrams tell."""
        return {
            place: self._see(figure, place, asked_threshold(asked, self.municipality))
            for asked, figure, place in asked_figures(self.facts, self.labels)
        }

    def hold_together(self, asked: Mapping[Place, int]) -> None:
        """They are no more than what they are a part of; several codes together are their sum."""
        parts: dict[tuple[Place, str], list[int]] = {}
        for place, number in asked.items():
            for axis in place.axes:
                above = self.labels.whole_of(place, axis)
                if above in self.told:
                    self.reading.say(Line((number,), self.told[above], at_most=True))
                else:
                    parts.setdefault((place.without(axis), axis), []).append(number)
        for (whole, _), numbers in parts.items():
            if whole in self.told:
                self.reading.say(Line(tuple(numbers), self.told[whole], at_most=True))
        for place, number in self.told.items():
            for made_of in self.labels.made_of(place, self.told):
                self.reading.say(Line(tuple(self.told[each] for each in made_of), number))

    def cross(self, cross: Cross, tables: Sequence[Table]) -> Sheet:
        """Counts by two dimensions. They add up to the totals where every decision is known row
        by row and has to tell both; otherwise to no more than the totals."""
        threshold = cross_threshold(cross, tables, self.municipality)
        printed = [
            (figure, place, self._see(figure, place, threshold))
            for figure, place in counts(cross, self.facts.quarter, self.labels)
        ]
        total = self.facts.totals.get(cross.lag, {}).get(self.facts.quarter)
        all_told = total is not None and self.facts.told.get(cross.lag) == total
        return Sheet(
            tuple(printed),
            self.told,
            at_most=not all_told or bool({cross.rows, cross.columns} & _FREE_TEXTS),
            labels=self.labels,
        )

    def _see(self, figure: Figure, place: Place, threshold: int, margin: bool = False) -> int:
        number = self.reading.see(figure, place, self.editions.now(place))
        cell = self.reading.cells[number]
        cell.now = True
        if figure.value is not None:
            cell.shows = figure
        if not margin:
            cell.judged = True
            cell.threshold = max(cell.threshold, threshold)
        self.told.setdefault(place, number)
        return number

    def judge_margins(self) -> None:
        """A Summa over units that no table of the city prints follows the city's threshold."""
        for cell in self.reading.cells:
            if cell.now and not cell.judged:
                cell.threshold = self.disclosure.city

    def follow_quarters(self) -> None:
        """What is reported again was open a quarter earlier."""
        for place, number in self.told.items():
            left = self.labels.left_open(place)
            if left in self.told:
                self.reading.say(Line((number,), self.told[left]))

    def release(self, release: Earlier, scopes: Mapping[int, Scope]) -> Iterator[Sheet]:
        """The tables of an earlier release. Where units sent other bytes since, what they told is
        told no more, and neither are the sums over units."""
        told: dict[Place, int] = {}
        for number in dict.fromkeys(figure.table for figure in release.figures):
            figures = [figure for figure in release.figures if figure.table == number]
            threshold = self.disclosure.threshold(number, is_by_unit(figures))
            printed, scope = [], scopes.get(number, EVERYTHING)
            for figure, place in self.labels.places(figures, scope):
                cell = self._seen(figure, place, self.editions.then(place, release), threshold)
                told.setdefault(place, cell)
                printed.append((figure, place, cell))
            yield Sheet(tuple(printed), told, only=scope.only, labels=self.labels)

    def _seen(self, figure: Figure, place: Place, edition: str, threshold: int) -> int:
        number = self.reading.see(figure, place, edition)
        cell = self.reading.cells[number]
        if figure.value is None:
            cell.threshold = max(cell.threshold, threshold)
        else:
            cell.before = True
        return number
