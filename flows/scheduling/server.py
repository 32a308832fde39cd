"""Asking Prefect's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from httpx import HTTPError, HTTPStatusError, codes
from prefect.client.orchestration import SyncPrefectClient, get_client

from schemas.errors import UserError


@contextmanager
def prefect_server() -> Iterator[SyncPrefectClient]:
    """The server that PREFECT_API_URL names. Raises UserError when it does not answer."""
    try:
        with get_client(sync_client=True) as client:
            yield client
    except HTTPError as error:
        raise _refused(error) from None


def _refused(error: HTTPError) -> UserError:
    if isinstance(error, HTTPStatusError) and error.response.status_code == codes.UNAUTHORIZED:
        return UserError(
            "Prefects server frågar efter en inloggning.",
            "Sätt PREFECT_API_AUTH_STRING till serverns. En server som Kvartal har startat har sin "
            "i hemmappen, i prefect-server/inloggning.",
        )
    return UserError(
        f"Prefects server svarar inte som den ska ({type(error).__name__}).",
        "Kontrollera att den är igång och att PREFECT_API_URL stämmer.",
    )
