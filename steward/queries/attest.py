"""The page on which a quarter is approved and published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import Connection

from schemas.edition import Audience, Change, Edition, Waiver
from schemas.errors import UserError
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Approval, Decided, Released
from schemas.tables import Table
from sql.releases import released_figures, releases_of
from sql.rulings import approvals_of
from sql.state import QuarterStanding, quarter_standing
from steward.guard import Visitor
from steward.house import House
from steward.queries.draft import Draft, Now, draft_of
from steward.queries.remaining import Step, remaining
from steward.queries.report import unwritten
from steward.rights import Right
from tasks.aggregate.decided import differences, waivers
from tasks.aggregate.edition import read_edition
from tasks.aggregate.tables import make_tables
from tasks.validate.engine import rule_set_digest


@dataclass(frozen=True, slots=True)
class ShownApproval:
    """An approval. `holds` tells that it is about the draft as it lies, `release` which release
    came of its content."""

    approval: Approval
    holds: bool
    release: int | None


@dataclass(frozen=True)
class Attempt:
    """A form that was sent and not carried out: why, and what was in it. `small_changes` is how
    many public figures would change by so little that it may tell of somebody."""

    error: UserError | None = None
    form: str = ""
    read: bool = False
    reason: str = ""
    small_changes: int = 0


@dataclass(frozen=True)
class AttestPage:
    """What hinders, what would be approved, who has approved and published what.

    `absent` are the units without figures; `no_approval` and `no_publication` say in Swedish why
    this visitor cannot, None where they can; `changes` are the figures of now that differ from the
    latest release.
    """

    quarter: Quarter
    steps: tuple[Step, ...]
    draft: Draft
    waivers: tuple[Waiver, ...]
    absent: tuple[str, ...]
    approvals: tuple[ShownApproval, ...]
    releases: tuple[Released, ...]
    changes: tuple[Change, ...]
    no_approval: str | None
    no_publication: str | None
    sent: Attempt = Attempt()


@dataclass(frozen=True)
class _Read:
    """The quarter as the warehouse has it."""

    standing: QuarterStanding
    edition: Edition
    waivers: tuple[Waiver, ...]
    tables: tuple[Table, ...]
    approvals: tuple[Approval, ...]
    releases: tuple[Released, ...]
    changes: tuple[Change, ...]


def attest_page(visitor: Visitor, quarter: Quarter, sent: Attempt | None = None) -> AttestPage:
    """Read all of it, in a number of queries that the data do not change."""
    house = visitor.house
    with house.engine.connect() as connection:
        read = _read(connection, house, quarter)
    draft = draft_of(house, quarter, Now(read.tables, read.standing.units, read.waivers))
    steps = (
        *remaining(read.standing, quarter, house.unit_name),
        *unwritten(house, quarter, read.edition, read.tables),
    )
    hindered = bool(steps)
    return AttestPage(
        quarter=quarter,
        steps=steps,
        draft=draft,
        waivers=read.waivers,
        absent=tuple(each.unit_name for each in read.edition.absent),
        approvals=tuple(_approvals(read, draft)),
        releases=read.releases,
        changes=read.changes,
        no_approval=next(_against_approval(visitor, read, draft, hindered), None),
        no_publication=next(_against_publication(visitor, read, draft, hindered), None),
        sent=sent or Attempt(),
    )


def _read(connection: Connection, house: House, quarter: Quarter) -> _Read:
    at = (connection, house.municipality, quarter)
    releases, tables = releases_of(*at), make_tables(*at)
    return _Read(
        standing=quarter_standing(*at),
        edition=read_edition(*at, rule_set_digest(), version("kvartal")),
        waivers=waivers(*at),
        tables=tables,
        approvals=approvals_of(*at),
        releases=releases,
        changes=changes_since(connection, house, quarter, releases, tables),
    )


def changes_since(
    connection: Connection,
    house: House,
    quarter: Quarter,
    releases: Sequence[Released],
    tables: Iterable[Table],
) -> tuple[Change, ...]:
    """The figures of now that differ from the latest release."""
    if not releases:
        return ()
    last = releases[-1].version
    printed = released_figures(connection, house.municipality, quarter, last, Audience.INTERNAL)
    return differences(printed, [figure for table in tables for figure in table.figures])


def _approvals(read: _Read, draft: Draft) -> Iterator[ShownApproval]:
    releases = {each.content: each.version for each in read.releases}
    for each in read.approvals:
        yield ShownApproval(each, each.content == draft.content, releases.get(each.content))


def _against_approval(visitor: Visitor, read: _Read, draft: Draft, hindered: bool) -> Iterator[str]:
    """Why the visitor cannot approve; the first is what they are told."""
    if not visitor.may(Right.APPROVE):
        yield _NOT_ATTESTANT
    if hindered:
        yield "Det som står under Återstår hindrar ett godkännande."
    if author := _own_waiver(visitor.person, read.standing):
        yield f"{author.name} har gett en dispens som gäller, och kan därför inte godkänna."
    if not draft.current:
        yield "Det behövs ett aktuellt utkast att läsa. Läs det nya när det är skrivet."
    yield from _published(read, draft)
    last = read.approvals[-1] if read.approvals else None
    if last and last.content == draft.content:
        yield f"{last.by.name} har godkänt det här utkastet. Nu kan någon annan publicera det."


def _against_publication(
    visitor: Visitor, read: _Read, draft: Draft, hindered: bool
) -> Iterator[str]:
    """Why the visitor cannot publish; the first is what they are told."""
    if not visitor.may(Right.APPROVE):
        yield _NOT_ATTESTANT
    if not read.approvals:
        yield "Kvartalet är inte godkänt."
        return
    last = read.approvals[-1]
    if hindered or last.content != draft.content or draft.stale:
        yield (
            "Innehållet har ändrats sedan kvartalet godkändes (SYS-902), och ska godkännas på nytt."
        )
    yield from _published(read, draft)
    if visitor.person.is_same(last.by):
        yield f"{last.by.name} har godkänt kvartalet. Någon annan publicerar det."


_NOT_ATTESTANT = "En attestant godkänner och publicerar."


def _published(read: _Read, draft: Draft) -> Iterator[str]:
    if read.releases and read.releases[-1].content == draft.content:
        version = read.releases[-1].version
        yield f"Utkastet är redan publicerat som v{version}: inget har ändrats."


def _own_waiver(by: Person, standing: QuarterStanding) -> Person | None:
    """The author of a waiver in force, where that may be the same person."""
    authors = (
        standing.rulings[each.fingerprint].by
        for each in standing.findings
        if each.status == Decided.WAIVED
    )
    return next((each for each in authors if by.is_same(each)), None)
