"""Archives that lie, and little that becomes much."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.unit.read.files import FARSTA, by_hand, repacked, sample, worksheet, zipped
from tests.unit.read.hostile import (
    BOOK,
    LARGE,
    ODS,
    ONE,
    SHEET,
    STRANGE,
    Hostile,
    in_sheet,
    ods,
    with_part,
)  # fmt: skip


def archives() -> Iterator[Hostile]:
    """Archives that lie, about themselves or to one of their readers."""
    for name in (
        "../a.xml",
        "/a.xml",
        "xl/../../a.xml",
        "C:/a.xml",
        "..\\a.xml",
        "\\\\host\\a.xml",
    ):
        yield Hostile(
            f"a part called {name}",
            STRANGE,
            partial(with_part, name),
        )
    for name in (SHEET, SHEET.upper(), SHEET.replace("/", "\\")):
        yield Hostile(f"a second {name}", STRANGE, partial(twice, name))
    spoilt: Mapping[str, Callable[[], bytes]] = {
        "a wrong checksum": lambda: in_directory(16, "<L", 1),
        "too small a size": lambda: in_directory(24, "<L", 10),
        "too large a size": lambda: in_directory(24, "<L", 500_000),
        "another method": lambda: in_directory(10, "<H", zipfile.ZIP_STORED),
        "another beginning": lambda: in_directory(42, "<L", 195),
        "a lock": lambda: in_directory(8, "<H", 1),
        "another name at the beginning": lambda: sample().replace(b"sheet2.xml", b"sheet9.xml", 1),
        "another size at the beginning": lambda: _at(sample(), 22, "<L", 7),
        "another checksum at the beginning": lambda: _at(sample(), 14, "<L", 7),
        "something before": lambda: b"MZ" + sample(),
        "something after": lambda: sample() + b"hej",
        "a comment": lambda: _at(sample(), len(sample()) - 2, "<H", 3) + b"hej",
        "another count": lambda: _at(sample(), len(sample()) - 14, "<HH", 3, 3),
        "two directories": _two_archives,
        "another name in an extra field": _other_name,
        "parts that overlap": _overlapping,
        "another kind of packing": _bzip2,
    }
    for what, make in spoilt.items():
        yield Hostile(what, STRANGE, make)


def bombs() -> Iterator[Hostile]:
    """Little that becomes much."""
    large: Mapping[str, Callable[[], bytes]] = {
        "a large file": lambda: b"PK\x03\x04" + bytes(10_000_001),
        "rows": lambda: repacked(sample(), {SHEET: b"<row/>" * 400_000}),
        "one long string": lambda: by_hand(
            {"LSS": worksheet(ONE)}, f"<sst><si><t>{'a' * 90_000_000}</t></si></sst>"
        ),
        "one long string, hard to pack": lambda: by_hand({"LSS": worksheet(_text(3_000_000))}),
        "one long attribute": lambda: in_sheet(f"<c r='A1' x='{_noise(999_999)}'><v>1</v></c>"),
        "many parts": lambda: zipped({f"{number}.xml": b"<a/>" for number in range(501)}),
        "very many parts": lambda: zipped({f"{number}.xml": b"" for number in range(50_000)}),
        "a total above all": lambda: in_directory(24, "<L", 4_000_000_000),
        "parts under the limit, together above it": _many_bombs,
        "deep nesting": lambda: in_sheet("", "<a>" * 50_000 + "</a>" * 50_000),
        "deep nesting in an ods": lambda: ods("<text:p>" * 50_000 + "</text:p>" * 50_000),
        "one sheet a thousand times": one_sheet_often,
    }
    for what, make in large.items():
        yield Hostile(what, LARGE, make, ODS if "ods" in what else FARSTA)


def twice(name: str) -> bytes:
    """The sample with a second part that some readers take for one it has."""
    with zipfile.ZipFile(written := io.BytesIO(sample()), "a") as archive:
        archive.writestr("a" * len(name), worksheet(ONE))
    return written.getvalue().replace(b"a" * len(name), name.encode())


def in_directory(offset: int, form: str, value: int) -> bytes:
    """The sample with one number of its directory's first entry changed."""
    return _at(sample(), sample().index(b"PK\x01\x02") + offset, form, value)


def _at(data: bytes, place: int, form: str, *values: int) -> bytes:
    spoilt = bytearray(data)
    struct.pack_into(form, spoilt, place, *values)
    return bytes(spoilt)


def _two_archives() -> bytes:
    """Each whole, one behind the other: readers from the end and from the beginning differ."""
    return by_hand({"LSS": worksheet(ONE)}) + sample()


def _other_name() -> bytes:
    """What some readers believe before the name itself."""
    part = zipfile.ZipInfo("xl/a.xml")
    name = SHEET.encode()
    body = struct.pack("<BL", 1, zlib.crc32(b"xl/a.xml")) + name
    part.extra = struct.pack("<HH", 0x7075, len(body)) + body
    with zipfile.ZipFile(written := io.BytesIO(sample()), "a") as archive:
        archive.writestr(part, worksheet(ONE))
    return written.getvalue()


def _overlapping() -> bytes:
    """Two names for the same bytes, as in a bomb that unpacks one part a thousand times."""
    with zipfile.ZipFile(written := io.BytesIO(sample()), "a") as archive:
        archive.writestr("xl/b.xml", "<b/>")
        first = archive.getinfo(SHEET)
        archive.getinfo("xl/b.xml").header_offset = first.header_offset
    return written.getvalue()


def _bzip2() -> bytes:
    with zipfile.ZipFile(written := io.BytesIO(sample()), "a") as archive:
        archive.writestr("xl/a.xml", "<a/>" * 99, zipfile.ZIP_BZIP2)
    return written.getvalue()


def _many_bombs() -> bytes:
    part = b"<a>" + b" " * 990_000 + b"</a>"
    return repacked(sample(), {f"xl/media/{number}.xml": part for number in range(220)})


def one_sheet_often() -> bytes:
    """Each sheet is small; that they are the same part shows in no directory."""
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(200))
    data = by_hand({"LSS": worksheet(f"<row>{cells}</row>" * 400)})
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 1001))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read(BOOK).decode().replace("<sheets>", f"<sheets>{sheets}")
    return repacked(data, {BOOK: book.encode()})


def _noise(length: int) -> str:
    return random.Random(7).randbytes(length // 2).hex()


def _text(length: int) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{_noise(length)}</t></is></c></row>'
