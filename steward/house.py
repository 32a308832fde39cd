"""What every page works with: the settings of the house, opened."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Engine

from deploy.settings import Settings
from schemas.municipality import Municipality
from steward.work import Work


@dataclass(frozen=True)
class House:
    """A home with its database, its municipality, and those who do what takes a flow."""

    settings: Settings
    engine: Engine
    municipality: Municipality
    work: Work

    def unit_name(self, unit: str | None) -> str:
        """A unit as people call it, also one that is merged now; the city where it is none."""
        code = self.municipality.codelists["enhet"].get(unit) if unit else None
        return code.short if code else unit or self.municipality.city


def house_of(request: Request) -> House:
    found: House = request.app.state.house
    return found
