"""A release is traced to the submissions that it was made of, whatever has come since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, select, update

from schemas.edition import Audience
from schemas.errors import UserError
from schemas.person import Person
from schemas.rulings import Released
from schemas.submission import Submission
from schemas.tables import Figure, Table
from sql.engine import writing
from sql.publication import release_input, release_source
from sql.releases import add_release
from sql.standing import keep_sources
from sql.warehouse import observation
from sql.warehouse import submission as submission_table
from tasks.aggregate.tables import make_tables
from tests.data.published import keep, stockholm_report
from tests.data.submissions import Q4, STOCKHOLM, counts, source, submission
from tests.data.traced import DECISIONS, LSS, Q3, SOL, at, city, every_trace, fill, parts

LATER = counts(insats={"bostad-vuxna": (5, 5)})


def publish(engine: Engine, *sent: Submission, version: int = 1) -> None:
    """Write a release of the quarter as it stands, made of these files."""
    made = Released(
        version, "c", "m", "i", Person("Person B"), datetime(2025, 3, 17, tzinfo=UTC), None
    )
    with writing(engine) as connection:
        figures = _figures(make_tables(connection, STOCKHOLM, Q4))
        units = {str(each.unit): each.source.sha256 for each in sent}
        add_release(connection, STOCKHOLM, Q4, made, units, {Audience.INTERNAL: figures})
        keep_sources(connection, STOCKHOLM, Q4, version)


def _figures(tables: Sequence[Table]) -> list[Figure]:
    return [figure for table in tables for figure in table.figures]


def forget_sources(engine: Engine) -> None:
    """As a release from before they were kept."""
    with writing(engine) as connection:
        connection.execute(delete(release_source))


@pytest.fixture
def released(engine: Engine) -> Engine:
    """v1 of a mixed city whose quarter before was sent in, and those before that published."""
    keep(engine, stockholm_report())
    fill(engine, submission("farsta", Q3, decisions=DECISIONS, name="before"), quarter=Q3)
    fill(engine, *city("mixed"))
    publish(engine, *city("mixed"))
    return engine


def test_what_stood_behind_each_quarter_is_kept(released: Engine) -> None:
    with released.connect() as connection:
        rows = connection.execute(select(release_source).order_by(release_source.c.submission))
        kept = [(row.of_quarter, row.unit, row.submission, row.sha256) for row in rows]
    now = [
        ("2024Q4", unit, f"{unit}-2024Q4-v1", source(f"{unit}-2024Q4").sha256)
        for unit in ("bromma", "farsta", "hemlosa", "jarva")
    ]
    before = ("2024Q3", "farsta", "farsta-2024Q3-v1", source("before").sha256)
    assert sorted(kept) == [before, *now]


def test_every_figure_of_a_release_is_the_sum_of_its_parts_whatever_comes(
    released: Engine,
) -> None:
    then = list(every_trace(released))
    for unit in ("bromma", "farsta", "skarpnack"):
        fill(released, submission(unit, lss=LATER, name=f"later {unit}"))
    fill(released, submission("farsta", Q3, lss=LATER, name="later still"), quarter=Q3)
    fill(released, submission("bromma", Q3.previous, lss=LATER), quarter=Q3.previous)
    traced = list(every_trace(released, release=1))
    assert [each for each in traced if each.value is not None and each.sum != each.value] == []
    assert {each.note for each in traced} <= {None, "Uppgiften är inte känd."}
    known = {(each.table, each.place): each.sources for each in then if each.value is not None}
    kept = {(each.table, each.place): each.sources for each in traced if each.value is not None}
    assert kept == known


def test_two_releases_are_told_apart(released: Engine) -> None:
    later = submission("bromma", lss=LATER, name="later")
    fill(released, later)
    publish(released, later, version=2)
    first, second = (at(released, 7, ("bromma",), "bostad-vuxna", each) for each in (1, 2))
    assert (first.value, parts(first)) == (3, [("LSS", "E2", 3)])
    assert (second.value, parts(second)) == (10, [("LSS", "E2", 10)])
    versions = [each.as_json()["version"] for found in (first, second) for each in found.sources]
    assert versions == [1, 2]


def test_a_submission_that_is_gone_is_told(released: Engine) -> None:
    with writing(released) as connection:
        connection.execute(
            delete(submission_table).where(submission_table.c.id == "bromma-2024Q4-v1")
        )
    found = at(released, 7, ("bromma",), "bostad-vuxna", 1)
    assert (found.value, found.sources) == (3, ())
    assert found.note == (
        "Det som låg bakom Kv 4 2024 finns inte kvar: bromma-2024Q4-v1. "
        "Delarna ger 0, men 3 är det tryckta talet: "
        "uppgifter har gallrats eller lästs om sedan dess."
    )


def test_cells_that_are_read_otherwise_now_are_told(released: Engine) -> None:
    with writing(released) as connection:
        here = (observation.c.submission == "bromma-2024Q4-v1") & (observation.c.cell == "E2")
        connection.execute(update(observation).where(here).values(value=4))
    found = at(released, 7, ("bromma",), "bostad-vuxna", 1)
    assert (found.value, found.sum) == (3, 4)
    assert found.note and "Delarna ger 4, men 3 är det tryckta talet" in found.note


def test_an_older_release_tells_its_own_quarter_by_its_files(engine: Engine) -> None:
    """Of the latest file that was stopped nothing counts; the one before it stands."""
    stood = submission("bromma", lss=LSS, sol=SOL, name="stood")
    stopped = submission("bromma", lss=LATER, name="stopped")
    fill(engine, submission("bromma", Q3, lss=LATER), quarter=Q3)
    fill(engine, stood, stopped)
    with writing(engine) as connection:
        here = submission_table.c.sha256 == stopped.source.sha256
        connection.execute(update(submission_table).where(here).values(loaded=False))
    publish(engine, stopped)
    forget_sources(engine)
    fill(engine, submission("bromma", lss=LATER, name="later"))
    found = at(engine, 1, ("bostad-vuxna",), release=1)
    assert (found.value, parts(found), found.note) == (3, [("LSS", "E2", 3)], None)
    assert found.sources[0].as_json()["submission"] == "bromma-2024Q4-v1"
    earlier = at(engine, 1, ("bostad-vuxna",), "2024Q3", release=1)
    assert (earlier.value, earlier.sources) == (10, ())
    assert earlier.note == "Utgåvan sparade inte vilka inlämningar som låg bakom Kv 3 2024."


def test_an_older_release_whose_file_is_gone_says_whose(engine: Engine) -> None:
    sent = submission("bromma", lss=LSS)
    fill(engine, sent)
    publish(engine, sent)
    forget_sources(engine)
    with writing(engine) as connection:
        connection.execute(update(release_input).values(sha256="0" * 64))
    note = at(engine, 1, (), release=1).note
    assert note and note.startswith("Det som låg bakom Kv 4 2024 finns inte kvar: bromma.")


def test_rows_are_found_that_today_has_none_of(engine: Engine) -> None:
    """Somebody of unknown kön in v1, nobody now: the row is not printed any more."""
    sent = submission("bromma", lss=LSS)
    fill(engine, sent)
    publish(engine, sent)
    fill(engine, submission("bromma", lss=LATER, name="later"))
    found = at(engine, 5, ("saknas",), release=1)
    assert (found.row, found.value) == ("Uppgift saknas", 1)
    with pytest.raises(UserError):
        at(engine, 5, ("saknas",))


def test_a_release_that_is_not_there_names_those_that_are(engine: Engine) -> None:
    fill(engine, *city("tables"))
    with pytest.raises(UserError) as none:
        at(engine, 1, (), release=1)
    assert none.value.hint == "Kvartalet är inte publicerat."
    publish(engine, *city("tables"))
    with pytest.raises(UserError, match="ingen utgåva v2") as other:
        at(engine, 1, (), release=2)
    assert other.value.hint == "Välj en av v1."
