"""What an account is called: its login, and its owner's name."""

from __future__ import annotations

import re
import unicodedata

from schemas.errors import UserError
from schemas.person import require_no_number

_LOGIN = re.compile(r"[\w.@-]{2,64}")
LONGEST_NAME = 100


def spelled(login: str) -> str:
    """A login as it is kept: nobody is kept out by a capital letter."""
    return unicodedata.normalize("NFKC", login).casefold().strip()


def is_login(text: str) -> bool:
    """Whether a text, spelled as it is kept, can be a login."""
    return _LOGIN.fullmatch(text) is not None


def usable_login(text: str) -> str:
    login = spelled(text)
    if not is_login(login):
        raise UserError(
            "Inloggningsnamnet går inte att använda.",
            "Använd 2 till 64 tecken: bokstäver, siffror, punkt, understreck, bindestreck och @.",
        )
    require_no_number(login, "Inloggningsnamnet")
    return login


def usable_name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise UserError(
            "Namnet saknas." if not name else "Namnet är för långt.",
            f"Skriv för- och efternamn, högst {LONGEST_NAME} tecken.",
        )
    require_no_number(name, "Namnet")
    return name
