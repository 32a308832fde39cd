"""What is wrong with a public edition: a small figure that it shows, or one that it gives away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.facts import Facts
from schemas.findings import Finding, Severity
from schemas.municipality import Municipality
from schemas.protection import Earlier, Interval
from schemas.tables import Figure, Table
from tasks.disclose.attack import find_out
from tasks.disclose.prose import PROSE
from tasks.disclose.reading import read

_SMALL, _DERIVED = "PRI-813", "PRI-814"
_FIX = (
    "Publicera inte. Gör utgåvan på nytt; står felet kvar är det ett fel i programmet, "
    "och det ska anmälas."
)


def faults(
    municipality: Municipality,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> tuple[Finding, ...]:
    """PRI-813 for each figure below its threshold that is shown, PRI-814 for each hidden one that
    can be worked out; none when the edition keeps what it should."""
    reading = read(municipality, tables, facts, earlier, units)
    return (
        *(
            _shown(municipality, cell.shows, cell.threshold)
            for cell in reading.cells
            if cell.shows and 0 < (cell.value or 0) < cell.threshold
        ),
        *(_still_printed(municipality, figure) for figure in _printed_all_the_same(tables)),
        *(_derived(municipality, each) for each in given_away(find_out(reading))),
    )


def given_away(found: Iterable[Interval]) -> Iterator[Interval]:
    """The hidden figures that can be told too closely: to within their threshold less 1, where
    the free totals leave as much room, and to within all the room that they leave elsewhere."""
    for each in found:
        if each.highest is not None and each.highest - each.lowest < needed(each):
            yield each


def needed(each: Interval) -> int:
    """How wide the interval of a hidden figure has to be."""
    room = each.threshold - 1
    return room if each.attainable is None else min(room, each.attainable)


def _printed_all_the_same(tables: Iterable[Table]) -> Iterator[Figure]:
    """Figures that are hidden as data and stand in the printed table."""
    for table in tables:
        figures = iter(table.figures)
        for row in table.rows:
            for place, value in enumerate(row.values):
                if value is not None or place in row.hidden:
                    figure = next(figures)
                    if figure.value != value:
                        yield figure


def _shown(municipality: Municipality, figure: Figure, threshold: int) -> Finding:
    return _finding(
        municipality,
        figure,
        _SMALL,
        f"talet {figure.value} visas, men tal under {threshold} ska döljas i en offentlig utgåva.",
    )


def _still_printed(municipality: Municipality, figure: Figure) -> Finding:
    return _finding(
        municipality,
        figure,
        _SMALL,
        "talet är dolt i tabeller.csv men står i den tryckta tabellen.",
    )


def _derived(municipality: Municipality, each: Interval) -> Finding:
    what = (
        f"går att räkna ut: det är {each.lowest}."
        if each.lowest == each.highest
        else f"går att räkna ut till mellan {each.lowest} och {each.highest}."
    )
    return _finding(municipality, each.figure, _DERIVED, f"talet är dolt, men {what}")


def _finding(municipality: Municipality, figure: Figure, rule: str, what: str) -> Finding:
    place = _place(municipality, figure)
    return Finding(
        rule=rule,
        severity=Severity.FEL,
        quarter=figure.quarter,
        unit=figure.unit or None,
        message=f"{place}: {what}",
        fix=_FIX,
        subject=place,
    )


def _place(municipality: Municipality, figure: Figure) -> str:
    """`Tabell 7 (LSS), Farsta, Personlig assistans, Kv 4 2024`."""
    unit = municipality.codelists["enhet"].get(figure.unit)
    table = "Texten" if figure.table == PROSE else f"Tabell {figure.table}"
    parts = (
        f"{table} ({figure.lag})", unit.short if unit else figure.unit, figure.area, figure.row,
        "" if figure.column == "Antal" else figure.column, figure.quarter.label,
    )  # fmt: skip
    return ", ".join(filter(None, parts))
