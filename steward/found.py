"""The findings that people name, whatever version they are of, and what is logged about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from schemas.errors import UserError
from schemas.events import Act, Actor, Event
from schemas.findings import REOPENED, Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.findings import findings_named


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in the quarter that is being collected. Without a submission, `source` is the file
    or the report that it hangs on, if it does."""

    quarter: Quarter
    finding: Finding
    source: str | None = None


def find(
    connection: Connection,
    municipality: Municipality,
    names: Iterable[str],
    units: frozenset[str] | None = None,
) -> tuple[Found, ...]:
    """The findings of these ids, each once; one that tells that another is open again (SYS-903)
    stands for that one. Raises UserError when one of them does not exist, as one of another unit
    than `units` does not for those who are only to know of their own."""
    wanted = list(dict.fromkeys(name.removeprefix(f"{REOPENED}-") for name in names))
    found = {
        finding.id: Found(quarter, finding, source)
        for quarter, finding, source in findings_named(connection, municipality, wanted)
        if units is None or finding.unit in units
    }
    for name in wanted:
        if name not in found:
            raise no_such(name)
    return tuple(found[name] for name in wanted)


def no_such(name: str) -> UserError:
    return UserError(
        f"Fyndet {name} finns inte.",
        "Se efter i listan över kvartalets fynd. Ett fynd som är rättat kan ha försvunnit.",
        "kvartal findings KVARTAL",
    )


def event_about(found: Found, act: Act, by: Actor, at: datetime, **detail: str) -> Event:
    """What was done about a finding, without a word of what was written."""
    each = found.finding
    told = {"rule": each.rule, "place": each.address, **detail}
    return Event(
        act=act,
        actor=by,
        at=at,
        quarter=found.quarter,
        unit=each.unit,
        subject=each.id,
        detail={name: said for name, said in told.items() if said},
    )
