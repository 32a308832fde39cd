"""What may be done with findings now, as the forms of their pages offer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.findings import Finding, Severity
from schemas.rulings import Decided
from steward.decisions import may_be
from steward.queries.line import Line, is_notice

RULINGS = (Decided.ACCEPTED, Decided.WAIVED, Decided.RETURNED)
"""What a steward decides, and nobody else."""

_VERBS = {
    Decided.EXPLAINED: "Förklara",
    Decided.ACCEPTED: "Godta",
    Decided.WAIVED: "Ge dispens för",
    Decided.RETURNED: "Återlämna",
}
KEYS = {
    Decided.EXPLAINED: "f",
    Decided.ACCEPTED: "g",
    Decided.WAIVED: "d",
    Decided.RETURNED: "r å",
}
"""The keys that press the buttons, or open the form."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A decision that can be made about some of the findings of one cause."""

    decided: Decided
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """`Godta 1 varning`, `Återlämna 4 fynd`."""
        return f"{_VERBS[self.decided]} {counted_findings(self.findings)}"

    @property
    def keys(self) -> str:
        return KEYS[self.decided]


@dataclass(frozen=True, slots=True)
class Act:
    """A decision that can be made about one finding, as its form asks it. `others` names those of
    the same cause about which it can be made as well, `count` how many they are."""

    decided: Decided
    own: str
    others: str
    count: int

    @property
    def keys(self) -> str:
        return KEYS[self.decided]


def is_possible(finding: Finding, decided: Decided) -> bool:
    """Whether the decision would change anything; an explanation may be given anew. What only
    tells that another finding is open again is settled with that one."""
    anew = decided is Decided.EXPLAINED or finding.status != decided.value
    return anew and not is_notice(finding) and may_be(finding, decided)


def offers(findings: Iterable[Finding]) -> tuple[Offer, ...]:
    """Every ruling that is possible about at least one of them."""
    return tuple(_offers(tuple(findings)))


def _offers(findings: tuple[Finding, ...]) -> Iterator[Offer]:
    for decided in RULINGS:
        possible = tuple(each for each in findings if is_possible(each, decided))
        if possible:
            yield Offer(decided, possible)


def counted_findings(findings: tuple[Finding, ...]) -> str:
    """`3 fel`, `1 varning`, `2 varningar`; `4 fynd` where they are of several severities."""
    number, severities = len(findings), {each.severity for each in findings}
    if severities == {Severity.VARNING}:
        return f"{number} {'varning' if number == 1 else 'varningar'}"
    if severities == {Severity.FEL}:
        return f"{number} fel"
    return f"{number} fynd"


@dataclass(frozen=True, slots=True)
class Target:
    """A finding as a form names it: its id, the number of the latest decision about it that was on
    the page, and what could be decided then."""

    finding: str
    seen: int
    possible: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Target:
        """Raises ValueError when no form of ours wrote it."""
        finding, seen, *possible = text.split()
        return cls(finding, int(seen), frozenset(possible))


def targets_field(findings: Iterable[Finding], line: Line) -> str:
    """The field that names findings in a form; what only tells of another is none of them. It is
    one field, as a form that is kept through a log-in has one of each name."""
    return ";".join(_named(each, line.seen(each)) for each in findings if not is_notice(each))


def _named(finding: Finding, seen: int) -> str:
    possible = (each.value for each in Decided if is_possible(finding, each))
    return " ".join((finding.id, str(seen), *possible))


def acts_about(
    finding: Finding, tied: Iterable[Finding], line: Line, asked: Iterable[Decided]
) -> tuple[Act, ...]:
    """Of what is asked, the decisions that are possible about the finding."""
    others = [each for each in tied if each.id != finding.id]
    return tuple(
        _act(finding, [each for each in others if is_possible(each, decided)], line, decided)
        for decided in asked
        if is_possible(finding, decided)
    )


def _act(finding: Finding, others: Sequence[Finding], line: Line, decided: Decided) -> Act:
    return Act(decided, targets_field([finding], line), targets_field(others, line), len(others))
