"""A flow that does nothing: what the orchestrator alone costs. `python empty_flow.py HOME`."""

import sys

from deploy.settings import load_settings, prepare_prefect

prepare_prefect(load_settings(sys.argv[1]))

from prefect import flow  # noqa: E402 - Prefect reads its settings when it is imported


@flow(name="nothing", persist_result=False)
def nothing() -> None:
    """Starts and ends."""


nothing()
