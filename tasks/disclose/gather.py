"""Gathers what the new edition would tell if it hid nothing, and what earlier releases told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.counted import EVERYTHING, Scope
from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.protection import Earlier
from schemas.tables import Figure, Table
from tasks.disclose.editions import Editions
from tasks.disclose.places import Labels, Place
from tasks.disclose.prose import asked_figures, counts, totals
from tasks.disclose.system import Statement, System
from tasks.disclose.thresholds import asked_threshold, cross_threshold, is_by_unit


@dataclass
class Gathered:
    """The system, and the quantity behind each figure and each count of the new edition."""

    municipality: Municipality
    editions: Editions
    labels: Labels
    system: System = field(default_factory=System)
    now: dict[Place, int] = field(default_factory=dict)
    numbers: dict[Figure, int] = field(default_factory=dict)
    _margins: list[int] = field(default_factory=list)

    def tables(self, tables: Iterable[Table]) -> Iterator[Statement]:
        """Each table. A Summa over units is a figure of the whole municipality, and the tables
        of that decide whether it is hidden."""
        for table in tables:
            by_unit = is_by_unit(table.figures)
            threshold = self.municipality.disclosure.threshold(table.number, by_unit)
            cells = {
                place: self._tell(place, figure, threshold, by_unit and not figure.unit)
                for figure, place in self.labels.places(table.figures, table.scope)
            }
            only = table.scope.only
            yield Statement(table.name, cells, self.now, only=only, labels=self.labels)

    def facts(self, facts: Facts) -> Iterator[Statement]:
        """The totals of all known quarters, and what sentences and diagrams ask for."""
        city = self.municipality.disclosure.city
        cells = {place: self._tell(place, each, city) for each, place in totals(facts)}
        yield Statement("Texten", cells, self.now)
        cells = {
            place: self._tell(place, each, asked_threshold(asked, self.municipality))
            for asked, each, place in asked_figures(facts, self.labels)
        }
        yield Statement("Texten", cells, self.now, partial=True, labels=self.labels)

    def crosses(self, facts: Facts, tables: Sequence[Table]) -> Iterator[Statement]:
        """What the sentences count by two dimensions."""
        for cross in facts.crosses:
            threshold = cross_threshold(cross, tables, self.municipality)
            cells = {
                place: self._tell(place, each, threshold)
                for each, place in counts(cross, facts.quarter, self.labels)
            }
            title = f"Texten om {cross.rows} och {cross.columns}"
            yield Statement(title, cells, self.now, partial=True, labels=self.labels)

    def _tell(self, place: Place, figure: Figure, threshold: int, margin: bool = False) -> int:
        number = self.system.number(place, self.editions.now(place), figure.value)
        quantity = self.system.quantities[number]
        quantity.printed = True
        if margin:
            self._margins.append(number)
        else:
            quantity.judged = True
            quantity.threshold = max(quantity.threshold, threshold)
        self.now.setdefault(place, number)
        self.numbers[figure] = number
        return number

    def finish(self) -> None:
        """What is known of the figures beside the tables that they stand in."""
        for number in self._margins:
            if not self.system.quantities[number].judged:
                self.system.quantities[number].threshold = self.municipality.disclosure.city
        for place, number in self.now.items():
            left = self.labels.left_open(place)
            if left in self.now:
                self.system.equal(number, self.now[left])
            for made_of in self.labels.made_of(place, self.now):
                self.system.add_up([self.now[each] for each in made_of], number)
        for quantity in self.system.quantities:
            quantity.given = quantity.value == 0 and self.labels.rules_out(quantity.place)

    def earlier(self, release: Earlier, scopes: Mapping[int, Scope]) -> Iterator[Statement]:
        """The tables of an earlier release; a table counts the same in every release."""
        told: dict[Place, int] = {}
        for number in dict.fromkeys(figure.table for figure in release.figures):
            figures = [figure for figure in release.figures if figure.table == number]
            by_unit = is_by_unit(figures)
            threshold = self.municipality.disclosure.threshold(number, by_unit)
            cells: dict[Place, int] = {}
            scope = scopes.get(number, EVERYTHING)
            for figure, place in self.labels.places(figures, scope):
                edition = self.editions.then(place, release)
                cells[place] = self._told(place, edition, figure.value, threshold)
                told.setdefault(place, cells[place])
            title = f"Version {release.version}, tabell {number}"
            yield Statement(title, cells, told, only=scope.only, labels=self.labels)

    def _told(self, place: Place, edition: str, value: int | None, threshold: int) -> int:
        number = self.system.number(place, edition, value)
        quantity = self.system.quantities[number]
        if value is None:
            quantity.veiled = True
            quantity.threshold = max(quantity.threshold, threshold)
        else:
            quantity.shown = True
        return number


def gather(
    municipality: Municipality,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> Gathered:
    """One system of all that is told. The new edition comes first: what an earlier release hides
    is then recognised."""
    editions = Editions(facts.quarter, units, earlier)
    gathered = Gathered(municipality, editions, Labels(municipality))
    statements = [
        *gathered.tables(tables),
        *gathered.facts(facts),
        *gathered.crosses(facts, tables),
    ]
    scopes = {table.number: table.scope for table in tables}
    for release in earlier:
        statements += gathered.earlier(release, scopes)
    for statement in statements:
        gathered.system.tie(statement)
    gathered.finish()
    return gathered
