"""Who we are at the places that files are fetched from: a file that nobody else may read.

["sftp.kommunen.se"]            # or "user@host", where there are several at one host
user = "kvartal"
key = "/etc/kvartal/sftp.key"
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from schemas.errors import UserError


@dataclass(frozen=True)
class Credentials:
    """A user with a password or a key file (`passphrase` opens it). An object store's key id and
    secret are its user and password, and `endpoint` is where it is, unless it is Amazon's. A
    mailbox that takes no passwords gives a token to a `client` whose secret is the password, at the
    address `oauth`, for a `scope`."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    key: str | None = None
    passphrase: str | None = field(default=None, repr=False)
    endpoint: str | None = None
    oauth: str | None = None
    client: str | None = None
    scope: str | None = None


def credentials_of(file: Path | None, host: str, user: str | None = None) -> Credentials:
    """What a file says of a host, of `user@host` first; nothing where there is no file, or it does
    not name the host. Raises UserError when the file cannot be used."""
    if file is None:
        return Credentials(user)
    entries = _read(file)
    entry = entries.get(f"{user}@{host}") or entries.get(host) or {}
    if not isinstance(entry, Mapping) or not _known(entry):
        names = ", ".join(each.name for each in fields(Credentials))
        raise UserError(
            f"Uppgifterna om {host} i {file} går inte att använda.",
            f"De fält som finns är {names}, var och ett en text.",
        )
    found = Credentials(**entry)
    if found.key:
        require_private(Path(found.key))
    return found if found.user else replace(found, user=user)


def require_private(file: Path) -> None:
    """Raises UserError unless the file is there and nobody but its owner can read it."""
    try:
        mode = file.stat().st_mode
    except OSError:
        raise UserError(
            f"Filen {file} går inte att läsa.", "Kontrollera sökvägen, och vem som äger filen."
        ) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UserError(
            f"Filen {file} kan läsas av andra än den som äger den.",
            f"Kör chmod 600 {file}. Byt det som står i den om någon obehörig kan ha läst det.",
        )


def _read(file: Path) -> Mapping[str, Any]:
    require_private(file)
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise UserError(
            f"Filen {file} går inte att läsa.",
            'Den ska vara TOML: ["värd"], och under den user = "…" och password = "…".',
        ) from None


def _known(entry: Mapping[str, Any]) -> bool:
    names = {each.name for each in fields(Credentials)}
    return names.issuperset(entry) and all(isinstance(each, str) for each in entry.values())
