"""The demo's workbooks, written to disk and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.demo.inbox import build_inbox
from tasks.template.workbook import write_workbook
from tests.unit.demo.books import Books, read


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder of workbooks for each of the two quarters."""
    city = load_municipality("stockholm")
    folders = {text: tmp_path_factory.mktemp(text) for text in ("2024Q3", "2024Q4")}
    for text, folder in folders.items():
        build_inbox(folder, Quarter.parse(text), city, write_workbook)
    return folders


@pytest.fixture(scope="session")
def books(inbox: dict[str, Path]) -> Books:
    return {
        quarter: {
            path.name.removesuffix(f"_{quarter}.xlsx"): read(path) for path in folder.iterdir()
        }
        for quarter, folder in inbox.items()
    }
