"""Office files whose bytes do not tell when they were made."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from schemas.reproducible import repack

CORE = (
    '<cp:coreProperties xmlns:cp="c"><dc:title xmlns:dc="d">2024-01-01</dc:title>'
    '<dcterms:created xmlns:dcterms="t" type="W3CDTF">{0}</dcterms:created>'
    '<dcterms:modified xmlns:dcterms="t">{0}</dcterms:modified></cp:coreProperties>'
)


def archive(year: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, text in (
            ("xl/workbook.xml", "<workbook/>"),
            ("docProps/core.xml", CORE.format(f"{year}-05-01T12:00:00Z")),
            ("[Content_Types].xml", "<Types/>"),
        ):
            target.writestr(zipfile.ZipInfo(name, (year, 5, 1, 12, 0, 0)), text)
    return made.getvalue()


def test_two_makings_give_the_same_bytes() -> None:
    assert archive(2024) != archive(2025)
    assert repack(archive(2024)) == repack(archive(2025))


def test_content_and_order_stay() -> None:
    with zipfile.ZipFile(io.BytesIO(repack(archive(2024)))) as packed:
        assert packed.namelist() == ["xl/workbook.xml", "docProps/core.xml", "[Content_Types].xml"]
        assert packed.read("xl/workbook.xml") == b"<workbook/>"
        core = packed.read("docProps/core.xml").decode()
    assert core == CORE.format("2000-01-01T00:00:00Z")
    assert "2024-01-01</dc:title>" in core


def test_the_day_of_the_content_is_told() -> None:
    with zipfile.ZipFile(io.BytesIO(repack(archive(2024), date(2025, 3, 17)))) as packed:
        core = packed.read("docProps/core.xml").decode()
    assert core == CORE.format("2025-03-17T00:00:00Z")


def test_entries_carry_no_date() -> None:
    with zipfile.ZipFile(io.BytesIO(repack(archive(2024)))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_packing_again_changes_nothing() -> None:
    once = repack(archive(2024))
    assert repack(once) == once
