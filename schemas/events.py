"""What is written in the event log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schemas.quarter import Quarter


class Via(StrEnum):
    """The door through which somebody acted."""

    COMMAND_LINE = "kommandorad"
    PAGES = "webb"
    API = "api"


class Act(StrEnum):
    """What was done. The log keeps the value; people read `label`."""

    RECEIVED = "received"
    LOADED = "loaded"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    RETURNED = "returned"
    ASSIGNED = "assigned"
    COMMENTED = "commented"
    APPROVED = "approved"
    PUBLISHED = "published"
    LOGGED_IN = "logged-in"
    LOG_IN_FAILED = "log-in-failed"
    LOGGED_OUT = "logged-out"
    PASSWORD_CHANGED = "password-changed"
    DENIED = "denied"
    READ_DECISIONS = "read-decisions"
    ACCOUNT_ADDED = "account-added"
    ACCOUNT_CHANGED = "account-changed"
    TOKEN_ADDED = "token-added"
    TOKEN_REVOKED = "token-revoked"
    CALENDAR_SET = "calendar-set"
    PURGED = "purged"
    REPORT_WRITTEN = "report-written"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    ADDRESS_SET = "address-set"
    NOTICES_CHOSEN = "notices-chosen"
    REMINDED = "reminded"
    NOTIFIED = "notified"
    STEP_DONE = "step-done"
    NOT_SENT = "not-sent"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Act.RECEIVED: "tog emot en fil",
    Act.LOADED: "läste in en inlämning",
    Act.EXPLAINED: "förklarade ett fynd",
    Act.ACCEPTED: "godtog ett fynd",
    Act.WAIVED: "gav dispens",
    Act.RETURNED: "lämnade tillbaka ett fynd",
    Act.ASSIGNED: "fördelade ett fynd",
    Act.COMMENTED: "kommenterade ett fynd",
    Act.APPROVED: "godkände kvartalet",
    Act.PUBLISHED: "publicerade kvartalet",
    Act.LOGGED_IN: "loggade in",
    Act.LOG_IN_FAILED: "misslyckades att logga in",
    Act.LOGGED_OUT: "loggade ut",
    Act.PASSWORD_CHANGED: "bytte lösenord",
    Act.DENIED: "nekades åtkomst",
    Act.READ_DECISIONS: "läste beslutsrader",
    Act.ACCOUNT_ADDED: "lade upp ett konto",
    Act.ACCOUNT_CHANGED: "ändrade ett konto",
    Act.TOKEN_ADDED: "skapade en nyckel",
    Act.TOKEN_REVOKED: "spärrade en nyckel",
    Act.CALENDAR_SET: "ändrade kalendern",
    Act.PURGED: "gallrade",
    Act.REPORT_WRITTEN: "ändrade rapportens texter",
    Act.BACKED_UP: "säkerhetskopierade",
    Act.RESTORED: "återställde en säkerhetskopia",
    Act.ADDRESS_SET: "ändrade en funktionsbrevlåda",
    Act.NOTICES_CHOSEN: "valde sina aviseringar",
    Act.REMINDED: "påminde en enhet",
    Act.NOTIFIED: "skickade en avisering",
    Act.STEP_DONE: "gjorde ett steg i kalendern",
    Act.NOT_SENT: "kunde inte skicka en avisering",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, and through which door."""

    name: str
    role: str
    via: Via


SYSTEM = Actor("Kvartal", "körning", Via.COMMAND_LINE)
"""A run that nobody in particular started."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done. `subject` names what it was done to: a finding, a submission, an
    account, a release. `detail` holds facts of ours alone, never a text out of a workbook."""

    act: Act
    actor: Actor
    at: datetime
    quarter: Quarter | None = None
    unit: str | None = None
    subject: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as it stands in the log: its number, and the SHA-256 that seals it."""

    nr: int
    event: Event
    digest: str
