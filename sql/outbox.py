"""The outbox: a letter is a row before it is sent, so that none is lost and none is made twice.

Whoever sends one writes first that it is tried. If nothing is written after that, because a process
was killed or a line was cut, nobody knows whether it arrived: it is sent again with the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from schemas.municipality import Municipality
from schemas.notices import Channel, Ended, Letter, Notice, Posted, Trouble
from schemas.quarter import Quarter
from sql.engine import wait_for
from sql.schedule import outbox


def post(
    connection: Connection,
    municipality: Municipality,
    letters: Iterable[Letter],
    at: datetime,
    due: datetime | None = None,
) -> None:
    """Put letters in the outbox, to be sent at once or when they are due."""
    wait_for(connection, municipality.code, outbox.name)
    own = outbox.c.municipality == municipality.code
    last = connection.scalar(select(func.max(outbox.c.nr)).where(own)) or 0
    key = {"municipality": municipality.code, "created": at, "due": due or at}
    rows: list[Mapping[str, Any]] = [
        {**key, "nr": nr, "id": uuid4().hex, **_NEW, **_columns(letter)}
        for nr, letter in enumerate(letters, last + 1)
    ]
    if rows:
        connection.execute(insert(outbox), rows)


def waiting(
    connection: Connection, municipality: Municipality, channel: Channel, now: datetime
) -> tuple[Posted, ...]:
    """The letters that are due, the oldest first."""
    rows = connection.execute(
        select(outbox)
        .where(_waits(municipality, channel), outbox.c.due <= now)
        .order_by(outbox.c.nr)
    )
    return tuple(map(_posted, rows))


def begin(
    connection: Connection, municipality: Municipality, posted: Posted, now: datetime
) -> Posted:
    """Write that a letter is tried now. Until more is written it may have arrived."""
    tried = replace(posted, attempts=posted.attempts + 1, trouble=Trouble.UNSURE)
    values = {"attempts": tried.attempts, "tried": now, "trouble": tried.trouble.value}
    _write(connection, municipality, posted, values)
    return tried


def put_off(
    connection: Connection,
    municipality: Municipality,
    posted: Posted,
    trouble: Trouble,
    until: datetime,
) -> None:
    """Write what came of it, and when to try again."""
    _write(connection, municipality, posted, {"trouble": trouble.value, "due": until})


def end(
    connection: Connection,
    municipality: Municipality,
    posted: Posted,
    how: Ended,
    at: datetime,
) -> None:
    """Write what became of a letter: it is not tried again."""
    trouble = Trouble.REFUSED if how is Ended.REFUSED else Trouble.NONE
    values = {"outcome": how.value, "ended": at, "trouble": trouble.value}
    _write(connection, municipality, posted, values)


def in_trouble(connection: Connection, municipality: Municipality, channel: Channel) -> bool:
    """Whether the channel was found shut before, and nothing has passed it since."""
    query = select(func.count()).where(
        _waits(municipality, channel), outbox.c.trouble == Trouble.AWAY.value
    )
    return bool(connection.scalar(query))


def undelivered(connection: Connection, municipality: Municipality) -> Mapping[str, datetime]:
    """The addresses whose last letter did not arrive, and when that was known."""
    rows = connection.execute(
        select(outbox.c.recipient, outbox.c.outcome, outbox.c.ended)
        .where(
            outbox.c.municipality == municipality.code,
            outbox.c.channel == Channel.MAIL.value,
            outbox.c.ended.is_not(None),
        )
        .order_by(outbox.c.nr)
    )
    latest = {row.recipient: row for row in rows}
    failed = (Ended.REFUSED, Ended.EXPIRED)
    return {to: row.ended for to, row in latest.items() if row.outcome in failed}


def posted_since(
    connection: Connection, municipality: Municipality, notice: Notice, moment: datetime
) -> bool:
    """Whether anybody was told of such a thing since a moment, or is about to be."""
    query = select(func.count()).where(
        outbox.c.municipality == municipality.code,
        outbox.c.notice == notice.value,
        outbox.c.created > moment,
    )
    return bool(connection.scalar(query))


def sweep(connection: Connection, municipality: Municipality, before: datetime) -> int:
    """Forget the letters that ended before a moment, and tell how many there were."""
    old = and_(outbox.c.municipality == municipality.code, outbox.c.ended < before)
    return connection.execute(delete(outbox).where(old)).rowcount


_NEW: Mapping[str, Any] = {
    "attempts": 0,
    "tried": None,
    "trouble": Trouble.NONE.value,
    "outcome": Ended.WAITING.value,
    "ended": None,
}


def _columns(letter: Letter) -> Mapping[str, str]:
    return {
        "channel": letter.channel.value,
        "notice": letter.notice.value,
        "quarter": str(letter.quarter or ""),
        "unit": letter.unit or "",
        "recipient": letter.recipient,
        "subject": letter.subject,
        "body": letter.body,
    }


def _posted(row: Row[Any]) -> Posted:
    letter = Letter(
        Channel(row.channel),
        Notice(row.notice),
        row.recipient,
        row.subject,
        row.body,
        Quarter.parse(row.quarter) if row.quarter else None,
        row.unit or None,
    )
    return Posted(row.nr, row.id, letter, row.created, row.attempts, Trouble(row.trouble))


def _waits(municipality: Municipality, channel: Channel) -> ColumnElement[bool]:
    return and_(
        outbox.c.municipality == municipality.code,
        outbox.c.channel == channel.value,
        outbox.c.outcome == Ended.WAITING.value,
    )


def _write(
    connection: Connection, municipality: Municipality, posted: Posted, values: Mapping[str, Any]
) -> None:
    same = (outbox.c.municipality == municipality.code, outbox.c.nr == posted.nr)
    connection.execute(update(outbox).where(*same).values(**values))
