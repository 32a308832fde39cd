"""A country: municipalities as data folders, and an inbox of thirteen workbooks for each.

Each is Stockholm under another code and name. Its workbooks are the demo city's with the
municipality's name on the cover, so that no two files have the same bytes. What was made once is
kept in the machine's temporary folder.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from deploy.settings import Settings, load_settings
from schemas.municipality import load_municipality
from schemas.quarter import Quarter

MUNICIPALITIES, WORKBOOKS = 290, 13
QUARTER = Quarter(2024, 4)
KEPT = Path(tempfile.gettempdir()) / "kvartal-bench-country"
_NAME = ">Stockholm<"


@cache
def make_country(number: int = MUNICIPALITIES) -> Path:
    """A folder with `data` and `inbox`, in which at least so many municipalities are."""
    (KEPT / "made").mkdir(parents=True, exist_ok=True)
    for code in codes(number):
        if not (KEPT / "made" / code).exists():
            _make(code)
            (KEPT / "made" / code).touch()
    return KEPT


def codes(number: int) -> list[str]:
    return [f"kommun-{each:03}" for each in range(1, number + 1)]


def country_settings(home: Path, number: int, url: str | None = None) -> Settings:
    """The settings of an installation that serves them."""
    environment = {
        **os.environ,
        "KVARTAL_MUNICIPALITIES": ",".join(codes(number)),
        "KVARTAL_DATA": str(make_country(number) / "data"),
        **({"KVARTAL_DATABASE_URL": url} if url else {}),
    }
    return load_settings(home, environment)


def _make(code: str) -> None:
    city = load_municipality("stockholm")
    data, inbox = KEPT / "data" / code, KEPT / "inbox" / code
    shutil.copytree(city.folder, data, dirs_exist_ok=True, ignore=lambda *_: ["demo"])
    about = (data / "kommun.yaml").read_text("utf-8")
    about = about.replace("code: stockholm", f"code: {code}").replace(
        "name: Stockholm", f"name: {code}"
    )
    (data / "kommun.yaml").write_text(about, "utf-8")
    inbox.mkdir(parents=True, exist_ok=True)
    for name, content in _workbooks().items():
        (inbox / name).write_bytes(_renamed(content, code))


@cache
def _workbooks() -> dict[str, bytes]:
    """The demo city's, with the one flaw that it has."""
    from tasks.demo.inbox import build_inbox  # whoever finds all made needs none of it
    from tasks.template.workbook import write_workbook

    city = load_municipality("stockholm")
    files = build_inbox(KEPT / "stockholm", QUARTER, city, write_workbook)
    return {file.name: file.read_bytes() for file in files}


def _renamed(data: bytes, name: str) -> bytes:
    """The workbook with another municipality on its cover."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part).replace(_NAME.encode(), f">{name}<".encode())
            new.writestr(part, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
