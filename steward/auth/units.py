"""The units that people name when they say whom an account or a key speaks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from schemas.accounts import Role
from schemas.codelists import CodeView
from schemas.errors import UserError
from schemas.municipality import Municipality


def units_named(municipality: Municipality, texts: Iterable[str]) -> frozenset[str]:
    """The codes of units, named by code or name; merged ones too, whose quarters can still be
    read. Raises UserError when one is unknown."""
    return frozenset(unit_named(municipality, text) for text in texts)


def unit_named(municipality: Municipality, text: str) -> str:
    """The code of one unit. Raises UserError when it is unknown."""
    view = _ever(municipality)
    if text in view:
        return text
    found = view.find(text)
    if found is None:
        meant = view.suggest(text)
        raise UserError(
            f"Enheten {text} finns inte i {municipality.city}.",
            f"Menade du {meant}?" if meant else "Ange enhetens namn eller kod.",
        )
    return found.code


def units_for(municipality: Municipality, role: Role, units: Iterable[str]) -> frozenset[str]:
    """The units of an account of this role: some for a rapportör, none for others. Raises
    UserError."""
    found = units_named(municipality, units)
    if role is Role.RAPPORTOR and not found:
        raise UserError(
            "En rapportör behöver minst en enhet.", "Ange vilken enhet kontot rapporterar för."
        )
    if role is not Role.RAPPORTOR and found:
        raise UserError(
            f"En {role.label} har inga egna enheter.",
            "Ta bort enheterna, eller välj rollen rapportör.",
        )
    return found


@cache
def _ever(municipality: Municipality) -> CodeView:
    """Every unit there has been; where two had the same name, the later one answers to it."""
    listed = municipality.codelists["enhet"]
    return CodeView(listed.name, tuple(reversed(listed.entries)))
