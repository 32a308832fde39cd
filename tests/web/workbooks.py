"""Workbooks of the demo as their units would send them in again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from httpx2 import Response
from openpyxl import load_workbook

from schemas.accounts import Role
from tests.flows.corrected import write_corrected
from tests.web.site import Site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FLAWED = "norra-innerstaden"
"""The demo's unit with an error: `LSS!D17` says 0 and should say 1."""

NOTHING: Mapping[str, str | int] = MappingProxyType({})


def sent(site: Site, unit: str) -> bytes:
    """What the unit sent in for 2024Q4."""
    return (site.settings.inbox("2024Q4") / f"{unit}_2024Q4.xlsx").read_bytes()


def edited(
    data: bytes, cells: Mapping[str, str | int] = NOTHING, cover: Mapping[str, str | int] = NOTHING
) -> bytes:
    """The workbook with cells of its sheet LSS changed, by address, and fields of its cover."""
    book = load_workbook(io.BytesIO(data))
    for address, value in cells.items():
        book["LSS"][address] = value
    for row in book.worksheets[0].iter_rows():
        label, field = str(row[0].value), row[1]
        if label in cover:
            field.value = cover[label]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def corrected(folder: Path) -> bytes:
    """The flawed workbook mended, with one decision fewer."""
    write_corrected(folder)
    (path,) = folder.iterdir()
    return path.read_bytes()


def send(
    site: Site,
    unit: str,
    data: bytes,
    name: str = "rapport.xlsx",
    role: Role = Role.GRANSKARE,
    to: str = "",
) -> Response:
    """Hand a workbook in for 2024Q4 by the form; `to` names the button."""
    files = {"file": (name, data, XLSX)}
    return site.as_(role, unit).post(f"/lamna-in/2024Q4/{unit}{to}", files=files)
