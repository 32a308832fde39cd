"""An inbox as a municipality's looks when every unit has sent its workbook in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from schemas.content import WorkbookContent
from schemas.layouts import Layout
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from tasks.demo.city import demo_city

Write: TypeAlias = Callable[[WorkbookContent, Layout, Codebook], bytes]
"""How content becomes a workbook: the template's `write_workbook`."""

DAYS_AFTER_QUARTER = timedelta(days=15)


def received_on(quarter: Quarter) -> datetime:
    """When the workbooks came in: the middle of the month after, in time for any deadline."""
    return datetime.combine(quarter.last_day + DAYS_AFTER_QUARTER, time(9), UTC)


def build_inbox(
    folder: Path, quarter: Quarter, municipality: Municipality, write: Write
) -> tuple[Path, ...]:
    """Write the demo city's workbooks of a quarter into a folder, which is made if need be.

    Their bytes and their modification time are the same whenever and wherever they are made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = received_on(quarter).timestamp()
    written = []
    for workbook in demo_city(municipality):
        if workbook.quarter == quarter:
            layout = municipality.layouts_in(quarter, workbook.unit)[0]
            codebook = municipality.at(quarter).of_unit(workbook.unit)
            path = folder / workbook.file_name
            path.write_bytes(write(workbook.content, layout, codebook))
            os.utime(path, (stamp, stamp))
            written.append(path)
    return tuple(written)
