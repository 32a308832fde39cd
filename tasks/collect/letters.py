"""A letter as it came: from whom, and which workbooks are in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, getaddresses

from schemas.collection import Unreachable
from schemas.delivery import MOST_LETTERS
from tasks.collect.inbox import readable_name

_WORKBOOKS = (".xlsx", ".ods")
_KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_PACKED = "Packade filer tas inte emot. Skicka arbetsboken som den är, opackad."
_OLD = "Filen är inte av ett slag som tas emot. Spara den som .xlsx och skicka den igen."
_REFUSED = {
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz", ".tar"), _PACKED),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xltx", ".csv"), _OLD),
    "winmail.dat": "Brevet är i ett format som bara Outlook läser. Skicka det som HTML eller text.",
    "smime.p7m": "Brevet är krypterat och kan inte läsas. Skicka det utan S/MIME.",
}


class _AsItCame(Compat32):
    """Without a word for what is not ASCII in a head: which letters they are is found out later."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_POLICY = _AsItCame()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that is attached to a letter."""

    file_name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """What is attached to a letter: workbooks, and what only looks like some."""

    message_id: str | None
    workbooks: tuple[Workbook, ...]
    refused: tuple[Unreachable, ...]


def letter_of(raw: bytes) -> Letter:
    """A letter out of its bytes, with what is attached to letters inside it."""
    message = message_from_bytes(raw, policy=_POLICY)
    books: list[Workbook] = []
    refused: list[Unreachable] = []
    for part in _attached(message):
        name = _name(part)
        if name.casefold().endswith(_WORKBOOKS):
            data = part.get_payload(decode=True)
            books.append(Workbook(name, data if isinstance(data, bytes) else b""))
        elif reason := _reason(name):
            refused.append(Unreachable(name, reason))
    message_id = " ".join(str(message.get("Message-ID", "")).split())
    return Letter(message_id[:MOST_LETTERS] or None, tuple(books), tuple(refused))


def sender_of(header: bytes) -> str | None:
    """The address that a letter is from; None where it names none, or more than one."""
    message = message_from_bytes(header, policy=_POLICY)
    named = getaddresses([str(each) for each in message.get_all("From", [])])
    return named[0][1].casefold() if len(named) == 1 and "@" in named[0][1] else None


def is_welcome(sender: str | None, senders: Collection[str]) -> bool:
    """Whether letters are taken from an address: it is named, or its domain is."""
    return sender is not None and bool({sender, sender.rpartition("@")[2]} & set(senders))


def _attached(message: Message) -> Iterator[Message]:
    return (each for each in message.walk() if not each.is_multipart())


def _name(part: Message) -> str:
    """The name in whichever way it is written: RFC 2231, encoded words as Outlook's, or bare bytes.
    A sheet without a name is still one."""
    found = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    if not found:
        kind = _KINDS.get(part.get_content_type())
        return f"arbetsbok{kind}" if kind else ""
    text = collapse_rfc2231_value(found)
    try:
        whole = "".join(map(_word, decode_header(text)))
    except HeaderParseError:
        whole = text
    return readable_name(whole.replace("\\", "/").rsplit("/", 1)[-1].strip())[-MOST_LETTERS:]


def _word(piece: tuple[bytes | str, str | None]) -> str:
    text, charset = piece
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "raw-unicode-escape")
    except (LookupError, ValueError):
        return text.decode("cp1252", "replace")


def _reason(name: str) -> str | None:
    return next((why for end, why in _REFUSED.items() if name.casefold().endswith(end)), None)
