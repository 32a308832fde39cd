"""A release is what was published, or verify says which file is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from schemas.errors import UserError
from tasks.publish.folders import keep_release
from tasks.publish.verify import verify_folder

OUTPUTS = {"tabeller.csv": b"table,lag\n", "intern/rapport.docx": b"word"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    manifest = {
        "quarter": "2024Q4",
        "version": 1,
        "audience": "offentlig",
        "outputs": [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for path, content in OUTPUTS.items()
        ],
    }
    place = tmp_path / "v1"
    keep_release({place: {**OUTPUTS, "manifest.json": json.dumps(manifest).encode()}})
    return place


def change(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_untouched(folder: Path) -> None:
    checked = verify_folder(folder)
    assert (checked.quarter, checked.version, checked.files, checked.faults) == ("2024Q4", 1, 2, ())
    assert checked.manifest == hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()


def test_a_release_is_not_for_writing_in(folder: Path) -> None:
    modes = {path.stat().st_mode & 0o222 for path in (folder, *folder.rglob("*"))}
    assert modes == {0}


@pytest.mark.parametrize("content", [b"", b"table,lag\n ", b"Table,lag\n"])
def test_a_changed_file(folder: Path, content: bytes) -> None:
    change(folder / "tabeller.csv", content)
    (fault,) = verify_folder(folder).faults
    assert fault.startswith("tabeller.csv är inte den fil som publicerades")


def test_a_missing_and_an_added_file(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "intern").chmod(0o755)
    (folder / "intern" / "rapport.docx").unlink()
    (folder / "bilaga.pdf").write_bytes(b"")
    assert [fault.split(" ")[0:2] for fault in verify_folder(folder).faults] == [
        ["intern/rapport.docx", "saknas."],
        ["bilaga.pdf", "har"],
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"quarter": "2024Q4", "outputs": []}', b"\xff"]
)
def test_what_is_no_manifest(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(UserError, match="manifest"):
        verify_folder(tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="inget manifest"):
        verify_folder(tmp_path / "v9")


def test_a_folder_of_a_publication_that_was_killed_is_replaced(folder: Path) -> None:
    keep_release({folder: {"a.txt": b"new"}})
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    assert [path.name for path in folder.parent.iterdir()] == ["v1"]
