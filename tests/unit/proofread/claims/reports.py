"""Reports made by hand: tables of five quarters, and prose under headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.municipality import Municipality, load_municipality
from schemas.proof import (
    Passage,
    Place,
    Proof,
    ProofFinding,
    ReadCell,
    ReadReport,
    ReadRow,
    ReadTable,
)
from tasks.proofread.proofread import proofread

QUARTERS = ("Kv 4 2023", "Kv 1 2024", "Kv 2 2024", "Kv 3 2024", "Kv 4 2024")

Rows = Mapping[str, Sequence[int | None]]


def table(
    number: int,
    title: str,
    heading: str,
    rows: Rows,
    summa: Sequence[int | None] | None = None,
    columns: Sequence[str] = QUARTERS,
) -> ReadTable:
    """A table with a Summa, which adds the rows up unless it is given."""
    added = [sum(row[place] or 0 for row in rows.values()) for place in range(len(columns))]
    return ReadTable(
        title=f"Tabell {number}: {title}",
        number=number,
        headings=(heading,),
        columns=tuple(columns),
        rows=(
            *(_row(label, values, False, number) for label, values in rows.items()),
            _row("Summa", added if summa is None else summa, True, number),
        ),
        place=Place(100 * number),
    )


def _row(label: str, values: Sequence[int | None], is_sum: bool, number: int) -> ReadRow:
    cells = tuple(ReadCell("–" if value is None else str(value), value) for value in values)
    return ReadRow((label,), cells, is_sum, Place(100 * number + 1))


def passage(text: str, line: int = 1, headings: Sequence[str] = ()) -> Passage:
    return Passage(text, ((0, Place(line)),), tuple(headings))


def report(tables: Iterable[ReadTable], *passages: str | Passage) -> ReadReport:
    """A report whose paragraphs stand on the lines 1, 2, 3 …"""
    made = (
        each if isinstance(each, Passage) else passage(each, line)
        for line, each in enumerate(passages, 1)
    )
    return ReadReport("rapport.txt", tuple(tables), tuple(made))


def proof(
    tables: Iterable[ReadTable], *passages: str | Passage, city: Municipality | None = None
) -> Proof:
    return proofread(report(tables, *passages), city or load_municipality())


def rules(findings: Iterable[ProofFinding]) -> list[str]:
    return [finding.rule for finding in findings]
