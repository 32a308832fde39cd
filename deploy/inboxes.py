"""The settings of where workbooks are collected from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from deploy.reading import whole_number
from schemas.errors import UserError

_BETWEEN = re.compile(r"[;\n]")
_FIELD = re.compile(r"\{(\w*)\}")
FIELDS = ("quarter", "kommun")
MAILBOX = "imaps://"
KOMMUN = "{kommun}"


@dataclass(frozen=True)
class Inboxes:
    """Where workbooks are collected from when nobody names an inbox.

    `credentials` is a file of user names, passwords and keys for each host, `known_hosts` the keys
    of the SFTP servers that are trusted. Letters are taken from `senders` alone: whole addresses,
    or domains. A file that was changed within `quiet_seconds` may still be being written; a server
    may be silent for `timeout_seconds`.
    """

    addresses: tuple[str, ...] = ()
    credentials: Path | None = None
    known_hosts: Path = Path("~/.ssh/known_hosts")
    senders: tuple[str, ...] = ()
    quiet_seconds: int = 30
    timeout_seconds: int = 30


def load_inboxes(env: Mapping[str, str]) -> Inboxes:
    """The settings KVARTAL_SOURCES and KVARTAL_SOURCE_…. Raises UserError."""
    found = Inboxes(
        addresses=tuple(_listed(env, "KVARTAL_SOURCES")),
        credentials=_file(env, "KVARTAL_SOURCE_CREDENTIALS"),
        known_hosts=_file(env, "KVARTAL_SOURCE_KNOWN_HOSTS") or Inboxes.known_hosts,
        senders=tuple(each.casefold() for each in _listed(env, "KVARTAL_SOURCE_SENDERS")),
        quiet_seconds=whole_number(env, "KVARTAL_SOURCE_QUIET_SECONDS", Inboxes.quiet_seconds, 0),
        timeout_seconds=whole_number(
            env, "KVARTAL_SOURCE_TIMEOUT_SECONDS", Inboxes.timeout_seconds
        ),
    )
    for address in found.addresses:
        require_usable(address)
        if address.startswith(MAILBOX) and not found.senders:
            raise UserError(
                "KVARTAL_SOURCE_SENDERS saknas.",
                "Vem som helst kan skriva till en brevlåda. Ange vilka arbetsböcker tas emot från: "
                "adresser eller domäner, till exempel kommunen.se.",
            )
    return found


def require_apart(inboxes: Inboxes) -> None:
    """Raises UserError for an inbox that several municipalities would all take the same files
    from."""
    shared = next((each for each in inboxes.addresses if KOMMUN not in each), None)
    if shared:
        raise UserError(
            f"Inkorgen {shared} i KVARTAL_SOURCES skulle vara alla kommuners.",
            "Skriv {kommun} i adressen där kommunens kod ska stå, så att var och en har sin.",
        )


def require_usable(address: str) -> None:
    """Raises UserError for an address that holds a password, or a field that nobody fills."""
    parts = _parts(address)
    if parts.scheme == "imap":
        raise UserError(
            f"Brevlådan {parts.hostname} nås utan kryptering.", "Ange adressen med imaps://."
        )
    if "@" in parts.netloc and ":" in parts.netloc.rpartition("@")[0]:
        raise UserError(
            f"Inkorgens adress innehåller ett lösenord ({parts.scheme}://{parts.hostname}).",
            "Ta bort det ur adressen: den syns för andra. Skriv det i filen som "
            "KVARTAL_SOURCE_CREDENTIALS pekar ut.",
        )
    for name in _FIELD.findall(address):
        if name not in FIELDS:
            raise UserError(
                f"Inkorgens adress har fältet {{{name}}}, som inte finns.",
                "De fält som fylls i är {quarter} och {kommun}.",
            )


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets of which one is missing
        raise UserError(
            "En inkorgs adress går inte att förstå.", "Kontrollera adresserna i KVARTAL_SOURCES."
        ) from None


def _listed(env: Mapping[str, str], name: str) -> Iterator[str]:
    return filter(None, (each.strip() for each in _BETWEEN.split(env.get(name) or "")))


def _file(env: Mapping[str, str], name: str) -> Path | None:
    return Path(env[name]).expanduser().absolute() if env.get(name) else None
