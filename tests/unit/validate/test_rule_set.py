"""The rule set as a whole: every rule as the list of rules says, told in Swedish, and drawn.

The list has more: FIL and UPP-542 stand here too, PRI-813, PRI-814, RAP and SYS-902 and 903 judge
what is published and approved. STR-205 is not in it.
"""

from __future__ import annotations

import string
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from schemas.findings import Severity
from schemas.outside_rules import OutsideRule, outside_rules
from tasks.validate.engine import rule_set
from tasks.validate.rule import Break, Missing, Rule, Scope, rule
from tasks.validate.rule_list import THEMES, rule_list
from tests.spec.harness import Spec, all_cases

STOPP, FEL, VARNING, GRANSKA = Severity

SEVERITIES = {
    "FIL-101": STOPP,
    "FIL-102": STOPP,
    "FIL-103": STOPP,
    "FIL-105": GRANSKA,
    "FIL-106": STOPP,
    "STR-201": STOPP,
    "STR-202": STOPP,
    "STR-203": STOPP,
    "STR-204": VARNING,
    "STR-205": VARNING,
    "STR-206": FEL,
    "STR-207": VARNING,
    "KOD-301": STOPP,
    "KOD-302": STOPP,
    "KOD-303": FEL,
    "KOD-304": FEL,
    "KOD-305": FEL,
    "KOD-306": VARNING,
    "KOD-307": VARNING,
    "FUL-401": FEL,
    "FUL-402": FEL,
    "FUL-403": FEL,
    "FUL-404": GRANSKA,
    "SUM-501": FEL,
    "SUM-502": FEL,
    "SUM-503": FEL,
    "KON-511": FEL,
    "KON-512": FEL,
    "KON-513": VARNING,
    "TAB-521": FEL,
    "TAB-522": FEL,
    "TAB-523": FEL,
    "LAG-533": FEL,
    "UPP-541": FEL,
    "UPP-542": FEL,
    "UPP-543": FEL,
    "TID-601": FEL,
    "TID-602": FEL,
    "TID-603": FEL,
    "TID-604": FEL,
    "TID-605": FEL,
    "TID-606": VARNING,
    "TID-607": GRANSKA,
    "KED-701": FEL,
    "KED-702": FEL,
    "KED-703": FEL,
    "KED-704": VARNING,
    "KED-706": FEL,
    "KED-707": FEL,
    "HIS-801": VARNING,
    "HIS-803": VARNING,
    "PRI-811": STOPP,
    "PRI-812": VARNING,
    "SYS-901": FEL,
}

RULES = rule_set()
LISTED: list[Rule | OutsideRule] = [*RULES, *outside_rules()]
CASES = all_cases()


def name(rule: Rule) -> str:
    return f"{rule.id} {rule.scope}"


def cases_of(rule: Rule) -> list[Spec]:
    return [case for case in CASES if case.rule == rule.id]


def test_every_rule_has_the_severity_of_the_list() -> None:
    assert {rule.id: rule.severity for rule in RULES} == SEVERITIES


def test_a_rule_keeps_its_severity_in_every_scope() -> None:
    assert all(rule.severity is SEVERITIES[rule.id] for rule in RULES)


def test_no_two_rules_say_the_same() -> None:
    for told in ("title", "message", "why", "fix"):
        texts = Counter(getattr(rule.text, told) for rule in RULES)
        twice = {text for text, times in texts.items() if times > 1}
        assert not {text for text in twice if not text.startswith("{")}, told


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    text = rule.text
    for sentence in (text.title, text.message, text.why, text.fix, text.source):
        assert sentence and "  " not in sentence
    for sentence in (text.title, text.why, text.source):
        assert sentence.endswith(".") and "{" not in sentence
    assert text.message.endswith((".", "}")) and text.fix.endswith((".", "}"))
    begun = text.title[0] + text.message[0] + text.why[0] + text.source[0]
    assert not any(letter.islower() for letter in begun)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_places_in_a_text_have_plain_names(rule: Rule) -> None:
    """That each is filled is seen where the rule fires: a place left empty fails the rule."""
    for text in (rule.text.message, rule.text.fix):
        fields = [field for _, field, form, _ in string.Formatter().parse(text) if field or form]
        assert all(field and field.isidentifier() for field in fields)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_has_a_case_where_it_fires_and_one_where_it_is_silent(rule: Rule) -> None:
    scopes = sum(other.id == rule.id for other in RULES)
    drawn = [bool(case.at) for case in cases_of(rule)]
    assert drawn.count(True) >= scopes
    assert drawn.count(False) >= scopes


def test_every_case_is_about_a_rule_of_the_set() -> None:
    assert {case.rule for case in CASES} <= SEVERITIES.keys()


def test_no_two_versions_of_a_rule_hold_in_one_quarter() -> None:
    for one, other in combinations(RULES, 2):
        if (one.id, one.scope) == (other.id, other.scope):
            assert not one.valid.overlaps(other.valid)


def test_a_rule_is_not_registered_twice_for_one_quarter() -> None:
    def again(case: object) -> tuple[Break, ...]:
        """En regel till.

        Meddelande: {plats}: fel.
        Varför: Så är det.
        Åtgärd: Rätta.
        Källa: Ingen.
        """
        return ()

    with pytest.raises(ValueError, match="SUM-502 is registered twice"):
        rule("SUM-502", FEL, since=date(2030, 1, 1))(again)
    assert rule_set() == RULES


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_holds_at_some_time_and_says_what_it_does_with_blanks(rule: Rule) -> None:
    valid = rule.valid
    assert valid.start is None or valid.end is None or valid.start <= valid.end
    assert rule.missing in Missing
    assert rule.scope in Scope
    assert rule.tolerance >= 0


def test_every_id_has_a_theme_and_every_theme_a_rule() -> None:
    assert {rule.id.partition("-")[0] for rule in LISTED} == set(THEMES)


def test_the_page_of_rules_is_up_to_date() -> None:
    """python -m tasks.validate.rule_list > docs/regler.md"""
    page = Path(__file__).parents[3] / "docs" / "regler.md"
    assert page.read_text(encoding="utf-8") == rule_list()


def test_the_page_tells_every_rule_once_for_each_thing_that_it_judges() -> None:
    page = rule_list().splitlines()
    headings = [line.removeprefix("### ") for line in page if line.startswith("### ")]
    assert Counter(each.partition(":")[0] for each in headings) == Counter(r.id for r in LISTED)
    assert sum(line.startswith("## ") for line in page) == len(THEMES)
    for lead in ("> ", "Så rättas det: ", "Källa: "):
        assert sum(line.startswith(lead) for line in page) == len(LISTED)
