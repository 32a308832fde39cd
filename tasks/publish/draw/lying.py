"""Lying bars: a row for each category, whose long label stands to the left."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.charts import Chart
from tasks.publish.draw.field import COUNT, EDGE, WIDTH
from tasks.publish.draw.legend import ROW, draw_legend, legend_rows
from tasks.publish.draw.looks import GRID, INK, MUTED, SMALL, TEXT, Fill, fills
from tasks.publish.draw.paper import Paper
from tasks.publish.draw.scale import Scale, number, scale
from tasks.publish.draw.typeface import MM, width, wrapped

_BAR, _BETWEEN = 3.3, 2.4  # a bar's height, and what parts two categories
_LABELS = 60.0  # at most, before they are wrapped
_BESIDE, _ABOVE, _BELOW = 1.8, 1.0, 9.4
_LINE = TEXT * MM * 1.15
_RISE, _SMALL_RISE = 0.35 * TEXT * MM, 0.35 * SMALL * MM  # from a text's foot to its middle


@dataclass(frozen=True)
class _Ground:
    """What the bars are drawn on: the left end of all of them, and the lower end of the field."""

    left: float
    group: float
    names: tuple[tuple[str, ...], ...]
    counts: Scale

    @property
    def top(self) -> float:
        return _BELOW + self.group * len(self.names)

    def middle(self, place: int) -> float:
        return self.top - (place + 0.5) * self.group


def lying(chart: Chart) -> Paper:
    """The categories from the top in their order, each series' value at the end of its bar."""
    ground, faces = _ground(chart), fills(chart.series)
    labels = [each.label for each in chart.series]
    rows = legend_rows(labels, WIDTH - ground.left)
    paper = Paper(WIDTH, ground.top + _ABOVE + rows * ROW)
    _draw_ground(paper, ground)
    for place in range(len(chart.categories)):
        _draw_group(paper, ground, [each.values[place] for each in chart.series], place, faces)
    draw_legend(paper, labels, faces, ground.left, paper.height)
    return paper


def _ground(chart: Chart) -> _Ground:
    names = tuple(wrapped(label, _LABELS, TEXT) for label in chart.categories)
    left = EDGE + max(width(line, TEXT) for lines in names for line in lines) + _BESIDE
    group = max(_BAR * len(chart.series), _LINE * max(map(len, names))) + _BETWEEN
    known = [value for each in chart.series for value in each.values if value is not None]
    beside = max((width(number(value), SMALL) for value in known), default=0) + 2
    return _Ground(left, group, names, scale(max(known, default=0), WIDTH - left, beside))


def _draw_ground(paper: Paper, ground: _Ground) -> None:
    for tick in ground.counts.ticks:
        across = ground.left + ground.counts.at(tick)
        paper.rule((across, _BELOW), (across, ground.top), GRID if tick else INK)
        paper.text((across, _BELOW - _LINE), number(tick), colour=MUTED)
    paper.text((ground.left, _BELOW - 2.2 * _LINE), COUNT, across="left", colour=MUTED)
    for place, lines in enumerate(ground.names):
        first = ground.middle(place) + (len(lines) - 1) / 2 * _LINE - _RISE
        for down, line in enumerate(lines):
            paper.text((ground.left - _BESIDE, first - down * _LINE), line, across="right")


def _draw_group(
    paper: Paper,
    ground: _Ground,
    values: list[int | None],
    place: int,
    faces: tuple[Fill, ...],
) -> None:
    """A value that is not known has no bar and no text; a 0 has its text."""
    top = ground.middle(place) + _BAR * len(values) / 2
    for nth, (value, fill) in enumerate(zip(values, faces, strict=True), start=1):
        if value is None:
            continue
        base, end = top - nth * _BAR, ground.left + ground.counts.at(value)
        if value:
            paper.bar((ground.left, base), end - ground.left, _BAR, fill)
        at = (end + 1, base + _BAR / 2 - _SMALL_RISE)
        paper.text(at, number(value), size=SMALL, across="left")
