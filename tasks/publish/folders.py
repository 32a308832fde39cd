"""Writing folders as a whole: a draft takes the place of the one before, a release is kept.

Whoever looks sees the old folder or the new one, never a mixture.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_SEALED_FILE, _SEALED_FOLDER, _OPEN = 0o444, 0o555, 0o755


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files to a fresh folder beside `folder`, and put it in its place.

    Whatever `folder` held before is gone. A run that is killed leaves the old folder or the new
    one, and next to it what the following run takes away.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _recover(folder)
    fresh = folder.with_name(f".{folder.name}.{uuid4().hex}.new")
    try:
        _write(fresh, files)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(_aside(folder), ignore_errors=True)


def keep_release(folders: Mapping[Path, Mapping[str, bytes]]) -> None:
    """Write the folders of a release that nobody changes again: on disk before they have their
    names, and read-only.

    A folder that has the name already was never made known as a release (a publication was
    killed before it was): it goes.
    """
    fresh = {folder: folder.with_name(f".{folder.name}.{uuid4().hex}.new") for folder in folders}
    try:
        for folder, files in folders.items():
            folder.parent.mkdir(parents=True, exist_ok=True)
            _write(fresh[folder], files)
            _seal(fresh[folder])
        for folder, written in fresh.items():
            _remove(folder)
            written.rename(folder)
            folder.chmod(_SEALED_FOLDER)
            _sync(folder.parent)
    finally:
        for written in fresh.values():
            _remove(written)


def _seal(folder: Path) -> None:
    """On disk, and no longer to be written in."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
        path.chmod(_SEALED_FOLDER if path.is_dir() else _SEALED_FILE)
    _sync(folder)


def _remove(folder: Path) -> None:
    if folder.exists():
        for path in (folder, *folder.rglob("*")):
            path.chmod(_OPEN)
        shutil.rmtree(folder)


def _sync(path: Path) -> None:
    """A folder can be synced on POSIX alone."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _put_in_place(fresh: Path, folder: Path) -> None:
    """After this `folder` is the fresh one; the old one is at `fresh` or set aside."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchange(fresh, folder):
        folder.rename(_aside(folder))
        fresh.rename(folder)


def _exchange(fresh: Path, folder: Path) -> bool:
    """Linux exchanges two folders in one step. False where system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    source, target = os.fsencode(fresh), os.fsencode(folder)
    failed: int = rename(_AT_FDCWD, source, _AT_FDCWD, target, _RENAME_EXCHANGE)
    return failed == 0


def _recover(folder: Path) -> None:
    """Put back what a run killed between two renames set aside, and clear what it began."""
    aside = _aside(folder)
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    leftovers = [aside, *folder.parent.glob(f".{folder.name}.*.new")]
    for leftover in leftovers:
        shutil.rmtree(leftover, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
