"""From which bytes a printed figure was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.protection import Earlier
from schemas.quarter import Quarter
from tasks.disclose.places import Place


@dataclass(frozen=True)
class Editions:
    """Tells what was counted anew apart from what is the same as ever. `units` are the bytes
    (SHA-256) behind each unit in the new edition of `quarter`."""

    quarter: Quarter
    units: Mapping[str, str]
    earlier: Sequence[Earlier]

    def now(self, place: Place) -> str:
        return self.units.get(place.unit, "")

    def then(self, place: Place, release: Earlier) -> str:
        """A unit's figures follow its bytes. Those of the city stay the same until a unit has sent
        others for the release's own quarter."""
        if place.unit:
            return release.units.get(place.unit, "")
        own = place.quarter == release.quarter
        return f"version {release.version}" if own and self._replaced(release) else ""

    def _replaced(self, release: Earlier) -> bool:
        later = [
            other.units
            for other in self.earlier
            if other.quarter == release.quarter and other.version > release.version
        ]
        if release.quarter == self.quarter:
            later.append(self.units)
        return any(dict(units) != dict(release.units) for units in later)
