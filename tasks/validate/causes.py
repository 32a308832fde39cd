"""Findings as people are shown them: one cause once, with the checks that it breaks below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.findings import Finding, Suggestion

_WORDS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """Findings of one cause, or a single finding that is tied to no other."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def fix(self) -> str:
        """How to mend it: what the check says that points at the wrong cell itself, if one does."""
        cause = self.first.cause
        at_cause = (f.fix for f in self.findings if cause and (f.sheet, f.cell) == _cell(cause))
        return next(at_cause, self.first.fix)

    @property
    def sentence(self) -> str | None:
        """What would make every check of the group hold; None when no cell would."""
        if self.first.cause:
            changes = self.first.changes or (self.first.cause,)
            return _cause_sentence(changes, len(self.findings))
        if self.first.candidates:
            return _candidate_sentence(self.first.candidates)
        return None


def by_cause(findings: Iterable[Finding]) -> tuple[CauseGroup, ...]:
    """The findings in their order, those of one group together where its first one stands."""
    groups: dict[tuple[str | None, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.submission, finding.group or finding.id)
        groups.setdefault(key, []).append(finding)
    return tuple(CauseGroup(tuple(group)) for group in groups.values())


def _cause_sentence(changes: tuple[Suggestion, ...], checks: int) -> str:
    first, *others = changes
    cells = f"{_place(first)} står {_shown(first.found)}; med {first.suggested}"
    for other in others:
        cells += f", och {other.suggested} i {_place(other)} i stället för {_shown(other.found)},"
    checked = "kontrollen" if checks == 1 else f"alla {_number(checks)} kontrollerna"
    return f"{cells} stämmer {checked}."


def _candidate_sentence(candidates: tuple[Suggestion, ...]) -> str:
    listed = [
        f"{_place(each)} ({_shown(each.found)} i stället för {each.suggested})"
        for each in candidates
    ]
    cells = f"{', '.join(listed[:-1])} eller {listed[-1]}" if listed[1:] else listed[0]
    return f"Det går inte att avgöra vilken cell som är fel: {cells} förklarar felet lika bra."


def _cell(suggestion: Suggestion) -> tuple[str, str]:
    return suggestion.sheet, suggestion.cell


def _place(suggestion: Suggestion) -> str:
    return f"{suggestion.sheet}!{suggestion.cell}"


def _shown(count: int | None) -> str:
    return "tomt" if count is None else str(count)


def _number(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)
