"""Text that a spreadsheet would run, as it begins like a formula."""

from __future__ import annotations

import re
import unicodedata

_BEGINS = re.compile(r"[=+\-@|%]")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def would_run(text: str) -> bool:
    """Whether some spreadsheet may take a text for a formula, when it is typed, edited or read
    from a csv: also in full width, and behind spaces, tabs and what has no width."""
    first = next((each for each in text if unicodedata.category(each) not in _UNSEEN), "")
    begins = _BEGINS.match(unicodedata.normalize("NFKC", first)) is not None
    return begins or first == "\u2212" or text[:1] in ("\t", "\r", "\n")
