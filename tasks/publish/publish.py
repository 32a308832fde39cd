"""Writing a draft: every output of a quarter, swapped in as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemas.edition import Edition
from schemas.tables import Table
from tasks.publish.manifest import manifest_json
from tasks.publish.report import report_document
from tasks.publish.swap import replace_folder
from tasks.publish.tidy import tidy_csv
from tasks.publish.xlsx import tables_workbook

MANIFEST = "manifest.json"


def publish_draft(edition: Edition, tables: Sequence[Table], folder: Path) -> tuple[Path, ...]:
    """Write the draft to `folder` in place of what was there; the same input, the same bytes."""
    outputs = {
        "rapport.docx": report_document(edition, tables),
        "tabeller.xlsx": tables_workbook(edition, tables),
        "tabeller.csv": tidy_csv(tables),
    }
    files = {**outputs, MANIFEST: manifest_json(edition, outputs)}
    replace_folder(folder, files)
    return tuple(folder / path for path in files)
