"""Contradictions that a report admits: a history printed as it was published, with a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.findings import Severity
from schemas.proof import Passage, ProofFinding

_SUM = "SUM-502"


def admit(findings: Iterable[ProofFinding], passages: Sequence[Passage]) -> list[ProofFinding]:
    """The findings, those for information alone that a note of the report tells of: both the
    printed Summa and what its rows come to, for the same column."""
    return [_told(each) if _admitted(each, passages) else each for each in findings]


def _admitted(finding: ProofFinding, passages: Sequence[Passage]) -> bool:
    if finding.rule != _SUM or not finding.column:
        return False
    note = re.compile(
        rf"{re.escape(finding.column)}\b.*\b{finding.found}\b.*\b{finding.expected}\b"
    )
    return any(note.search(each.text) for each in passages)


def _told(finding: ProofFinding) -> ProofFinding:
    message = f"{finding.message} Rapporten säger det själv i en not."
    return replace(finding, severity=Severity.GRANSKA, message=message)
