"""What an archive says twice must be the same both times.

A zip archive names every part, with its size and checksum, before the part and again in a
directory at the end. Python believes the directory, other readers the beginnings, and an archive
that says two things can show the guard one workbook and the parser another.
"""

from __future__ import annotations

import struct
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LOCAL = struct.Struct("<4s2xHHHHLLLHH")
_END = struct.Struct("<4sHHHHLLH")
_END_64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR_64 = struct.Struct("<4sLQL")
_DESCRIPTORS = (struct.Struct("<LLL"), struct.Struct("<LQQ"))
_DESCRIPTOR_SIGN = b"PK\x07\x08"
_DESCRIBED_AFTER, _UTF_8 = 0x8, 0x800
_MAX_16, _MAX_32 = 0xFFFF, 0xFFFFFFFF
_OTHER_NAME = 0x7075
"""An extra field with another name for the part, which some readers go by."""


def tells_one_story(data: bytes, archive: ZipFile) -> bool:
    """Whether parts follow each other without gap or overlap from the first byte to the
    directory, each as the directory says, and the directory is followed by its own end alone."""
    at = 0
    for entry in sorted(archive.infolist(), key=lambda each: each.header_offset):
        beginning = _after_beginning(data, entry, at)
        if beginning is None:
            return False
        at = _after_descriptor(data, entry, beginning + entry.compress_size)
    return at == archive.start_dir and _ends_well(data, archive)


def _after_beginning(data: bytes, entry: ZipInfo, at: int) -> int | None:
    """Where a part's content begins, None when its beginning is not what the directory says."""
    if entry.header_offset != at or len(data) < at + _LOCAL.size:
        return None
    sign, flags, method, _, _, crc, packed, size, named, extra = _LOCAL.unpack_from(data, at)
    name = data[at + _LOCAL.size : at + _LOCAL.size + named]
    alike = (
        sign == b"PK\x03\x04"
        and flags == entry.flag_bits
        and method == entry.compress_type
        and method in (ZIP_STORED, ZIP_DEFLATED)
        and name.decode("utf-8" if flags & _UTF_8 else "cp437", "replace") == entry.orig_filename
        and not _has_other_name(entry.extra)
        and not _has_other_name(data[at + _LOCAL.size + named :][:extra])
    )
    told = ((crc, entry.CRC), (packed, entry.compress_size), (size, entry.file_size))
    later = (0, _MAX_32) if flags & _DESCRIBED_AFTER else ()
    if not alike or any(here != there and here not in later for here, there in told):
        return None
    return at + _LOCAL.size + int(named) + int(extra)


def _after_descriptor(data: bytes, entry: ZipInfo, at: int) -> int:
    """Where the next part begins: size and checksum may be told once more after the content."""
    if not entry.flag_bits & _DESCRIBED_AFTER:
        return at
    signed = at + len(_DESCRIPTOR_SIGN) if data.startswith(_DESCRIPTOR_SIGN, at) else at
    told = (entry.CRC, entry.compress_size, entry.file_size)
    for form in _DESCRIPTORS:
        if data.startswith(form.pack(*told), signed):
            after = signed + form.size
            if data[after : after + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
                return after
    return at


def _has_other_name(extra: bytes) -> bool:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _OTHER_NAME:
            return True
        extra = extra[4 + length :]
    return False


def _ends_well(data: bytes, archive: ZipFile) -> bool:
    """Nothing stands after the end, and nothing between the directory and its end but the longer
    form of the same."""
    count, start, last = len(archive.infolist()), archive.start_dir, len(data) - _END.size
    size = last - start
    is_long = data.startswith(b"PK\x06\x07", last - _LOCATOR_64.size)
    if is_long:
        size -= _END_64.size + _LOCATOR_64.size
        if not _long_end_is(data[start + size : last], count, size, start):
            return False
    told, true = _END.unpack_from(data, last), (b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    see_above = (None, *[_MAX_16] * 4, *[_MAX_32] * 2, None)
    return all(
        said == right or (is_long and said == most)
        for said, right, most in zip(told, true, see_above, strict=True)
    )


def _long_end_is(found: bytes, count: int, size: int, start: int) -> bool:
    if len(found) != _END_64.size + _LOCATOR_64.size:
        return False
    sign, length, _, _, *told = _END_64.unpack_from(found)
    return (
        (sign, length, *told) == (b"PK\x06\x06", 44, 0, 0, count, count, size, start)
        and found[_END_64.size :] == _LOCATOR_64.pack(b"PK\x06\x07", 0, start + size, 1)
    )  # fmt: skip
