"""What a parser of values does not tell about a sheet: formulas, errors, merges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawFormula:
    """A formula in A1 notation, beginning with `=`. `empty_text` tells that its producer left an
    empty text as its value, which is another thing than no value at all."""

    row: int
    column: int
    text: str
    empty_text: bool = False


@dataclass(slots=True)
class Facts:
    """The facts of one sheet, gathered while its XML is walked. Rows and columns count from 1;
    what is hidden is kept as ranges, since a whole sheet's width is hidden as easily as a row."""

    formulas: list[RawFormula] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    filtered: bool = False


def within(ranges: list[range], last: int) -> frozenset[int]:
    """The members of the ranges up to a last one."""
    return frozenset(
        number for each in ranges for number in range(each.start, min(each.stop, last + 1))
    )
