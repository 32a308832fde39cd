"""Ordering runs of Prefect's server, which a worker does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from uuid import uuid4

from prefect.client.orchestration import SyncPrefectClient
from prefect.exceptions import ObjectNotFound

from flows.scheduling.server import prefect_server
from flows.span import Span
from schemas.errors import UserError

BACKFILL = "kvartal-backfill/backfill"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A run that was ordered, by its name; `before` when the same order was not yet done."""

    name: str
    before: bool


def order(span: Span, home: str | None) -> Ordered:
    """Order the quarters to be run. The same order has the same key, so that it is one run until
    that has ended; after that it is a new one. Raises UserError."""
    try:
        with prefect_server() as client:
            return _ordered(client, span, home)
    except ObjectNotFound:
        raise UserError(
            "Prefects server känner inte till backfill.",
            "Ge den schemat först.",
            "kör kvartal schedule.",
        ) from None


def _ordered(client: SyncPrefectClient, span: Span, home: str | None) -> Ordered:
    deployment, mine = client.read_deployment_by_name(BACKFILL), {"order": uuid4().hex}
    parameters = {
        "first": str(span.first),
        "last": str(span.last),
        "inbox": span.address,
        "home": home,
        "municipality": span.municipality,
    }
    key = " ".join(str(each) for each in parameters.values())
    for time in count(1):
        run = client.create_flow_run_from_deployment(
            deployment.id, parameters=parameters, context=mine, idempotency_key=f"{key} {time}"
        )
        if not (run.state and run.state.is_final()):
            return Ordered(run.name, before=run.context != mine)
    raise AssertionError("there is always a next number")
