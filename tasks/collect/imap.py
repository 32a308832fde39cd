"""What is asked of an IMAP server, and nothing that takes a letter away."""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from tasks.collect.trouble import AWAY, LoginError, SourceError

DONE = "Kvartal"
"""The folder that letters are moved to, where the mailbox has it and the server can move."""

Login: TypeAlias = Callable[[imaplib.IMAP4], object]
"""What is done at the door."""

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_NOT_ASCII = re.compile(r"[^ -~]+")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is known of a letter before it is opened: its size, when it came, and its head."""

    size: int
    came: datetime
    head: bytes


def by_password(user: str, password: str) -> Login:
    return lambda server: server.login(user, password)


def by_token(user: str, token: str) -> Login:
    """XOAUTH2. A server that refuses tells why, and waits for an empty answer."""
    answers = iter([f"user={user}\x01auth=Bearer {token}\x01\x01".encode()])
    return lambda server: server.authenticate("XOAUTH2", lambda _: next(answers, b""))


class Imap:
    """A folder of a mailbox, open."""

    def __init__(self, host: str, port: int, login: Login, folder: str, silence: int) -> None:
        self._server = imaplib.IMAP4_SSL(
            host, port, ssl_context=ssl.create_default_context(), timeout=silence
        )
        try:
            self._enter(login, folder)
        except BaseException:
            self.close()
            raise

    def _enter(self, login: Login, folder: str) -> None:
        try:
            login(self._server)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise LoginError from None
        status, _ = self._server.select(_quoted(folder))
        if status != "OK":
            raise SourceError(f"Mappen {folder} finns inte i brevlådan.", lasting=True)
        self.validity = int(self._server.response("UIDVALIDITY")[1][0] or 0)

    def unread(self) -> set[int]:
        return self._found("UNSEEN")

    def after(self, uid: int) -> set[int]:
        """An empty range is answered with the last letter."""
        return {each for each in self._found(f"UID {uid + 1}:*") if each > uid}

    def since(self, day: date) -> set[int]:
        return self._found(f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}")

    def last(self) -> int:
        """The UID of the last letter, 0 when there is none."""
        return max(self._found("UID *"), default=0)

    def envelope(self, uid: int) -> Envelope | None:
        """None when the letter is gone."""
        wanted = "(RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM CONTENT-TYPE)])"
        told, head = self._fetched(uid, wanted)
        size, came = _SIZE.search(told), imaplib.Internaldate2tuple(told)
        if size is None or came is None:
            return None
        return Envelope(int(size[1]), datetime.fromtimestamp(time.mktime(came), UTC), head)

    def letter(self, uid: int) -> bytes:
        """All of a letter, without marking it as read."""
        return self._fetched(uid, "(BODY.PEEK[])")[1]

    def settle(self, uids: Iterable[int]) -> None:
        """Mark letters as read, then move them where that can be done."""
        several = ",".join(map(str, sorted(uids)))
        if not several:
            return
        self._server.uid("STORE", several, "+FLAGS.SILENT", r"(\Seen)")
        if "MOVE" in self._server.capabilities:
            self._server.uid("MOVE", several, _quoted(DONE))

    def close(self) -> None:
        try:
            self._server.logout()
        except (imaplib.IMAP4.error, OSError):
            self._server.shutdown()

    def _found(self, what: str) -> set[int]:
        status, data = self._server.uid("SEARCH", what)
        if status != "OK":
            raise SourceError(AWAY)
        return {int(each) for line in data if line for each in line.split()}

    def _fetched(self, uid: int, wanted: str) -> tuple[bytes, bytes]:
        """What is told of a letter, and its text. Raises SourceError when the server will not."""
        status, data = self._server.uid("FETCH", str(uid), wanted)
        if status != "OK":
            raise SourceError("Ett brev gick inte att hämta. Nästa insamling försöker igen.")
        told, text = [], b""
        for each in data:
            if isinstance(each, tuple):
                told.append(each[0])
                text = each[1]
            elif each:
                told.append(each)
        return b" ".join(told), text


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: letters beyond ASCII in its own kind of UTF-7."""
    plain = folder.replace("&", "&-").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_NOT_ASCII.sub(_utf7, plain)}"'


def _utf7(letters: re.Match[str]) -> str:
    packed = b64encode(letters[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{packed}-"
