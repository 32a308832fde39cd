"""Rules that no submission is judged by, as data: what the rule list says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.datafile import HERE, Entry, read_yaml
from schemas.findings import Severity


@dataclass(frozen=True, slots=True)
class OutsideRule:
    """A rule of publishing or proofreading. `by` is where it is applied."""

    id: str
    severity: Severity
    title: str
    checks: str
    by: str
    message: str
    why: str
    fix: str
    source: str


@cache
def outside_rules() -> tuple[OutsideRule, ...]:
    """Read `outside_rules.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(HERE / "outside_rules.yaml")
    found = tuple(_rule(entry) for entry in top.entries("rules", "id"))
    top.close()
    return found


def _rule(entry: Entry) -> OutsideRule:
    texts = ("id", "title", "checks", "by", "message", "why", "fix", "source")
    made = OutsideRule(
        severity=Severity(entry.text("severity")), **{name: entry.text(name) for name in texts}
    )
    entry.close()
    return made
