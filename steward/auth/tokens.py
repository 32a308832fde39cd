"""Keys for the API: another system speaks for one unit."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from schemas.accounts import Token
from schemas.errors import UserError
from schemas.events import Act, Actor, Event
from schemas.municipality import Municipality
from schemas.person import Person, require_no_number
from sql import tokens as kept
from sql.audit import record
from sql.engine import writing
from sql.people import token as columns
from steward.auth.units import unit_named

_PREFIX = "kvt_"
"""By which a key that has leaked is known for what it is."""

_BYTES = 32
_USED_EVERY = timedelta(hours=1)
_LONGEST_LABEL = 100


def make_token(
    engine: Engine,
    municipality: Municipality,
    unit: str,
    label: str,
    by: Actor,
    person: Person,
    at: datetime,
) -> tuple[str, str]:
    """The id of a new key for a unit, and the key itself, which is never shown again. Raises
    UserError."""
    key = _PREFIX + secrets.token_urlsafe(_BYTES)
    made = Token(
        id=secrets.token_hex(8),
        label=_usable_label(label),
        unit=unit_named(municipality, unit),
        by=person,
        at=at,
    )
    with writing(engine) as connection:
        kept.add_token(connection, municipality, made, _digest(key))
        _record(connection, municipality, Act.TOKEN_ADDED, made, by, at)
    return made.id, key


def revoke_token(
    engine: Engine, municipality: Municipality, token_id: str, by: Actor, at: datetime
) -> None:
    """Let a key open nothing more; done twice, the first time counts. Raises UserError when there
    is none."""
    with writing(engine, municipality.code, "tokens") as connection:
        found = kept.read_tokens(connection, municipality, columns.c.id == token_id)
        if not found:
            raise UserError("Nyckeln finns inte.", "Gå till listan över nycklar och välj där.")
        if found[0].revoked is None:
            kept.revoke(connection, municipality, found[0], at)
            _record(connection, municipality, Act.TOKEN_REVOKED, found[0], by, at)


def tokens_of(connection: Connection, municipality: Municipality) -> tuple[Token, ...]:
    """Every key, revoked ones too, newest first."""
    return kept.read_tokens(connection, municipality)


def unit_of_token(
    engine: Engine, municipality: Municipality, key: str, at: datetime
) -> Token | None:
    """What a key speaks for; None when it was never made, or is revoked. What is compared is its
    SHA-256, so the time that it takes tells nothing of a key that is nearly right."""
    with engine.connect() as connection:
        found = kept.read_tokens(connection, municipality, columns.c.digest == _digest(key))
    if not found or found[0].revoked:
        return None
    token = found[0]
    if token.used is None or at - token.used >= _USED_EVERY:
        with writing(engine) as connection:
            kept.mark_used(connection, municipality, token, at)
    return token


def _record(
    connection: Connection,
    municipality: Municipality,
    act: Act,
    token: Token,
    by: Actor,
    at: datetime,
) -> None:
    event = Event(act, by, at, unit=token.unit, subject=token.id, detail={"label": token.label})
    record(connection, municipality.code, event)


def _usable_label(text: str) -> str:
    label = " ".join(text.split())
    if not 0 < len(label) <= _LONGEST_LABEL:
        raise UserError(
            "Nyckeln behöver en benämning.",
            f"Skriv vilket system som använder den, högst {_LONGEST_LABEL} tecken.",
        )
    require_no_number(label, "Benämningen")
    return label


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
