"""Which files of the archive the database speaks of, and what it says of them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from schemas.municipality import Municipality
from sql.warehouse import published_report, receipt


def kept_files(connection: Connection, municipality: Municipality) -> Mapping[str, str]:
    """What the archive has to hold for a municipality, by SHA-256: for which quarter and unit it
    was received, or for which published report."""
    reports = connection.execute(
        select(published_report.c.sha256, published_report.c.name).where(
            published_report.c.municipality == municipality.code,
            published_report.c.sha256.is_not(None),
        )
    )
    received = connection.execute(
        select(receipt.c.sha256, receipt.c.quarter, receipt.c.unit).where(
            receipt.c.municipality == municipality.code, receipt.c.purged.is_(None)
        )
    )
    kept = {sha256: f"rapporten {name}" for sha256, name in reports}
    return kept | {
        sha256: f"{quarter}, {unit}" if unit else quarter for sha256, quarter, unit in received
    }
