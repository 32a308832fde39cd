"""The code lists that cells offer: on a sheet that nobody sees, each under a name of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from schemas.codelists import Code
from schemas.layouts import Column, Layout
from schemas.municipality import Codebook

LISTS = "Listor"
LONGEST_FORMULA = 255  # of a data validation, in Excel

_LAGRUM, _OMRADE, _INSATS = "lagrum", "omrade", "insats"


@dataclass(frozen=True)
class Choices:
    """The lists of a quarter. What goes with an insats is its law, or its område in that law."""

    codebook: Codebook

    def of(self, column: Column) -> str:
        """The list of a code column, as a formula."""
        return _name(column.codes or "")

    def of_insats(self, lagrum: str, omrade: str | None) -> str:
        """The insatser that go with what stands in two other cells of the row, as a formula;
        without a column for område those that go with the law."""
        formula = _name(_INSATS)
        plain = [law.code for law in self.codebook["lag"] if not self._divided(law)]
        divided = [law.code for law in self.codebook["lag"] if self._divided(law)]
        for law in divided:
            formula = _if(self.is_of_law(law, lagrum), _name(_INSATS, law), formula)
        for area in reversed(self.areas) if omrade else ():
            formula = _if(f'{omrade}="{area.short}"', _name(_INSATS, area.code), formula)
        for law in plain:
            formula = _if(self.is_of_law(law, lagrum), _name(_INSATS, law), formula)
        return formula if len(formula) <= LONGEST_FORMULA else _name(_INSATS)

    def is_of_law(self, law: str, lagrum: str) -> str:
        """Whether the lagrum in a cell is one of a law's, as a formula."""
        return f"COUNTIF({_name(_LAGRUM, law)},{lagrum})>0"

    @property
    def areas(self) -> tuple[Code, ...]:
        """The områden in which anything is granted."""
        used = {area for law in self.codebook["lag"] for area, _ in self.codebook.pairs(law.code)}
        return tuple(area for area in self.codebook[_OMRADE] if area.code in used)

    def _divided(self, law: Code) -> bool:
        """Whether a law's insatser are granted within områden."""
        return any(area is not None for area, _ in self.codebook.pairs(law.code))

    def lists(self, layout: Layout) -> Iterator[tuple[str, list[str]]]:
        """Every list that the layout's columns choose from, by its name."""
        coded = [each.codes for each in (*layout.cover, *layout.decisions) if each.codes]
        for dimension in dict.fromkeys(coded):
            codes = self.areas if dimension == _OMRADE else self.codebook[dimension]
            yield _name(dimension), _texts(codes)
        for law in self.codebook["lag"]:
            for dimension in (_LAGRUM, _INSATS):
                yield _name(dimension, law.code), _texts(self.codebook[dimension].of_lag(law.code))
        for area in self.areas:
            yield _name(_INSATS, area.code), self._granted_in(area)

    def _granted_in(self, area: Code) -> list[str]:
        pairs = [pair for law in self.codebook["lag"] for pair in self.codebook.pairs(law.code)]
        insatser = self.codebook[_INSATS]
        return _texts(insatser[insats] for within, insats in pairs if within == area.code)


def write_choices(book: Workbook, layout: Layout, codebook: Codebook) -> Choices:
    """Write the lists, and name each."""
    choices = Choices(codebook)
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "veryHidden"
    for column, (name, texts) in enumerate(choices.lists(layout), 1):
        for row, text in enumerate((name, *texts), 1):
            sheet.cell(row, column, text).data_type = "s"
        letter = get_column_letter(column)
        cells = absolute_coordinate(f"{letter}2:{letter}{len(texts) + 1}")
        book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(LISTS)}!{cells}")
    return choices


def _texts(codes: Iterable[Code]) -> list[str]:
    """As people write them; a text that stands for two codes, one in each law, is offered once."""
    return list(dict.fromkeys(code.short for code in codes))


def _if(condition: str, then: str, otherwise: str) -> str:
    return f"IF({condition},{then},{otherwise})"


def _name(*parts: str) -> str:
    """A name as spreadsheets allow it: no hyphens, and never like the address of a cell."""
    return "_".join(("lista", *parts)).replace("-", "_")
