"""What bench_pages asks for: pages by their addresses, and what the pages read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection

from schemas.accounts import Role
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from sql.audit_reading import events
from sql.figures import submitted_figures
from sql.history import load_history
from sql.open_decisions import open_decisions
from sql.releases import public_releases, releases_of
from sql.state import findings_of, totals, unit_states
from tasks.aggregate.background import load_background
from tasks.aggregate.decisions import read_decisions
from tasks.aggregate.facts import read_facts
from tasks.aggregate.tables import make_tables


@dataclass(frozen=True, slots=True)
class Page:
    """An address, and the role of the one who asks for it."""

    address: str
    role: Role = Role.GRANSKARE


Reading: TypeAlias = Callable[[Connection], object]

_CITY = load_municipality()
_NOW = Quarter(2024, 4)
_UNIT = "farsta"

PAGES: Mapping[str, Page] = {
    "the quarter": Page(f"/kvartal/{_NOW}"),
    "the queue": Page(f"/kvartal/{_NOW}/granskning"),
    "the tables": Page(f"/kvartal/{_NOW}/tabeller"),
    "the event log": Page("/handelser", Role.ADMINISTRATOR),
    "the event log, of one unit": Page(f"/handelser?enhet={_UNIT}", Role.ADMINISTRATOR),
    "the accounts": Page("/anvandare", Role.ADMINISTRATOR),
}

READINGS: Mapping[str, Reading] = {
    "the units' states": lambda it: unit_states(it, _CITY, _NOW),
    "the findings": lambda it: findings_of(it, _CITY, _NOW),
    "the findings of one unit": lambda it: findings_of(it, _CITY, _NOW, _UNIT),
    "the totals": lambda it: totals(it, _CITY, _NOW),
    "the figures of all units": lambda it: submitted_figures(it, _CITY, _NOW),
    "the decisions": lambda it: read_decisions(it, _CITY, _NOW),
    "the decisions still open": lambda it: open_decisions(it, _CITY, _NOW.shift(1), [_UNIT]),
    "the releases": lambda it: releases_of(it, _CITY, _NOW),
    "a page of the event log": lambda it: events(it, _CITY, limit=50),
    "the same, of one unit and quarter": lambda it: events(it, _CITY, unit=_UNIT, quarter=_NOW),
}
"""What is asked of the quarter alone."""

WINDOWS: Mapping[str, Reading] = {
    "the tables": lambda it: make_tables(it, _CITY, _NOW),
    "what stands behind them": lambda it: load_background(it, _CITY, _NOW.window()),
}
"""What shows five quarters."""

HISTORIES: Mapping[str, Reading] = {
    "a unit's history": lambda it: load_history(it, _CITY, _NOW, [_UNIT]),
    "the facts of the report": lambda it: read_facts(it, _CITY, _NOW),
    "the public releases near": lambda it: public_releases(it, _CITY, _NOW),
}
"""What tells of quarters long ago: a löpnummer is known for good, the report's diagrams show every
total, and a hidden figure is hidden from whoever keeps the releases that show its quarter. A page
shows none of it; an upload reads the first, a draft the others."""
