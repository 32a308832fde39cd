"""A chart of each kind, drawn from figures made up by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from schemas.charts import Chart, ChartKind, Series

MakeChart = Callable[..., Chart]


@pytest.fixture
def make_chart() -> MakeChart:
    def make(
        kind: ChartKind,
        categories: Sequence[str],
        series: dict[str, Sequence[int | None]],
        title: str = "Beslut",
    ) -> Chart:
        rows = tuple(Series(label, tuple(values)) for label, values in series.items())
        return Chart("prov", 1, kind, title, "Allt som visas.", tuple(categories), rows)

    return make


@pytest.fixture
def each_kind(make_chart: MakeChart) -> tuple[Chart, ...]:
    quarters = ("Kv 3 2024", "Kv 4 2024")
    return tuple(
        make_chart(kind, quarters, {"LSS": (160, 152), "SoL": (None, 136)}) for kind in ChartKind
    )
