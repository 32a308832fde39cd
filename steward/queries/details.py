"""The facts of an event, in words."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.accounts import Role
from schemas.events import Event
from schemas.findings import UnitState
from steward.queries.subjects import SHORT

_NAMES: Mapping[str, str] = {
    "active": "aktivt",
    "deadline": "sista dag",
    "fields": "fält",
    "label": "benämning",
    "login": "användarnamn",
    "name": "namn",
    "opens": "öppnar",
    "password": "lösenord",
    "place": "plats",
    "reminders": "påminnelser",
    "role": "roll",
    "rule": "regel",
    "sha256": "SHA-256",
    "size": "storlek",
    "state": "läge",
    "units": "enheter",
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "active": {"yes": "ja", "no": "nej"},
    "password": {"one-time": "nytt engångslösenord"},
    "role": {each.value: each.label for each in Role},
    "state": {each.value: each.label for each in UnitState},
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
    if name == "sha256":
        return value[:SHORT]
    if name == "size":
        return f"{value} byte"
    return _VALUES.get(name, {}).get(value, value)
