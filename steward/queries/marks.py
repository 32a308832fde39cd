"""How a marked cell of a sheet looks, and what is said of it there, wherever the sheet is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from schemas.findings import Severity, Suggestion
from steward.grid import GridCell

_LOOKS = {Severity.VARNING: "mark mark-varning", Severity.GRANSKA: "mark mark-granska"}


def looks(cell: GridCell, here: str | None) -> str:
    """The classes of a cell; `here` is the address that is asked about."""
    return " ".join(_looks(cell, here))


def suggestions(changes: Iterable[Suggestion], sheet: str) -> Mapping[str, int]:
    """What cells of a sheet should hold, by their address."""
    return {each.cell: each.suggested for each in changes if each.sheet == sheet}


def blame(cell: GridCell, suggested: Mapping[str, int]) -> str | None:
    """What is said of a cell that explains something; None of any other."""
    if cell.address in suggested:
        return f"bör vara {suggested[cell.address]}"
    return "kan vara fel" if cell.causes else None


def _looks(cell: GridCell, here: str | None) -> Iterator[str]:
    if cell.severity is not None:
        yield _LOOKS.get(cell.severity, "mark")
    if cell.causes:
        yield "cause"
    if cell.address == here:
        yield "here"
