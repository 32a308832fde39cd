"""Keys for the API: one unit each, shown once, and worth nothing once revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from schemas.accounts import Token
from schemas.errors import UserError
from schemas.person import Person
from sql.people import token
from steward.auth.tokens import make_token, revoke_token, tokens_of, unit_of_token
from tests.data.people import AT, KEEPER, details, events
from tests.data.submissions import STOCKHOLM

PERSON = Person("Handläggare A", "administratör")
HOUR = timedelta(hours=1)


def make(
    engine: Engine, unit: str = "farsta", label: str = "Verksamhetssystemet"
) -> tuple[str, str]:
    return make_token(engine, STOCKHOLM, unit, label, KEEPER, PERSON, AT)


def listed(engine: Engine) -> tuple[Token, ...]:
    with engine.connect() as connection:
        return tokens_of(connection, STOCKHOLM)


def test_a_key_speaks_for_its_unit_and_is_kept_nowhere(engine: Engine) -> None:
    name, key = make(engine, "Farsta")
    other, _ = make(engine, "jarva")
    assert key.startswith("kvt_")
    assert len(key) == 4 + 43  # 256 bits, six a letter
    assert {each.id: each.unit for each in listed(engine)} == {name: "farsta", other: "jarva"}
    found = unit_of_token(engine, STOCKHOLM, key, AT)
    assert found == Token(name, "Verksamhetssystemet", "farsta", PERSON, AT)
    with engine.connect() as connection:
        assert key not in str(connection.execute(select(token)).all())
    assert events(engine)[0] == ("token-added", "Handläggare A", name)
    assert key not in str(details(engine))


@pytest.mark.parametrize("wrong", ["", "kvt_", "kvt_" + "A" * 43, "\ud800"])
def test_another_key_speaks_for_nobody(engine: Engine, wrong: str) -> None:
    _, key = make(engine)
    for each in (wrong, key[:-1], key + " ", key.upper()):
        assert unit_of_token(engine, STOCKHOLM, each, AT) is None


def test_a_revoked_key_speaks_for_nobody_and_is_still_listed(engine: Engine) -> None:
    name, key = make(engine)
    for later in (HOUR, 2 * HOUR):
        revoke_token(engine, STOCKHOLM, name, KEEPER, AT + later)
    assert unit_of_token(engine, STOCKHOLM, key, AT) is None
    assert [each.revoked for each in listed(engine)] == [AT + HOUR]
    assert events(engine)[1:] == [("token-revoked", "Handläggare A", name)]
    with pytest.raises(UserError, match="finns inte"):
        revoke_token(engine, STOCKHOLM, "0", KEEPER, AT)


def test_when_it_was_used_is_written_once_an_hour(engine: Engine) -> None:
    _, key = make(engine)
    written = []
    for minutes in (0, 59, 60):
        unit_of_token(engine, STOCKHOLM, key, AT + timedelta(minutes=minutes))
        written += [each.used for each in listed(engine)]
    assert written == [AT, AT, AT + HOUR]


@pytest.mark.parametrize(
    ("unit", "label"),
    [("farssta", "System"), ("farsta", " "), ("farsta", "S" * 101), ("farsta", "19121212-1212")],
)
def test_a_key_has_a_known_unit_and_a_label(engine: Engine, unit: str, label: str) -> None:
    with pytest.raises(UserError):
        make(engine, unit, label)
    assert listed(engine) == ()
