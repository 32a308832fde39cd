"""Cities drawn at random, as consolidated tables and facts: no workbook, no database.

Thirteen units, the insatser of the code lists and Stockholm's skew: a few insatser and a few
units have most of the decisions, and most cells of the tables by unit hold 0 to 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TypeAlias

from schemas.cube import TOTAL
from schemas.facts import Cross, Facts
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure, PrintedRow, Table

Decision: TypeAlias = Mapping[str, str]
"""A decision by dimension, in codes; `enhet` is its unit."""

ENDED = ("verkstallt", "avslutat")
SERIES = {
    "LSS": {1: ("insats",), 3: ("orsak",), 5: ("kon",), 11: ("handelse", "rapporttyp")},
    "SoL": {2: ("insats",), 4: ("orsak",), 6: ("kon",), 12: ("handelse", "rapporttyp")},
}
BY_UNIT = {"LSS": 7, "SoL": 8}
WAITS = {"LSS": 9, "SoL": 10}
CROSSES = (("insats", "orsak"), ("insats", "handelse"), ("insats", "kon"))
SHARES = {
    "avlosarservice": 4, "boende-barn": 4, "bostad-vuxna": 60, "daglig-verksamhet": 32,
    "lss-kontaktperson": 22, "korttidstillsyn": 3, "korttidsvistelse": 28, "ledsagarservice": 9,
    "personlig-assistans": 2, "permanent-bostad": 24, "bostad-ifo": 13, "boendestod": 12,
    "sysselsattning": 0.3, "hemtjanst": 3, "kontaktfamilj": 9, "korttidsboende": 1,
    "sol-kontaktperson": 27, "stodboende": 0.3, "ledsagning": 2, "oppenvard": 20,
    "annat-bistand": 20,
}  # fmt: skip


@dataclass(frozen=True)
class DrawnCity:
    """A city's decisions, drawn once and for all by its seed. The `corrected` quarter has a second
    edition, in which one unit has sent everything anew."""

    municipality: Municipality
    seed: int
    quarters: tuple[Quarter, ...]
    corrected: Quarter | None = None

    @property
    def editions(self) -> tuple[tuple[Quarter, int], ...]:
        """Every edition of every quarter, in the order in which they are published."""
        return tuple(
            (quarter, edition)
            for quarter in self.quarters
            for edition in ((1, 2) if quarter == self.corrected else (1,))
        )

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much each unit has of everything."""
        random = Random(f"{self.seed} units")
        units = self.municipality.at(self.quarters[0]).units
        return {unit.code: random.lognormvariate(0, 0.6) for unit in units}

    def decisions(self, quarter: Quarter, edition: int = 1) -> tuple[Decision, ...]:
        """What the units tell of a quarter. In the second edition one of them has some decisions
        more, and some fewer."""
        told = self._first[quarter]
        if edition == 1:
            return told
        random = Random(f"{self.seed} {quarter} again")
        late = self.late_unit(quarter)
        kept = [each for each in told if each["enhet"] != late or random.random() < 0.8]
        more = [{**each, "enhet": late} for each in random.sample(told, 4)]
        return (*kept, *more)

    @cached_property
    def _first(self) -> Mapping[Quarter, tuple[Decision, ...]]:
        return {quarter: tuple(self._drawn(quarter)) for quarter in self.quarters}

    def late_unit(self, quarter: Quarter) -> str:
        return Random(f"{self.seed} {quarter} late").choice(sorted(self.weights))

    def units(self, quarter: Quarter, edition: int = 1) -> Mapping[str, str]:
        """Something that stands for the bytes of each unit."""
        late = self.late_unit(quarter)
        return {unit: f"{quarter} {unit} {edition if unit == late else 1}" for unit in self.weights}

    def tables(self, quarter: Quarter, edition: int = 1) -> tuple[Table, ...]:
        return tables_of(self._told(quarter, edition), quarter, self.municipality)

    def facts(self, quarter: Quarter, edition: int = 1) -> Facts:
        return facts_of(self._told(quarter, edition), quarter)

    def _told(self, quarter: Quarter, edition: int) -> Mapping[Quarter, Sequence[Decision]]:
        window = [each for each in quarter.window() if each in self.quarters]
        last = {each: 2 if each == self.corrected else 1 for each in window} | {quarter: edition}
        return {each: self.decisions(each, last[each]) for each in window}

    def _drawn(self, quarter: Quarter) -> Iterator[Decision]:
        random = Random(f"{self.seed} {quarter}")
        codebook = self.municipality.at(quarter)
        units = list(self.weights)
        for lag in self.municipality.lagar:
            areas: dict[str, list[str]] = {}
            for area, insats in codebook.pairs(lag):
                areas.setdefault(insats, []).append(area or "")
            shares = [SHARES[insats] for insats in areas]
            for _ in range(round(150 * random.lognormvariate(0, 0.25))):
                (insats,) = random.choices(list(areas), shares)
                (unit,) = random.choices(units, list(self.weights.values()))
                yield {
                    "lag": lag,
                    "enhet": unit,
                    "omrade": random.choice(areas[insats]),
                    "insats": insats,
                    "orsak": random.choice([code.code for code in codebook["orsak"]]),
                    "kon": random.choice(["kvinna", "man"]),
                    "handelse": random.choice(["ej-verkstallt", "ej-verkstallt", *ENDED]),
                    "rapporttyp": random.choice(["ny", "ater", "ater"]),
                    "vantetid": random.choice(["3-6", "6-12", "over-12"]),
                    "grund": random.choice(["ej-inom-tre-manader"] * 9 + ["avbrott"]),
                }


def facts_of(told: Mapping[Quarter, Sequence[Decision]], quarter: Quarter) -> Facts:
    """Totals and crosses, as the report's sentences get them."""
    lagar = dict.fromkeys(each["lag"] for each in told[quarter])
    now = {lag: [each for each in told[quarter] if each["lag"] == lag] for lag in lagar}
    counted = {each: Counter(d["lag"] for d in told[each]) for each in told}
    return Facts(
        quarter=quarter,
        totals={lag: {each: counted[each][lag] for each in told} for lag in lagar},
        counted={},
        crosses=tuple(
            Cross(lag, *pair, dict(Counter((d[pair[0]], d[pair[1]]) for d in now[lag])))
            for lag in lagar
            for pair in CROSSES
        ),
        told={lag: len(each) for lag, each in now.items()},
    )


def tables_of(
    told: Mapping[Quarter, Sequence[Decision]], quarter: Quarter, municipality: Municipality
) -> tuple[Table, ...]:
    """Tables 1 to 12, as `tasks.aggregate` makes them."""
    tables = []
    for lag in municipality.lagar:
        of_lag = {each: [d for d in told[each] if d["lag"] == lag] for each in told}
        for number, dimensions in SERIES[lag].items():
            tables.append(_series(number, lag, dimensions, of_lag, municipality))
        tables.append(_by_unit(lag, of_lag[quarter], quarter, municipality))
        tables.append(_waits(lag, of_lag[quarter], quarter, municipality))
    return tuple(sorted(tables, key=lambda table: table.number))


def _series(
    number: int,
    lag: str,
    dimensions: Sequence[str],
    told: Mapping[Quarter, Sequence[Decision]],
    municipality: Municipality,
) -> Table:
    rows, quarters = [], tuple(told)
    for dimension in dimensions:
        counts = {each: Counter(d[dimension] for d in told[each]) for each in quarters}
        for code in municipality.at(quarters[-1])[dimension].of_lag(lag):
            values = tuple(counts[each][code.code] for each in quarters)
            if dimension != "kon" or any(values):
                rows.append(PrintedRow((code.name,), values, False, (code.code,), dimension))
        if dimension == dimensions[0]:
            sums = tuple(len(told[each]) for each in quarters)
            rows.append(PrintedRow((SUMMA,), sums, True, (), dimension))
    figures = tuple(
        Figure(number, lag, row.labels[0], "", "", "Antal", quarter, value)
        for row in rows
        for quarter, value in zip(quarters, row.values, strict=True)
    )
    labels, codes = tuple(q.label for q in quarters), tuple(str(q) for q in quarters)
    return Table(number, lag, f"Tabell {number}", ("Rad",), labels, tuple(rows), figures, (), codes)


def _by_unit(
    lag: str, told: Sequence[Decision], quarter: Quarter, municipality: Municipality
) -> Table:
    codebook, number = municipality.at(quarter), BY_UNIT[lag]
    columns = [(code.code, code.name) for code in codebook["insats"].of_lag(lag)]
    areas = tuple(dict.fromkeys(area or "" for area, _ in codebook.pairs(lag)))
    cells = Counter((d["enhet"], d["omrade"], d["insats"]) for d in told)
    rows, figures = [], []
    for unit, area in [*((u, a) for u in codebook.units for a in sorted(areas)), (None, "")]:
        values = [
            sum(
                many
                for (of_unit, of_area, insats), many in cells.items()
                if insats == code and (unit is None or (of_unit, of_area) == (unit.code, area))
            )
            for code, _ in columns
        ]
        values.append(sum(values))
        names = (unit.short if unit else SUMMA, area)[: len(areas)]
        codes = tuple(filter(None, (unit.code, area))) if unit else ()
        rows.append(PrintedRow(names, tuple(values), unit is None, codes, "enhet"))
        for (_, label), value in zip([*columns, (TOTAL, SUMMA)], values, strict=True):
            place = (unit.code if unit else "", area)
            figures.append(Figure(number, lag, label, *place, "Antal", quarter, value))
    labels = (*(label for _, label in columns), SUMMA)
    codes = (*(code for code, _ in columns), TOTAL)
    headings = ("Enhet", "Område")[: len(areas)]
    return Table(
        number, lag, f"Tabell {number}", headings, labels, tuple(rows), tuple(figures), (), codes
    )


def _waits(
    lag: str, told: Sequence[Decision], quarter: Quarter, municipality: Municipality
) -> Table:
    codebook, number = municipality.at(quarter), WAITS[lag]
    columns = [*((code.code, code.name) for code in codebook["grund"]), (TOTAL, "Totalt")]
    waits = [*((code.code, code.name) for code in codebook["vantetid"]), (TOTAL, SUMMA)]
    rows, figures = [], []
    for wait, name in waits:
        values = tuple(
            sum(wait in (TOTAL, d["vantetid"]) and grund in (TOTAL, d["grund"]) for d in told)
            for grund, _ in columns
        )
        codes = () if wait == TOTAL else (wait,)
        rows.append(PrintedRow((name,), values, wait == TOTAL, codes, "vantetid"))
        for (_, label), value in zip(columns, values, strict=True):
            figures.append(Figure(number, lag, name, "", "", label, quarter, value))
    labels, codes = zip(*[(label, code) for code, label in columns], strict=True)
    return Table(
        number, lag, f"Tabell {number}", ("Tid",), labels, tuple(rows), tuple(figures), (), codes
    )
