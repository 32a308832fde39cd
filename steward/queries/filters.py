"""What somebody asks to see of the findings of a quarter, as addresses tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from schemas.findings import Finding
from steward.addresses import OF_QUARTER

STATUSES: Mapping[str, str] = {
    "": "Att hantera",
    "open": "Öppna",
    "explained": "Förklarade",
    "returned": "Återlämnade",
    "decided": "Godtagna och dispenser",
    "all": "Alla",
}
AGES = (3, 7, 14)
"""Days since the finding was received."""

NOBODY = "-"
"""As an owner: whom nobody sees to."""


PAGE = "sida"
_NAMES = {
    "unit": "enhet",
    "rule": "regel",
    "severity": "allvar",
    "status": "status",
    "owner": "agare",
    "age": "alder",
}
"""What each filter is called in addresses."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty asks for all, and without `status` for all that still has to be dealt with. `age`:
    received more than so many days ago."""

    unit: str = ""
    rule: str = ""
    severity: str = ""
    status: str = ""
    owner: str = ""
    age: str = ""

    @classmethod
    def parse(cls, asked: Mapping[str, str]) -> Filters:
        """From the fields of an address; a status or an age that is none of ours asks nothing."""
        found = {name: asked.get(told, "").strip() for name, told in _NAMES.items()}
        if found["status"] not in STATUSES:
            found["status"] = ""
        if found["age"] not in map(str, AGES):
            found["age"] = ""
        return cls(**found)

    def address(self, path: str, page: int = 1) -> str:
        """The path with these filters, and with the page of the queue where it is not the first."""
        asked = [*self.fields, *([(PAGE, str(page))] if page > 1 else [])]
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Those that ask for something, as an address or a form names them."""
        asked = [(told, getattr(self, name)) for name, told in _NAMES.items()]
        return [(told, value) for told, value in asked if value]

    @property
    def any(self) -> bool:
        return self != Filters()

    def lets(self, finding: Finding, owner: str | None, days: int | None) -> bool:
        """Whether a finding is asked for, with who sees to it and how many days it has waited."""
        return (
            self.unit in ("", finding.unit or OF_QUARTER)
            and self.rule in ("", finding.rule)
            and self.severity in ("", finding.severity)
            and self._lets_status(finding)
            and self.owner in ("", owner or NOBODY)
            and (not self.age or (days is not None and days > int(self.age)))
        )

    def _lets_status(self, finding: Finding) -> bool:
        if self.status == "":
            return finding.open
        if self.status == "decided":
            return not finding.open
        return self.status in ("all", finding.status)
