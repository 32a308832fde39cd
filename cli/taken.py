"""What was taken out of a published report, for people and for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from cli.text import findings_text
from flows.history import Taken
from schemas.municipality import Municipality
from schemas.published import PublishedReport, PublishedTable
from schemas.quarter import Quarter
from sql.differences import PrintedFigure
from tasks.validate.restated import row_name

_TOLD = 12
"""So many differences of a kind are told one by one."""
_SUBMISSIONS = "submissions"


@dataclass(frozen=True, slots=True)
class _Difference:
    """A figure of the report and what is known otherwise: in another report, or summed up."""

    quarter: Quarter
    printed: PrintedFigure
    other: int
    against: PrintedFigure | None
    later: bool


def taken_as_json(taken: Taken, municipality: Municipality) -> Mapping[str, Any]:
    return {
        "report": _report(taken.report),
        "known": taken.known,
        "moved_from": list(taken.moved_from),
        "quarters": [str(quarter) for quarter in taken.report.quarters],
        "tables": [_table(table) for table in taken.report.tables],
        "skipped": [
            {"title": each.title, "place": each.place.told(), "reason": each.reason}
            for each in taken.left
        ],
        "figures": _figures(taken.report),
        "findings": [finding.as_json() for finding in taken.findings],
        "differences": [_difference(each, municipality) for each in _differences(taken)],
    }


def taken_as_text(taken: Taken, municipality: Municipality, dry_run: bool) -> Iterator[str]:
    report = taken.report
    yield click.style(report.title, bold=True)
    yield f"  Källa: {report.source}"
    yield f"  Namn i databasen: {report.name}"
    if taken.moved_from:
        would = "tas bort" if dry_run else "är borttaget"
        yield f"  Samma fil var inläst som {', '.join(taken.moved_from)}; det namnet {would}."
    yield ""
    yield _done(taken, dry_run)
    for table in report.tables:
        yield f"  {table.title.rstrip('.')}: {len(table.figures)} tal, {_span(table.quarters)}"
    yield ""
    yield from _left(taken)
    yield from _found(taken)
    yield from _told(taken, municipality)


def _done(taken: Taken, dry_run: bool) -> str:
    told = f"{_figures(taken.report)} tal ur {len(taken.report.tables)} tabeller"
    if dry_run:
        return f"Provkörning, inget är sparat. {told} skulle läsas in:"
    if taken.known:
        return f"Rapporten var redan inläst. {told}:"
    return f"Inläst: {told}:"


def _span(quarters: Sequence[Quarter]) -> str:
    """`Kv 4 2023 till Kv 3 2024`, or each quarter where some between are missing."""
    first, last = quarters[0], quarters[-1]
    if len(quarters) > 2 and first == last.shift(1 - len(quarters)):
        return f"{first.label} till {last.label}"
    return ", ".join(quarter.label for quarter in quarters)


def _left(taken: Taken) -> Iterator[str]:
    if taken.left:
        yield click.style("Inte inläst:", bold=True)
        for each in taken.left:
            yield f"  {each.title or 'Utan titel'} ({each.place.told()})"
            yield f"    {each.reason}"
        yield ""


def _found(taken: Taken) -> Iterator[str]:
    """The findings under their quarter; in it they are found again by `kvartal findings`."""
    for quarter in taken.report.quarters:
        if found := [each for each in taken.findings if each.quarter == quarter]:
            yield click.style(f"Fynd i {quarter.label}:", bold=True)
            yield from findings_text(found, named=True)
    if not taken.findings:
        yield "Inga fel hittades i tabellerna."
        yield ""


def _told(taken: Taken, municipality: Municipality) -> Iterator[str]:
    """Differences that are no findings of this report: those that a later one has with it, and
    those of the submissions, which become findings when their quarter is run."""
    told = [each for each in _differences(taken) if not each.later]
    of_reports = [each for each in told if each.against]
    of_submissions = [each for each in told if not each.against]
    if of_reports:
        yield click.style("Tabellerna visar andra tal, ur en rapport som går före:", bold=True)
        yield from _lines(of_reports, municipality)
    if of_submissions:
        yield click.style("Inlämningarna ger andra tal:", bold=True)
        yield from _lines(of_submissions, municipality)
        yield "  De blir fynd nästa gång som kvartal run körs för kvartalet."
        yield ""


def _lines(differences: list[_Difference], municipality: Municipality) -> Iterator[str]:
    for each in differences[:_TOLD]:
        printed, row = each.printed, row_name(municipality, each.quarter, each.printed)
        where = f" i «{each.against.title}»" if each.against else " enligt inlämningarna"
        yield (
            f"  {each.quarter.label}, {row} ({printed.lag}): {printed.value} i rapporten "
            f"({printed.place}), {each.other}{where}"
        )
    if len(differences) > _TOLD:
        yield f"  … och {len(differences) - _TOLD} till"
    yield ""


def _differences(taken: Taken) -> list[_Difference]:
    """Every difference, seen from the report that was taken."""
    own = taken.report.name
    found = []
    for quarter, restated in taken.restated.items():
        for each in restated:
            later = each.printed.report == own
            printed, other = (each.printed, each.before) if later else (each.before, each.printed)
            found.append(_Difference(quarter, printed, other.value, other, later))
    for quarter, contradicted in taken.contradicted.items():
        for difference in contradicted:
            found.append(
                _Difference(quarter, difference.printed, difference.submitted, None, False)
            )
    return found


def _report(report: PublishedReport) -> Mapping[str, Any]:
    return {
        "name": report.name,
        "title": report.title,
        "source": report.source,
        "file": report.file_name,
        "sha256": report.sha256,
    }


def _table(table: PublishedTable) -> Mapping[str, Any]:
    return {
        "title": table.title,
        "lag": table.lag,
        "axis": table.axis,
        "quarters": [str(quarter) for quarter in table.quarters],
        "figures": len(table.figures),
        "place": table.figures[0].place,
    }


def _figures(report: PublishedReport) -> int:
    return sum(len(table.figures) for table in report.tables)


def _difference(each: _Difference, municipality: Municipality) -> Mapping[str, Any]:
    return {
        "quarter": str(each.quarter),
        "lag": each.printed.lag,
        "table": each.printed.statement,
        "row": row_name(municipality, each.quarter, each.printed),
        "place": each.printed.place,
        "found": each.printed.value,
        "expected": each.other,
        "against": each.against.report if each.against else _SUBMISSIONS,
    }
