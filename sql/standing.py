"""Which submissions stand behind a quarter's figures: now, and in a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, insert, select

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.traced import Sent
from sql.figures import is_in_force
from sql.publication import release_input, release_source
from sql.warehouse import receipt, submission

_PURGED = (
    exists()
    .where(
        receipt.c.municipality == submission.c.municipality,
        receipt.c.quarter == submission.c.quarter,
        receipt.c.sha256 == submission.c.sha256,
        receipt.c.purged.is_not(None),
    )
    .correlate(submission)
)
_SENT = (
    submission.c.unit, submission.c.id, submission.c.version, submission.c.file_name,
    _PURGED.label("purged"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """The submissions behind a quarter's figures. `kept` is False where a release does not tell
    which they were; `lost` are those it names that are not here any more."""

    sent: tuple[Sent, ...]
    kept: bool = True
    lost: tuple[str, ...] = ()


def in_force(connection: Connection, municipality: Municipality, quarter: Quarter) -> Standing:
    """The latest loaded version of each unit."""
    rows = connection.execute(
        select(*_SENT).where(
            submission.c.municipality == municipality.code,
            submission.c.quarter == str(quarter),
            is_in_force(),
        )
    )
    return Standing(_in_order(municipality, [Sent(*row) for row in rows]))


def keep_sources(
    connection: Connection, municipality: Municipality, quarter: Quarter, version: int
) -> None:
    """Write which submission stands for each unit in every quarter that a release shows."""
    shown = [str(each) for each in quarter.window()]
    columns = (submission.c.quarter.label("of_quarter"), submission.c.unit)
    rows = connection.execute(
        select(*columns, submission.c.id.label("submission"), submission.c.sha256).where(
            submission.c.municipality == municipality.code,
            submission.c.quarter.in_(shown),
            is_in_force(),
        )
    )
    key = {"municipality": municipality.code, "quarter": str(quarter), "version": version}
    lines = [{**key, **row} for row in rows.mappings()]
    if lines:
        connection.execute(insert(release_source), lines)


def in_release(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    version: int,
    of_quarter: Quarter,
) -> Standing:
    """The submissions behind what a release shows of a quarter. Of a release from before they
    were kept, those of its own quarter alone are known, by the bytes that it was made of."""
    of_release = and_(
        release_source.c.municipality == municipality.code,
        release_source.c.quarter == str(quarter),
        release_source.c.version == version,
    )
    if connection.scalar(select(func.count()).where(of_release)):
        rows = connection.execute(
            select(release_source.c.submission.label("named"), *_SENT)
            .select_from(release_source)
            .outerjoin(submission, _is_the_same())
            .where(of_release, release_source.c.of_quarter == str(of_quarter))
        )
        return _standing(municipality, rows.all())
    if of_quarter != quarter:
        return Standing((), kept=False)
    return _by_bytes(connection, municipality, quarter, version)


def _is_the_same() -> ColumnElement[bool]:
    """Submissions are named after unit, quarter and version: the bytes tell whether it is it."""
    return and_(
        submission.c.municipality == release_source.c.municipality,
        submission.c.id == release_source.c.submission,
        submission.c.sha256 == release_source.c.sha256,
        submission.c.loaded,
    )


def _by_bytes(
    connection: Connection, municipality: Municipality, quarter: Quarter, version: int
) -> Standing:
    """By the bytes of each unit's latest file. Where that was stopped, the one before it stood."""
    latest = submission.alias()
    sent_then = and_(
        latest.c.municipality == release_input.c.municipality,
        latest.c.quarter == release_input.c.quarter,
        latest.c.sha256 == release_input.c.sha256,
    )
    stood = and_(
        submission.c.municipality == latest.c.municipality,
        submission.c.quarter == latest.c.quarter,
        submission.c.unit == latest.c.unit,
        submission.c.version <= latest.c.version,
        submission.c.loaded,
    )
    rows = connection.execute(
        select(release_input.c.unit.label("named"), *_SENT)
        .select_from(release_input)
        .outerjoin(latest, sent_then)
        .outerjoin(submission, stood)
        .where(
            release_input.c.municipality == municipality.code,
            release_input.c.quarter == str(quarter),
            release_input.c.version == version,
        )
        .order_by(submission.c.version)
    )
    newest = {row.named: row for row in rows}  # the last of a unit is the latest
    return _standing(municipality, list(newest.values()))


def _standing(municipality: Municipality, rows: Sequence[Row[Any]]) -> Standing:
    """From rows of a name and, where the submission is here, what it is."""
    sent = [Sent(*row[1:]) for row in rows if row.id is not None]
    lost = sorted(row.named for row in rows if row.id is None)
    return Standing(_in_order(municipality, sent), lost=tuple(lost))


def _in_order(municipality: Municipality, sent: Sequence[Sent]) -> tuple[Sent, ...]:
    """As the tables print the units."""
    order = {each.code: each.order for each in municipality.codelists["enhet"].entries}
    return tuple(sorted(sent, key=lambda each: (order.get(each.unit, len(order)), each.unit)))
