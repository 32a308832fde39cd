"""An inbox: a folder of this machine, or anything that fsspec has an address for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from schemas.errors import UserError
from schemas.personnummer import masked

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_IGNORED_STARTS = ("~$", ".")  # a lock file of Excel; hidden files, and lock files of LibreOffice
_SECRET = re.compile(r"//[^/@]*@")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in the inbox. `modified` is None where the place keeps no such time."""

    path: str
    file_name: str
    modified: datetime | None


@dataclass(frozen=True)
class Inbox:
    """An inbox that is known to be there. `system` is its fsspec file system."""

    address: str
    system: Any
    path: str

    def names(self) -> tuple[str, ...]:
        """The paths of everything that may be a report; folders are not entered."""
        try:
            entries = self.system.ls(self.path, detail=True)
        except OSError as error:
            raise UserError(
                f"Inkorgen {self.address} går inte att läsa.",
                "Ge det konto som kör kvartal rätt att läsa mappen.",
            ) from error
        return tuple(
            entry["name"]
            for entry in entries
            if self._may_be_read(entry) and not _ignored(_base(entry["name"]))
        )

    def _may_be_read(self, entry: Mapping[str, Any]) -> bool:
        """Files, and links unless they lead to a folder; a pipe would be waited for for ever."""
        if entry.get("islink"):
            return not self.system.isdir(entry["name"])
        return bool(entry["type"] == "file")

    def waiting(self, path: str) -> Waiting:
        """A file and when it was last changed. Raises OSError when it is gone or closed."""
        try:
            modified = self.system.modified(path)
        except NotImplementedError:
            modified = None
        return Waiting(path, readable_name(_base(path)), _as_utc(modified))

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError when it is gone or closed."""
        data: bytes = self.system.cat_file(path)
        return data


def open_inbox(address: str) -> Inbox:
    """The inbox at an address. Raises UserError when there is none that can be read."""
    from fsspec.core import url_to_fs

    shown = _SECRET.sub("//", address)
    try:
        system, path = url_to_fs(address)
        exists, is_folder = system.exists(path), system.isdir(path)
    except (OSError, ValueError, ImportError):
        raise UserError(
            f"Inkorgen {shown} går inte att öppna.",
            "Kontrollera adressen, och att det program som platsen behöver är installerat.",
        ) from None  # the cause may repeat the address with its password
    if not exists:
        raise UserError(
            f"Inkorgen {shown} finns inte.",
            "Kontrollera sökvägen efter --inbox, eller skapa mappen.",
        )
    if not is_folder:
        raise UserError(
            f"Inkorgen {shown} är en fil, inte en mapp.",
            "Ange mappen som filen ligger i, eller granska filen med kvartal check.",
        )
    return Inbox(shown, system, path)


def readable_name(name: str) -> str:
    """The name as text, a personnummer in it hidden: it is kept and shown. Old archives unpack
    with names in Windows' Western European letters."""
    raw = os.fsencode(name)
    try:
        return masked(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return masked(raw.decode("cp1252", "replace"))


def _ignored(name: str) -> bool:
    return name.startswith(_IGNORED_STARTS) or name.casefold() in _IGNORED_NAMES


def _base(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[-1]


def _as_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
