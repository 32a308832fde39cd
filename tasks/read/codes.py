"""From a text in a cell to a code of the quarter's lists."""

from __future__ import annotations

from functools import cache

from schemas.codelists import Code, CodeView
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter


class Lookup:
    """The code lists of one municipality and quarter, each looked up once and kept."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._views: dict[str, CodeView] = {}

    def view(self, dimension: str) -> CodeView:
        if dimension not in self._views:
            self._views[dimension] = self._codebook[dimension]
        return self._views[dimension]

    def find(self, dimension: str, text: str, lag: str | None = None) -> Code | None:
        return self.view(dimension).find(text, lag) if text else None

    def code(self, dimension: str, text: str, lag: str | None = None) -> str | None:
        found = self.find(dimension, text, lag)
        return found.code if found else None


@cache
def lookup(municipality: Municipality, quarter: Quarter, unit: str | None = None) -> Lookup:
    """One for each quarter, unit and process: finding valid entries costs more than reading."""
    return Lookup(municipality.at(quarter).of_unit(unit))
