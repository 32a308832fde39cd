"""What stands on every page of an edition that is no public release."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.edition import Audience, Edition

_MARKS: Mapping[tuple[bool, Audience], str] = {
    (True, Audience.INTERNAL): "UTKAST – intern utgåva, fullständiga uppgifter",
    (True, Audience.PUBLIC): "UTKAST – offentlig utgåva",
    (False, Audience.INTERNAL): "INTERN UTGÅVA – fullständiga uppgifter",
    (False, Audience.PUBLIC): "",
}
"""By whether it is a draft, and for whom it is."""


def mark_of(edition: Edition) -> str:
    return _MARKS[edition.release is None, edition.audience]


def own_mark(text: str) -> str:
    """How a line begins that is the mark of one of our editions; empty for any other line."""
    leads = (mark.partition(" – ")[0] for mark in _MARKS.values() if mark)
    return next((lead for lead in leads if re.match(rf"{lead}(?!\w)", text)), "")
