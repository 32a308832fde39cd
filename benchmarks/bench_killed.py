"""Processes killed (SIGKILL) at two hundred random moments, on both databases.

Each victim does one step over and over in a home of its own and says what is done; after its death
the home is opened again. Every row below is 0 or something is wrong: homes that are neither before
nor after, what was acknowledged and is gone, what hinders the next one. The moments are spread over
the life of a victim that nobody kills; half of those of a publication over the writing of its
folders.
"""

from __future__ import annotations

import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.servers import postgres_server
from tests.flows.killing import Database, Nursery, OnPostgres, OnSqlite, Scene
from tests.flows.victims import STEPS

MOMENTS, SEED = 200, 7
_WRITING_RELEASE, _WRITING_SECONDS = "out/*/.v1*", 0.3
_ROW = "  {:10} {:8} {:>7} {:>6} {:>12} {:>10} {:>8} {:>7}"


def main() -> None:
    """Kill, look, and print what was found."""
    head = (
        "database",
        "step",
        "moments",
        "killed",
        "acknowledged",
        "also there",
        "leases",
        "wrong",
    )
    print(_ROW.format(*head))
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as folder, Nursery() as nursery:
        for name, database in _databases(Path(folder)):
            for place, step in enumerate(STEPS):
                times = _share(len(STEPS) * (name == "postgres") + place)
                with Scene.of(step, database, Path(folder)) as scene:
                    found = _tried(scene, nursery, times, Random(f"{SEED} {name} {step}"))
                total += found
                print(_row(name, step, found))
    print(_row("all", "", total))


def _share(place: int) -> int:
    """How many of the moments fall to one of the steps on one of the databases."""
    parts = 2 * len(STEPS)
    return MOMENTS // parts + (place < MOMENTS % parts)


def _tried(scene: Scene, nursery: Nursery, times: int, chance: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    life = scene.seconds(nursery)
    for number in range(times):
        late = scene.step == "publish" and number % 2
        moment = chance.uniform(0, _WRITING_SECONDS if late else life)
        found["moments"] += 1
        try:
            death = scene.kill(nursery, moment, _WRITING_RELEASE if late else None)
        except AssertionError as error:
            found["wrong"] += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"  {scene.step} after {moment:.3f} s: {where.line} {error}")
            continue
        found["killed"] += death.killed
        found["said"] += death.said
        found["more"] += death.done - death.said
        found["leases"] += death.lease_left
    return found


def _row(name: str, step: str, found: Counter[str]) -> str:
    keys = ("moments", "killed", "said", "more", "leases", "wrong")
    return _ROW.format(name, step, *(found[key] for key in keys))


def _databases(folder: Path) -> Iterator[tuple[str, Database]]:
    yield "sqlite", OnSqlite()
    with postgres_server(folder / "pg") as server:
        yield "postgres", OnPostgres(server)


if __name__ == "__main__":
    main()
