"""What people are told by letter, and how often they want to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schemas.accounts import Role
from schemas.quarter import Quarter


class Notice(StrEnum):
    """A kind of thing that people are told."""

    OPENED = "opened"
    REMINDER = "reminder"
    FINDINGS = "findings"
    RETURNED = "returned"
    COMPLETE = "complete"
    ESCALATED = "escalated"
    CONSOLIDATED = "consolidated"
    VERIFIED = "verified"
    UNDELIVERED = "undelivered"
    RUN_FAILED = "run-failed"
    DIGEST = "digest"

    @property
    def label(self) -> str:
        """As those read it who choose."""
        return _LABELS[self]


_LABELS = {
    Notice.OPENED: "Ett kvartal har öppnat",
    Notice.REMINDER: "Påminnelse om att lämna in",
    Notice.FINDINGS: "Fynd i en inlämning",
    Notice.RETURNED: "Fynd som har lämnats tillbaka",
    Notice.COMPLETE: "Alla enheter har lämnat in",
    Notice.ESCALATED: "Enheter saknas eller har fel efter sista dagen",
    Notice.CONSOLIDATED: "Kvartalet är sammanställt och utkastet skrivet",
    Notice.VERIFIED: "Nattens kontroll hittade något",
    Notice.UNDELIVERED: "Ett brev gick inte att skicka",
    Notice.RUN_FAILED: "En schemalagd körning gick fel",
    Notice.DIGEST: "Dagens aviseringar",
}

TO_CHOOSE = (
    Notice.COMPLETE, Notice.ESCALATED, Notice.CONSOLIDATED, Notice.VERIFIED, Notice.UNDELIVERED,
    Notice.RUN_FAILED,
)  # fmt: skip
"""What those who work with the whole quarter are told. Units are told theirs without a choice."""


class Pace(StrEnum):
    """How soon somebody is told; the soonest sorts first."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    NEVER = "never"

    @property
    def label(self) -> str:
        return {"at-once": "genast", "daily": "en gång om dagen", "never": "inte alls"}[self]


_USUALLY_TOLD: Mapping[Role, frozenset[Notice]] = {
    Role.GRANSKARE: frozenset(TO_CHOOSE),
    Role.ATTESTANT: frozenset({Notice.CONSOLIDATED}),
    Role.ADMINISTRATOR: frozenset({Notice.VERIFIED, Notice.UNDELIVERED, Notice.RUN_FAILED}),
}


def usual_pace(role: Role, notice: Notice) -> Pace:
    """How somebody is told who has not chosen."""
    return Pace.AT_ONCE if notice in _USUALLY_TOLD.get(role, frozenset()) else Pace.NEVER


@dataclass(frozen=True, slots=True)
class Happened:
    """Something to tell: what, in which quarter, of which units, and how many of what. No text out
    of a workbook and nobody's name stands in it."""

    notice: Notice
    quarter: Quarter | None = None
    units: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class Channel(StrEnum):
    """By which way something is told. What waits for the next digest is no letter of its own."""

    MAIL = "mail"
    DIGEST = "digest"
    WEBHOOK = "webhook"


class Ended(StrEnum):
    """What became of a letter. `WAITING` is not yet sent; `FOLDED` is a part of another, and
    `WITHDRAWN` was not needed any more when it could be sent."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    EXPIRED = "expired"
    FOLDED = "folded"
    WITHDRAWN = "withdrawn"


class Trouble(StrEnum):
    """What came of the last time that a letter was tried; `UNSURE` where it may have arrived."""

    NONE = ""
    UNSURE = "unsure"
    AWAY = "away"
    BUSY = "busy"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to one address, as it is sent however often that is tried."""

    channel: Channel
    notice: Notice
    recipient: str
    subject: str
    body: str
    quarter: Quarter | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter in the outbox: its number and its id, which tells the receiver that it is the same
    one again."""

    nr: int
    id: str
    letter: Letter
    created: datetime
    attempts: int = 0
    trouble: Trouble = Trouble.NONE
