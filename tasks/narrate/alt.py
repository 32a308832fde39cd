"""Text alternatives: all that a diagram shows, for a reader who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.charts import Chart, ChartKind
from tasks.narrate.swedish import digits, listed

COUNT = "antal beslut"

_KINDS = {
    ChartKind.LINES: ("Linjediagram", "en linje", "linjer"),
    ChartKind.BARS: ("Stapeldiagram", "en stapel", "staplar sida vid sida"),
    ChartKind.STACKED: ("Stapeldiagram", "en stapel", "staplade delar"),
    ChartKind.LYING: ("Liggande stapeldiagram", "en stapel", "staplar under varandra"),
}
_QUARTER = re.compile(r"\bKv (\d) (\d{4})")  # as a table heads its columns; here it is read aloud
_MOST_NAMED = 3  # places that share the highest or the lowest value and are named


def alt_text(
    chart: Chart, told: Sequence[Sequence[str]], across: str, latest: str, *, partly: bool = False
) -> str:
    """`told` are the values of each series in words or digits, empty where nothing is to be told;
    `latest` is the category or the series that is the reported quarter, empty where none is;
    `partly` tells that some values are not shown, which may be higher or lower than those that
    are."""
    parts = (*_shape(chart, across), *_values(chart, told), *_remarkable(chart, latest, partly))
    return " ".join(_aloud(part) for part in parts if part)


def _aloud(sentence: str) -> str:
    spoken = _QUARTER.sub(r"kvartal \1 \2", sentence)
    return spoken[:1].upper() + spoken[1:]


def _shape(chart: Chart, across: str) -> Iterator[str]:
    kind, one, many = _KINDS[chart.kind]
    labels = [each.label for each in chart.series]
    shown = f"{many} för {listed(labels)}" if len(labels) > 1 else f"{one} för {labels[0]}"
    yield f"{kind} med {shown}."
    flat, tall = (COUNT, across) if chart.kind is ChartKind.LYING else (across, COUNT)
    yield f"Vågrät axel: {flat}. Lodrät axel: {tall}."


def _values(chart: Chart, told: Sequence[Sequence[str]]) -> Iterator[str]:
    for series, texts in zip(chart.series, told, strict=True):
        pairs = zip(chart.categories, texts, strict=True)
        values = "; ".join(f"{category}, {_beslut(text)}" for category, text in pairs if text)
        yield f"{series.label}: {values}."


def _beslut(text: str) -> str:
    return f"{digits(int(text))} beslut" if text.isdigit() else text


def _remarkable(chart: Chart, latest: str, partly: bool) -> Iterator[str]:
    yield _extremes(_sums(chart) if chart.kind is ChartKind.STACKED else _points(chart), partly)
    if latest in chart.categories:
        yield _at_category(chart, latest)
    else:
        yield from (_in_series(chart, place) for place in _places(chart, latest))


def _points(chart: Chart) -> list[tuple[str, int]]:
    """Each value with the name of its place."""
    alone = len(chart.series) == 1
    return [
        (category if alone else f"{category} ({series.label})", value)
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
        if value is not None
    ]


def _sums(chart: Chart) -> list[tuple[str, int]]:
    """The height of each stack whose parts are all known."""
    columns = zip(*(series.values for series in chart.series), strict=True)
    return [
        (f"{category} sammanlagt", sum(value or 0 for value in values))
        for category, values in zip(chart.categories, columns, strict=True)
        if None not in values
    ]


def _extremes(points: Sequence[tuple[str, int]], partly: bool) -> str:
    if not points:
        return ""
    highest, lowest = max(value for _, value in points), min(value for _, value in points)
    if highest == lowest:
        return f"Alla värden{' som visas' * partly} är {digits(highest)}."
    return (
        f"Högst{' av dem som visas' * partly} är {_named(points, highest)} med {digits(highest)}, "
        f"lägst är {_named(points, lowest)} med {digits(lowest)}."
    )


def _named(points: Sequence[tuple[str, int]], wanted: int) -> str:
    names = [name for name, value in points if value == wanted]
    return listed(names) if len(names) <= _MOST_NAMED else f"{len(names)} staplar"


def _at_category(chart: Chart, latest: str) -> str:
    """How the series stand in the reported quarter."""
    place = chart.categories.index(latest)
    values = [(each.label, each.values[place]) for each in chart.series]
    told = [f"{label} {digits(value)}" for label, value in values if value is not None]
    return f"Senast, {latest}: {listed(told)}." if told else ""


def _places(chart: Chart, latest: str) -> list[int]:
    return [place for place, each in enumerate(chart.series) if each.label == latest]


def _in_series(chart: Chart, place: int) -> str:
    """What there is most of in the reported quarter."""
    series = chart.series[place]
    values = zip(chart.categories, series.values, strict=True)
    found = [(category, value) for category, value in values if value is not None]
    highest = max(value for _, value in found)
    return f"Flest {series.label}: {_named(found, highest)} med {digits(highest)}."
