"""Findings, states and tables as Swedish text on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from cli.terminal import one_line
from schemas.findings import Finding, Severity
from schemas.municipality import Municipality
from schemas.tables import PrintedRow, Table
from steward.words import STATUS
from tasks.validate.causes import CauseGroup, by_cause

MAX_TOLD, FIRST_TOLD = 6, 3
"""A group of more findings than this is told by its first few."""

_COLOURS = {
    Severity.STOPP: "red",
    Severity.FEL: "red",
    Severity.VARNING: "yellow",
    Severity.GRANSKA: "cyan",
}


def findings_by_unit(findings: Iterable[Finding], municipality: Municipality) -> Iterator[str]:
    """The findings under the unit or file that they are about, then those of the quarter."""
    sections: dict[str | None, list[Finding]] = {}
    for each in findings:
        sections.setdefault(each.unit or each.file, []).append(each)
    for section in sections.values():
        yield click.style(_title(section, municipality), bold=True)
        yield from findings_text(section, named=True)


def _title(section: list[Finding], municipality: Municipality) -> str:
    """The unit with its file and version: what the quarter says of a unit names neither."""
    told = next((each for each in section if each.file), section[0])
    unit = municipality.codelists["enhet"].get(told.unit) if told.unit else None
    version = f"version {told.version}" if told.version else None
    known = [unit.name if unit else None, told.file, version]
    return one_line(" · ".join(filter(None, known))) or "Hela kvartalet"


def findings_text(findings: Iterable[Finding], *, named: bool = False) -> Iterator[str]:
    """Each cause once: what to mend, then the checks that it breaks; `named` with the id by which
    each finding is decided about."""
    for group in by_cause(findings):
        yield from _group(group, named)
        yield ""


def _group(group: CauseGroup, named: bool) -> Iterator[str]:
    if group.sentence:
        yield click.style(one_line(group.sentence), bold=True)
    told = group.findings if len(group.findings) <= MAX_TOLD else group.findings[:FIRST_TOLD]
    for finding in told:
        severity = click.style(finding.severity.value, fg=_COLOURS[finding.severity])
        told_id = _name(finding) if named else ""
        yield f"  {severity} {finding.rule}  {one_line(finding.message)}{told_id}"
    if rest := len(group.findings) - len(told):
        yield f"  … och {rest} till av samma orsak"
    yield f"    Gör så här: {one_line(group.fix)}"


def _name(finding: Finding) -> str:
    told = "" if finding.status == "open" else STATUS[finding.status]
    return f" [{', '.join(filter(None, (told, finding.id)))}]"


def counts_text(counts: Mapping[Severity, int]) -> str:
    """`1 fel, 2 varning`, or `inga fynd`."""
    told = [f"{count} {_named(severity, count)}" for severity, count in counts.items() if count]
    return ", ".join(told) or "inga fynd"


def _named(severity: Severity, count: int) -> str:
    if severity is Severity.VARNING and count > 1:
        return "varningar"
    return "att granska" if severity is Severity.GRANSKA else severity.value


def table_text(table: Table) -> Iterator[str]:
    """A table in columns, as it is printed in the report."""
    head = PrintedRow(table.headings, ())
    texts = [[*head.labels, *table.columns], *(_cells(row) for row in table.rows)]
    widths = [max(len(text) for text in column) for column in zip(*texts, strict=True)]
    labels = len(table.headings)
    yield click.style(f"Tabell {table.number}. {table.title}", bold=True)
    for row, text in zip((head, *table.rows), texts, strict=True):
        line = _aligned(text, widths, labels)
        yield click.style(line, bold=True) if row is head or row.is_sum else line
    yield from (f"  {note}" for note in table.notes)
    if any(value is None for each in table.rows for value in each.values):
        yield "  .. Uppgiften är inte känd."
    yield ""


def _cells(row: PrintedRow) -> list[str]:
    return [*row.labels, *(".." if value is None else str(value) for value in row.values)]


def _aligned(texts: Sequence[str], widths: Sequence[int], labels: int) -> str:
    padded = [
        text.ljust(width) if place < labels else text.rjust(width)
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]
    return "  " + "  ".join(padded).rstrip()
