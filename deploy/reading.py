"""What stands in the environment, read as what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from schemas.errors import UserError

Word = TypeVar("Word", bound=StrEnum)


def whole_number(env: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    """Raises UserError when it is none, or less."""
    text = env.get(name) or str(default)
    if not text.isdigit() or int(text) < least:
        raise UserError(f"{name} är {text!r}.", f"Ange ett heltal som är minst {least}.")
    return int(text)


def choice(env: Mapping[str, str], name: str, default: Word) -> Word:
    """One word of those that the default is of. Raises UserError."""
    told, among = env.get(name) or default, type(default)
    try:
        return among(told)
    except ValueError:
        raise UserError(f"{name} är {told!r}.", f"Ange en av: {', '.join(among)}.") from None


def folder_of(env: Mapping[str, str], name: str) -> Path | None:
    """Raises UserError when it is named and is not there."""
    if not env.get(name):
        return None
    folder = Path(env[name]).expanduser().absolute()
    if not folder.is_dir():
        raise UserError(f"{name}: mappen {folder} finns inte.", "Ange en mapp som finns.")
    return folder


def secret(env: Mapping[str, str], name: str) -> str:
    """A password or a key: that of the variable, or of the file that NAME_FILE names, which other
    processes of the machine cannot read. Empty where there is none. Raises UserError."""
    file = env.get(f"{name}_FILE")
    if not file:
        return env.get(name) or ""
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"Filen i {name}_FILE går inte att läsa.",
            "Ange en textfil som det konto som kör kvartal får läsa.",
        ) from None


def web_address(text: str, name: str) -> str:
    """An address under TLS, which this machine alone may do without. Raises UserError."""
    address = text.strip().rstrip("/")
    if address and not address.startswith("https://") and not _is_here(address):
        raise UserError(f"{name} är {address!r}.", "Ange en adress som börjar med https://.")
    return address


def _is_here(address: str) -> bool:
    if not address.startswith("http://"):
        return False
    host = urlsplit(address).hostname or ""
    return host in ("127.0.0.1", "localhost") or host.endswith(".localhost")
