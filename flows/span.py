"""Several quarters in a row: which they are, and where their workbooks are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.errors import UserError
from schemas.quarter import Quarter

FIELD = "{quarter}"


@dataclass(frozen=True, slots=True)
class Span:
    """Quarters of one municipality, both ends included, and an inbox in whose address {quarter} is
    each in turn. Raises UserError when they are in the wrong order, or all have one inbox."""

    first: Quarter
    last: Quarter
    municipality: str
    inbox: str | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UserError(
                f"{self.last.label} kommer före {self.first.label}.",
                "Ange det äldsta kvartalet först.",
            )
        if self.inbox and FIELD not in self.inbox and self.first != self.last:
            raise UserError(
                "Alla kvartal skulle få samma inkorg.",
                "Skriv {quarter} där kvartalet ska stå, till exempel INKOMMET/{quarter}.",
            )

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The oldest first: a quarter is judged by those before it."""
        first, last = self.first, self.last
        return last.window(4 * (last.year - first.year) + last.number - first.number + 1)

    @property
    def address(self) -> str | None:
        """The inbox as it is found from any folder."""
        if self.inbox is None or "://" in self.inbox:
            return self.inbox
        return str(Path(self.inbox).expanduser().absolute())
