"""Texts of other people's on a terminal."""

from __future__ import annotations

import re

_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What a terminal obeys instead of printing: escapes, new lines, a change of direction."""


def one_line(text: str) -> str:
    """A text that came from outside, so that it can neither begin a line of its own nor command
    the terminal."""
    return _OBEYED.sub(" ", text)
