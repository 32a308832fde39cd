"""The received bytes seen as a zip archive, which both xlsx and ods are."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from deploy.settings import Limits

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


DEFAULT = Limits()


def same_part(name: str) -> str:
    """What two names of one part have in common: calamine finds a part without regard to case."""
    return name.replace("\\", "/").casefold()


class Package:
    """A received file: its bytes, its name, and its parts, each unpacked at most once.

    Only the guard may meet a broken archive: after it every part can be read.
    """

    def __init__(self, data: bytes, file_name: str, limits: Limits = DEFAULT) -> None:
        self.data = data
        self.limits = limits
        self.extension = PurePath(file_name).suffix.casefold()
        self._parts: dict[str, bytes] = {}

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.archive.namelist())

    @cached_property
    def _names(self) -> dict[str, str]:
        return {same_part(name): name for name in self.names}

    def part(self, name: str) -> bytes:
        """A part unpacked, empty when the archive has none of that name."""
        if name not in self._parts:
            real = self._names.get(same_part(name))
            self._parts[name] = self.archive.read(real) if real else b""
        return self._parts[name]

    @cached_property
    def ods_sheets(self) -> tuple[OdsSheet, ...]:
        """What content.xml tells of an ods workbook. Raises MarkupError and ValueError."""
        from tasks.read.ods import survey  # most workbooks are none

        return survey(self.part("content.xml"))

    @property
    def is_ods(self) -> bool:
        return self.extension == ".ods"
