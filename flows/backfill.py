"""Several quarters in a row, the oldest first: a quarter is judged by those before it."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.progress import tell
from flows.quarter import run_quarter
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
) -> State[None]:
    """Run the quarters from the first to the last. In an inbox's address {quarter} is each in turn.
    One that cannot be run keeps no other from it; which those were is told at the end."""
    failed = []
    for quarter in quarters_between(Quarter.parse(first), Quarter.parse(last)):
        tell(f"Kör {quarter.label}")
        try:
            run_quarter(str(quarter), inbox, home, municipality)
        except UserError as error:
            failed.append(f"{quarter.label}: {error.message}")
        except VeiledError as error:
            failed.append(f"{quarter.label}: ett fel i Kvartal (referens {error.reference}).")
    return Failed(message="\n".join(failed)) if failed else Completed()


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Both ends included. Raises UserError when the last comes before the first."""
    if last < first:
        raise UserError(
            f"{last.label} kommer före {first.label}.", "Ange det äldsta kvartalet först."
        )
    return last.window(4 * (last.year - first.year) + last.number - first.number + 1)
