"""Comparing texts that people typed with the names of a code list or a layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens and characters without width, which come with texts copied from elsewhere."""
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=8192)  # the same few hundred labels stand in every workbook
def plain(text: str) -> str:
    """The text without regard to case, space and dash variants (contract, section 2)."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _SPACES.sub(" ", _DASHES.sub("-", folded)).strip()


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The name most like a text that fits none of them, or None when nothing is near."""
    import difflib  # by who has a text that fits nothing

    by_plain = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(text), list(by_plain), n=1, cutoff=0.6)
    return by_plain[found[0]] if found else None
