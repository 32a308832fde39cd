"""Judging a quarter as a whole: what can be said only of everything that was sent in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from schemas.collection import Duplicate, Unreachable
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Doubt, Source, Unreadable
from sql.differences import PublishedDifference, published_differences
from sql.figures import submitted_figures
from sql.state import quarter_standing
from tasks.validate.case import Difference, QuarterCase
from tasks.validate.engine import judge_duplicate, judge_quarter, judge_unreadable
from tasks.validate.restated import row_name


def judge_whole(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    duplicates: Sequence[Duplicate],
) -> tuple[Finding, ...]:
    """What the loaded submissions say together, and which files came twice."""
    standing = quarter_standing(connection, municipality, quarter)
    reported = frozenset(each.unit for each in standing.units if each.version)
    missing = any(each.version is None for each in standing.units)
    found = () if missing else published_differences(connection, municipality, quarter)
    figures = submitted_figures(connection, municipality, quarter)
    differences = tuple(_difference(municipality, quarter, each) for each in found)
    of_units = tuple(each for each in standing.findings if each.submission)
    case = QuarterCase(municipality.at(quarter), reported, differences, figures, of_units)
    senders = {each.sha256: each.unit for each in standing.units}
    return (*judge_quarter(case), *_twice(quarter, duplicates, senders))


def judge_unreachable(quarter: Quarter, files: Sequence[Unreachable]) -> tuple[Finding, ...]:
    """What is said of files that stand in an inbox and could not be fetched, and of inboxes."""
    unread = (
        Unreadable(Source("", each.file_name), Doubt.UNREACHABLE, each.reason) for each in files
    )
    return tuple(found for each in unread for found in judge_unreadable(each, quarter).findings)


def _twice(
    quarter: Quarter, duplicates: Sequence[Duplicate], senders: Mapping[str | None, str]
) -> Iterator[Finding]:
    for same in duplicates:
        unit = senders.get(same.source.sha256)
        yield from judge_duplicate(same.file_name, same.source.file_name, quarter, unit)


def _difference(
    municipality: Municipality, quarter: Quarter, each: PublishedDifference
) -> Difference:
    row = row_name(municipality, quarter, each.printed)
    printed = each.printed
    return Difference(printed.lag, row, printed.value, each.submitted, printed.title)
