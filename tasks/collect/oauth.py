"""A mailbox that takes no passwords: the token by which its server knows us, for an hour or so."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request

from schemas.errors import UserError
from tasks.collect.credentials import Credentials
from tasks.collect.trouble import AWAY, LoginError, SourceError

_SCOPE = "https://outlook.office365.com/.default"
_SAFE = ("https://", "http://127.0.0.1:")


def access_token(known: Credentials, seconds: float) -> str:
    """A token of the client's own (client credentials, RFC 6749 4.4): nobody has to log in."""
    address = known.oauth or ""
    if not address.startswith(_SAFE):
        raise UserError("Adressen i oauth är inte krypterad.", "Ange en som börjar med https://.")
    asked = {
        "grant_type": "client_credentials",
        "client_id": known.client or "",
        "client_secret": known.password or "",
        "scope": known.scope or _SCOPE,
    }
    body = urllib.parse.urlencode(asked).encode()
    try:
        with urllib.request.urlopen(address, body, timeout=seconds) as answer:
            return str(json.load(answer)["access_token"])
    except urllib.error.HTTPError as error:
        if error.code < 500:
            raise LoginError from None
        raise SourceError(AWAY) from None
    except (OSError, ValueError, KeyError):
        raise SourceError(AWAY) from None
