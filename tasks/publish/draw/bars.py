"""Upright bars: side by side for each series, or stacked on one another."""

from __future__ import annotations

from schemas.charts import Chart
from tasks.publish.draw.field import Field, field, open_field
from tasks.publish.draw.legend import draw_legend
from tasks.publish.draw.looks import SMALL, TEXT, Fill, fills
from tasks.publish.draw.paper import Paper
from tasks.publish.draw.scale import number
from tasks.publish.draw.typeface import MM, Weight, width

_GROUP = 0.82  # of a category's width; the rest parts it from the next
_WIDEST = 14.0  # millimetres of a bar
_ABOVE = 0.9  # from a bar to its value
_RESERVE = 4.5  # above the highest bar, for its value
_SMALLEST = 7.0  # points


def grouped(chart: Chart) -> Paper:
    """A bar for each series in each category, its value above it where there is room."""
    known = [value for each in chart.series for value in each.values if value is not None]
    made = field(chart, max(known, default=0), _RESERVE, legend=True)
    paper, faces = open_field(made), fills(chart.series)
    bar = min(_WIDEST, made.slot * _GROUP / len(chart.series))
    size = _value_size(known, bar)
    for place in range(len(chart.categories)):
        left = made.centre(place) - bar * len(chart.series) / 2
        for nth, (each, fill) in enumerate(zip(chart.series, faces, strict=True)):
            value = each.values[place]
            if value is not None:
                _bar(paper, made, (left + nth * bar, bar), value, fill, size)
    draw_legend(paper, [each.label for each in chart.series], faces, made.left, made.top)
    return paper


def _bar(
    paper: Paper,
    made: Field,
    span: tuple[float, float],
    value: int,
    fill: Fill,
    size: float | None,
) -> None:
    left, wide = span
    if value:
        paper.bar((left, made.bottom), wide, made.scale.at(value), fill)
    if size:
        paper.text((left + wide / 2, made.height(value) + _ABOVE), number(value), size=size)


def _value_size(values: list[int], room: float) -> float | None:
    """The largest size at which the widest value stands above its bar; None where none does."""
    widest = max((number(value) for value in values), key=len, default="")
    sizes = (SMALL, (SMALL + _SMALLEST) / 2, _SMALLEST)
    return next((size for size in sizes if width(widest, size) <= room - 0.3), None)


def stacked(chart: Chart) -> Paper:
    """The series on one another, each value in its part where there is room, the sum on top."""
    sums = [sum(each.values[place] or 0 for each in chart.series) for place in _places(chart)]
    made = field(chart, max(sums), _RESERVE, legend=True)
    paper, faces = open_field(made), fills(chart.series)
    for place in _places(chart):
        _stack(paper, made, chart, place, faces)
    draw_legend(paper, [each.label for each in chart.series], faces, made.left, made.top)
    return paper


def _places(chart: Chart) -> range:
    return range(len(chart.categories))


def _stack(paper: Paper, made: Field, chart: Chart, place: int, faces: tuple[Fill, ...]) -> None:
    wide = min(_WIDEST * 1.3, made.slot * _GROUP)
    centre, base = made.centre(place), 0
    values = [each.values[place] for each in chart.series]
    for value, fill in zip(values, faces, strict=True):
        if value:
            paper.bar((centre - wide / 2, made.height(base)), wide, made.scale.at(value), fill)
            if made.scale.at(value) >= SMALL * MM * 1.5:
                middle = made.height(base + value / 2) - 0.35 * SMALL * MM
                told = number(value)
                paper.text((centre, middle), told, size=SMALL, colour=fill.on, behind=fill.face)
            base += value
    if None not in values:
        top = made.height(base) + _ABOVE
        paper.text((centre, top), number(base), size=TEXT, weight=Weight.SEMIBOLD)
