"""What a picture is measured and told apart by."""

from __future__ import annotations

from itertools import pairwise

import pytest

from schemas.charts import Look, Series
from tasks.publish.draw.looks import MOST_SERIES, fills, strokes
from tasks.publish.draw.scale import number, scale
from tasks.publish.draw.typeface import width, wrapped


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (7, (0, 2, 4, 6)),
        (81, (0, 20, 40, 60, 80)),
        (215, (0, 50, 100, 150, 200)),
        (12345, (0, 5000, 10000)),
    ],
)
def test_ticks_are_few_whole_and_from_zero(highest: int, ticks: tuple[int, ...]) -> None:
    assert scale(highest, 50).ticks == ticks


def test_the_reserve_is_left_free() -> None:
    made = scale(100, 50, reserve=5)
    assert made.at(0) == 0
    assert made.at(100) == pytest.approx(45)


def test_numbers_are_written_as_in_swedish() -> None:
    assert [number(value) for value in (0, 999, 12345)] == ["0", "999", "12\u00a0345"]


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("count", range(2, MOST_SERIES + 1))
def test_bars_differ_in_grey_and_neighbours_in_hatch(count: int) -> None:
    made = fills([Series(str(nth), (1,)) for nth in range(count)])
    assert len(made) == count
    for lighter, darker in pairwise(made):
        assert _grey(lighter.face) - _grey(darker.face) > 20
        assert lighter.hatch != darker.hatch
    assert all(abs(_grey(each.face) - _grey(each.on)) > 90 for each in made)


def test_lines_differ_without_colour() -> None:
    made = strokes([Series(look.name, (1,), look) for look in Look])
    assert len({each.dashes for each in made}) == len({each.mark for each in made}) == len(Look)


def test_a_series_keeps_its_look_in_other_company() -> None:
    woman, man = Series("Kvinna", (1,), Look.LIGHT), Series("Man", (1,), Look.DARKEST)
    unknown = Series("Uppgift saknas", (1,), Look.PALE)
    assert fills([woman, man, unknown])[:2] == fills([woman, man])


def test_a_law_has_one_colour_as_line_and_as_bar() -> None:
    laws = [Series("LSS", (1,), Look.DARKEST), Series("SoL", (1,), Look.OTHER)]
    bars, lines = fills(laws), strokes(laws)
    assert [each.face for each in bars] == [each.colour for each in lines]
    assert bars[0].hatch != bars[1].hatch
    assert _grey(bars[1].face) - _grey(bars[0].face) > 50


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert width("", 9) == 0
    assert width("Kontaktperson", 18) == pytest.approx(2 * width("Kontaktperson", 9))
    assert width("i", 9) < width("W", 9)


@pytest.mark.parametrize("room", [9.0, 15.0, 40.0, 200.0])
def test_every_line_fits_and_no_letter_is_lost(room: float) -> None:
    text = "Enheten för bedömning och byggnation"
    lines = wrapped(text, room, 9)
    assert all(width(line, 9) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_a_letter_that_the_typeface_lacks_takes_no_less_than_it_needs() -> None:
    assert width("\u6f22", 9) >= width("W", 9)
