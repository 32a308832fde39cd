"""The notes below a table, in Swedish: what a reader must know to read its figures right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.quarter import Quarter
from tasks.aggregate.background import Background
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
    """That earlier figures are not ours; the report names its sources in full, once."""
    taken = [quarter for quarter in background.published if quarter in known]
    reports = {report for quarter in taken for report in background.reports[quarter]}
    if taken:
        which = "tidigare publicerad rapport" if len(reports) == 1 else "tidigare rapporter"
        yield f"{in_words(spans(taken))}: ur {which}, se Ärendets beredning."


def spans(quarters: Sequence[Quarter]) -> list[str]:
    """`Kv 4 2023–Kv 2 2024`: quarters in their order, those that follow each other as one."""
    runs: list[list[Quarter]] = []
    for quarter in quarters:
        if runs and runs[-1][-1] == quarter.previous:
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    return ["–".join(dict.fromkeys((run[0].label, run[-1].label))) for run in runs]


def _difference(each: SumDifference) -> str:
    return (
        f"Summan för {each.quarter.label} är återgiven som den trycktes, {each.printed}. "
        f"Raderna ger {each.rows}, en skillnad på {abs(each.printed - each.rows)}."
    )


def in_words(names: Sequence[str]) -> str:
    """`Farsta, Järva och Bromma`."""
    return " och ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
