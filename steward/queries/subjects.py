"""What an event is about: in words, and the page where it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.events import Act, Event
from schemas.notices import Notice
from schemas.quarter import Quarter
from steward.addresses import finding_address, release_address, report_address, unit_address
from steward.guard import Visitor
from steward.report_texts import HEAD
from steward.rights import Right

SHORT = 12
"""Letters of a SHA-256 that are enough to tell two apart."""

_FINDING = frozenset(
    {Act.EXPLAINED, Act.ACCEPTED, Act.WAIVED, Act.RETURNED, Act.ASSIGNED, Act.COMMENTED}
)
_SUBMISSION = frozenset({Act.RECEIVED, Act.LOADED, Act.READ_DECISIONS})
_ACCOUNT = frozenset({Act.ACCOUNT_ADDED, Act.ACCOUNT_CHANGED})
_LETTER = frozenset({Act.REMINDED, Act.NOTIFIED, Act.NOT_SENT})
_KEY = frozenset({Act.TOKEN_ADDED, Act.TOKEN_REVOKED})


@dataclass(frozen=True, slots=True)
class Subject:
    """What something was done to, and where it is shown; None where no page shows it, or not to
    the visitor."""

    text: str
    href: str | None = None


def subject_of(event: Event, visitor: Visitor) -> Subject:
    """The pages of findings and submissions are open to whoever reads the log."""
    if event.act in _LETTER:
        return Subject(_letter(event.subject or ""))
    if event.quarter is not None and event.act is Act.REPORT_WRITTEN:
        return _of_report(event.quarter, event.subject or "")
    if event.quarter is not None:
        return _of_quarter(event, visitor)
    shown = visitor.may(Right.MANAGE)
    if event.act in _ACCOUNT:
        return Subject(f"kontot {event.subject}", "/anvandare" if shown else None)
    if event.act in _KEY:
        return Subject(f"nyckeln {event.detail.get('label', '')}", "/nycklar" if shown else None)
    return Subject(event.subject or "")


def _letter(subject: str) -> str:
    """A kind of notice, or one letter by its id."""
    kinds = {each.value: each.label for each in Notice}
    return kinds.get(subject) or f"brevet {subject[:SHORT]}"


def _of_quarter(event: Event, visitor: Visitor) -> Subject:
    quarter, subject = event.quarter, event.subject or ""
    assert quarter is not None
    if event.act in _FINDING:
        return Subject(f"fyndet {subject}", finding_address(quarter, subject))
    if event.act in _SUBMISSION:
        text = f"filen {subject[:SHORT]}" if event.act is Act.RECEIVED else subject
        return Subject(text, unit_address(quarter, event.unit) if event.unit else None)
    if event.act is Act.APPROVED:
        return Subject(f"innehållet {subject[:SHORT]}", f"/kvartal/{quarter}/attest")
    if event.act is Act.PUBLISHED:
        version = subject.removeprefix("v")
        return Subject(
            f"utgåva {version}",
            release_address(quarter, int(version)) if version.isdigit() else None,
        )
    if event.act is Act.CALENDAR_SET:
        href = f"/installningar/{quarter}" if visitor.may(Right.MANAGE) else None
        return Subject("insamlingens dagar", href)
    return Subject(subject)


def _of_report(quarter: Quarter, subject: str) -> Subject:
    text = "rapportens huvud" if subject == HEAD else f"avsnittet {subject}"
    return Subject(text, f"{report_address(quarter)}#{subject}")
