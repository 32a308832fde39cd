"""A release is what was published, or verify says which file is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from schemas.errors import UserError
from tasks.publish.folders import name_release, seal_release
from tasks.publish.verify import verify_folder

OUTPUTS = {"tabeller.csv": b"table,lag\n", "intern/rapport.docx": b"word"}
SHA256 = "0" * 64


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
    seal_release(place, {**OUTPUTS, "manifest.json": json.dumps(manifest).encode()}, SHA256)
    assert not place.exists()
    name_release(place, SHA256)
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


def test_what_a_publication_left_that_was_killed_before_it_was_one_is_replaced(
    tmp_path: Path,
) -> None:
    place = tmp_path / "v2"
    for content in (b"old", b"new"):
        seal_release(place, {"a.txt": content}, hashlib.sha256(content).hexdigest())
    for content in (b"old", b"new"):
        name_release(place, hashlib.sha256(content).hexdigest())
    assert [path.name for path in tmp_path.iterdir()] == ["v2"]
    assert (place / "a.txt").read_bytes() == b"new"


def test_a_release_keeps_its_name_and_is_never_written_over(folder: Path) -> None:
    name_release(folder, SHA256)
    with pytest.raises(UserError, match="finns redan, men databasen känner inte till"):
        seal_release(folder, {"a.txt": b"new"}, "1" * 64)
    assert verify_folder(folder).faults == ()
    assert [path.name for path in folder.parent.iterdir()] == ["v1"]


def test_one_killed_before_it_was_shut_is_shut_when_it_is_finished(folder: Path) -> None:
    folder.chmod(0o755)
    name_release(folder, SHA256)
    assert folder.stat().st_mode & 0o222 == 0
