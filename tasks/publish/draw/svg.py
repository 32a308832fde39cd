"""An SVG that a screen reader reads: what it is called, and everything that it shows."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, unescape

from schemas.charts import Chart
from tasks.publish.wording import printable

_OPENING = re.compile(rb"<svg\b[^>]*>")
_TOLD = re.compile('<title id="title">(.*?)</title>\\s*<desc id="desc">(.*?)</desc>', re.DOTALL)


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


def description(svg: bytes) -> tuple[str, str] | None:
    """Title and alternative text of a picture that `described` wrote; None of any other."""
    found = _TOLD.search(svg.decode("utf-8", "replace"))
    return (unescape(found[1]), unescape(found[2])) if found else None
