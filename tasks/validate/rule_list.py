"""The rules as a page for people: `python -m tasks.validate.rule_list > docs/regler.md`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby

from schemas.outside_rules import OutsideRule, outside_rules
from schemas.period import Period
from tasks.validate.engine import rule_set
from tasks.validate.rule import Missing, Rule, Scope

THEMES = {
    "FIL": "Filen",
    "STR": "Arbetsbokens uppbyggnad",
    "KOD": "Koder och värden",
    "FUL": "Fullständighet",
    "SUM": "Summor",
    "KON": "Kön",
    "TAB": "Tabellerna mot varandra och mot besluten",
    "LAG": "Det som lagen skiljer åt",
    "UPP": "Kommunens tal",
    "TID": "Datum och tider",
    "KED": "Beslut och bestånd från kvartal till kvartal",
    "HIS": "Enhetens egen historik",
    "PRI": "Personuppgifter",
    "RAP": "Rapportens text",
    "SYS": "Systemet",
}
"""The letters of a rule's id, with what its rules are about."""

_INTRO = """# Regler

Sidan är gjord ur reglerna själva och ska inte ändras för hand. Den görs om med
`python -m tasks.validate.rule_list > docs/regler.md`.

Allvar: `stopp` läses inte in, `fel` rättas eller får dispens, `varning` förklaras, `granska` är
till kännedom. En regel *på prov* visas som `granska` tills den har prövats. Varje regel har
utfallet uppfylld, bruten eller inte tillämplig, och det sista redovisas också. En regel som inte
kunde köras är ett fynd (SYS-901). Ord inom [ ] byts ut mot det som gäller fyndet.
"""
_SCOPES = {
    Scope.FILE: "en mottagen fil",
    Scope.SUBMISSION: "en inlämning",
    Scope.QUARTER: "hela kvartalet",
    Scope.PUBLISHED: "en publicerad rapport",
    Scope.FAILURE: "en regel som inte kunde köras",
}
_MISSING = {
    Missing.SKIP_ANY: "prövas inte om något värde saknas",
    Missing.SKIP_ALL: "prövas inte om alla värden saknas",
    Missing.NEVER: "prövas alltid",
}
_NAMES = {"plats": "plats", "found": "funnet", "expected": "väntat"}
_PLACE = re.compile(r"\{(\w+)\}")


def rule_list() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRO.rstrip()
    known: list[Rule | OutsideRule] = [*rule_set(), *outside_rules()]
    rules = sorted(known, key=lambda rule: (list(THEMES).index(_theme(rule)), rule.id))
    for theme, of_theme in groupby(rules, key=_theme):
        yield f"\n## {theme}: {THEMES[theme]}"
        for rule in of_theme:
            yield from _outside(rule) if isinstance(rule, OutsideRule) else _entry(rule)


def _theme(rule: Rule | OutsideRule) -> str:
    return rule.id.partition("-")[0]


def _outside(rule: OutsideRule) -> Iterator[str]:
    """A rule that another room applies."""
    yield f"\n### {rule.id}: {rule.title}\n"
    yield f"**{rule.severity}** · prövar {rule.checks} · `{rule.by}`\n"
    yield f"> {_shown(rule.message)} {rule.why}\n"
    yield f"Så rättas det: {rule.fix}\n"
    yield f"Källa: {rule.source}"


def _entry(rule: Rule) -> Iterator[str]:
    """A rule under a heading of its own: what it says, then how it works."""
    text = rule.text
    effect = f"{rule.effect} (på prov)" if rule.trial else str(rule.severity)
    yield f"\n### {rule.id}: {text.title.rstrip('.')}\n"
    yield f"**{effect}** · prövar {_SCOPES[rule.scope]} · {_how(rule)}\n"
    yield f"> {_shown(text.message)} {text.why}\n"
    yield f"Så rättas det: {_shown(text.fix)}\n"
    yield f"Källa: {text.source}"


def _how(rule: Rule) -> str:
    """Where it holds, what blank cells do, and how much a sum may be off."""
    parts = [_valid(rule.valid), _MISSING[rule.missing]]
    return " · ".join([*parts, f"tolerans {rule.tolerance}"])


def _shown(template: str) -> str:
    return _PLACE.sub(lambda match: f"[{_NAMES.get(match[1], match[1])}]", template)


def _valid(valid: Period) -> str:
    start = f"från {valid.start}" if valid.start else ""
    end = f"till {valid.end}" if valid.end else ""
    return " ".join(filter(None, (start, end))) or "alla kvartal"


if __name__ == "__main__":
    sys.stdout.write(rule_list())
