"""The event log as Swedish text on a terminal, and as JSON."""

from __future__ import annotations

from typing import Any

from cli.terminal import one_line
from schemas.clock import SWEDEN
from schemas.events import Logged
from schemas.proved import Fault, Proved

_HINT = "Jämför med en säkerhetskopia av databasen. Raderna före den är hela."


def fault_text(fault: Fault) -> str:
    """What does not hold, and what to do."""
    return f"{fault.text}\n{_HINT}"


def proved_json(proved: Proved, message: str | None) -> dict[str, Any]:
    """What was proved, as other programs get it. `head` is the last row that holds."""
    found = proved.fault
    fault = {"nr": found.nr, "wrong": found.wrong.value, "message": message} if found else None
    return {"whole": found is None, "head": str(proved.head), "fault": fault}


def event_line(logged: Logged) -> str:
    """An event on one line: number, when, who, what, and about what."""
    event = logged.event
    when = event.at.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M:%S")
    actor = f"{event.actor.name} ({event.actor.role}, {event.actor.via.value})"
    about = (str(event.quarter) if event.quarter else None, event.unit, event.subject)
    facts = (f"{name}={value}" for name, value in event.detail.items())
    told = (f"{logged.nr:6}", when, actor, event.act.label, *about, *facts)
    return one_line("  ".join(filter(None, told)))


def event_json(logged: Logged) -> dict[str, Any]:
    """An event as other programs get it."""
    event = logged.event
    return {
        "nr": logged.nr,
        "at": event.at.isoformat(),
        "actor": event.actor.name,
        "role": event.actor.role,
        "via": event.actor.via.value,
        "act": event.act.value,
        "quarter": str(event.quarter) if event.quarter else None,
        "unit": event.unit,
        "subject": event.subject,
        "detail": dict(event.detail),
        "digest": logged.digest,
    }
