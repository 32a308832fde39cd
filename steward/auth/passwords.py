"""Passwords: hashed with argon2id, long rather than odd, and none that everybody has."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from schemas.errors import UserError

MIN_LENGTH = 12
_HASHER = PasswordHasher()
_UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789"  # none of these is taken for another
_GROUPS, _GROUP = 4, 5
_ADDED = "0123456789!?.,-_#*+=%&/() "
"""What people put before and after a word so that it becomes long enough."""

_COMMONEST = frozenset((
    "password", "passwordpassword", "passw0rd", "p@ssw0rd", "letmein", "welcome", "iloveyou",
    "admin", "administrator", "adminadmin", "qwerty", "qwertyuiop", "qwertyuiopå",
    "qwertyuiopasdf", "qwertyqwerty", "asdfghjkl", "asdfghjklöä", "zxcvbnm", "abcdefghijkl",
    "abc", "abcabcabcabc", "aaaaaaaaaaaa", "monkey", "dragon", "football", "princess",
    "sunshine", "superman", "changeme", "secret", "lösenord", "losenord", "lösenordet",
    "lösenordlösenord", "mittlösenord", "hemligt", "hemlighet", "hejhej", "hejhejhejhej",
    "hejsan", "hejpådig", "sommar", "sommaren", "vinter", "vintern", "höst", "hösten", "vår",
    "våren", "välkommen", "valkommen", "fotboll", "sverige", "stockholm", "kommun", "kommunen",
    "stad", "staden", "stadsdel", "socialtjänsten", "socialförvaltningen", "handläggare",
    "rapportör", "granskare", "kvartal", "kvartalet", "januari", "februari", "mars", "april",
    "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
))  # fmt: skip
"""The commonest in Swedish offices and in what has leaked, without what is added at the ends."""


def hashed(password: str) -> str:
    """The hash to keep; it tells its own parameters and its salt."""
    return _HASHER.hash(_plain(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one behind a hash. Without a hash it takes as long to say no."""
    try:
        _HASHER.verify(kept or _nobodys(), _plain(password))
        return kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def one_time() -> str:
    """A password to be given to somebody and changed at once: 99 bits, easy to read aloud."""
    groups = ("".join(secrets.choice(_UNAMBIGUOUS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def require_good(password: str, login: str) -> None:
    """Raises UserError when a password is too short, or one of the first that anybody tries."""
    if len(password) < MIN_LENGTH:
        raise UserError(
            f"Lösenordet är för kort: det har {len(password)} tecken.",
            f"Välj ett med minst {MIN_LENGTH} tecken, till exempel några ord efter varandra.",
        )
    whole = unicodedata.normalize("NFKC", password).casefold()
    if {whole, whole.strip(_ADDED)} & {*_COMMONEST, login.casefold(), ""}:
        raise UserError(
            "Lösenordet är lätt att gissa.",
            "Välj något annat än inloggningsnamnet, bara siffror eller ett enda vanligt ord, "
            "till exempel några ord som inte hör ihop.",
        )


@cache
def _nobodys() -> str:
    """A hash that no password has."""
    return _HASHER.hash(secrets.token_bytes(32))


def _plain(password: str) -> bytes:
    """The same bytes from every keyboard: å is one letter on some and two signs on others."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
