"""Logging in with the municipality's identity provider: OpenID Connect, code flow with PKCE."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from authlib.integrations.starlette_client import OAuth, OAuthError
from httpx2 import HTTPError
from joserfc.errors import JoseError
from sqlalchemy import Connection, Engine
from starlette.requests import Request
from starlette.responses import Response

from deploy.web import Oidc
from schemas.accounts import Account
from schemas.events import Actor, Via
from schemas.municipality import Municipality
from sql.accounts import add_external, read_accounts
from sql.engine import writing
from sql.people import account as columns
from steward.auth.accounts import LOCK, find_account, new_id, record_added, write_change
from steward.auth.claims import Claimed, read_claims
from steward.auth.login import record_log_in, record_refusal
from steward.auth.refused import LogInRefused

_LOG = logging.getLogger(__name__)
_PROVIDER = Actor("Kommunens inloggning", "identitetstjänst", Via.PAGES)
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})
"""Signatures that only the provider can make, and anybody can check."""

_ALGORITHMS_OFFERED = "id_token_signing_alg_values_supported"
_SECONDS = 10
_AGAIN = "Börja om från inloggningssidan."


class Provider:
    """The identity provider, as `start` and `finish` of a log-in. It needs Starlette's
    SessionMiddleware, whose cookie must come along from the other site (SameSite=Lax)."""

    def __init__(self, oidc: Oidc) -> None:
        self._oidc, self._client = oidc, _client(oidc)

    async def start(self, request: Request, redirect_uri: str) -> Response:
        """Send the browser to the provider, which sends it back to `redirect_uri`. Raises
        LogInRefused when the provider does not answer."""
        await self._load()
        answer: Response = await self._client.authorize_redirect(request, redirect_uri)
        return answer

    async def finish(self, request: Request) -> Mapping[str, Any]:
        """What the provider says of whoever came back. Raises LogInRefused."""
        issuer = await self._load()
        options = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self._oidc.client_id},
        }
        try:
            token = await self._client.authorize_access_token(request, claims_options=options)
        except (OAuthError, JoseError) as error:
            raise _not_finished(type(error).__name__) from None
        except (HTTPError, ValueError) as error:
            raise _no_answer(error) from None
        if not token.get("userinfo"):
            raise _not_finished("no id_token")
        claims: Mapping[str, Any] = token["userinfo"]
        return claims

    async def _load(self) -> str:
        """The provider's own name, once it has told where and how it is asked."""
        try:
            metadata = await self._client.load_server_metadata()
            issuer = str(metadata["issuer"])
        except (HTTPError, ValueError, KeyError) as error:
            raise _no_answer(error) from None
        if issuer.rstrip("/") != self._oidc.issuer:
            raise _not_finished("another issuer")
        offered = metadata.get(_ALGORITHMS_OFFERED) or ()
        metadata[_ALGORITHMS_OFFERED] = sorted(_ALGORITHMS.intersection(offered)) or ["RS256"]
        return issuer


@cache
def provider(oidc: Oidc) -> Provider:
    """The provider of these settings; nothing is asked of it before somebody logs in."""
    return Provider(oidc)


def account_of_claims(
    engine: Engine,
    municipality: Municipality,
    oidc: Oidc,
    claims: Mapping[str, Any],
    at: datetime,
) -> Account:
    """The account of somebody whom the provider vouches for, made or brought up to date. Raises
    LogInRefused."""
    try:
        said = read_claims(municipality, oidc, claims)
    except LogInRefused:
        record_refusal(engine, municipality, None, at)
        raise
    with writing(engine, municipality.code, LOCK) as connection:
        before = _vouched(connection, municipality, oidc, said)
        if before is None or before.active:
            account = _kept(connection, municipality, oidc, said, before, at)
            record_log_in(connection, municipality, account, at)
            return account
    record_refusal(engine, municipality, before, at)
    raise LogInRefused("Ditt konto är avstängt.", "En administratör kan slå på det igen.")


def _vouched(
    connection: Connection, municipality: Municipality, oidc: Oidc, said: Claimed
) -> Account | None:
    who = (columns.c.issuer == oidc.issuer, columns.c.subject == said.subject)
    return next(iter(read_accounts(connection, municipality, *who)), None)


def _kept(
    connection: Connection,
    municipality: Municipality,
    oidc: Oidc,
    said: Claimed,
    before: Account | None,
    at: datetime,
) -> Account:
    """The account as the provider tells it now, written where that is new."""
    account_id = before.id if before else new_id()
    login = _free_login(connection, municipality, said, account_id)
    now = Account(account_id, login, said.name or login, said.role, said.units, external=True)
    if before:
        write_change(connection, municipality, before, now, _PROVIDER, at)
    else:
        add_external(connection, municipality, now, oidc.issuer, said.subject, at)
        record_added(connection, municipality, now, _PROVIDER, at)
    return now


def _free_login(
    connection: Connection, municipality: Municipality, said: Claimed, account_id: str
) -> str:
    """The best of the names that nobody else logs in by; nobody takes over another's account."""
    for login in said.logins:
        other = find_account(connection, municipality, login)
        if other is None or other.id == account_id:
            return login
    return f"extern-{account_id}"


def _client(oidc: Oidc) -> Any:
    return OAuth().register(
        "kommunen",
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        server_metadata_url=f"{oidc.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "timeout": _SECONDS,
        },
    )


def _not_finished(why: str) -> LogInRefused:
    """`why` is a kind of error, never a text of the provider's, which may name somebody."""
    _LOG.warning("log-in at the identity provider: %s", why)
    return LogInRefused("Inloggningen hos kommunen blev inte klar.", _AGAIN)


def _no_answer(error: Exception) -> LogInRefused:
    _LOG.warning("the identity provider gave no answer: %s", type(error).__name__)
    return LogInRefused(
        "Kommunens inloggning svarar inte som den ska.",
        "Försök igen om en stund. Kvarstår felet, säg till förvaltaren.",
    )
