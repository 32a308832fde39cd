"""The field of an upright diagram: its count axis, its categories, and room for a legend."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.charts import Chart
from tasks.publish.draw.legend import ROW, legend_rows
from tasks.publish.draw.looks import GRID, INK, MUTED, TEXT
from tasks.publish.draw.paper import Paper
from tasks.publish.draw.scale import Scale, number, scale
from tasks.publish.draw.typeface import MM, width, wrapped

WIDTH = 160.0
EDGE = 1.0
"""What is left free at the picture's left edge: letters reach a little beyond their width."""

COUNT = "Antal beslut"
MANY = 8
"""So many categories all have their labels and values; of more, only some do."""

_HEIGHT = 56.0  # of the field
_LINE = TEXT * MM * 1.15  # from one line of a label to the next
_ABOVE, _BELOW, _BESIDE = 6.0, 1.6, 1.8


@dataclass(frozen=True)
class Field:
    """Where the data are drawn, in millimetres, with the labels of its categories in lines."""

    left: float
    bottom: float
    right: float
    scale: Scale
    labels: tuple[tuple[str, ...], ...]
    rows: int

    @property
    def slot(self) -> float:
        """The width that a category has."""
        return (self.right - self.left) / len(self.labels)

    @property
    def top(self) -> float:
        """The picture's upper edge."""
        return self.bottom + self.scale.length + _ABOVE + self.rows * ROW

    def centre(self, place: int) -> float:
        return self.left + (place + 0.5) * self.slot

    def height(self, count: float) -> float:
        return self.bottom + self.scale.at(count)


def field(chart: Chart, highest: int, reserve: float, *, legend: bool, right: float = 0.0) -> Field:
    """`reserve` millimetres stay free above the highest value, `right` beside the field."""
    counts = scale(highest, _HEIGHT, reserve)
    left = EDGE + max(width(number(tick), TEXT) for tick in counts.ticks) + _BESIDE
    end = WIDTH - right
    labels = _labels(chart.categories, (end - left) / len(chart.categories))
    rows = legend_rows([each.label for each in chart.series], WIDTH - left) if legend else 0
    bottom = _BELOW + max(map(len, labels)) * _LINE
    return Field(left, bottom, end, counts, labels, rows)


def open_field(made: Field) -> Paper:
    """The paper with everything but the data."""
    paper = Paper(WIDTH, made.top)
    for tick in made.scale.ticks:
        up = made.height(tick)
        paper.rule((made.left, up), (made.right, up), GRID if tick else INK)
        middle = up - 0.35 * TEXT * MM
        paper.text((made.left - _BESIDE, middle), number(tick), across="right", colour=MUTED)
    above = made.bottom + made.scale.length + 2.2
    paper.text((EDGE, above), COUNT, across="left", colour=MUTED)
    for place, lines in enumerate(made.labels):
        for down, line in enumerate(lines, start=1):
            paper.text((made.centre(place), made.bottom - down * _LINE), line)
    return paper


def _labels(categories: tuple[str, ...], slot: float) -> tuple[tuple[str, ...], ...]:
    """Each label in lines; where they are too many to stand side by side, every second or third
    and so on, counted from the last, which is the one that the reader looks for."""
    widest = max(width(word, TEXT) for label in categories for word in label.split(" "))
    every = int(-(-(widest + 1) // slot)) if len(categories) > MANY else 1
    last = len(categories) - 1
    return tuple(
        wrapped(label, slot * every - 1, TEXT) if (last - place) % every == 0 else ()
        for place, label in enumerate(categories)
    )
