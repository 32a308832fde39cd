"""A draft as a whole: its files, the manifest's word for them, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from schemas.edition import Edition
from schemas.tables import Table
from tasks.publish.publish import publish_draft

NAMES = {"rapport.docx", "tabeller.xlsx", "tabeller.csv", "manifest.json"}


def test_the_files_of_a_draft(edition: Edition, tables: Sequence[Table], tmp_path: Path) -> None:
    folder = tmp_path / "out" / "2024Q4" / "draft"
    written = publish_draft(edition, tables, folder)
    assert set(written) == {folder / name for name in NAMES}
    assert {path.name for path in folder.iterdir()} == NAMES


def test_the_manifest_tells_the_truth(
    edition: Edition, tables: Sequence[Table], tmp_path: Path
) -> None:
    publish_draft(edition, tables, tmp_path / "draft")
    manifest = json.loads((tmp_path / "draft" / "manifest.json").read_bytes())
    assert {each["path"] for each in manifest["outputs"]} == NAMES - {"manifest.json"}
    for each in manifest["outputs"]:
        content = (tmp_path / "draft" / each["path"]).read_bytes()
        assert (each["size"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_same_input_gives_the_same_bytes(
    edition: Edition, tables: Sequence[Table], tmp_path: Path
) -> None:
    one = publish_draft(edition, tables, tmp_path / "one")
    other = publish_draft(edition, tables, tmp_path / "other")
    for first, second in zip(one, other, strict=True):
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes()


def test_no_clock_is_in_the_files(
    edition: Edition, tables: Sequence[Table], tmp_path: Path
) -> None:
    """Byte equality within one second proves little: nothing may bear the day of making."""
    publish_draft(edition, tables, tmp_path / "draft")
    for name in ("rapport.docx", "tabeller.xlsx"):
        with zipfile.ZipFile(tmp_path / "draft" / name) as archive:
            assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
            properties = archive.read("docProps/core.xml").decode()
        assert properties.count("2000-01-01T00:00:00Z</dcterms:") == 2
