"""A folder is replaced whole: nothing of the old one stays, and leftovers go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.publish.folders import replace_folder

OLD, NEW = {"a.txt": b"old", "old.txt": b"old"}, {"a.txt": b"new", "diagram/b.txt": b"new"}


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "2024Q4" / "draft"


def siblings(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir()]


def test_the_first_time(folder: Path) -> None:
    replace_folder(folder, NEW)
    assert content(folder) == NEW
    assert siblings(folder) == ["draft"]


def test_the_old_one_is_gone(folder: Path) -> None:
    replace_folder(folder, OLD)
    replace_folder(folder, NEW)
    assert content(folder) == NEW
    assert siblings(folder) == ["draft"]


def test_where_two_folders_cannot_be_exchanged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    replace_folder(folder, OLD)
    replace_folder(folder, NEW)
    assert content(folder) == NEW
    assert siblings(folder) == ["draft"]


def test_a_failure_leaves_the_old_one(folder: Path) -> None:
    replace_folder(folder, OLD)
    with pytest.raises(OSError, match=r"a\.txt"):
        replace_folder(folder, {"a.txt": b"new", "a.txt/b.txt": b"a file cannot hold a file"})
    assert content(folder) == OLD
    assert siblings(folder) == ["draft"]


def test_leftovers_of_a_killed_run_go(folder: Path) -> None:
    replace_folder(folder, OLD)
    half = folder.with_name(".draft.0123abcd.new")
    half.mkdir()
    (half / "a.txt").write_bytes(b"ne")
    replace_folder(folder, NEW)
    assert content(folder) == NEW
    assert siblings(folder) == ["draft"]


def test_a_run_killed_between_two_renames_is_mended(folder: Path) -> None:
    """The old folder was set aside and the new one not yet in place, and then writing fails."""
    aside = folder.with_name(".draft.old")
    aside.mkdir(parents=True)
    (aside / "a.txt").write_bytes(b"old")
    with pytest.raises(OSError, match="b"):
        replace_folder(folder, {"b": b"", "b/c": b""})
    assert content(folder) == {"a.txt": b"old"}
    assert siblings(folder) == ["draft"]


def test_others_may_read_it(folder: Path) -> None:
    replace_folder(folder, NEW)
    assert folder.stat().st_mode == folder.parent.stat().st_mode
