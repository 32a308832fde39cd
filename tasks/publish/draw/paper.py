"""What is drawn on: a picture measured in millimetres from its lower left corner.

The figure's artists are placed by hand, without axes: nothing is clipped, every distance is one
that this room chose, and a picture costs a third of what axes and their ticks do.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from tasks.publish.draw.looks import INK, TEXT, Fill, Stroke
from tasks.publish.draw.typeface import Weight, font_file

Point = tuple[float, float]

_INCH = 25.4
_DOTS_PER_INCH = 200  # sharp in print, and a page of them is still small
_COLOURS, _FULL = 128, 255
_EDGE, _LINE, _MARK = 0.5, 1.6, 5.0  # points
_SAME_EVERYWHERE: Mapping[Any, Any] = {
    "svg.hashsalt": "kvartal",  # else the names inside an SVG are drawn by lot
    "svg.fonttype": "path",  # letters as shapes, so that no reader needs the typeface
    "hatch.linewidth": 0.6,
    "text.hinting": "no_hinting",  # a text is as wide as it was measured
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "path.simplify": False,
}


@cache
def _settle() -> None:
    """Leave nothing to a settings file that happens to lie on the machine."""
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(_SAME_EVERYWHERE)


class Paper:
    """An empty picture, and the few things that are drawn on it."""

    def __init__(self, width: float, height: float) -> None:
        _settle()
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _INCH, height / _INCH), dpi=_DOTS_PER_INCH)
        self._drawn = 0
        self._scale = Affine2D().scale(1 / _INCH) + self._figure.dpi_scale_trans

    def add_room_above(self, height: float) -> None:
        """Make the picture so much higher; what is drawn stays where it is."""
        self.height += height
        self._figure.set_size_inches(self.width / _INCH, self.height / _INCH)

    def bar(self, corner: Point, width: float, height: float, fill: Fill) -> None:
        """A rectangle from its lower left corner."""
        self._add(
            Rectangle(
                corner,
                width,
                height,
                facecolor=fill.face,
                edgecolor=INK,
                linewidth=_EDGE,
                hatch=fill.hatch or None,
                hatchcolor=fill.on,
            )
        )

    def rule(self, start: Point, end: Point, colour: str, width: float = _EDGE) -> None:
        """A straight thin line."""
        self._add(Line2D(*zip(start, end, strict=True), color=colour, linewidth=width))

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """A line through the points, each with its mark."""
        across, up = zip(*points, strict=True)
        self._add(
            Line2D(
                across,
                up,
                color=stroke.colour,
                linewidth=_LINE,
                linestyle=(0, stroke.dashes) if stroke.dashes else "-",
            )
        )
        # The marks are a line of their own: dashes are for the line alone.
        self._add(
            Line2D(
                across, up, linestyle="", color=stroke.colour, marker=stroke.mark, markersize=_MARK
            )
        )

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = TEXT,
        colour: str = INK,
        weight: Weight = Weight.REGULAR,
        across: Literal["left", "center", "right"] = "center",
        behind: str = "",
    ) -> None:
        """A line of text, aligned to the point; `behind` is the colour of a patch under it."""
        box = {"facecolor": behind, "edgecolor": "none", "pad": 0.8} if behind else None
        self._add(
            Text(
                *at,
                text,
                color=colour,
                fontproperties=_font(weight, size),
                horizontalalignment=across,
                bbox=box,
            )
        )

    def svg(self) -> bytes:
        """Without the time of drawing and the version of what drew it."""
        return self._saved("svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))

    def png(self) -> bytes:
        """In few colours: a third of the bytes, and nobody sees it."""
        across, up = self._figure.get_size_inches() * _DOTS_PER_INCH
        drawn = Image.frombytes("RGBA", (int(across), int(up)), self._saved("rgba"))
        written = io.BytesIO()
        few = drawn.convert("RGB").quantize(
            _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        # Averaged with the palest grey, white is no longer quite white.
        few.putpalette([_FULL if part == _FULL - 1 else part for part in few.getpalette() or ()])
        few.save(written, "PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
        return written.getvalue()

    def _saved(self, kind: str, **options: Any) -> bytes:
        written = io.BytesIO()
        self._figure.savefig(written, format=kind, **options)
        return written.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._scale)
        self._drawn += 1
        artist.set_zorder(self._drawn)  # what is drawn later lies above, whatever its kind
        self._figure.add_artist(artist)


@cache
def _font(weight: Weight, size: float) -> FontProperties:
    """By file: a typeface of the same name that the machine has may be another version."""
    return FontProperties(fname=str(font_file(weight)), size=size)
