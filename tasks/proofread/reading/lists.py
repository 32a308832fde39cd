"""The marks that points of a list begin with."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?:[-–*+•·▪◦‣\uf0b7\uf0a7]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")


def is_point(text: str) -> bool:
    return bool(_MARK.match(text))


def without_mark(text: str) -> str:
    return _MARK.sub("", text, count=1) if is_point(text) else text
