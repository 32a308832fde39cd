"""A chart as a picture. Its title is no part of it: that is the caption's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemas.charts import Chart, ChartKind, Drawing
from tasks.publish.draw.bars import grouped, stacked
from tasks.publish.draw.field import EDGE
from tasks.publish.draw.lines import lines
from tasks.publish.draw.looks import ALERT, MOST_SERIES
from tasks.publish.draw.lying import lying
from tasks.publish.draw.paper import Paper
from tasks.publish.draw.svg import described
from tasks.publish.draw.typeface import Weight

_KINDS: Mapping[ChartKind, Callable[[Chart], Paper]] = {
    ChartKind.LINES: lines,
    ChartKind.BARS: grouped,
    ChartKind.STACKED: stacked,
    ChartKind.LYING: lying,
}


def draw(chart: Chart) -> Drawing:
    """The same chart gives the same bytes.

    Raises ValueError for a chart that nobody could read: without values, or with more series
    than can be told apart.
    """
    if not chart.categories or not 0 < len(chart.series) <= MOST_SERIES:
        raise ValueError(
            f"{chart.name}: {len(chart.series)} series over {len(chart.categories)} categories"
        )
    paper = _KINDS[chart.kind](chart)
    if chart.mark:
        _add_mark(paper, chart.mark)
    return Drawing(described(paper.svg(), chart), paper.png(), paper.width, paper.height)


_MARK_ROW = 5.0


def _add_mark(paper: Paper, mark: str) -> None:
    """In a row of its own above the picture, where it covers nothing."""
    at = (paper.width - EDGE, paper.height + 1.4)
    paper.add_room_above(_MARK_ROW)
    paper.text(at, mark, colour=ALERT, weight=Weight.SEMIBOLD, across="right")
