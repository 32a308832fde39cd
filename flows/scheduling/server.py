"""Asking Prefect's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client

from schemas.errors import UserError


@contextmanager
def prefect_server() -> Iterator[SyncPrefectClient]:
    """The server that PREFECT_API_URL names. Raises UserError when it does not answer."""
    try:
        with get_client(sync_client=True) as client:
            yield client
    except HTTPError as error:
        raise UserError(
            f"Prefects server svarar inte som den ska ({type(error).__name__}).",
            "Kontrollera att den är igång och att PREFECT_API_URL stämmer.",
        ) from None
