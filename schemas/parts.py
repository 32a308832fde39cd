"""Codes that are a part of another: a decision has the part, and the whole counts it as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from schemas.codelists import Code, CodeList
from schemas.counted import PART
from schemas.municipality import Municipality

_LISTS = {"kompensatorisk": "ja_nej"}


def list_of(municipality: Municipality, dimension: str) -> CodeList:
    """The code list of a dimension, or of a column of the decision sheet."""
    return municipality.codelists[_LISTS.get(dimension, dimension)]


def with_wholes(codes: CodeList, code: str) -> tuple[str, ...]:
    """The code, what it is a part of, what that is a part of …"""
    found = [code]
    while (entry := codes.get(found[-1])) is not None and entry.part_of:
        found.append(entry.part_of)
    return tuple(found)


@cache
def parts_in(municipality: Municipality) -> frozenset[tuple[str, str]]:
    """Every code that is a part of another, with its dimension."""
    return frozenset(
        (dimension, each.code)
        for dimension, codes in municipality.codelists.items()
        for each in codes.entries
        if each.part_of
    )


def apart(codes: CodeList, wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of the wanted that none of the others includes: they can be added up."""
    every = tuple(wanted)
    return tuple(each for each in every if not set(with_wholes(codes, each)[1:]) & set(every))


def parts_last(codes: CodeList, listed: Iterable[Code]) -> tuple[Code, ...]:
    """In printing order, each part below its whole."""

    def place(code: Code) -> tuple[int, ...]:
        line = (codes.get(each) for each in reversed(with_wholes(codes, code.code)))
        return tuple(each.order for each in line if each)

    return tuple(sorted(listed, key=place))


def label(codes: CodeList, code: Code, shown: Iterable[str]) -> str:
    """The name as a table prints it, `därav Bostad först` where the whole is shown as well."""
    inside = set(with_wholes(codes, code.code)[1:]) & set(shown)
    return f"{PART}{code.name}" if inside else code.name


def meant(
    municipality: Municipality, only: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """The codes that are meant: of a group of insatser those that it holds."""
    return {
        dimension: tuple(
            dict.fromkeys(each for code in codes for each in municipality.groups.get(code, (code,)))
        )
        for dimension, codes in only.items()
    }


def bare(text: str) -> str:
    """A printed label without the word that makes it a part."""
    return text.removeprefix(PART)
