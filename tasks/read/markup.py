"""Walking through a part's XML, with everything refused that a workbook has no business to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import NoReturn, TypeAlias
from xml.parsers import expat

Start: TypeAlias = Callable[[str, Mapping[str, str]], None]
End: TypeAlias = Callable[[str], None]
Text: TypeAlias = Callable[[str], None]

_TAG = re.compile(rb"<(?:(/)|[^!?/][^>]*(?<=(/)|[^/])>)")
_STEPS = {(b"", b""): 1, (b"", b"/"): 0, (b"/", b""): -1}


class MarkupError(Exception):
    """The XML is not well-formed, or declares a document type."""


def walk(part: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call `start` and `end` for each element by its local name, whatever prefix it has.

    Raises MarkupError. Without a document type there are no entities to expand.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise MarkupError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except LookupError:
        raise MarkupError("an unknown encoding") from None


def depth(part: bytes) -> int:
    """How deep a part's elements lie in each other, by its tags alone."""
    return max(accumulate(map(_STEPS.__getitem__, _TAG.findall(part))), default=0)


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def locals_of(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes by their local names."""
    return {local(name): value for name, value in attributes.items()}


def _refuse(*_: object) -> NoReturn:
    raise MarkupError("a document type is declared")
