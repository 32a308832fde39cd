"""A thousand sequences of what may happen in a warehouse, on both databases.

Files are received, loaded, sent again, loaded all at once in any order; people decide and comment;
two units have become one between the quarters. After each sequence both databases must hold the
same rows, and loading everything twice more in any order must change nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text

from benchmarks.servers import postgres_server
from sql.engine import open_engine
from sql.migrate import migrate
from tests.flows.killing import OnPostgres
from tests.properties.sequences import SEEDS, SEQUENCES, Happening, try_on_both

EXAMPLES = 1_000
_COUNTED = ("receipt", "submission", "finding", "ruling", "comment")


def main() -> None:
    """Try them all; the first that does not hold is raised, made as small as it goes."""
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as name:
        folder = Path(name)
        template = _migrated(f"sqlite:///{folder / 'template.db'}")
        template.dispose()
        with postgres_server(folder / "pg") as server, OnPostgres(server).blank(folder) as url:
            postgres = _migrated(url)
            tried = _try(folder, postgres)
            postgres.dispose()
    held = ", ".join(f"{tried[each]} {each}s" for each in _COUNTED)
    print(f"  {tried['sequences']} sequences, the same on both databases; they left {held}")


def _migrated(url: str) -> Engine:
    engine = open_engine(url)
    migrate(engine)
    return engine


def _try(folder: Path, postgres: Engine) -> dict[str, int]:
    tried = dict.fromkeys(("sequences", *_COUNTED), 0)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(happenings=SEQUENCES, seed=SEEDS)
    def one(happenings: Sequence[Happening], seed: int) -> None:
        try_on_both(folder / "template.db", postgres, folder, happenings, seed)
        tried["sequences"] += 1
        with postgres.connect() as connection:
            for each in _COUNTED:
                tried[each] += connection.scalar(text(f"SELECT count(*) FROM {each}")) or 0

    one()
    return tried


if __name__ == "__main__":
    main()
