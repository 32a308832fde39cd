"""A quarter is one run's at a time, and nobody's for long when that run has died."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from schemas.errors import UserError
from sql.engine import writing
from sql.lease import Lease, LeasedError, leased
from sql.people import lease
from tests.data.submissions import Q4, STOCKHOLM, dump

MINUTE = 60


def until(engine: Engine) -> datetime:
    with engine.connect() as connection:
        found: datetime = connection.scalars(select(lease.c.until)).one()
    return found


def shift(engine: Engine, by: timedelta) -> None:
    """Let so much time go by for the lease that there is."""
    with writing(engine) as connection:
        row = connection.execute(select(lease)).one()
        moved = {"since": row.since - by, "until": row.until - by}
        connection.execute(update(lease).values(**moved))


def other(engine: Engine) -> Lease:
    return Lease(engine, STOCKHOLM, Q4, MINUTE)


def test_a_second_run_is_told_since_when_the_first_one_runs(engine: Engine) -> None:
    with leased(engine, STOCKHOLM, Q4, MINUTE):
        with pytest.raises(UserError) as refused:
            other(engine).take()
        shift(engine, -timedelta(seconds=30))
    assert refused.value.message.startswith("Kv 4 2024 körs redan, sedan ")
    assert refused.value.hint.endswith("inom 60 sekunder; kör då kommandot igen.")


def test_the_time_is_told_as_clocks_in_sweden_show_it(engine: Engine) -> None:
    with leased(engine, STOCKHOLM, Q4, MINUTE):
        with writing(engine) as connection:
            began = datetime.fromisoformat("2025-01-15T13:05:00+00:00")
            connection.execute(update(lease).values(since=began))
        with pytest.raises(UserError) as refused:
            other(engine).take()
    assert refused.value.message == "Kv 4 2024 körs redan, sedan 2025-01-15 14.05."


def test_it_is_given_back_also_after_an_error(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), leased(engine, STOCKHOLM, Q4, MINUTE):
        raise ZeroDivisionError
    assert dump(engine)["lease"] == []
    other(engine).take()


def test_other_quarters_and_municipalities_go_on(engine: Engine) -> None:
    with (
        leased(engine, STOCKHOLM, Q4, MINUTE),
        leased(engine, STOCKHOLM, Q4.previous, MINUTE),
    ):
        assert len(dump(engine)["lease"]) == 2


def test_one_whose_owner_died_is_taken_when_its_time_is_past(engine: Engine) -> None:
    dead, heir = other(engine), other(engine)
    dead.take()
    shift(engine, timedelta(seconds=MINUTE - 20))
    with pytest.raises(LeasedError):
        heir.take()
    shift(engine, timedelta(seconds=20))
    heir.take()
    with pytest.raises(UserError, match="en annan tog över"):
        dead.require()
    dead.give_back()
    heir.require()


def test_one_that_is_past_its_time_and_that_nobody_took_is_still_its_owners(
    engine: Engine,
) -> None:
    halted = other(engine)
    halted.take()
    shift(engine, timedelta(days=1))
    halted.require()
    with pytest.raises(LeasedError):
        other(engine).take()


def test_its_end_is_put_off_while_its_owner_lives(engine: Engine) -> None:
    with leased(engine, STOCKHOLM, Q4, 1):
        first, give_up = until(engine), time.monotonic() + 30
        while until(engine) == first:
            assert time.monotonic() < give_up
            time.sleep(0.05)
        assert until(engine) > first


def test_writers_of_the_quarter_do_not_wait_for_it(engine: Engine) -> None:
    with (
        leased(engine, STOCKHOLM, Q4, MINUTE),
        writing(engine, STOCKHOLM.code, Q4) as connection,
    ):
        assert connection.scalars(select(lease.c.owner)).one()
