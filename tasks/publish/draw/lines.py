"""Lines over time, each with its name at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.charts import Chart, Series
from tasks.publish.draw.field import MANY, WIDTH, Field, field, open_field
from tasks.publish.draw.looks import PAPER, SMALL, TEXT, Stroke, strokes
from tasks.publish.draw.paper import Paper, Point
from tasks.publish.draw.scale import number
from tasks.publish.draw.typeface import MM, Weight, width

_RESERVE = 5.0  # above the highest value, for its text
_END = 3.0  # from the last value to the name
_APART = TEXT * MM * 1.15  # from one name to the next
_ABOVE, _BELOW = 1.9, 1.9 + 0.7 * SMALL * MM  # from a value to its text


def lines(chart: Chart) -> Paper:
    """A line for each series; a value that is not known is a gap in it."""
    known = [value for each in chart.series for value in each.values if value is not None]
    detailed = len(chart.series) <= 2 and len(chart.categories) <= MANY
    names = _names(chart.series, values=not detailed)
    beside = _room(names, len(chart.categories))
    made = field(chart, max(known, default=0), _RESERVE, legend=False, right=beside)
    paper, styles = open_field(made), strokes(chart.series)
    for each, stroke in zip(chart.series, styles, strict=True):
        for part in _parts(each, made):
            paper.line(part, stroke)
    if detailed:
        _write_values(paper, made, chart.series)
    _write_names(paper, made, chart.series, names, styles)
    return paper


def _names(series: Sequence[Series], *, values: bool) -> tuple[str, ...]:
    """Each name, with its last value where the values are not written along the line."""
    lasts = [_last(each) for each in series]
    return tuple(
        each.label if last is None or not values else f"{each.label} {number(last)}"
        for each, last in zip(series, lasts, strict=True)
    )


def _room(names: Sequence[str], categories: int) -> float:
    """What the names need beside the field: they begin in the last category's half slot."""
    needed = _END + max(width(name, TEXT, Weight.SEMIBOLD) for name in names)
    half_slot = (WIDTH - needed) / categories / 2
    return max(0.0, needed - half_slot) + 1


def _parts(each: Series, made: Field) -> Iterator[list[Point]]:
    """The stretches between gaps."""
    part: list[Point] = []
    for place, value in enumerate(each.values):
        if value is not None:
            part.append((made.centre(place), made.height(value)))
        elif part:
            yield part
            part = []
    if part:
        yield part


def _write_values(paper: Paper, made: Field, series: Sequence[Series]) -> None:
    """The higher of two values has its text above it, the lower below: they never meet."""
    for place in range(len(made.labels)):
        found = sorted(value for each in series if (value := each.values[place]) is not None)
        for value in found:
            lower = len(found) > 1 and value == found[0]
            up = made.height(value) + (-_BELOW if lower else _ABOVE)
            paper.text((made.centre(place), up), number(value), size=SMALL, behind=PAPER)


def _write_names(
    paper: Paper,
    made: Field,
    series: Sequence[Series],
    names: Sequence[str],
    styles: Sequence[Stroke],
) -> None:
    """Each name at the height of its last value, moved up where it would meet the one below."""
    ends = [
        (made.height(last), name, stroke.colour)
        for each, name, stroke in zip(series, names, styles, strict=True)
        if (last := _last(each)) is not None
    ]
    free = made.bottom + 0.6
    for height, name, colour in sorted(ends):
        up = max(height - 0.35 * TEXT * MM, free)
        free = up + _APART
        at = (made.right - made.slot / 2 + _END, up)
        paper.text(at, name, colour=colour, weight=Weight.SEMIBOLD, across="left", behind=PAPER)


def _last(each: Series) -> int | None:
    return next((value for value in reversed(each.values) if value is not None), None)
