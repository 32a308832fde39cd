"""What is said of a rule where one of its findings is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from schemas.findings import Finding
from schemas.outside_rules import outside_rules
from schemas.quarter import Quarter
from tasks.validate.engine import rule_set


@dataclass(frozen=True, slots=True)
class Said:
    """A rule's title, why it is there, and the law or the order that it comes from."""

    title: str
    why: str
    source: str


@cache
def rule_titles() -> Mapping[str, str]:
    """Every rule's title by its id; the newest where it has changed."""
    own = {each.id: each.text.title.rstrip(".") for each in rule_set()}
    return own | {each.id: each.title for each in outside_rules()}


@cache
def rule_said(rule: str, quarter: Quarter) -> Said | None:
    """What is said of it in a quarter; None when there is no such rule any more."""
    for each in rule_set():
        if each.id == rule and each.holds_in(quarter):
            return Said(each.text.title.rstrip("."), each.text.why, each.text.source)
    found = (Said(each.title, each.why, each.source) for each in outside_rules() if each.id == rule)
    return next(found, None)


def message_of(finding: Finding, said: Said | None) -> str:
    """What is wrong, without what its rule says of why that matters."""
    return finding.message.removesuffix(f" {said.why}") if said else finding.message
