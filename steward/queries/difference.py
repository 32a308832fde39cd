"""What differs between two versions of a submission, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.findings import REOPENED, Finding
from schemas.labels import plain
from schemas.submission import Submission, Unreadable
from sql.versions import Version
from steward.changes import Became, Change, Kind, became, changes
from steward.queries.asked import Asked
from steward.queries.windows import Window, start_of, windows_of

LENGTH = 100
"""No more changes are shown at a time."""

_KINDS = {Kind.CHANGED: "ändrad", Kind.ADDED: "tillagd", Kind.REMOVED: "borttagen"}


@dataclass(frozen=True, slots=True)
class Side:
    """One version's side of a change: the cell with the sheet on which it is marked, the value."""

    place: str
    href: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Changed:
    kind: str
    what: str
    before: Side
    after: Side


@dataclass(frozen=True)
class Difference:
    """Two versions held against each other. `hidden` are changes among decision rows that the
    visitor does not see, `unread` the versions that cannot be read, `decisions` tells that
    decision rows are shown."""

    before: Version
    after: Version
    changes: tuple[Changed, ...]
    length: int
    windows: tuple[Window, ...]
    hidden: int
    unread: tuple[int, ...]
    decisions: bool
    became: Became


@dataclass(frozen=True)
class Compared:
    """A version with what it is compared by."""

    version: Version
    read: Submission | Unreadable
    findings: Sequence[Finding]


def difference_of(asked: Asked, before: Compared, after: Compared, all_rows: bool) -> Difference:
    """`all_rows`: decision rows too are the visitor's to see."""
    found = _changes(before.read, after.read)
    own = [each for each in found if all_rows or not _of_decisions(each, after.read)]
    start = start_of(asked.change or 1, LENGTH, len(own))
    shown = own[start - 1 : start - 1 + LENGTH]
    return Difference(
        before=before.version,
        after=after.version,
        changes=tuple(_changed(each, asked, before.version, after.version) for each in shown),
        length=len(own),
        windows=windows_of(start, LENGTH, len(own), asked.changes_from),
        hidden=len(found) - len(own),
        unread=tuple(
            each.version.number for each in (before, after) if isinstance(each.read, Unreadable)
        ),
        decisions=any(_of_decisions(each, after.read) for each in shown),
        became=became(_own(before.findings), _own(after.findings)),
    )


def _changes(before: Submission | Unreadable, after: Submission | Unreadable) -> Sequence[Change]:
    readable = isinstance(before, Submission) and isinstance(after, Submission)
    return changes(before, after) if readable else ()  # type: ignore[arg-type]  # asked just now


def _own(findings: Iterable[Finding]) -> list[Finding]:
    """What is said of the workbook itself: what the quarter says is said of the newest alone."""
    return [each for each in findings if each.submission and each.rule != REOPENED]


def _of_decisions(change: Change, read: Submission | Unreadable) -> bool:
    assert isinstance(read, Submission)  # there are changes
    return plain(change.sheet) == plain(read.layout.decision_sheet)


def _changed(each: Change, asked: Asked, before: Version, after: Version) -> Changed:
    return Changed(
        kind=_KINDS[each.kind],
        what=each.what,
        before=_side(each, asked, before, each.cell_before, each.before),
        after=_side(each, asked, after, each.cell_after, each.after),
    )


def _side(
    each: Change, asked: Asked, version: Version, cell: str | None, value: str | None
) -> Side:
    if cell is None:
        return Side("", None, "")
    blank = "tom" if each.kind is Kind.CHANGED else ""
    href = asked.of(version.number, each.sheet, cell)
    return Side(f"{each.sheet}!{cell}", href, value if value is not None else blank)
