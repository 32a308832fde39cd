"""What is written back to a unit about a cause: where, what and how to mend it, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.quarter import Quarter
from steward.texts import LONGEST
from tasks.validate.causes import CauseGroup

MOST_TOLD = 4
"""No more checks are told; they have one cause, and are mended together."""


def letter_to(
    unit: str, quarter: Quarter, group: CauseGroup, version: int | None, file: str | None
) -> str:
    """As long as a reason may be, at most. `version` and `file` are those of the workbook."""
    sent = f", version {version} ({file})" if version and file else ""
    text = "\n".join(_lines(unit, quarter, group, sent))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _lines(unit: str, quarter: Quarter, group: CauseGroup, sent: str) -> Iterator[str]:
    yield f"{unit}, {quarter.label}{sent}"
    yield ""
    if group.sentence:
        yield group.sentence
    told = group.findings[:MOST_TOLD]
    yield from (f"- {each.message}" for each in told)
    if rest := len(group.findings) - len(told):
        yield f"- och {rest} {'kontroll' if rest == 1 else 'kontroller'} till av samma orsak"
    yield ""
    yield f"Gör så här: {group.fix}"
    yield "Skicka sedan in arbetsboken på nytt."
