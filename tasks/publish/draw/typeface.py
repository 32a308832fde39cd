"""The typeface of diagrams and PDF: its files, and how wide a text is in it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

import font_source_sans_pro
from matplotlib.ft2font import FT2Font, LoadFlags

NAME = "Source Sans Pro"
FOLDER = Path(font_source_sans_pro.font_directory)

MM = 25.4 / 72
"""A point in millimetres."""


class Weight(StrEnum):
    """The weights in use, by the ends of their files' names."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"
    BOLD = "Bold"
    ITALIC = "It"


def font_file(weight: Weight) -> Path:
    return FOLDER / f"SourceSansPro-{weight}.ttf"


@cache
def width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """How many millimetres a line of text takes at so many points, without kerning."""
    return sum(_advance(letter, weight) for letter in text) * size * MM


@cache
def _advance(letter: str, weight: Weight) -> float:
    """The width of a letter as a share of the size; of one that the typeface lacks, the whole."""
    face = _face(weight)
    if not face.get_char_index(ord(letter)):
        return 1.0
    return face.load_char(ord(letter), LoadFlags.NO_SCALE).horiAdvance / face.units_per_EM


@cache
def _face(weight: Weight) -> FT2Font:
    return FT2Font(str(font_file(weight)))


def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text in lines of at most so many millimetres; a word that is longer is divided."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.extend(_divided(word, room, size))
    return tuple(line for line in lines if line) or ("",)


def _divided(word: str, room: float, size: float) -> list[str]:
    if width(word, size) <= room or len(word) < 2:
        return [word]
    fitting = (end for end in range(len(word) - 1, 1, -1) if width(f"{word[:end]}-", size) <= room)
    cut = next(fitting, 1)
    return [f"{word[:cut]}-", *_divided(word[cut:], room, size)]
