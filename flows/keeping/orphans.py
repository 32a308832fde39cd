"""Files of the archive that the database does not speak of: somebody died, or was refused, between
the file and its receipt. Nobody was told that they were received, so nobody misses them."""

from __future__ import annotations

from deploy.settings import Settings
from sql.snapshot import named_files
from tasks.place import archive_of, engine_of

AGE = 24
"""Hours that a file is left alone, since its receipt may be about to be written."""

MOST = 50
"""A death leaves what one step had archived. Many more, or more than the database knows of, is
another database than the archive's: then nothing is touched."""


def orphans(settings: Settings) -> tuple[str, ...]:
    """The SHA-256 of each such file; none where there are more than somebody can have left."""
    found, named = _unnamed(settings)
    return found if len(found) <= min(MOST, named) else ()


def strangers(settings: Settings) -> int:
    """How many files the database does not know of, where they are too many to be orphans."""
    found, named = _unnamed(settings)
    return len(found) if len(found) > min(MOST, named) else 0


def remove_orphans(settings: Settings) -> int:
    """Take them away, and say how many."""
    archive = archive_of(settings)
    return sum(archive.remove_untouched(sha256, AGE) for sha256 in orphans(settings))


def _unnamed(settings: Settings) -> tuple[tuple[str, ...], int]:
    """The files that the database does not name, and how many it names."""
    old = tuple(archive_of(settings).untouched(AGE))
    with engine_of(settings).connect() as connection:
        named = set(named_files(connection))
    return tuple(sha256 for sha256 in old if sha256 not in named), len(named)
