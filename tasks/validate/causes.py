"""Findings as people are shown them: one cause once, with the checks that it breaks below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.findings import REOPENED, Finding, Suggestion
from tasks.validate.patterns import exchanged_columns, missing_decision

_WORDS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip

HOW_IT_CAME = "STR-"
"""The rules that tell how a wrong figure came about: their advice goes first."""

MAX_NAMED = 3
"""No sentence names more cells."""


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
        blamed = {(each.sheet, each.cell) for each in self.changes}
        at_cause = [each for each in self.findings if (each.sheet, each.cell) in blamed]
        at_cause.sort(key=lambda each: not _how(each))
        told = at_cause if len(blamed) == 1 else [each for each in at_cause if _how(each)]
        return told[0].fix if told else self.first.fix

    @property
    def changes(self) -> tuple[Suggestion, ...]:
        """The smallest change that makes every check of the group hold, if there is one."""
        told = (each.changes or ((each.cause,) if each.cause else ()) for each in self.findings)
        return next(filter(None, told), ())

    @property
    def sentence(self) -> str | None:
        """What would make every check of the group hold; None when no cell would."""
        if self.changes:
            swapped = exchanged_columns(self.changes, self.findings)
            return swapped or _cause_sentence(self.changes, self._checks)
        if self.first.candidates:
            return _candidate_sentence(self.first.candidates)
        return missing_decision(self.findings)

    @property
    def _checks(self) -> int:
        """How many checks the cause breaks: that one of them is open again is no other check."""
        return sum(each.rule != REOPENED for each in self.findings) or 1


def by_cause(findings: Iterable[Finding]) -> tuple[CauseGroup, ...]:
    """The findings in their order, those of one group together where its first one stands.

    What is said of the whole quarter belongs to no submission, but may be a consequence of what
    is wrong in one: a group's name tells the unit.
    """
    groups: dict[tuple[str | None, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.unit, finding.group or finding.id)
        groups.setdefault(key, []).append(finding)
    return tuple(CauseGroup(tuple(group)) for group in groups.values())


def _cause_sentence(changes: tuple[Suggestion, ...], checks: int) -> str:
    first = changes[0]
    checked = "kontrollen" if checks == 1 else f"alla {_number(checks)} kontrollerna"
    if len(changes) > MAX_NAMED:
        named = _listed([place(each) for each in changes[:MAX_NAMED]])
        return (
            f"{_number(len(changes)).capitalize()} celler behöver ändras för att {checked} ska "
            f"stämma, bland dem {named}."
        )
    if len(changes) > 1:
        cells = [f"{each.suggested} i {place(each)} (nu {_shown(each.found)})" for each in changes]
        return f"Med {_listed(cells)} stämmer {checked}."
    if first.found is None:
        return f"Med {first.suggested} i {place(first)} stämmer {checked}."
    return f"{place(first)} står {first.found}; med {first.suggested} stämmer {checked}."


def _listed(texts: list[str]) -> str:
    return f"{', '.join(texts[:-1])} och {texts[-1]}" if texts[1:] else texts[0]


def _candidate_sentence(candidates: tuple[Suggestion, ...]) -> str:
    listed = [
        f"{place(each)} ({_shown(each.found)} i stället för {each.suggested})"
        for each in candidates[:MAX_NAMED]
    ]
    if len(candidates) > MAX_NAMED:
        return (
            f"Det går inte att avgöra vilken cell som är fel: {_number(len(candidates))} celler "
            f"förklarar felet lika bra, bland dem {_listed(listed)}."
        )
    cells = f"{', '.join(listed[:-1])} eller {listed[-1]}" if listed[1:] else listed[0]
    return f"Det går inte att avgöra vilken cell som är fel: {cells} förklarar felet lika bra."


def _how(finding: Finding) -> bool:
    return finding.rule.startswith(HOW_IT_CAME)


def place(suggestion: Suggestion) -> str:
    return f"{suggestion.sheet}!{suggestion.cell}"


def _shown(count: int | None) -> str:
    return "tomt" if count is None else str(count)


def _number(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)
