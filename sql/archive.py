"""The archive: every received file, unchanged, under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_HOUR = 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")


class ArchiveError(Exception):
    """The archive does not hold what it promised; never the sender's fault. `gone` when the file
    is not there, else it is damaged."""

    def __init__(self, message: str, *, gone: bool) -> None:
        super().__init__(message)
        self.gone = gone


def sha256_of(data: bytes) -> str:
    """The name of some bytes in the archive."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """A folder of files that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256. After a crash they are there whole or not. What
        is there already is touched, so that nobody takes it for something left behind."""
        sha256 = sha256_of(data)
        place = self._place(sha256)
        try:
            os.utime(place)
            _sync(place)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(place, data)
        for folder in (place.parent, self.folder, self.folder.parent):
            _sync(folder)  # whoever wrote the name first may have died before
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this SHA-256. Raises ArchiveError when they are gone or damaged."""
        try:
            data = self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise ArchiveError(f"{sha256} is not in the archive", gone=True) from None
        if sha256_of(data) != sha256:
            raise ArchiveError(f"{sha256} is damaged in the archive", gone=False)
        return data

    def holds(self, sha256: str) -> bool:
        return self._place(sha256).exists()

    def remove(self, sha256: str) -> None:
        """Take a file away for good; one that is gone already is no fault."""
        place = self._place(sha256)
        if place.exists():
            place.unlink(missing_ok=True)
            _sync(place.parent)

    def untouched(self, hours: int) -> Iterator[str]:
        """The SHA-256 of every file that nobody has put for so long."""
        for place in sorted(self.folder.glob("??/*")):
            if _SHA256.fullmatch(place.name) and _older(place, hours):
                yield place.name

    def remove_untouched(self, sha256: str, hours: int) -> bool:
        """Take a file away unless somebody puts it at this very moment: it is set aside first,
        and whoever puts it then finds nothing and writes it anew."""
        place = self._place(sha256)
        aside = place.with_name(f".{sha256}")
        place.rename(aside)
        if not _older(aside, hours):
            aside.rename(place)
            return False
        aside.unlink()
        _sync(place.parent)
        return True

    def tidy(self) -> None:
        """Take away what writers left that were killed: it may be half of somebody's file. One
        that is still writing has begun within the hour."""
        for begun in self.folder.glob("*/.*"):
            if _older(begun, hours=1):
                begun.unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _older(place: Path, hours: int) -> bool:
    return place.stat().st_mtime < time.time() - hours * _HOUR


def _write_whole(place: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    """The new name must be on disk too; a folder can be synced on POSIX alone."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
