"""What stands in a cell that should hold a count or a date, in words for whoever filled it in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from schemas.layouts import Kind
from schemas.submission import LARGEST_COUNT, Cell, CellValue

_DASHES = frozenset("-–—−")
_NUMBER_TEXT = re.compile(r"[0-9]+(?:[ \u00a0][0-9]{3})*")
_FORM = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2024-11-30."


@dataclass(frozen=True, slots=True)
class Misfit:
    """What was found, what to do, and the number that was meant where that is plain."""

    what: str
    remedy: str
    meant: int | None = None


def figure(value: CellValue) -> str | int | None:
    """A value as a finding keeps it: whole numbers as numbers, decimals with a comma."""
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, float):
        return int(value) if value.is_integer() else f"{value:g}".replace(".", ",")
    return value if isinstance(value, int) or value is None else str(value)


def is_day(cell: Cell) -> bool:
    """Whether a value is a date, or a date in ISO form."""
    if isinstance(cell.value, date):
        return True
    try:
        return isinstance(cell.value, str) and bool(date.fromisoformat(cell.text))
    except ValueError:
        return False


def describe(cell: Cell, kind: Kind) -> Misfit:
    """What is wrong with a value in a column of counts or dates."""
    return _no_date(cell) if kind is Kind.DATE else _no_count(cell)


def _no_date(cell: Cell) -> Misfit:
    if isinstance(cell.value, (int, float)):
        return Misfit(
            f"där står talet {figure(cell.value)}",
            "Markera cellen, välj formatet Datum och kontrollera att dagen blir rätt. "
            f"Annars: {_FORM[0].lower()}{_FORM[1:]}",
        )
    return Misfit(f"«{cell.text}» går inte att tolka som ett datum", _FORM)


def _no_count(cell: Cell) -> Misfit:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return Misfit(f"där står {figure(cell.value)}", "Skriv antalet beslut som ett heltal.")
    if isinstance(value, str):
        return _text(cell)
    if value < 0:
        return Misfit(f"där står ett negativt tal, {figure(value)}", "Skriv antalet beslut.")
    if value > LARGEST_COUNT:
        return Misfit(
            "där står ett orimligt stort tal",
            "Skriv antalet beslut. Kanske har ett annat nummer hamnat i cellen.",
        )
    return Misfit(
        f"där står ett tal med decimaler, {figure(value)}",
        "Skriv antalet beslut som ett heltal. Kanske har en andel eller ett datum hamnat i cellen.",
    )


def _text(cell: Cell) -> Misfit:
    if _NUMBER_TEXT.fullmatch(cell.text):
        meant = int("".join(cell.text.split()))
        return Misfit(
            f"talet {cell.text} är sparat som text",
            f"Skriv talet {meant} på nytt, utan apostrof och mellanslag. Är cellen formaterad som "
            "text, ändra formatet till Allmänt först.",
            meant,
        )
    if cell.text in _DASHES:
        return Misfit(
            f"där står ett streck, «{cell.text}»",
            "Skriv 0 om det inte finns några beslut. Ett streck kan betyda både noll och saknas.",
        )
    return Misfit(f"där står texten «{cell.text}»", "Skriv antalet beslut som ett heltal.")
