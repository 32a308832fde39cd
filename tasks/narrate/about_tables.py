"""Underlag to what the report tells of an insats or a group of insatser by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.asked import OVER, UNDER, About
from schemas.counted import Asked, Measure, ordered
from schemas.parts import list_of
from schemas.plans import Plan, Say
from schemas.quarter import Quarter
from schemas.tables import SUMMA, PrintedRow, Table
from tasks.narrate.narrator import Story

_TOLD_BY = {"group-kon": "kon", "group-reported": "rapporttyp", "group-ended": "handelse"}
"""The dimension by which a narrator divides the decisions."""

_TITLES = {"kon": "kön", "rapporttyp": "rapporttyp", "handelse": "händelse"}
_TIMES = (("Kortare tid än sex månader", UNDER), ("Minst sex månader", OVER))


def about_tables(story: Story, plan: Plan, about: About) -> Iterator[Table]:
    """What the plan's sentences tell of it and no numbered table shows."""
    said = _narrators(plan, about)
    if not _is_followed(story, about):
        yield _members(story, about)
    if "group-persons" in said:
        yield _persons(story, about)
    for narrator, dimension in _TOLD_BY.items():
        if narrator in said and not _is_crossed(story, about, dimension):
            yield _divided(story, about, dimension)


def _narrators(plan: Plan, about: About) -> frozenset[str]:
    return frozenset(
        name
        for section in plan.sections
        for part in section.parts
        if isinstance(part, Say) and part.about == about.name
        for name in part.narrators
    )


def _is_followed(story: Story, about: About) -> bool:
    """Whether a numbered table follows each of its insatser over the quarters."""
    table = story.table(about.lag, "insats")
    listed = {code for row in table.rows for code in row.codes} if table else set()
    return (
        table is not None
        and str(story.quarter) in table.column_codes
        and set(about.codes) <= listed
    )


def _is_crossed(story: Story, about: About, dimension: str) -> bool:
    """Whether a numbered table has each of its insatser by a dimension."""
    wanted = {code.code for code in list_of(story.municipality, dimension).at(story.quarter)}
    return any(
        table.lag == about.lag
        and not table.scope.only
        and wanted & set(table.column_codes)
        and set(about.codes) <= {code for row in table.rows for code in row.codes}
        for table in story.tables.values()
    )


def _members(story: Story, about: About) -> Table:
    codes = list_of(story.municipality, "insats").at(story.quarter)
    rows = [
        (codes[each].name, (each,), Asked(about.lag, ordered({"insats": (each,)})))
        for each in about.codes
        if each in codes
    ]
    title = f"Beslut om {about.words}, till och med {story.quarter.label}"
    return _table(story, about, title, "Insats", "insats", rows, _told(story, about.all))


def _persons(story: Story, about: About) -> Table:
    persons = Asked(about.lag, about.all.only, Measure.PERSONS)
    rows = [(label, codes, persons.among("vantetid", codes)) for label, codes in _TIMES]
    title = f"Personer med beslut om {about.words}, till och med {story.quarter.label}"
    quarters = _told(story, persons)
    return _table(story, about, title, "Tid sedan beslut", "vantetid", rows, quarters, persons)


def _divided(story: Story, about: About, dimension: str) -> Table:
    rows = [
        (code.name, (code.code,), about.all.among(dimension, (code.code,)))
        for code in list_of(story.municipality, dimension).at(story.quarter)
    ]
    name = _TITLES[dimension]
    title = f"Beslut om {about.words} per {name}, {story.quarter.label}"
    return _table(story, about, title, name.capitalize(), dimension, rows, (story.quarter,))


def _told(story: Story, asked: Asked) -> tuple[Quarter, ...]:
    """The quarters that a figure is known for."""
    return tuple(story.facts.counted.get(asked, {}))


def _table(
    story: Story,
    about: About,
    title: str,
    heading: str,
    dimension: str,
    rows: Sequence[tuple[str, tuple[str, ...], Asked]],
    quarters: Sequence[Quarter],
    whole: Asked | None = None,
) -> Table:
    summed = ((SUMMA, (), whole or about.all),) if len(rows) > 1 else ()
    printed = tuple(_row(story, each, dimension, quarters) for each in (*rows, *summed) if quarters)
    return Table(
        number=0,
        lag=about.lag,
        title=title,
        headings=(heading,),
        columns=tuple(each.label for each in quarters),
        rows=printed if any(value for row in printed for value in row.values) else (),
        figures=(),
        column_codes=tuple(str(each) for each in quarters),
    )


def _row(
    story: Story,
    row: tuple[str, tuple[str, ...], Asked],
    dimension: str,
    quarters: Sequence[Quarter],
) -> PrintedRow:
    label, codes, asked = row
    known = story.facts.counted.get(asked, {})
    values = tuple(known.get(each) for each in quarters)
    hidden = frozenset(
        place for place, each in enumerate(quarters) if each in known and known[each] is None
    )
    return PrintedRow((label,), values, not codes, codes, dimension, hidden)
