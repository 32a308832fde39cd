"""What somebody asks to see of a unit's submission, as addresses tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from schemas.quarter import Quarter

_NAMES = {
    "version": "version",
    "sheet": "blad",
    "cell": "cell",
    "row": "rad",
    "against": "jamfor",
    "cause": "fynd",
    "change": "andring",
}
"""What each is called in addresses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A version, a sheet with a cell or from a row on, and the version to compare with; `cause`
    and `change` are where the lists of those begin. None for what the page chooses."""

    quarter: Quarter
    unit: str
    version: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    against: int | None = None
    cause: int | None = None
    change: int | None = None

    @classmethod
    def parse(cls, quarter: Quarter, unit: str, asked: Mapping[str, str]) -> Asked:
        """From the fields of an address; a number that is none asks nothing."""
        texts = {name: asked.get(told, "").strip() for name, told in _NAMES.items()}
        numbers = {
            name: int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
            for name, text in texts.items()
        }
        return cls(
            quarter=quarter,
            unit=unit,
            version=numbers["version"],
            sheet=texts["sheet"] or None,
            cell=texts["cell"].upper() or None,
            row=numbers["row"],
            against=numbers["against"],
            cause=numbers["cause"],
            change=numbers["change"],
        )

    @property
    def path(self) -> str:
        return f"/kvartal/{self.quarter}/enhet/{quote(self.unit)}"

    @property
    def address(self) -> str:
        found = {told: getattr(self, name) for name, told in _NAMES.items()}
        told = urlencode({name: value for name, value in found.items() if value is not None})
        return f"{self.path}?{told}" if told else self.path

    def at(self, sheet: str, cell: str | None = None, row: int | None = None) -> str:
        """The address of a place on a sheet of the same version."""
        place = "cell" if cell else "blad"
        return f"{replace(self, sheet=sheet, cell=cell, row=row).address}#{place}"

    def of(self, version: int, sheet: str, cell: str | None) -> str:
        """The address of a place in another version."""
        return replace(Asked(self.quarter, self.unit, version), against=self.against).at(
            sheet, cell
        )

    def causes_from(self, place: int) -> str:
        return f"{replace(self, cause=place).address}#fynd"

    def changes_from(self, place: int) -> str:
        return f"{replace(self, change=place).address}#skillnad"
