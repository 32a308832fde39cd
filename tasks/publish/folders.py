"""Writing folders as a whole: a draft takes the place of the one before, a release is kept.

Whoever looks sees the old folder or the new one, never a mixture.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from schemas.errors import UserError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_SEALED_FILE, SEALED_FOLDER, _OPEN = 0o444, 0o555, 0o755


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files to a fresh folder beside `folder`, and put it in its place.

    Whatever `folder` held before is gone. A run that is killed leaves the old folder or the new
    one, and next to it what the following run takes away.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent):
        _recover(folder)
        fresh = folder.with_name(f".{folder.name}.{uuid4().hex}.new")
        try:
            _write(fresh, files)
            _put_in_place(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(_aside(folder), ignore_errors=True)


def seal_release(folder: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write the folder of a release that nobody changes again, on disk and read-only, beside the
    place that it gets when the warehouse knows it: `name_release` finds it by the SHA-256 of its
    manifest.

    What a publication left that was killed before that goes. Raises UserError when something is
    in the place: it may be a release that the warehouse has forgotten.
    """
    if folder.exists():
        raise UserError(
            f"Mappen {folder} finns redan, men databasen känner inte till den utgåvan.",
            "Är databasen återställd ur en äldre säkerhetskopia, eller är det en annan kommuns "
            "hemmapp? Ta reda på vad mappen är, flytta undan den och publicera sedan igen.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    for begun in folder.parent.glob(f".{folder.name}.*.new"):
        _remove(begun)
    sealed = _sealed(folder, manifest)
    try:
        _write(sealed, files)
        seal(sealed)
        for above in folder.parents[:3]:  # the quarter's, the one of all quarters, the home
            _sync(above)
    except BaseException:
        _remove(sealed)
        raise


def name_release(folder: Path, manifest: str) -> None:
    """Give a sealed release its name, unless it has it: a publication may have been killed in
    between, and is finished so."""
    sealed = _sealed(folder, manifest)
    if sealed.exists():
        with _alone(folder.parent):
            if sealed.exists():
                sealed.rename(folder)
                _sync(folder.parent)
    if folder.exists():
        folder.chmod(SEALED_FOLDER)


def _sealed(folder: Path, manifest: str) -> Path:
    return folder.with_name(f".{folder.name}.{manifest}.new")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time: the pages and a run may write the same draft. The lock is the
    system's, and goes with whoever has it; folders can be locked on POSIX alone."""
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def seal(folder: Path) -> None:
    """On disk, and no longer to be written in. The folder itself still takes another name."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync(path)
        path.chmod(SEALED_FOLDER if path.is_dir() else _SEALED_FILE)
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
