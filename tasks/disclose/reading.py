"""Lays the new edition beside the earlier ones, as a stranger does who has them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.facts import Cross, Facts
from schemas.municipality import Municipality
from schemas.protection import Earlier
from schemas.tables import Figure, Table
from tasks.disclose.editions import Editions
from tasks.disclose.places import Labels, Place
from tasks.disclose.prose import counts, totals
from tasks.disclose.stranger import Line, Reading, Sheet
from tasks.disclose.thresholds import cross_threshold, is_by_unit

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
    sheets = [
        *(reader.table(table) for table in tables),
        reader.totals(),
        *(reader.cross(cross, tables) for cross in facts.crosses),
        *(sheet for release in earlier for sheet in reader.release(release)),
    ]
    reader.judge_margins()
    reader.reading.rule_out(reader.labels)
    for sheet in sheets:
        reader.reading.add_up(sheet)
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
            for figure, place in self.labels.places(table.figures)
        ]
        return Sheet(tuple(printed), self.told)

    def totals(self) -> Sheet:
        """The totals and kön of every quarter that the sentences and diagrams know."""
        printed = [
            (figure, place, self._see(figure, place, self.disclosure.city))
            for figure, place in totals(self.facts, self.labels)
        ]
        return Sheet(tuple(printed), self.told)

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

    def release(self, release: Earlier) -> Iterator[Sheet]:
        """The tables of an earlier release. Where units sent other bytes since, what they told is
        told no more, and neither are the sums over units."""
        told: dict[Place, int] = {}
        for number in dict.fromkeys(figure.table for figure in release.figures):
            figures = [figure for figure in release.figures if figure.table == number]
            threshold = self.disclosure.threshold(number, is_by_unit(figures))
            printed = []
            for figure, place in self.labels.places(figures):
                cell = self._seen(figure, place, self.editions.then(place, release), threshold)
                told.setdefault(place, cell)
                printed.append((figure, place, cell))
            yield Sheet(tuple(printed), told)

    def _seen(self, figure: Figure, place: Place, edition: str, threshold: int) -> int:
        number = self.reading.see(figure, place, edition)
        cell = self.reading.cells[number]
        if figure.value is None:
            cell.threshold = max(cell.threshold, threshold)
        else:
            cell.before = True
        return number
