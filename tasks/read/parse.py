"""What is done to the received bytes themselves: everything up to values in cells.

No more than this runs in the sandbox's child. What comes out is no longer anybody's file format.
"""

from __future__ import annotations

from deploy.settings import Limits, load_limits
from schemas.submission import Doubt
from tasks.read.contents import Contents, Parsed, Verdict
from tasks.read.guard import doubt
from tasks.read.loose import loose_texts
from tasks.read.package import Package
from tasks.read.workbook import DamagedWorkbookError, read_sheets

_NO_SENSE: Verdict = (
    Doubt.DAMAGED,
    "Filen går inte att öppna: dess innehåll går inte att tolka. Skicka den på nytt.",
)


def parse(data: bytes, file_name: str, limits: Limits) -> Parsed:
    package = Package(data, file_name, limits)
    if found := doubt(package):
        return found
    try:
        sheets = read_sheets(package)
        return Contents(sheets, loose_texts(package, sheets))
    except DamagedWorkbookError:
        return _NO_SENSE


def parse_here(data: bytes, file_name: str) -> Parsed:
    """In this very process, for whoever reads a file of their own on a machine of their own."""
    return parse(data, file_name, load_limits())
