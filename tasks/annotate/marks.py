"""Marks in the workbook: a colour and a comment on every cell that a finding points to."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from schemas.findings import Finding, Severity
from tasks.annotate.groups import ORDER, Group, blamed, is_here, worst
from tasks.annotate.looks import CAUSE, FILLS
from tasks.annotate.places import cells_at
from tasks.annotate.texts import clean

AUTHOR = "Kvartal"
LONGEST = 8_000
"""Letters of one comment: whoever needs more reads the list."""

_WIDTH, _LINE, _LETTERS = 360, 18, 55  # of a comment's box: pixels, pixels, letters in a line


@dataclass(frozen=True, slots=True)
class _Note:
    """What is said of one place. `cause`: this is the cell to mend."""

    severity: Severity
    text: str
    cause: bool = False


def mark(book: Workbook, groups: Sequence[Group]) -> None:
    """Mark every cell that the findings point to, and the cells that explain them."""
    notes: defaultdict[tuple[str, str], list[_Note]] = defaultdict(list)
    for group in groups:
        for place, note in _notes(group):
            notes[place].append(note)
    for (name, address), said in notes.items():
        sheet = book[name] if name in book.sheetnames else None
        if isinstance(sheet, Worksheet):
            _mark(cells_at(sheet, address), said)


def _notes(group: Group) -> Iterator[tuple[tuple[str, str], _Note]]:
    if group.sentence:
        text = f"Orsak: {group.sentence}\nSå rättar du: {group.fix}"
        note = _Note(worst(group.findings), text, cause=group.findings[0].cause is not None)
        yield from (((each.sheet, each.cell), note) for each in blamed(group))
    for finding in group.findings:
        if is_here(finding) and finding.sheet and finding.cell:
            yield (finding.sheet, finding.cell), _Note(finding.severity, _text(finding, group))


def _text(finding: Finding, group: Group) -> str:
    """A finding whose cause is told leaves the mending to the cell that is to blame."""
    text = f"{finding.severity.value.capitalize()} {finding.rule}: {finding.message}"
    return f"{text}\n{group.sentence}" if group.sentence else f"{text}\nSå rättar du: {finding.fix}"


def _mark(cells: Sequence[Cell], notes: Sequence[_Note]) -> None:
    severity = min((note.severity for note in notes), key=ORDER.__getitem__)
    fill = CAUSE if any(note.cause for note in notes) else FILLS[severity]
    for cell in cells:
        cell.fill = fill
    if cells:
        _comment(cells[0], "\n\n".join(dict.fromkeys(note.text for note in notes)))


def _comment(cell: Cell, text: str) -> None:
    """Add to a cell's comment; what somebody wrote there before stays first."""
    before = cell.comment
    ours = clean(text)
    if len(ours) > LONGEST:
        ours = f"{ours[:LONGEST]} … Resten står på bladet med listan."
    whole = f"{before.text}\n\n{ours}" if before else ours
    lines = sum(math.ceil(len(line) / _LETTERS) or 1 for line in whole.splitlines())
    comment = Comment(whole, before.author if before else AUTHOR)
    comment.width, comment.height = _WIDTH, _LINE * (lines + 1)
    cell.comment = comment
