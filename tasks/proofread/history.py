"""From a report as read to the figures that it published, with what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from schemas.errors import UserError
from schemas.findings import Finding
from schemas.labels import plain
from schemas.marks import own_mark
from schemas.municipality import Municipality
from schemas.proof import Proof, ProofFinding, ReadReport, Unread
from schemas.published import PublishedReport, PublishedTable
from schemas.quarter import Quarter
from tasks.proofread.claims.quarters import first_quarter
from tasks.proofread.recognise import quarter_of
from tasks.proofread.taken import parts_left, take

_SUBJECT = re.compile(r"verkställ|kvartalsrapport", re.IGNORECASE)
_SOURCE = re.compile(r"källa:\s*(.+)", re.IGNORECASE)
_HEAD = 15
"""So many passages are looked through for the report's title, source and mark."""
_TITLE_LENGTH = 250
_FIX = (
    "Talen behålls som de är tryckta. Finns underlaget kvar, ta reda på vilket tal som är rätt och "
    "redovisa det som en rättelse i nästa rapport."
)
_USABLE = (
    "En tabell läses in när titeln nämner LSS eller SoL, raderna är kodlistans insatser, orsaker "
    "eller kön, och kolumnerna är kvartal, till exempel Kv 4 2024."
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What the caller says of a report; None is taken from the report itself."""

    name: str | None = None
    title: str | None = None
    source: str | None = None


def to_published(
    read: ReadReport, municipality: Municipality, sha256: str, naming: Naming = Naming()
) -> tuple[PublishedReport, tuple[Unread, ...]]:
    """The report's tables as published figures, and those that are not taken, each with the
    reason. Raises UserError when none is, and for what is no published report."""
    _refuse_unpublished(read)
    tables, left = _tables(read, municipality)
    if not tables:
        raise UserError(_nothing(read.file, left), _USABLE)
    last = max(quarter for table in tables for quarter in table.quarters)
    report = PublishedReport(
        name=naming.name or _name(read.file, last),
        title=naming.title or _title(read, last),
        source=naming.source or _source(read),
        tables=tables,
        file_name=read.file,
        sha256=sha256,
    )
    return report, left


def _refuse_unpublished(read: ReadReport) -> None:
    marks = (own_mark(passage.text) for passage in read.passages[:_HEAD])
    if mark := next(filter(None, marks), None):
        raise UserError(
            f"{read.file} är märkt «{mark}» och är ingen publicerad rapport.",
            "Läs in den offentliga utgåvan, så som den publicerades.",
        )


def findings(proof: Proof, report: PublishedReport) -> Mapping[Quarter, tuple[Finding, ...]]:
    """What proofreading found wrong in the report's tables, by the quarter that it is about, for
    the quarters that are taken."""
    found: dict[Quarter, list[Finding]] = {quarter: [] for quarter in report.quarters}
    for each in proof.findings:
        quarter = _quarter(each)
        if quarter in found:
            found[quarter].append(_finding(each, quarter, report))
    return {quarter: tuple(told) for quarter, told in found.items()}


def _quarter(found: ProofFinding) -> Quarter | None:
    """The quarter of the finding's column, else of its table; None for one in the prose."""
    if found.table is None:
        return None
    return quarter_of(found.column or "") or first_quarter(found.table)


def _finding(found: ProofFinding, quarter: Quarter, report: PublishedReport) -> Finding:
    place = found.place.told()
    return Finding(
        rule=found.rule,
        severity=found.severity,
        quarter=quarter,
        unit=None,
        message=f"I rapporten «{report.title}», {place}: {found.message}",
        fix=_FIX,
        found=found.found,
        expected=found.expected,
        subject=f"{report.name}: {found.table}, {found.row}, {found.column}",
    )


def _tables(
    read: ReadReport, municipality: Municipality
) -> tuple[tuple[PublishedTable, ...], tuple[Unread, ...]]:
    """Every table, a figure that several print from the first of them."""
    taken: list[PublishedTable] = []
    left: list[Unread] = list(read.unread)
    for table in read.tables:
        made, not_taken = take(table, municipality)
        left += not_taken
        new_ones = [_without_known(each, taken) for each in made]
        if any(new.figures for new in new_ones):
            left += parts_left(table)
        for each, new in zip(made, new_ones, strict=True):
            taken += [new] if new.figures else []
            if again := sorted({*each.quarters} - {*new.quarters}):
                left.append(Unread(table.title, table.place, _told_before(again)))
    return tuple(taken), tuple(left)


def _without_known(table: PublishedTable, taken: Sequence[PublishedTable]) -> PublishedTable:
    """The table without the quarters that a table before it has told."""
    like = [each for each in taken if (each.lag, each.axis) == (table.lag, table.axis)]
    known = {quarter for each in like for quarter in each.quarters}
    return replace(table, figures=tuple(f for f in table.figures if f.quarter not in known))


def _told_before(quarters: Sequence[Quarter]) -> str:
    names = ", ".join(quarter.label for quarter in quarters)
    return f"{names}: samma uppgifter läses in ur en tabell som står före."


def _nothing(file: str, left: Sequence[Unread]) -> str:
    reasons = [
        f"– {each.title or 'Utan titel'} ({each.place.told()}): {each.reason}" for each in left
    ]
    told = "har ingen tabell som går att läsa in:" if reasons else "har ingen tabell."
    return "\n".join([f"{file} {told}", *reasons])


def _name(file: str, last: Quarter) -> str:
    stem = "-".join(plain(PurePath(file).stem).split())
    return stem if plain(str(last)) in stem else f"{stem}-{last}"


def _title(read: ReadReport, last: Quarter) -> str:
    """What the report calls itself, with its quarter; else the file's name."""
    captions = {table.title for table in read.tables}
    said = (
        passage.text.rstrip(".")
        for passage in read.passages[:_HEAD]
        if len(passage.text) <= _TITLE_LENGTH and passage.text not in captions
    )
    title = next((text for text in said if _SUBJECT.search(text)), PurePath(read.file).stem)
    return title if first_quarter(title) else f"{title}, kvartal {last.number} {last.year}"


def _source(read: ReadReport) -> str:
    """What a line «Källa: …» at the top says; else the file's name."""
    found = (_SOURCE.fullmatch(passage.text) for passage in read.passages[:_HEAD])
    return next((match[1].rstrip(".") for match in found if match), read.file)
