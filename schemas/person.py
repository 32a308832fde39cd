"""A person who decides: a name, and the role in which they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.errors import UserError
from schemas.personnummer import holds_number, shape

_ROLE = re.compile(r"\s*[,;(]\s*|\s+[-–—/]\s+")
"""What parts a name from a role; a hyphen inside a name has no space around it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Two persons are the same when their names are, however they are written."""

    name: str
    role: str = ""

    @classmethod
    def parse(cls, text: str) -> Person:
        """`Namn`, `Namn, roll` or `Namn (roll)`. Raises UserError when there is no name, or when
        a personnummer stands in it."""
        require_no_number(text, "Namnet på den som beslutar")
        name, *role = _ROLE.split(" ".join(text.split()), maxsplit=1)
        if not name:
            raise UserError(
                "Namnet på den som beslutar är tomt.",
                "Skriv namn och gärna roll: Förnamn Efternamn, avdelningschef.",
                '--by "NAMN, ROLL"',
            )
        return cls(name, role[0].rstrip(") ") if role else "")

    def is_same(self, other: Person) -> bool:
        """Whether the names may be one person's: the same words in any order, or one of them
        with initials. A mistake here keeps somebody from publishing, never lets them."""
        mine, theirs = (sorted(_words(each.name)) for each in (self, other))
        return len(mine) == len(theirs) and all(
            a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
            for a, b in zip(mine, theirs, strict=True)
        )


def require_no_number(text: str, what: str) -> None:
    """Raises UserError when a text that will be kept and printed holds a personnummer."""
    if holds_number(text):
        raise UserError(
            f"{what} innehåller ett personnummer, {shape(text)}.",
            "Skriv utan det: texten sparas, och skäl trycks i rapporten.",
        )


def _words(name: str) -> list[str]:
    return [word.strip(".").casefold() for word in name.split()]
