"""Several quarters in a row, each once. What was done is found done, so it can be run again."""

from __future__ import annotations

from typing import Any, cast

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from deploy.settings import load_settings
from flows.progress import tell
from flows.quarter import run_quarter
from flows.span import Span
from schemas.errors import UserError
from schemas.quarter import Quarter
from tasks.veil import VeiledError, veiled


def named() -> str:
    """What a run is called: the quarters, and the municipality where one is named."""
    told = flow_run.parameters
    span = f"{told['first']}–{told['last']}"
    return " ".join(filter(None, (span, told.get("municipality"))))


@flow(name="kvartal-backfill", persist_result=False, flow_run_name=named)
@veiled
def backfill(
    first: str,
    last: str,
    inbox: str | None = None,
    home: str | None = None,
    municipality: str | None = None,
) -> State[dict[Quarter, str]]:
    """Run the quarters from the first to the last. In an inbox's address {quarter} is each in turn.
    One that cannot be run keeps no other from it; which those were is told at the end."""
    code = load_settings(home, municipality=municipality).one().municipality
    failed: dict[Quarter, str] = {}
    for quarter in Span(Quarter.parse(first), Quarter.parse(last), code, inbox).quarters:
        tell(f"Kör {quarter.label}")
        try:
            run_quarter(str(quarter), inbox, home, municipality)
        except UserError as error:
            failed[quarter] = error.message
        except VeiledError as error:
            failed[quarter] = f"Ett fel i Kvartal (referens {error.reference})."
    told = "\n".join(f"{quarter.label}: {problem}" for quarter, problem in failed.items())
    return Failed(message=told, data=failed) if failed else Completed(data=failed)


def run_span(span: Span, home: str) -> dict[Quarter, str]:
    """Run the quarters in this process, and say of those that could not be run why (Swedish)."""
    ends = str(span.first), str(span.last)
    state = backfill(*ends, span.address, home, span.municipality, return_state=True)
    ended: Any = state.result(raise_on_failure=False)
    if isinstance(ended, Exception):
        raise ended
    return cast(dict[Quarter, str], ended)
