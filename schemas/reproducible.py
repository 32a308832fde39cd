"""The same content in the same bytes: Office files (xlsx, docx) without the time of their making.

A SHA-256 over a workbook or a report means something only if making it again gives the same
bytes; the libraries that write them stamp the clock into the zip entries and the properties.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

INSTANT = "2000-01-01T00:00:00Z"
"""What the properties say instead of when the file was written, where its content has no day."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip entry can have
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:)")


def repack(data: bytes, day: date | None = None) -> bytes:
    """The archive with fixed dates: same entries, same order, same content but for core.xml, which
    says the content's own `day` where it has one."""
    instant = f"{day.isoformat()}T00:00:00Z" if day else INSTANT
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == _CORE:
                content = _STAMP.sub(rb"\g<1>" + instant.encode() + rb"\g<2>", content)
            target.writestr(_undated(entry), content)
    return packed.getvalue()


def _undated(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry of the same name and compression, with nothing of the machine that made it."""
    fixed = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
    fixed.compress_type = entry.compress_type
    fixed.create_system = 3  # else the zip tells the platform
    fixed.external_attr = 0o644 << 16
    return fixed
