"""How far the mailboxes of an installation have been gone through."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from sql.warehouse import mailbox


@dataclass(frozen=True, slots=True)
class Reached:
    """The UID of the last letter, in the numbering that the mailbox's UIDVALIDITY names."""

    validity: int
    last: int


def reached(connection: Connection, municipality: str, address: str) -> Reached | None:
    """None when the mailbox has not been gone through yet."""
    query = select(mailbox.c.validity, mailbox.c.last).where(
        mailbox.c.municipality == municipality, mailbox.c.address == address
    )
    row = connection.execute(query).first()
    return Reached(*row) if row else None


def set_reached(connection: Connection, municipality: str, address: str, now: Reached) -> None:
    key = {"municipality": municipality, "address": address}
    connection.execute(delete(mailbox).filter_by(**key))
    connection.execute(insert(mailbox).values(**key, validity=now.validity, last=now.last))
