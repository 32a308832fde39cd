"""A rule that outlasts its time is stopped, and nobody else is."""

import threading
from itertools import count

import pytest

from tasks.validate.timelimit import TimeLimitError, time_limit


def spin() -> None:
    for _ in count():
        pass


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(TimeLimitError), time_limit(0.05):
        spin()


def test_what_is_done_in_time_is_left_alone() -> None:
    for _ in range(1000):
        with time_limit(60):
            pass


def test_the_error_stays_in_its_own_thread() -> None:
    stopped = []

    def other() -> None:
        try:
            with time_limit(0.05):
                spin()
        except TimeLimitError:
            stopped.append(threading.get_ident())

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert stopped
    assert stopped != [threading.get_ident()]


def test_limits_follow_each_other() -> None:
    for _ in range(3):
        with pytest.raises(TimeLimitError), time_limit(0.05):
            spin()
    with time_limit(60):
        assert sum(range(1000)) == 499500
