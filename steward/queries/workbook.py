"""A version as it was sent in: its sheets to choose among, and the one that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.findings import Finding, Suggestion
from schemas.submission import Submission, Unreadable
from steward.grid import Tab, tabs_of
from steward.queries.asked import Asked
from steward.queries.sheet import SheetView, sheet_view
from tasks.annotate.groups import blamed, in_order
from tasks.validate.causes import CauseGroup, by_cause


@dataclass(frozen=True, slots=True)
class SheetTab:
    """A sheet to choose, with how many findings point into it."""

    name: str
    href: str
    here: bool
    findings: int


@dataclass(frozen=True)
class Workbook:
    """`sheet` is the one that is shown: None where the visitor does not see decision rows
    (`hidden`), or there is no such sheet (`lacking` names it). `doubt` is why the file could not
    be read."""

    tabs: tuple[SheetTab, ...]
    sheet: SheetView | None
    hidden: bool = False
    lacking: str | None = None
    doubt: str | None = None


def workbook_of(
    read: Submission | Unreadable, asked: Asked, findings: Sequence[Finding], all_rows: bool
) -> Workbook:
    """The sheet asked for, else that of what is worst. `all_rows`: decision rows too are the
    visitor's to see."""
    if isinstance(read, Unreadable):
        return Workbook((), None, doubt=read.detail)
    groups = by_cause(findings)
    tabs = tabs_of(read, findings)
    name = asked.sheet or _worst(groups, tabs) or tabs[0].name
    chosen = next((each for each in tabs if each.name == name), None)
    hidden = chosen is not None and chosen.decisions and not all_rows
    return Workbook(
        tabs=tuple(_tab(each, asked, name) for each in tabs),
        sheet=None if hidden else sheet_view(read, asked, name, groups),
        hidden=hidden,
        lacking=None if chosen else name,
    )


def _worst(groups: Sequence[CauseGroup], tabs: Sequence[Tab]) -> str | None:
    """The sheet on which the worst of what was found is to be mended; else the first of counts."""
    names = [each.name for each in tabs if not each.decisions]
    told = [
        sheet
        for group in in_order(groups)
        for sheet in (*_sheets(blamed(group)), *_sheets(group.findings))
    ]
    return next((each for each in told if each in names), next(iter(names[1:2]), None))


def _sheets(places: Iterable[Finding | Suggestion]) -> Iterator[str | None]:
    return (each.sheet for each in places)


def _tab(tab: Tab, asked: Asked, shown: str) -> SheetTab:
    href = replace(asked, cell=None, row=None, sheet=tab.name).address
    return SheetTab(tab.name, f"{href}#blad", tab.name == shown, tab.findings)
