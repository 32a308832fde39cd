"""The addresses of pages that other pages link to."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from schemas.quarter import Quarter


def trace_address(
    quarter: Quarter,
    table: int,
    row: Sequence[str],
    column: str,
    release: int | None = None,
) -> str:
    """The trace of a figure: the codes of its row (none for Summa) and of its column."""
    asked = [*(("rad", code) for code in row), ("kolumn", column)]
    if release is not None:
        asked.append(("utgava", str(release)))
    return f"/kvartal/{quarter}/tabeller/{table}/spar?{urlencode(asked)}"


def sheet_address(
    quarter: Quarter, unit: str, version: int | None, sheet: str, cell: str | None = None
) -> str:
    """A sheet of a unit's submission, with a cell marked."""
    asked = {"version": version, "blad": sheet, "cell": cell}
    told = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/kvartal/{quarter}/enhet/{quote(unit)}?{told}"


def unit_address(quarter: Quarter, unit: str, version: int | None = None) -> str:
    """A unit's submission; the newest version where none is named."""
    asked = f"?version={version}" if version is not None else ""
    return f"/kvartal/{quarter}/enhet/{quote(unit)}{asked}"


OF_QUARTER = "kvartalet"
"""How the queue's filter names what is said of the quarter as a whole, in place of a unit."""


def queue_address(
    quarter: Quarter,
    *,
    unit: str | None = None,
    severity: str | None = None,
    status: str | None = None,
) -> str:
    """The queue of open findings, filtered."""
    asked = {"enhet": unit, "allvar": severity, "status": status}
    told = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/kvartal/{quarter}/granskning{f'?{told}' if told else ''}"


def finding_address(quarter: Quarter, finding: str) -> str:
    return f"/fynd/{quarter}/{quote(finding)}"


def release_address(quarter: Quarter, version: int) -> str:
    return f"/kvartal/{quarter}/utgava/{version}"


def report_address(quarter: Quarter) -> str:
    return f"/kvartal/{quarter}/rapport"
