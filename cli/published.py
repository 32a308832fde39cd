"""What has been published of a quarter, and what the data of now would change in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from schemas.clock import swedish_day
from schemas.edition import Audience, Change
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Released
from sql.releases import released_figures, releases_of


@dataclass(frozen=True)
class Published:
    """The latest release, and the figures that are others today: a late submission shows here
    what it would change before anybody approves it."""

    release: Released
    changes: tuple[Change, ...]

    def as_json(self) -> Mapping[str, Any]:
        return {
            "version": self.release.version,
            "by": self.release.by.name,
            "day": swedish_day(self.release.at).isoformat(),
            "changes": [each.as_json() for each in self.changes],
        }

    def as_text(self) -> Iterator[str]:
        version, day = self.release.version, swedish_day(self.release.at)
        yield f"Publicerat som v{version} den {day.isoformat()}."
        if self.changes:
            count = len(self.changes)
            yield f"En ny utgåva skulle ändra {count} {'siffra' if count == 1 else 'siffror'}:"
            tables = Counter(each.table for each in self.changes)
            told = (f"tabell {number} ({found})" for number, found in sorted(tables.items()))
            yield f"  {', '.join(told)}"


def published(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Published | None:
    """The quarter's latest release held against the figures of now; None before the first."""
    made = releases_of(connection, municipality, quarter)
    if not made:
        return None
    from tasks.aggregate.decided import differences
    from tasks.aggregate.tables import make_tables

    version = made[-1].version
    before = released_figures(connection, municipality, quarter, version, Audience.INTERNAL)
    tables = make_tables(connection, municipality, quarter)
    now = [figure for table in tables for figure in table.figures]
    return Published(made[-1], differences(before, now))
