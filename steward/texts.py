"""Texts that people write about findings, before they are kept."""

from __future__ import annotations

from schemas.errors import UserError
from schemas.person import require_no_number

LONGEST = 2000
"""Letters in a reason or a comment."""


def kept_text(text: str, what: str, longest: int = LONGEST) -> str:
    """The text as it is kept. Raises UserError when it is too long or holds a personnummer."""
    kept = even(text)
    if len(kept) > longest:
        raise UserError(
            f"{what} har {len(kept)} tecken, men får ha högst {longest}.", "Korta texten."
        )
    require_no_number(kept, what)
    return kept


def even(text: str) -> str:
    """The text with one kind of line ends and nothing around it: a browser sends others than a
    command line."""
    return "\n".join(text.replace("\0", "").splitlines()).strip()
