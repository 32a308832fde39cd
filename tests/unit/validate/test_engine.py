"""The engine: one rule that goes wrong takes no other with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from schemas.findings import Verdict
from schemas.judgement import Judged
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate import engine
from tasks.validate.case import Case
from tasks.validate.rule import Break, Check
from tests.builders import workbook
from tests.spec.harness import read


def raises(case: Case) -> Iterator[Break]:
    raise ValueError("19121212-1212 står i cellen")
    yield Break()


def never_ends(case: Case) -> Iterator[Break]:
    for _ in count():
        pass
    yield Break()


def judge_with(check: Check, monkeypatch: pytest.MonkeyPatch) -> Judged:
    """Judge a clean workbook by the house's rules, KON-511 judged by `check` instead."""
    rules = tuple(
        replace(rule, check=check) if rule.id == "KON-511" else rule for rule in engine.rule_set()
    )
    monkeypatch.setattr(engine, "rule_set", lambda: rules)
    monkeypatch.setattr(engine, "RULE_SECONDS", 0.3)
    quarter = Quarter(2024, 4)
    return engine.judge(Case(read(workbook()), load_municipality(), quarter, date(2025, 1, 20)))


@pytest.mark.parametrize("check", [raises, never_ends])
def test_a_rule_that_goes_wrong_is_a_finding_and_the_others_run(
    check: Check, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    judged = judge_with(check, monkeypatch)
    verdicts = {outcome.rule: outcome.verdict for outcome in judged.outcomes}
    assert [(each.rule, each.subject) for each in judged.findings] == [("SYS-901", "KON-511")]
    assert verdicts["KON-511"] is Verdict.FAILED
    assert verdicts["SUM-502"] is Verdict.HELD
    assert "19121212" not in caplog.text + str(judged.findings + judged.outcomes)
