"""The diagrams of a quarter, by the names that a report's plan calls them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.charts import Chart, ChartKind
from schemas.cube import TOTAL
from schemas.edition import Audience
from schemas.law_words import law_words
from schemas.quarter import Quarter
from schemas.tables import PrintedRow, Table
from tasks.narrate.described import described
from tasks.narrate.looks import in_time, known_quarters, law_looks, member_looks
from tasks.narrate.narrator import Story
from tasks.narrate.sketch import Missing, Row, Sketch, Value, known, printed, together

COMMONEST = 5
"""So many types are followed; more would be told apart by nobody."""

_YEARS = 4  # beside one another, at most
_INTERNAL = "Intern utgåva"


def charts(story: Story) -> tuple[Chart, ...]:
    """Every diagram that the quarter has figures for, numbered from 1. One that the municipality
    describes stands before one of ours that has its name."""
    sketches = {each.name: each for each in (*_sketches(story), *described(story))}
    drawn = (each for each in sketches.values() if each.worth_drawing)
    return tuple(each.chart(number) for number, each in enumerate(drawn, start=1))


def charts_by_name(story: Story) -> Mapping[str, Chart]:
    return {chart.name: chart for chart in charts(story)}


def _sketches(story: Story) -> Iterator[Sketch]:
    lagar = story.municipality.lagar
    yield from _development(story)
    yield from _same_quarters(story)
    for lag in lagar:
        yield from _by_kon(story, lag)
    for lag in lagar:
        yield from _commonest(story, lag)
    yield from _elapsed(story)
    yield from _by_unit(story)


def _development(story: Story) -> Iterator[Sketch]:
    """Totals by law, from the first quarter that is known."""
    quarters = known_quarters(story)
    if len(quarters) > 1:
        yield Sketch(
            name="utveckling",
            kind=ChartKind.LINES,
            title=f"Ej verkställda beslut per lag, {_span(quarters)}",
            across="kvartal",
            categories=tuple(each.label for each in quarters),
            rows=tuple(
                Row(lag, tuple(_total(story, lag, each) for each in quarters), look)
                for lag, look in law_looks(story).items()
            ),
            latest=story.quarter.label,
        )


def _same_quarters(story: Story) -> Iterator[Sketch]:
    """The same quarter in different years beside one another: the year has its own rhythm."""
    quarters = known_quarters(story)
    years = sorted({each.year for each in quarters})[-_YEARS:]
    if len(quarters) <= _QUARTERS:
        return
    lagar = story.municipality.lagar
    yield Sketch(
        name="kvartal",
        kind=ChartKind.BARS,
        title=f"Ej verkställda beslut per lag, samma kvartal olika år, {_span(quarters)}",
        across="lag och kvartal",
        categories=tuple(f"{lag} kv {number}" for lag in lagar for number in _NUMBERS),
        rows=tuple(
            Row(str(year), tuple(_year(story, year, quarters)), look)
            for year, look in zip(years, in_time(len(years)), strict=True)
        ),
        remarks=(f"Serien börjar {quarters[0].label}.",) if quarters[0].number > 1 else (),
    )


_QUARTERS = 4  # of a year: only one more is the same quarter again
_NUMBERS = range(1, _QUARTERS + 1)


def _year(story: Story, year: int, quarters: tuple[Quarter, ...]) -> Iterator[Value]:
    for lag in story.municipality.lagar:
        for number in _NUMBERS:
            quarter = Quarter(year, number)
            yield _total(story, lag, quarter) if quarter in quarters else Missing.OUTSIDE


def _by_kon(story: Story, lag: str) -> Iterator[Sketch]:
    table = story.table(lag, "kon")
    if table:
        looks = member_looks(story, "kon")
        yield Sketch(
            name=f"kon-{lag}",
            kind=ChartKind.BARS,
            title=f"Ej verkställda beslut enligt {lag} per kön, {_columns_span(table)}",
            across="kvartal",
            categories=table.columns,
            rows=tuple(
                Row(row.labels[0], printed(row), looks.get(row.codes[0]))
                for row in _members(table, "kon")
            ),
            latest=story.quarter.label,
        )


def _commonest(story: Story, lag: str) -> Iterator[Sketch]:
    """The commonest types of the reported quarter, each followed over the quarters."""
    table = story.table(lag, "insats")
    rows = _largest(_members(table, "insats")) if table else ()
    if table and rows:
        granted = law_words(lag, story.quarter).granted
        yield Sketch(
            name=f"insatser-{lag}",
            kind=ChartKind.BARS,
            title=(
                f"De vanligaste {granted.the_many} bland ej verkställda beslut enligt {lag}, "
                f"{_columns_span(table)}"
            ),
            across=granted.one,
            categories=tuple(row.labels[0] for row in rows),
            rows=tuple(
                Row(column, tuple(printed(row)[place] for row in rows), look)
                for place, (column, look) in enumerate(
                    zip(table.columns, in_time(len(table.columns)), strict=True)
                )
            ),
            latest=story.quarter.label,
            remarks=_hides_some(table, granted.the_many),
        )


def _largest(rows: tuple[PrintedRow, ...]) -> tuple[PrintedRow, ...]:
    """By the last column; of two alike the one that was larger before, then the first printed."""
    found = [row for row in rows if row.values[-1]]
    found.sort(key=lambda row: [value or 0 for value in reversed(row.values)], reverse=True)
    return tuple(found[:COMMONEST])


def _hides_some(table: Table, what: str) -> tuple[str, ...]:
    """Of a number that is hidden nobody may say whether it is among the largest."""
    last = len(table.columns) - 1
    hides = any(last in row.hidden for row in _members(table, "insats"))
    return (f"Med är bara {what} vars antal visas.",) if hides else ()


def _elapsed(story: Story) -> Iterator[Sketch]:
    """How long ago the decisions were made or interrupted, by law; the grounds in one stack."""
    tables = [(lag, story.table(lag, "vantetid")) for lag in story.municipality.lagar]
    stacks = [
        (f"{lag} {_inside(row.labels[0])}", _stack(table, row))
        for lag, table in tables
        if table
        for row in _members(table, "vantetid")
    ]
    grounds = {
        code: column
        for _, table in tables
        if table
        for code, column in zip(table.column_codes, table.columns, strict=True)
        if code != TOTAL
    }
    looks = member_looks(story, "grund")
    if stacks:
        yield Sketch(
            name="vantetid",
            kind=ChartKind.STACKED,
            title=f"Tid sedan beslut eller avbrott, {story.quarter.label}",
            across="lag och tid",
            categories=tuple(category for category, _ in stacks),
            rows=tuple(
                Row(column, tuple(stack.get(code, 0) for _, stack in stacks), looks.get(code))
                for code, column in grounds.items()
            ),
        )


def _stack(table: Table, row: PrintedRow) -> Mapping[str, Value]:
    """By ground; where one is missing all are, since a stack of some would look like the whole."""
    values = dict(zip(table.column_codes, printed(row), strict=True))
    parts = {code: value for code, value in values.items() if code != TOTAL}
    whole = together(tuple(parts.values()))
    return dict.fromkeys(parts, whole) if isinstance(whole, Missing) else parts


def _by_unit(story: Story) -> Iterator[Sketch]:
    """Each unit's total by law, in the order of the tables: by size, the place of a unit whose
    figure is hidden would tell how large it is."""
    lagar = story.municipality.lagar
    totals = {lag: _unit_totals(story.table(lag, "enhet")) for lag in lagar}
    units = {unit: label for found in totals.values() for unit, (label, _) in found.items()}
    if units:
        yield Sketch(
            name="enheter",
            kind=ChartKind.LYING,
            title=f"Ej verkställda beslut per enhet och lag, {story.quarter.label}",
            across="enhet",
            categories=tuple(units.values()),
            rows=tuple(
                Row(
                    lag,
                    tuple(totals[lag].get(unit, ("", Missing.OUTSIDE))[1] for unit in units),
                    look,
                )
                for lag, look in law_looks(story).items()
            ),
            mark=_INTERNAL if story.edition.audience is Audience.INTERNAL else "",
        )


def _unit_totals(table: Table | None) -> Mapping[str, tuple[str, Value]]:
    """Label and total of each unit; one with several rows, one for each område, has their sum."""
    if table is None or TOTAL not in table.column_codes:
        return {}
    place = table.column_codes.index(TOTAL)
    found: dict[str, tuple[str, Value]] = {}
    for row in _members(table, "enhet"):
        unit, value = row.codes[0], known(row.values[place], place in row.hidden)
        before = [found[unit][1]] if unit in found else []
        found[unit] = (row.labels[0], together((*before, value)))
    return found


def _members(table: Table, dimension: str) -> tuple[PrintedRow, ...]:
    return tuple(row for row in table.rows if row.dimension == dimension and not row.is_sum)


def _total(story: Story, lag: str, quarter: Quarter) -> Value:
    totals = story.facts.totals.get(lag, {})
    return known(totals[quarter], hidden=True) if quarter in totals else Missing.UNKNOWN


def _span(quarters: tuple[Quarter, ...]) -> str:
    return f"{quarters[0].label} till {quarters[-1].label}"


def _columns_span(table: Table) -> str:
    return f"{table.columns[0]} till {table.columns[-1]}"


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]
