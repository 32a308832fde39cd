"""A person who decides: a name, and the role in which they do."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.errors import UserError


@dataclass(frozen=True, slots=True)
class Person:
    """Two persons are the same when their names are, however they are written."""

    name: str
    role: str = ""

    @classmethod
    def parse(cls, text: str) -> Person:
        """`Namn` or `Namn, roll`. Raises UserError when there is no name."""
        name, _, role = " ".join(text.split()).partition(",")
        if not name.strip():
            raise UserError(
                "Namnet på den som beslutar är tomt.",
                'Skriv namn och gärna roll: --by "Förnamn Efternamn, avdelningschef".',
            )
        return cls(name.strip(), role.strip())

    def is_same(self, other: Person) -> bool:
        return self.name.casefold() == other.name.casefold()
