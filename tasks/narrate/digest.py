"""What was approved, as one number: the SHA-256 of a report's content."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from schemas.report import Block, Grid, Paragraph, Report, Voice
from tasks.narrate.headings import without_empty
from tasks.narrate.notes import ATTESTED, CHANGED, NOT_ATTESTED


def content_digest(report: Report) -> str:
    """The same for a draft, once it is approved, and for the release that it becomes: approvals,
    the mark, the notices and the list of what a correction changes are left out. Every figure,
    sentence, diagram, waiver and fact of the head is in it."""
    content = dataclasses.replace(
        report, mark="", notices=(), problems=(), blocks=without_empty(tuple(_content(report)))
    )
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _content(report: Report) -> Iterator[Block]:
    for block in report.blocks:
        of_approval = block == Paragraph(NOT_ATTESTED, Voice.STANDING)
        of_release = isinstance(block, Grid) and block.title.startswith((ATTESTED, CHANGED))
        if not of_approval and not of_release:
            yield block


def _plain(value: Any) -> Any:
    """As JSON knows it, each type by its name: a heading is no paragraph of the same text."""
    if dataclasses.is_dataclass(value):
        fields = {
            each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)
        }
        return {**fields, "": type(value).__name__}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(each) for each in value)
    return value.isoformat() if isinstance(value, date) else value
