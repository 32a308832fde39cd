"""The clean samples: no rule asks anything of the unit, with history or without."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.findings import Finding, Severity, Verdict
from schemas.history import NO_HISTORY, History
from schemas.judgement import Judged
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import Case
from tasks.validate.engine import judge
from tests.spec.samples import history_of, sample

UNITS = ("farsta", "jarva")


def judged(name: str, history: History = NO_HISTORY) -> Judged:
    submission = sample(name)
    quarter = submission.quarter or Quarter(2024, 4)
    return judge(Case(submission, load_municipality(), quarter, date(2025, 1, 20), history))


def asking(outcome: Judged) -> list[Finding]:
    return [each for each in outcome.findings if each.severity is not Severity.GRANSKA]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("quarter", ["2024Q3", "2024Q4"])
def test_a_clean_sample_has_no_finding(unit: str, quarter: str) -> None:
    assert asking(judged(f"{unit}_{quarter}")) == []


@pytest.mark.parametrize("unit", UNITS)
def test_nor_after_the_quarter_before(unit: str) -> None:
    outcome = judged(f"{unit}_2024Q4", history_of(sample(f"{unit}_2024Q3")))

    assert asking(outcome) == []
    verdicts = {each.rule: each.verdict for each in outcome.outcomes}
    followed = ("KED-701", "KED-703", "KED-704", "KON-513")
    assert {rule: verdicts[rule] for rule in followed} == dict.fromkeys(followed, Verdict.HELD)


def test_decisions_that_have_waited_long_are_listed_for_review() -> None:
    """Farsta's open decisions that had waited six months on 31 December 2024; none has a comment.
    The oldest interruption among them, FAR-00217, began on 31 March 2024."""
    before = history_of(sample("farsta_2024Q3"))
    listed = [each.subject for each in judged("farsta_2024Q4", before).findings]

    assert listed == ["FAR-00185", "FAR-00191", "FAR-00194", "FAR-00204", "FAR-00210", "FAR-00217"]


def test_a_unit_that_loses_a_decision_is_told_which() -> None:
    """Järva's history beside Farsta's workbook: Järva's open decisions are all missing."""
    before = history_of(sample("jarva_2024Q3"))
    open_before = sorted(each.lopnummer for each in before.decisions[Quarter(2024, 3)] if each.open)

    findings = judged("farsta_2024Q4", before).findings

    gone = sorted(str(each.subject) for each in findings if each.rule == "KED-701")
    assert gone == open_before
    assert len(gone) == 12
