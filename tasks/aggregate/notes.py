"""The notes below a table, in Swedish: what a reader must know to read its figures right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.quarter import Quarter
from tasks.aggregate.background import Background, Origin
from tasks.aggregate.specs import TableSpec


@dataclass(frozen=True, slots=True)
class SumDifference:
    """A published table whose printed total is not the sum of its rows."""

    quarter: Quarter
    rows: int
    printed: int


def known_quarters(values: Mapping[Quarter, Sequence[int | None]]) -> frozenset[Quarter]:
    """The quarters that a table has any figure for, from the printed values of each."""
    return frozenset(
        quarter for quarter, column in values.items() if any(value is not None for value in column)
    )


def notes(
    spec: TableSpec,
    background: Background,
    known: frozenset[Quarter],
    differences: Sequence[SumDifference] = (),
) -> tuple[str, ...]:
    """The table's own notes, then those that its figures call for."""
    return (
        *spec.notes,
        *_preliminary(background),
        *_published(background, known),
        *(_difference(each) for each in differences),
    )


def _preliminary(background: Background) -> Iterator[str]:
    for quarter, units in background.missing.items():
        if units:
            names = in_words([unit.short for unit in units])
            yield f"{quarter.label} är preliminärt: uppgifter saknas från {names}."


def _published(background: Background, known: frozenset[Quarter]) -> Iterator[str]:
    taken: dict[str, list[str]] = {}
    for quarter in background.quarters:
        if quarter in known and background.origin(quarter) is Origin.PUBLISHED:
            for report in background.reports[quarter]:
                place = f"«{report.title}» ({report.source})"
                taken.setdefault(place, []).append(quarter.label)
    for place, labels in taken.items():
        yield f"Uppgifterna för {in_words(labels)} är hämtade ur {place}."


def _difference(each: SumDifference) -> str:
    return (
        f"Summan för {each.quarter.label} är återgiven som den trycktes, {each.printed}. "
        f"Raderna ger {each.rows}, en skillnad på {abs(each.printed - each.rows)}."
    )


def in_words(names: Sequence[str]) -> str:
    """`Farsta, Järva och Bromma`."""
    return " och ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
