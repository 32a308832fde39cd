"""An SVG that a screen reader reads: what it is called, and everything that it shows."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from schemas.charts import Chart
from tasks.publish.wording import printable

_OPENING = re.compile(rb"<svg\b[^>]*>")


def described(svg: bytes, chart: Chart) -> bytes:
    """The picture as one image with the chart's title, its mark and its alternative text."""
    alt = f"{chart.mark}. {chart.alt}" if chart.mark else chart.alt
    told = (
        f'\n <title id="title">{escape(printable(chart.title))}</title>'
        f'\n <desc id="desc">{escape(printable(alt))}</desc>'
    )
    opening = _OPENING.search(svg)
    assert opening is not None, "matplotlib writes an svg element"
    tag = opening[0].replace(b"<svg", b'<svg role="img" aria-labelledby="title desc"', 1)
    return svg[: opening.start()] + tag + told.encode() + svg[opening.end() :]
