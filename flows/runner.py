"""Who works batches off, as the settings name it."""

from __future__ import annotations

from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from deploy.division import Division, Runner
from schemas.errors import UserError


def runner_of(division: Division) -> TaskRunner[Any]:
    """Raises UserError when Dask is asked for and is not installed."""
    match division.runner:
        case Runner.THREADS:
            return ThreadPoolTaskRunner(max_workers=division.workers)
        case Runner.PROCESSES:
            return ProcessPoolTaskRunner(max_workers=division.workers)
        case Runner.DASK:
            return _dask(division)


def _dask(division: Division) -> TaskRunner[Any]:
    """The scheduler that runs already, else one of this machine's own for the time of the run."""
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise UserError(
            "KVARTAL_TASK_RUNNER är dask, men Dask är inte installerat.",
            "Installera tillägget kvartal[dask], eller välj threads eller processes.",
        ) from None
    if division.dask_address:
        runner: TaskRunner[Any] = DaskTaskRunner(address=division.dask_address)
        return runner
    own = {
        "n_workers": division.workers,
        "threads_per_worker": 1,  # what a batch costs is Python's, which threads do not share
        "dashboard_address": None,
        "host": "127.0.0.1",
    }
    return DaskTaskRunner(cluster_kwargs=own)
