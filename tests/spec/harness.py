"""Rules by drawn cases: each says when a rule fires and where, or that it keeps silent.

    from tests.spec.harness import Spec, check, fires, silent

    CASES = (
        fires(
            "KON-511", "fel Totalt", lambda book: book.set("LSS", "E3", 7),
            at="LSS!E3", found=7, expected=0,
        ),
        silent("KON-511", "rena tabeller"),
    )

    @pytest.mark.parametrize("spec", CASES, ids=str)
    def test_kon(spec: Spec) -> None:
        check(spec)

The edit is made on `workbook()`, Farsta's clean one for 2024Q4, unless `given` makes another
workbook, or a case out of schema objects (Case, FileCase, QuarterCase, PublishedCase).
An error must not drag other rules along: only those of `also` may fire beside the rule, and,
unless `alone` is set, the equalities between counts.
Every module tests/spec/test_*.py keeps its cases in CASES, where the tests of the rule set as
a whole find them.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from schemas.findings import Finding, Outcome, Verdict
from schemas.history import NO_HISTORY, History
from schemas.judgement import Judged
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Source, Submission, Unreadable
from tasks.read.reader import read_workbook
from tasks.validate.case import Case, FileCase, PublishedCase, QuarterCase
from tasks.validate.engine import (
    judge,
    judge_duplicate,
    judge_published,
    judge_quarter,
    judge_unreadable,
    rule_set,
)
from tests.builders import Builder, workbook

EQUALITIES = frozenset(
    {
        "SUM-501", "SUM-502", "KON-511", "KON-512", "TAB-521", "TAB-522", "TAB-523", "LAG-533",
        "KED-702", "KED-707", "UPP-543",
    }
)  # fmt: skip
"""Rules over the same counts: one wrong figure rightly breaks several of them."""

IN_TIME, CHECKED = timedelta(days=15), timedelta(days=20)
"""After the quarter's last day: when a workbook came, and when it is judged."""

ANY = "*"

Given: TypeAlias = Builder | Submission | Case | FileCase | QuarterCase | PublishedCase
Edit: TypeAlias = Callable[[Builder], object]
Figure: TypeAlias = str | int | None


@dataclass(frozen=True)
class Spec:
    """One drawn case. `at` holds a place for each finding of the rule, none when it is silent."""

    rule: str
    what: str
    given: Callable[[], Given]
    edit: Edit | None
    at: tuple[str | None, ...]
    found: Figure
    expected: Figure
    says: str
    also: frozenset[str]
    verdict: Verdict | None
    quarter: str
    history: History
    received: timedelta | None

    def __str__(self) -> str:
        return f"{self.rule} {'fires' if self.at else 'silent'}: {self.what}"


def fires(  # noqa: PLR0913 - every fact of a case is given by its name
    rule: str,
    what: str,
    edit: Edit | None = None,
    *,
    at: str | Sequence[str | None] | None,
    found: Figure = ANY,
    expected: Figure = ANY,
    says: str = "",
    also: Iterable[str] = (),
    alone: bool = False,
    given: Callable[[], Given] = workbook,
    quarter: str = "2024Q4",
    history: History = NO_HISTORY,
    received: timedelta | None = IN_TIME,
) -> Spec:
    """The rule has exactly one finding, at `at` (`"LSS!E3"`, `"LSS"`, None for no place), or one
    at each of several places, with these figures, and `says` stands in its message or hint."""
    places = (at,) if at is None or isinstance(at, str) else tuple(at)
    others = frozenset(also) | (frozenset() if alone else EQUALITIES)
    return Spec(
        rule, what, given, edit, places, found, expected, says, others, None, quarter, history,
        received,
    )  # fmt: skip


def silent(
    rule: str,
    what: str,
    edit: Edit | None = None,
    *,
    verdict: Verdict | None = None,
    given: Callable[[], Given] = workbook,
    quarter: str = "2024Q4",
    history: History = NO_HISTORY,
    received: timedelta | None = IN_TIME,
) -> Spec:
    """The rule ran and has no finding, and its outcome is `verdict` where one is given."""
    return Spec(
        rule, what, given, edit, (), ANY, ANY, "", frozenset(), verdict, quarter, history, received
    )


def check(spec: Spec) -> None:
    """Judge the case and compare."""
    assert spec.rule in {each.id for each in rule_set()}
    findings, outcomes = _judge(spec)
    own = [each for each in findings if each.rule == spec.rule]
    others = {each.rule for each in findings} - {spec.rule}
    if spec.at:
        assert sorted(map(_place, own)) == sorted(str(place) for place in spec.at), _list(findings)
        assert others <= spec.also, _list(findings)
    else:
        assert not own, _list(own)
        assert not [each for each in findings if each.subject == spec.rule], _list(findings)
    for finding in own:
        _check_finding(spec, finding)
    if spec.verdict:
        assert [each.verdict for each in outcomes if each.rule == spec.rule] == [spec.verdict]


def _check_finding(spec: Spec, finding: Finding) -> None:
    text = f"{finding.message} {finding.fix}"
    if spec.found != ANY:
        assert finding.found == spec.found, text
    if spec.expected != ANY:
        assert finding.expected == spec.expected, text
    assert spec.says in text
    assert not [mark for mark in ("{", "}", "None", "  ", "..") if mark in text], text


def findings_of(
    book: Builder,
    quarter: str = "2024Q4",
    history: History = NO_HISTORY,
    received: timedelta | None = IN_TIME,
) -> tuple[Finding, ...]:
    """Everything that the rules say of a workbook."""
    return _judge_case(read(book, quarter, received), quarter, history).findings


def read(
    book: Builder, quarter: str = "2024Q4", received: timedelta | None = IN_TIME
) -> Submission:
    """The workbook as the reader sees it."""
    data = book.bytes()
    asked = Quarter.parse(quarter)
    evening = datetime.combine(asked.last_day, time(18), UTC)
    came = None if received is None else evening + received
    source = Source(hashlib.sha256(data).hexdigest(), "rapport.xlsx", came)
    submission = read_workbook(data, source, load_municipality(), asked)
    assert isinstance(submission, Submission), submission
    return submission


def all_cases() -> tuple[Spec, ...]:
    """Every drawn case of every theme."""
    here = Path(__file__).parent
    names = sorted(path.stem for path in here.glob("test_*.py"))
    modules = [importlib.import_module(f"tests.spec.{name}") for name in names]
    return tuple(spec for module in modules for spec in getattr(module, "CASES", ()))


def _judge(spec: Spec) -> tuple[Sequence[Finding], Sequence[Outcome]]:
    given = spec.given()
    if isinstance(given, Builder):
        if spec.edit:
            spec.edit(given)
        given = read(given, spec.quarter, spec.received)
    if isinstance(given, (Submission, Case)):
        judged = _judge_case(given, spec.quarter, spec.history)
        return judged.findings, judged.outcomes
    return _judge_other(given, Quarter.parse(spec.quarter)), ()


def _judge_case(given: Submission | Case, quarter: str, history: History) -> Judged:
    if isinstance(given, Submission):
        asked = Quarter.parse(quarter)
        given = Case(given, load_municipality(), asked, asked.last_day + CHECKED, history)
    return judge(given)


def _judge_other(
    given: FileCase | QuarterCase | PublishedCase, quarter: Quarter
) -> tuple[Finding, ...]:
    if isinstance(given, QuarterCase):
        return judge_quarter(given)
    if isinstance(given, PublishedCase):
        return judge_published(given)
    if isinstance(given.unreadable, Unreadable):
        return judge_unreadable(given.unreadable, quarter).findings
    return judge_duplicate("igen.xlsx", given.duplicate_of or "", quarter)


def _place(finding: Finding) -> str:
    if finding.sheet and finding.cell:
        return f"{finding.sheet}!{finding.cell}"
    return str(finding.sheet)


def _list(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{each.rule} {_place(each)}: {each.message}" for each in findings) or "none"
