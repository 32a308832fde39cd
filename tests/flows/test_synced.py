"""A power cut cannot be tried here, but what makes one harmless can: whatever a row speaks of is on
disk, its bytes first and then every name that leads to it, before the row is committed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, event, func, select

from deploy.settings import Settings, load_settings
from sql.archive import sha256_of
from sql.engine import writing
from sql.migrate import migrate
from sql.publication import release
from sql.snapshot import named_files
from sql.warehouse import receipt
from tasks.place import engine_of
from tests.data.submissions import Q4
from tests.flows.victims import NOW, STEPS, sent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what was synced")

COMMIT = Path("commit")


class Log:
    """What was synced, renamed and committed, in order. A commit counts from the first that has a
    row in `table`."""

    def __init__(self, table: Table) -> None:
        self.steps: list[tuple[str, Path, Path]] = []
        self._table = table

    def synced(self, path: Path, before: int) -> int:
        """When a path was last synced before a step."""
        return max(n for n, each in enumerate(self.steps[:before]) if each[:2] == ("sync", path))

    def named(self, path: Path) -> tuple[int, Path]:
        """When something was given this name, and which it had."""
        return next((n, old) for n, (what, old, new) in enumerate(self.steps)
                    if (what, new) == ("name", path))  # fmt: skip

    @property
    def committed(self) -> int:
        return next(n for n, each in enumerate(self.steps) if each[1] == COMMIT)

    def commit(self, connection: Connection) -> None:
        if connection.scalar(select(func.count()).select_from(self._table)):
            self.steps.append(("commit", COMMIT, COMMIT))


@contextmanager
def watched(settings: Settings, log: Log, patch: pytest.MonkeyPatch) -> Iterator[None]:
    def fsync(handle: int, real: Callable[[int], None] = os.fsync) -> None:
        real(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        log.steps.append(("sync", path, path))

    def naming(real: Callable[..., None]) -> Callable[..., None]:
        def rename(old: Any, new: Any, **options: Any) -> None:
            real(old, new, **options)
            log.steps.append(("name", Path(old), Path(new)))

        return rename

    patch.setattr(os, "fsync", fsync)
    patch.setattr(os, "replace", naming(os.replace))
    patch.setattr(os, "rename", naming(os.rename))
    event.listen(engine_of(settings), "commit", log.commit)
    try:
        yield
    finally:
        event.remove(engine_of(settings), "commit", log.commit)


@contextmanager
def prepared(step: str, folder: Path) -> Iterator[Settings]:
    settings = load_settings(folder / "home", {})
    migrate(engine_of(settings))
    STEPS[step].prepare(settings)
    yield settings
    engine_of(settings).dispose()


@pytest.mark.parametrize("step", ["receive", "collect"])
def test_a_received_file_is_on_disk_before_its_receipt(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(receipt)
    with prepared(step, tmp_path) as settings, watched(settings, log, monkeypatch):
        STEPS[step].act(settings, 0)
    sha256 = sha256_of(sent(0))
    place = settings.archive / sha256[:2] / sha256
    named, before = log.named(place)
    assert log.synced(before, named) < named  # the bytes, then the name
    for folder in place.parents[:3]:
        assert named < log.synced(folder, log.committed)  # the name, and all that lead to it


def test_what_another_left_in_the_archive_is_synced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was killed after the rename may not have synced the folder."""
    log = Log(receipt)
    sha256 = sha256_of(sent(0))
    with prepared("receive", tmp_path) as settings:
        place = settings.archive / sha256[:2] / sha256
        place.parent.mkdir(parents=True)
        place.write_bytes(sent(0))
        with watched(settings, log, monkeypatch):
            STEPS["receive"].act(settings, 0)
        with engine_of(settings).connect() as connection:
            assert named_files(connection) == (sha256,)
    assert all(log.synced(each, log.committed) >= 0 for each in (place, *place.parents[:3]))


def test_a_release_is_on_disk_before_its_row_and_has_its_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log(release)
    with prepared("publish", tmp_path) as settings, watched(settings, log, monkeypatch):
        STEPS["publish"].act(settings, 0)
    for folder in (settings.release(str(Q4), 1), settings.internal_release(str(Q4), 1)):
        named, sealed = log.named(folder)
        assert log.committed < named
        inside = [sealed / path.relative_to(folder) for path in folder.rglob("*")]
        assert len(inside) > 5
        written = [log.synced(path, log.committed) for path in (*inside, sealed)]
        assert max(written) < min(log.synced(above, log.committed) for above in folder.parents[:3])
        last = max(n for n, each in enumerate(log.steps) if each[:2] == ("sync", folder.parent))
        assert named < last


def test_the_watch_sees_a_row_that_comes_too_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else all of this would be true of anything."""
    log = Log(receipt)
    with prepared("receive", tmp_path) as settings, watched(settings, log, monkeypatch):
        row = {"municipality": "stockholm", "quarter": str(Q4), "sha256": "0" * 64, "size": 1}
        with writing(engine_of(settings)) as connection:
            connection.execute(receipt.insert().values(**row, file_name="x", received=NOW))
        STEPS["receive"].act(settings, 0)
    sha256 = sha256_of(sent(0))
    assert log.committed < log.named(settings.archive / sha256[:2] / sha256)[0]
