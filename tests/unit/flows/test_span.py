"""Several quarters in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.span import Span
from schemas.errors import UserError
from schemas.quarter import Quarter

FIRST, LAST = Quarter(2023, 3), Quarter(2024, 2)


def test_both_ends_are_in_it_and_the_oldest_comes_first() -> None:
    span = Span(FIRST, LAST, "stockholm", "sftp://host/in/{quarter}")
    assert [str(each) for each in span.quarters] == ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
    assert span.address == "sftp://host/in/{quarter}"
    assert Span(LAST, LAST, "stockholm").quarters == (LAST,)


def test_a_folder_is_found_from_anywhere() -> None:
    assert Span(LAST, LAST, "stockholm", "in").address == str(Path.cwd() / "in")


def test_the_wrong_order_and_one_inbox_for_all_are_refused() -> None:
    with pytest.raises(UserError, match="Kv 3 2023 kommer före Kv 2 2024"):
        Span(LAST, FIRST, "stockholm")
    with pytest.raises(UserError, match="samma inkorg"):
        Span(FIRST, LAST, "stockholm", "/in")
