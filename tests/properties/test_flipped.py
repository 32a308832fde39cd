"""One spoilt byte anywhere in an honest workbook: the same contents, or a doubt; never others.

What a byte means is inside a checksum, or is said twice and compared. benchmarks/bench_sandbox.py
spoils five thousand.
"""

from __future__ import annotations

import random
from functools import cache

import pytest

from deploy.settings import Limits
from tasks.read.contents import Contents, Parsed
from tasks.read.parse import parse
from tests.unit.read.files import FARSTA, sample

FLIPPED = 300
ODS = "libreoffice_farsta_2024Q4.ods"


@pytest.mark.parametrize("name", [FARSTA, "libreoffice_formulas_farsta_2024Q4.xlsx", ODS])
def test_a_spoilt_byte_is_seen_or_means_nothing(name: str) -> None:
    draw, length = random.Random(name), len(sample(name))
    drawn = [(draw.randrange(length), draw.randrange(1, 256)) for _ in range(FLIPPED)]
    seen = [is_seen(name, place, mask) for place, mask in drawn]
    assert sum(seen) > FLIPPED / 2


@pytest.mark.parametrize("name", [FARSTA, ODS])
def test_the_directory_is_outside_the_checksums(name: str) -> None:
    """Every byte of it."""
    data = sample(name)
    places = range(data.index(b"PK\x01\x02"), len(data))
    seen = [is_seen(name, place, mask) for place in places for mask in (0x01, 0xFF)]
    assert sum(seen) > len(seen) / 2


def is_seen(name: str, place: int, mask: int) -> bool:
    """Whether a spoilt byte raises a doubt; without one the contents must be as they were."""
    spoilt = bytearray(sample(name))
    spoilt[place] ^= mask
    read = parse(bytes(spoilt), name, Limits())
    if isinstance(read, Contents):
        assert read == whole(name), (place, mask)
    return not isinstance(read, Contents)


@cache
def whole(name: str) -> Parsed:
    return parse(sample(name), name, Limits())
