"""The typefaces of the PDF, and which letters they have."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.ft2font import FT2Font

from tasks.publish.draw.typeface import Weight, font_file
from tasks.publish.wording import printable

_MISSING = "\ufffd"
"""What is printed for a letter that no typeface has: PDF/A allows no empty box."""

_PRIVATE = ("Co", "Cs", "Cn")  # categories of characters that mean nothing to anybody else


@contextmanager
def font_folder() -> Iterator[Path]:
    """A folder with the typefaces in use and no others.

    Typst takes folders alone, in the order in which the disk lists them, and of two files of one
    typeface the first: with the whole package's folder, the bytes would depend on the disk.
    """
    with tempfile.TemporaryDirectory(prefix="kvartal-") as folder:
        for file in _files():
            shutil.copyfile(file, Path(folder) / file.name)
        yield Path(folder)


def _files() -> tuple[Path, ...]:
    return (*(font_file(weight) for weight in Weight), _fallback())


def _fallback() -> Path:
    """DejaVu Sans, which comes with matplotlib: six thousand letters, signs and arrows."""
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def legible(text: str) -> str:
    """The text in letters that the PDF can show; other letters become a sign for just that."""
    plain = printable(unicodedata.normalize("NFC", text)).replace("\t", " ")
    shown = plain if plain.isascii() else "".join(_shown(letter) for letter in plain)
    return _ENDLESS.sub(_breakable, shown)


_ENDLESS = re.compile(r"\S{40,}")  # no Swedish word: an address, or a key that somebody leant on
_PIECE = re.compile(r".{8}(?=.)")


def _breakable(word: re.Match[str]) -> str:
    """With places where a line may end, else it would run off the page."""
    return _PIECE.sub("\\g<0>\u200b", word[0])


@cache
def _shown(letter: str) -> str:
    if letter.isspace():
        return letter
    if unicodedata.category(letter) in _PRIVATE:
        return _MISSING
    known = any(face.get_char_index(ord(letter)) for face in _faces())
    return letter if known else _MISSING


@cache
def _faces() -> tuple[FT2Font, ...]:
    return tuple(FT2Font(str(file)) for file in (font_file(Weight.REGULAR), _fallback()))
