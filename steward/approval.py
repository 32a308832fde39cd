"""Approving a quarter: a person's word that exactly this content may be published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from schemas.errors import UserError
from schemas.events import Act, Actor, Event, Via
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Approval, Decided
from sql.audit import record
from sql.engine import writing
from sql.gate import require_settled
from sql.rulings import add_approval, approvals_of
from sql.state import QuarterStanding


def approve(
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    content: str,
    by: Person,
    at: datetime,
    *,
    via: Via = Via.COMMAND_LINE,
) -> Approval:
    """Approve the content (SHA-256) of a quarter. The same person's approval of the same content
    once more, as a double click gives, is not written again. Raises UserError while something
    hinders it, and when the approver gave a waiver that is in force."""
    with writing(engine, municipality.code, quarter) as connection:
        standing = require_settled(connection, municipality, quarter)
        _require_other(by, standing, municipality)
        before = approvals_of(connection, municipality, quarter)
        if before and (before[-1].content, before[-1].by) == (content, by):
            return before[-1]
        made = Approval(content, by, at)
        add_approval(connection, municipality, quarter, made)
        actor = Actor(by.name, by.role, via)
        event = Event(Act.APPROVED, actor, at, quarter=quarter, subject=content)
        record(connection, municipality.code, event)
    return made


def _require_other(by: Person, standing: QuarterStanding, municipality: Municipality) -> None:
    for each in standing.findings:
        if each.status != Decided.WAIVED:
            continue
        author = standing.rulings[each.fingerprint].by
        if by.is_same(author):
            raise UserError(
                f"{author.name} har gett dispens för fyndet {each.id} "
                f"({_told(each, municipality)}) och kan därför inte godkänna kvartalet.",
                "Låt någon annan godkänna.",
            )


def _told(finding: Finding, municipality: Municipality) -> str:
    """`KON-511, Farsta, LSS!E5`."""
    unit = municipality.codelists["enhet"].get(finding.unit) if finding.unit else None
    return ", ".join(filter(None, (finding.rule, unit.short if unit else None, finding.address)))
