"""Files are handed out as the manifest names them, and no others."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from schemas.errors import UserError
from tasks.publish.kept import Shelf, open_shelf

OUTSIDE = ("../hemligt.txt", "/etc/passwd", "diagram/../../hemligt.txt", "")


def shelf(folder: Path, **files: bytes) -> Shelf:
    """A folder that holds these files, and whose manifest names others outside it as well."""
    outputs = [
        {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for path, data in {**files, **dict.fromkeys(OUTSIDE, b"x")}.items()
    ]
    for path, data in files.items():
        (folder / path).write_bytes(data)
    manifest = {"quarter": "2024Q4", "audience": "intern", "outputs": outputs}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return open_shelf(folder)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = shelf(tmp_path, rapport=b"abc")
    kept = made.find("rapport")
    assert kept is not None
    assert (kept.size, made.read(kept)) == (3, b"abc")


def test_the_manifest_is_one_of_the_files(tmp_path: Path) -> None:
    made = shelf(tmp_path)
    kept = made.find("manifest.json")
    assert kept is not None
    assert made.digest == hashlib.sha256(made.read(kept)).hexdigest()


def test_nothing_outside_the_folder_is_found(tmp_path: Path) -> None:
    made = shelf(tmp_path)
    assert [each.path for each in made.files] == ["manifest.json"]
    assert [made.find(path) for path in OUTSIDE] == [None] * 4


def test_a_changed_file_is_not_read_nor_one_that_is_gone(tmp_path: Path) -> None:
    made = shelf(tmp_path, rapport=b"abc")
    kept = made.find("rapport")
    assert kept is not None
    (tmp_path / "rapport").write_bytes(b"abd")
    with pytest.raises(UserError, match="SYS-902"):
        made.read(kept)
    (tmp_path / "rapport").unlink()
    with pytest.raises(UserError, match="saknas"):
        made.read(kept)


def test_a_folder_without_a_manifest_is_no_shelf(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_shelf(tmp_path)
