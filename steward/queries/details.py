"""The facts of an event, in words."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.accounts import Role
from schemas.agenda import Kind
from schemas.events import Event
from schemas.findings import UnitState
from schemas.notices import Ended, Notice
from steward.queries.subjects import SHORT

_NAMES: Mapping[str, str] = {
    "active": "aktivt",
    "consolidate": "sammanställs",
    "content": "innehåll",
    "deadline": "sista dag",
    "decisions": "beslut",
    "escalate": "saknas meddelas",
    "fields": "fält",
    "files": "filer",
    "flow": "körning",
    "head": "sista länken",
    "label": "benämning",
    "login": "användarnamn",
    "made": "skriven",
    "name": "namn",
    "notice": "avisering",
    "opens": "öppnar",
    "orphans": "filer utan kvitto",
    "password": "lösenord",
    "place": "plats",
    "problems": "fel",
    "reason": "skäl",
    "reminders": "påminnelser",
    "role": "roll",
    "rule": "regel",
    "sha256": "SHA-256",
    "size": "storlek",
    "state": "läge",
    "step": "steg",
    "units": "enheter",
}
_WENT_WRONG = {
    "Crashed": "avbröts",
    "Failed": "misslyckades",
    "Late": "kom inte igång",
    "TimedOut": "tog för lång tid",
}
_REASONS = {
    "no address": "ingen adress",
    Ended.REFUSED.value: "adressen avvisades",
    Ended.EXPIRED.value: "väntade för länge",
    "sent again, it may have arrived": "skickades igen, kan ha kommit fram",
    "mail: away": "e-postservern svarade inte",
    "mail: password refused": "e-postservern godtog inte lösenordet",
    "mail: sender refused": "e-postservern godtog inte avsändaren",
    "mail: no TLS that can be trusted": "e-postserverns certifikat godtogs inte",
    "mail: no TLS or no log-in there": "e-postservern har inte TLS eller inloggning",
    "webhook: away": "webhooken svarade inte",
}
_ANSWERED = "webhook: status "
_VALUES: Mapping[str, Mapping[str, str]] = {
    "active": {"yes": "ja", "no": "nej"},
    "notice": {each.value: each.label for each in Notice},
    "password": {"one-time": "nytt engångslösenord"},
    "role": {each.value: each.label for each in Role},
    "reason": _REASONS,
    "state": {each.value: each.label for each in UnitState} | _WENT_WRONG,
    "step": {each.value: each.label for each in Kind},
}
_TOLD_BY_ACT = frozenset({"decided"})


def details(event: Event) -> str:
    """`regel: KON-511, plats: LSS!E17`; a fact that has no word here keeps its name."""
    return ", ".join(
        f"{_NAMES.get(name, name)}: {_value(name, value)}"
        for name, value in event.detail.items()
        if name not in _TOLD_BY_ACT and value
    )


def _value(name: str, value: str) -> str:
    if name in ("sha256", "content"):
        return value[:SHORT]
    if name == "size":
        return f"{value} byte"
    if name == "reason" and value.startswith(_ANSWERED):
        return f"webhooken svarade {value.removeprefix(_ANSWERED)}"
    return _VALUES.get(name, {}).get(value, value)
