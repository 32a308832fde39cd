"""How long a decision may wait before it is reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from schemas.datafile import Entry
from schemas.quarter import Quarter, add_months


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calendar months, or so many days; the other is 0. `definition` is how the
    municipality itself states what it reports, for comparison with others."""

    months: int
    days: int
    definition: str

    def due(self, start: date) -> date:
        """The day on which something that began to wait on `start` has waited for so long."""
        return add_months(start, self.months) + timedelta(self.days)

    def latest_start(self, quarter: Quarter) -> date:
        """The last day to have begun to wait on, for what is reported for a quarter."""
        after = quarter.shift(1).first_day
        return add_months(after, -self.months) - timedelta(self.days + 1)

    @property
    def words(self) -> str:
        """As a sentence says it: `tre månader`, `90 dagar`."""
        return f"{self.days} dagar" if self.days else f"{_WORDS[self.months]} månader"


_WORDS = {
    2: "två", 3: "tre", 4: "fyra", 5: "fem", 6: "sex",
    7: "sju", 8: "åtta", 9: "nio", 10: "tio", 11: "elva", 12: "tolv",
}  # fmt: skip


def read_limit(entry: Entry) -> Limit:
    """`{months: 3, definition: …}` or `{days: 90, definition: …}`."""
    given = [unit for unit in ("months", "days") if entry.has(unit)]
    if len(given) != 1:
        found = "i båda" if given else "i ingetdera"
        entry.refuse(
            f"gränsen ska vara i månader eller i dagar, och är {found}",
            "Skriv months: 3, eller days: 90.",
        )
    months, days = (entry.number(unit) if unit in given else 0 for unit in ("months", "days"))
    limit = Limit(months, days, entry.text("definition"))
    entry.close()
    if days < 0 or (months and months not in _WORDS):
        entry.refuse(f"{given[0]} är {months or days}", "Skriv 2 till 12 månader, eller dagar.")
    return limit
