"""Releases are remembered figure by figure, and held against what comes after them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from schemas.edition import Audience, Change
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Released
from schemas.tables import Figure, Flag, Table
from sql.engine import writing
from sql.releases import (
    add_release,
    newest_before,
    public_releases,
    released_figures,
    releases_of,
)
from tasks.aggregate.decided import differences, restated
from tests.data.submissions import Q4, STOCKHOLM

AT = datetime(2025, 3, 17, 12, tzinfo=UTC)
Q3, Q1 = Quarter(2024, 3), Quarter(2025, 1)


def figure(row: str, value: int | None, quarter: Quarter = Q4, **more: str) -> Figure:
    flag = Flag.SUPPRESSED if value is None else Flag.NONE
    place = {"unit": "", "area": "", "column": "Antal", **more}
    return Figure(1, "LSS", row, quarter=quarter, value=value, flag=flag, **place)


def release(engine: Engine, quarter: Quarter, version: int, *printed: Figure) -> Released:
    made = Released(
        version,
        "c" * 64,
        "m" * 64,
        "i" * 64,
        Person("Handläggare B"),
        AT,
        "Rättat" if version > 1 else None,
    )
    public = [figure(each.row, None, each.quarter) for each in printed]
    with writing(engine) as connection:
        add_release(
            connection,
            STOCKHOLM,
            quarter,
            made,
            {"farsta": "f" * 64},
            {Audience.INTERNAL: printed, Audience.PUBLIC: public},
        )
    return made


def test_a_release_is_read_back_as_it_was_printed(engine: Engine) -> None:
    printed = (figure("Bostad för vuxna", 53), figure("=Formel", 0, Q3, unit="farsta", area="OF"))
    made = release(engine, Q4, 1, *printed)
    with engine.connect() as connection:
        assert releases_of(connection, STOCKHOLM, Q4) == (made,)
        assert released_figures(connection, STOCKHOLM, Q4, 1, Audience.INTERNAL) == printed
        (public,) = public_releases(connection, STOCKHOLM, Q4)
    assert (public.quarter, public.version, public.units) == (Q4, 1, {"farsta": "f" * 64})
    assert [each.value for each in public.figures] == [None, None]
    assert {each.flag for each in public.figures} == {Flag.SUPPRESSED}


def test_every_change_is_told_also_what_came_and_went() -> None:
    before = [figure("A", 4), figure("B", 2), figure("C", 1)]
    now = [figure("A", 5), figure("B", 2), figure("D", 3)]
    assert [(each.row, each.before, each.now) for each in differences(before, now)] == [
        ("A", 4, 5),
        ("D", None, 3),
        ("C", 1, None),
    ]


def test_restated_figures_are_those_of_earlier_quarters(engine: Engine) -> None:
    release(engine, Q3, 1, figure("A", 60, Q3))
    release(engine, Q3, 2, figure("A", 61, Q3), figure("B", 7, Q3))
    figures = (figure("A", 62, Q3), figure("B", 7, Q3), figure("A", 53, Q4))
    table = Table(1, "LSS", "", ("Insats",), ("Kv 3 2024", "Kv 4 2024"), (), figures)
    with engine.connect() as connection:
        assert newest_before(connection, STOCKHOLM, Q3) is None
        assert newest_before(connection, STOCKHOLM, Q4) == (Q3, 2)
        before = released_figures(connection, STOCKHOLM, Q3, 2, Audience.INTERNAL)
    found = restated(before, [table], Q4)
    assert found == (Change(1, "LSS", "A", "", "", "Antal", Q3, before=61, now=62),)
    assert restated(before, [table], Q3) == ()
    assert restated(before[1:], [table], Q4) == ()
    assert restated((), [table], Q4) == ()
