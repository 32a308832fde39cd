"""The received bytes seen as a zip archive, which both xlsx and ods are."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.read.ods import OdsSheet

UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What zipfile raises, in its own words or its libraries', over bytes that are no sound archive."""

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a part begins that is written in UTF-16."""


class Package:
    """A received file: its bytes, its name, and its parts, each unpacked at most once.

    Only the guard may meet a broken archive: after it every part can be read.
    """

    def __init__(self, data: bytes, file_name: str) -> None:
        self.data = data
        self.extension = PurePath(file_name).suffix.casefold()
        self._parts: dict[str, bytes] = {}

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.archive.namelist())

    def part(self, name: str) -> bytes:
        """A part unpacked, empty when the archive has none of that name."""
        if name not in self._parts:
            self._parts[name] = self.archive.read(name) if name in self.names else b""
        return self._parts[name]

    @cached_property
    def ods_sheets(self) -> tuple[OdsSheet, ...]:
        """What content.xml tells of an ods workbook. Raises MarkupError and ValueError."""
        from tasks.read.ods import survey  # most workbooks are none

        return survey(self.part("content.xml"))

    @property
    def is_ods(self) -> bool:
        return self.extension == ".ods"
