"""What goes when a quarter's time is up: its files, decision rows and texts. Figures, findings and
releases stay, and what was decided about a finding still finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from schemas.findings import Finding
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.findings import to_finding
from sql.people import assignment, comment
from sql.warehouse import decision, finding, published_report, receipt, ruling, submission

PURGED = "Texten är gallrad."

_Places: TypeAlias = Mapping[str, str]
"""By the place that a finding had the one that it has without its texts."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a quarter holds that goes when its time is up."""

    quarter: Quarter
    files: int
    decisions: int
    findings: int
    comments: int

    @property
    def anything(self) -> bool:
        return any((self.files, self.decisions, self.findings, self.comments))


def held(connection: Connection, municipality: Municipality, quarter: Quarter) -> Held:
    """How much there is to purge in a quarter; nothing where all of it is gone."""
    at = (municipality, quarter)

    def count(what: ColumnElement[Any], *where: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count(what)).where(*where)) or 0

    return Held(
        quarter,
        files=count(receipt.c.sha256.distinct(), _of(receipt, *at), receipt.c.purged.is_(None)),
        decisions=count(decision.c.sheet_row, _told(*at)),
        findings=count(finding.c.id, _of_files(*at)),
        comments=count(comment.c.nr, _of(comment, *at), comment.c.text != PURGED),
    )


def purge_quarter(
    connection: Connection, municipality: Municipality, quarter: Quarter, at: datetime
) -> None:
    """Mark the quarter's files as purged and take away its decision rows and texts. Units then
    have not told their decisions: no rule takes their absence for a report of none."""
    if connection.dialect.name == "sqlite":  # else what is deleted stays readable in the file
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    places = _purge_findings(connection, municipality, quarter)
    _purge_said(connection, municipality, quarter, places)
    connection.execute(delete(decision).where(_told(municipality, quarter)))
    connection.execute(
        update(submission)
        .where(_of(submission, municipality, quarter))
        .values(with_decisions=False)
    )
    connection.execute(
        update(receipt)
        .where(_of(receipt, municipality, quarter), receipt.c.purged.is_(None))
        .values(purged=at)
    )


def purged_sources(connection: Connection) -> Iterator[tuple[Quarter, str]]:
    """The purged files that nothing else needs: the same bytes may stand for another quarter, or
    be a published report's."""
    same = receipt.alias()
    needed = (
        select(same.c.sha256).where(same.c.purged.is_(None)),
        select(published_report.c.sha256).where(published_report.c.sha256.is_not(None)),
    )
    query = select(receipt.c.quarter, receipt.c.sha256).where(
        receipt.c.purged.is_not(None), *(receipt.c.sha256.not_in(each) for each in needed)
    )
    for quarter, sha256 in connection.execute(query.distinct().order_by(*query.selected_columns)):
        yield Quarter.parse(quarter), sha256


def forget(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, in which what was deleted can still be read."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _purge_findings(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> _Places:
    """Each keeps rule, place and counts; only what is quoted from a workbook goes."""
    rows = connection.execute(select(finding).where(_of_files(municipality, quarter)))
    sheets = {plain(name) for layout in municipality.layouts for name in layout.sheets}
    places, changes = {}, []
    for row in rows:
        before = to_finding(row)
        after = _without_texts(before, sheets)
        places[before.place] = after.place
        changes.append({"the_id": row.id, **_columns(after)})
    if changes:
        own = and_(_of(finding, municipality, quarter), finding.c.id == bindparam("the_id"))
        connection.execute(update(finding).where(own), changes)
    return places


def _without_texts(each: Finding, sheets: set[str]) -> Finding:
    """A subject goes too; what stands for it keeps two findings at one place apart."""
    return replace(
        each,
        message=PURGED,
        fix="",
        found=each.found if isinstance(each.found, int) else None,
        expected=each.expected if isinstance(each.expected, int) else None,
        sheet=each.sheet if each.sheet and plain(each.sheet) in sheets else None,
        subject=f"gallrad {each.place[:8]}" if each.subject else None,
    )


def _columns(each: Finding) -> Mapping[str, Any]:
    names = ("message", "fix", "found", "expected", "sheet", "subject")
    return {name: getattr(each, name) for name in names}


def _purge_said(
    connection: Connection, municipality: Municipality, quarter: Quarter, places: _Places
) -> None:
    """What people wrote goes, but for the reasons of waivers, which the report prints."""
    for table in (ruling, comment, assignment):
        own = _of(table, municipality, quarter)
        known = connection.execute(select(table.c.nr, table.c.place).where(own)).all()
        moved = [{"the_nr": nr, "place": places[at]} for nr, at in known if at in places]
        if moved:
            connection.execute(update(table).where(own, table.c.nr == bindparam("the_nr")), moved)
    connection.execute(
        update(comment).where(_of(comment, municipality, quarter)).values(text=PURGED)
    )
    _purge_rulings(connection, _of(ruling, municipality, quarter))


def _purge_rulings(connection: Connection, own: ColumnElement[bool]) -> None:
    kept = ruling.c.decided == Decided.WAIVED.value
    connection.execute(update(ruling).where(own, ~kept).values(reason=PURGED))
    for row in connection.execute(
        select(ruling.c.nr, ruling.c.found, ruling.c.expected).where(own)
    ):
        quoted = {
            name: None for name in ("found", "expected") if isinstance(row._mapping[name], str)
        }
        if quoted:
            connection.execute(update(ruling).where(own, ruling.c.nr == row.nr).values(**quoted))


def _of(table: Table, municipality: Municipality, quarter: Quarter) -> ColumnElement[bool]:
    return and_(table.c.municipality == municipality.code, table.c.quarter == str(quarter))


def _told(municipality: Municipality, quarter: Quarter) -> ColumnElement[bool]:
    """The decision rows of every version of the quarter."""
    sent = select(submission.c.id).where(_of(submission, municipality, quarter))
    own = decision.c.municipality == municipality.code
    return and_(own, decision.c.submission.in_(sent))


def _of_files(municipality: Municipality, quarter: Quarter) -> ColumnElement[bool]:
    """The findings about files, with their texts. Those about the quarter quote no workbook, and
    the next run says them again."""
    received = select(receipt.c.sha256).where(_of(receipt, municipality, quarter))
    about_file = or_(finding.c.submission.is_not(None), finding.c.source.in_(received))
    return and_(_of(finding, municipality, quarter), about_file, finding.c.message != PURGED)
