"""What a run tells in its log at Prefect."""

from __future__ import annotations

from prefect import get_run_logger
from prefect.exceptions import MissingContextError


def tell_log(step: str, count: int | None = None) -> None:
    """A listener for `flows.progress`: each step as it begins."""
    try:
        log = get_run_logger()
    except MissingContextError:  # told by another thread than the run's
        return
    log.info(f"{step} ({count})" if count is not None else step)
