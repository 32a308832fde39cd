"""How the work of an installation is divided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from deploy.reading import choice, whole_number


class Runner(StrEnum):
    """Who works batches off: threads or processes of this machine, or Dask's workers."""

    THREADS = "threads"
    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True)
class Division:
    """How work is divided: to whom batches go, to how many at once, and Dask's scheduler where
    that runs already."""

    runner: Runner = Runner.THREADS
    workers: int = 2
    dask_address: str = ""


def load_division(env: Mapping[str, str]) -> Division:
    """Raises UserError."""
    return Division(
        runner=choice(env, "KVARTAL_TASK_RUNNER", Division.runner),
        workers=whole_number(env, "KVARTAL_WORKERS", Division.workers),
        dask_address=env.get("KVARTAL_DASK_ADDRESS") or "",
    )
