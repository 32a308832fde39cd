"""Texts that people write about findings, before they are kept."""

from __future__ import annotations

from schemas.errors import UserError
from schemas.person import require_no_number

LONGEST = 2000
"""Letters in a reason or a comment."""


def kept_text(text: str, what: str) -> str:
    """The text as it is kept, with one kind of line ends and nothing around it: a browser sends
    others than a command line. Raises UserError when it is too long or holds a personnummer."""
    kept = "\n".join(text.splitlines()).strip()
    if len(kept) > LONGEST:
        raise UserError(
            f"{what} har {len(kept)} tecken, men får ha högst {LONGEST}.", "Korta texten."
        )
    require_no_number(kept, what)
    return kept
