"""What comes out of a child is checked, not believed."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from schemas.submission import Cell, Formula, LooseText, Sheet
from tasks.read.contents import Contents
from tasks.read.wire import WireError, decode, encode

CONTENTS = Contents(
    (
        Sheet(
            name="LSS",
            rows=(("å", 1, 1.5, True), (None, date(2024, 12, 31), datetime(2024, 1, 2, 3), "")),
            formulas=(Formula(Cell("LSS", 1, 2, 1), "=1"), Formula(Cell("LSS", 9, 9, None), "=A1")),
            errors=(Cell("LSS", 2, 1, "#N/A"),),
            merged=("A1:B1",),
            hidden_rows=frozenset({2}),
            hidden_columns=frozenset({1, 3}),
            filtered=True,
            hidden=True,
        ),
        Sheet("tom", ()),
    ),
    (LooseText("En kommentar", "hej", "LSS", "A1"), LooseText("En dokumentegenskap", "x")),
)


def test_contents_come_through_the_pipe_as_they_were() -> None:
    back = decode(encode(CONTENTS))
    assert back == CONTENTS
    assert isinstance(back, Contents)
    kinds = [type(value) for row in back.sheets[0].rows for value in row]
    assert kinds == [str, int, float, bool, type(None), date, datetime, str]


def forged(**changes: object) -> bytes:
    told = json.loads(encode(CONTENTS))
    told["sheets"][0] |= changes
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"hej",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b"[" * 500_001,
        b'{"doubt": "none", "detail": ""}',
        b'{"doubt": "empty", "detail": 1}',
        b'{"sheets": [], "texts": [["a"]]}',
        b'{"sheets": {}, "texts": []}',
        forged(name=1),
        forged(rows=[[["inside"]]]),
        forged(rows=[{"a": 1, "b": 2}]),
        forged(rows=[[{"a": 1, "b": 2}]]),
        forged(rows=[[{"day": "yesterday"}]]),
        forged(rows=[[{"day": 1}]]),
        forged(rows=[[{"time": "2024-01-01T00:00:00+01:00"}]]),
        forged(rows="abc"),
        forged(formulas=[[0, 1, None, "=1"]]),
        forged(formulas=[[1, 1, [], "=1"]]),
        forged(formulas=[[1, True, None, "=1"]]),
        forged(hidden_rows=["1"]),
        forged(hidden=1),
        forged(merged=[None]),
    ],
)
def test_an_answer_that_is_none_is_seen(answer: bytes) -> None:
    with pytest.raises(WireError):
        decode(answer)
