"""A function mailbox as an inbox: the workbooks that are attached to its letters.

People read the mailbox too, so that an unread letter is not all there is to look at: every letter
since the last one that was gone through is. A letter is marked when its workbooks are safely
received, and is never taken away; one that a person has to see to is left unread.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine

from deploy.inboxes import Inboxes
from schemas.collection import Unreachable
from schemas.errors import UserError
from sql.engine import writing
from sql.mailboxes import Reached, reached, set_reached
from tasks.collect.credentials import Credentials, credentials_of
from tasks.collect.folder import MOST_BYTES
from tasks.collect.imap import Imap, Login, by_password, by_token
from tasks.collect.inbox import Fetched, Given
from tasks.collect.letters import Letter, is_welcome, letter_of, sender_of
from tasks.collect.oauth import access_token
from tasks.collect.trouble import ATTEMPTS, SourceError, away, patiently, told

_PORT = 993
_RENUMBERED = timedelta(days=30)
_STRANGERS = (
    "{count} brev med bilagor är från avsändare som inte står i KVARTAL_SOURCE_SENDERS, och är "
    "lämnade orörda. Lägg till dem som ska få lämna in, eller läs breven."
)
_log = logging.getLogger(__name__)


@dataclass
class Mailbox:
    """A mailbox, and what has been done with its letters this time."""

    address: str
    settings: Inboxes
    engine: Engine
    municipality: str
    attended: bool
    mixed: bool = True
    _ended: set[int] = field(default_factory=set)
    _received: set[int] = field(default_factory=set)
    _strangers: int = 0
    _now: Reached | None = None

    @property
    def shown(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname}{parts.path}"

    def given(self) -> Iterator[Given]:
        try:
            yield from self._letters()
        except (SourceError, UserError) as error:
            yield away(self.shown, error, attended=self.attended)
        if self._strangers:
            yield Unreachable(self.shown, _STRANGERS.format(count=self._strangers))

    def settle(self) -> None:
        """What cannot be marked now is looked at once more, and known again."""
        if self._now is not None:
            with writing(self.engine, self.municipality, "mailbox") as connection:
                set_reached(connection, self.municipality, self.address, self._now)
        if self._received:
            try:
                self._mark()
            except SourceError:
                _log.warning("%d letters were received and not marked", len(self._received))

    def _letters(self) -> Iterator[Given]:
        """Letter by letter; after an error that may pass the mailbox is opened anew."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with told(remote=True):
                    yield from self._visit()
                return
            except SourceError as error:
                if error.lasting or attempt == ATTEMPTS:
                    raise

    def _visit(self) -> Iterator[Given]:
        with self._opened() as imap:
            before, unread = self._before(), imap.unread()
            new, end = self._new(imap, before), imap.last()
            whole = True
            for uid in sorted((unread | new) - self._ended):
                try:
                    yield from self._look(imap, uid, unread=uid in unread)
                except SourceError as error:
                    yield Unreachable(self.shown, error.reason)
                    whole = False
                self._ended.add(uid)
                if whole:
                    self._reach(imap, before, uid)
            if whole:
                self._reach(imap, before, end)

    def _look(self, imap: Imap, uid: int, *, unread: bool) -> Iterator[Given]:
        envelope = imap.envelope(uid)
        if envelope is None:
            return
        sender = sender_of(envelope.head)
        if not is_welcome(sender, self.settings.senders):
            self._strangers += unread and b"multipart/mixed" in envelope.head.lower()
            return
        if envelope.size > MOST_BYTES:
            raise SourceError("Ett brev är alldeles för stort för att hämtas.")
        letter = _read(imap.letter(uid))
        for book in letter.workbooks:
            came, letter_id = envelope.came, letter.message_id
            yield Fetched(book.file_name, book.data, came, sender, letter_id)
        yield from letter.refused
        if letter.workbooks and not letter.refused:
            self._received.add(uid)

    def _before(self) -> Reached | None:
        with self.engine.connect() as connection:
            return reached(connection, self.municipality, self.address)

    def _new(self, imap: Imap, before: Reached | None) -> set[int]:
        """What came since the last time, read or not. A mailbox that has been numbered anew does
        not tell that, so what came lately is looked at again; one that is met for the first time
        has letters of many years, and what is read in it has been seen to."""
        if before is None:
            return set()
        if before.validity == imap.validity:
            return imap.after(before.last)
        return imap.since((datetime.now(UTC) - _RENUMBERED).date())

    def _reach(self, imap: Imap, before: Reached | None, uid: int) -> None:
        same = before is not None and before.validity == imap.validity
        last = max(uid, before.last) if before and same else uid
        self._now = Reached(imap.validity, last)

    def _mark(self) -> None:
        with self._opened() as imap, told(remote=True):
            if self._now and imap.validity == self._now.validity:
                imap.settle(self._received)

    @contextmanager
    def _opened(self) -> Iterator[Imap]:
        imap = patiently(self._open)
        try:
            yield imap
        finally:
            imap.close()

    def _open(self) -> Imap:
        parts, seconds = urlsplit(self.address), self.settings.timeout_seconds
        host, folder = parts.hostname or "", unquote(parts.path.strip("/")) or "INBOX"
        user = unquote(parts.username) if parts.username else None
        login = self._login(credentials_of(self.settings.credentials, host, user))
        with told(remote=True):
            return Imap(host, parts.port or _PORT, login, folder, seconds)

    def _login(self, known: Credentials) -> Login:
        if not (known.user and known.password):
            raise UserError(
                f"Användare och lösenord för brevlådan {self.shown} saknas.",
                "Skriv dem i filen som KVARTAL_SOURCE_CREDENTIALS pekar ut.",
            )
        if known.oauth:
            return by_token(known.user, access_token(known, self.settings.timeout_seconds))
        return by_password(known.user, known.password)


def _read(raw: bytes) -> Letter:
    """A letter is anybody's, and the parser of letters is not ours: no letter keeps us from the
    others."""
    try:
        return letter_of(raw)
    except Exception as error:
        _log.warning("a letter could not be read: %s", type(error).__name__)
        raise SourceError("Ett brev gick inte att läsa.") from None
