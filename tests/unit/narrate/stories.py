"""Stories made by hand: a few rows over five quarters, and crosses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.cube import TOTAL
from schemas.edition import Edition
from schemas.facts import Cross, Facts
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.tables import SUMMA, PrintedRow, Table
from tasks.narrate import says
from tasks.narrate.narrator import Story, narrators
from tasks.narrate.swedish import paragraph

NOW = Quarter(2024, 4)
STOCKHOLM = load_municipality("stockholm")
FIRST = {"LSS": 1, "SoL": 2}
"""The number of each law's first table; its others follow by twos, as in the report."""

Values = Sequence[int | None]
Rows = Mapping[str, Values]


def story(
    quarter: Quarter = NOW,
    insats: Mapping[str, Rows] | None = None,
    totals: Mapping[str, Values] | None = None,
    told: Mapping[str, int] | None = None,
    crosses: Sequence[Cross] = (),
    tables: Sequence[Table] = (),
    dimensions: Mapping[str, Mapping[str, Rows]] | None = None,
) -> Story:
    """By law and code the last quarters of a row, this one last. `totals` are those of insats,
    by default the sums of its rows; `dimensions` are the other tables that follow the quarters,
    `tables` those that do not."""
    made = {}
    followed = {"insats": insats or {}, **(dimensions or {})}
    for step, (dimension, by_lag) in enumerate(followed.items()):
        for lag, rows in by_lag.items():
            number = FIRST[lag] + 2 * step
            whole = (totals or {}).get(lag) if dimension == "insats" else None
            made[number] = series(number, lag, dimension, rows, whole, quarter)
    made.update({each.number: each for each in tables})
    return Story(
        STOCKHOLM,
        Edition("stockholm", "Stockholms stad", quarter, (), "", ""),
        made,
        Facts(quarter, {}, {}, tuple(crosses), told or {}),
    )


def series(
    number: int, lag: str, dimension: str, rows: Rows, whole: Values | None, quarter: Quarter
) -> Table:
    window = quarter.window()
    printed = [
        PrintedRow((code,), _five(values), codes=(code,), dimension=dimension)
        for code, values in rows.items()
    ]
    sums = whole or [_sum(column) for column in zip(*(row.values for row in printed), strict=True)]
    printed.append(PrintedRow((SUMMA,), _five(sums), is_sum=True, dimension=dimension))
    columns = tuple(each.label for each in window)
    codes = tuple(str(each) for each in window)
    return Table(number, lag, "", ("",), columns, tuple(printed), (), column_codes=codes)


def elapsed(lag: str, grounds: Mapping[str, Sequence[int | None]]) -> Table:
    """Table 9 or 10: by ground three to six months, six to twelve, over twelve."""
    codes = ("3-6", "6-12", "over-12")
    columns = [(*values, _sum(values)) for values in grounds.values()]
    rows = [
        PrintedRow(
            (code,), (*values, _sum(values)), code == TOTAL,
            () if code == TOTAL else (code,), "vantetid",
        )
        for code, values in zip((*codes, TOTAL), zip(*columns, strict=True), strict=True)
    ]  # fmt: skip
    names = (*grounds, TOTAL)
    number = 8 + FIRST[lag]
    return Table(number, lag, "", ("",), names, tuple(rows), (), column_codes=names)


def cross(
    lag: str, columns: str, counts: Mapping[tuple[str, str], int | None], rows: str = "insats"
) -> Cross:
    return Cross(lag, rows, columns, dict(counts))


def said(name: str, told: Story, lag: str = "LSS") -> str:
    """What a narrator says, as one paragraph."""
    assert says.SUBJECTS
    return paragraph(narrators()[name](told, lag), told.in_words)


def _five(values: Values) -> tuple[int | None, ...]:
    return (*[None] * (5 - len(values)), *values)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [each for each in values if each is not None]
    return sum(known) if len(known) == len(values) else None
