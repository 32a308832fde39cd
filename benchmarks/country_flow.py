"""`python -m benchmarks.country_flow HOME NUMBER DATABASE`: a country's quarter as a flow, by whom
the environment names. Prints the seconds from the first batch that is handed out to the last that
is done: what starting the orchestrator takes is no part of it, starting the workers is."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from benchmarks.country import KEPT, QUARTER, country_settings
from deploy.settings import prepare_prefect


def main(home: str, number: str, url: str) -> None:
    settings = country_settings(Path(home), int(number), url)
    os.environ |= {
        "KVARTAL_MUNICIPALITIES": ",".join(settings.municipalities),
        "KVARTAL_DATA": str(settings.data),
        "KVARTAL_DATABASE_URL": url,
    }
    prepare_prefect(settings)
    from flows.every import run_every  # Prefect reads its settings when it is imported
    from flows.progress import listening
    from flows.runner import runner_of

    steps: list[float] = []
    with listening(lambda _step, _count: steps.append(time.monotonic())):
        run = run_every.with_options(task_runner=runner_of(settings.division))
        ran = run(str(QUARTER), str(KEPT / "inbox" / "{kommun}"), home, drafts=False)
    if failed := [each for each in ran if each.failed]:
        sys.exit(f"{len(failed)} of {len(ran)}: {failed[0]}")
    print(time.monotonic() - steps[-1])


if __name__ == "__main__":  # Dask's workers import this module too
    main(*sys.argv[1:])
