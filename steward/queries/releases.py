"""The page of a release: who published it, what it changed, and its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from schemas.edition import Audience, Change
from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.rulings import Approval, Released
from sql.releases import released_figures, releases_of
from sql.rulings import approvals_of
from steward.house import House
from steward.queries.attest import changes_since
from steward.queries.draft import DIAGRAMS
from tasks.aggregate.decided import differences
from tasks.aggregate.tables import make_tables
from tasks.publish.kept import Kept, Shelf, open_shelf
from tasks.publish.verify import verify_folder

REVISION = "revision.docx"
"""The list for the revisorer: it tells of single decisions."""

_RESTORE = "Hämta utgåvan ur säkerhetskopian. Inga filer lämnas ut förrän den stämmer."

_WHAT = {
    "rapport.docx": "rapporten, Word",
    "rapport.pdf": "rapporten, PDF/UA",
    "tabeller.xlsx": "tabellerna, arbetsbok",
    "tabeller.csv": "tabellerna, öppna data",
    "datapackage.json": "beskrivning av öppna data",
    REVISION: "avidentifierad förteckning till revisorerna, inte för publicering",
    "manifest.json": "kontrollsummor, underlag, attest",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to download, and in words what it is. `size` is in bytes."""

    path: str
    what: str
    size: int
    href: str

    @property
    def is_diagram(self) -> bool:
        return self.path.startswith(DIAGRAMS)


@dataclass(frozen=True)
class Files:
    """An edition's files. `faults` are Swedish sentences: what is not as it was published."""

    audience: Audience
    files: tuple[File, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class ReleasePage:
    """A release. `before` is the one that it corrects, `changes` the figures that differ from it;
    `newest` tells that no other came after, `pending` the figures that the data of now would
    change."""

    quarter: Quarter
    release: Released
    approval: Approval | None
    before: Released | None
    changes: tuple[Change, ...]
    newest: bool
    pending: tuple[Change, ...]
    editions: tuple[Files, ...]


def release_page(
    house: House, quarter: Quarter, version: int, decisions: bool
) -> ReleasePage | None:
    """Read a release; None where there is none of that number. Without leave to read `decisions`
    the files that tell of them are left out."""
    with house.engine.connect() as connection:
        made = releases_of(connection, house.municipality, quarter)
        places = {each.version: nth for nth, each in enumerate(made)}
        if version not in places:
            return None
        nth = places[version]
        before, newest = made[nth - 1] if nth else None, nth == len(made) - 1
        return ReleasePage(
            quarter=quarter,
            release=made[nth],
            approval=_approval(connection, house, quarter, made[nth]),
            before=before,
            changes=_changes(connection, house, quarter, before, made[nth]),
            newest=newest,
            pending=_pending(connection, house, quarter, made) if newest else (),
            editions=tuple(
                _files(house, quarter, made[nth], each, decisions)
                for each in (Audience.PUBLIC, Audience.INTERNAL)
            ),
        )


def release_shelf(house: House, quarter: Quarter, made: Released, audience: Audience) -> Shelf:
    """The files of one edition. Raises UserError when its manifest is not what was published."""
    try:
        shelf = open_shelf(_folder(house, quarter, made.version, audience))
    except UserError:  # it names the folder, which is nothing for a page
        raise UserError(
            "Utgåvans filer saknas, eller har inget manifest som går att läsa (SYS-902).", _RESTORE
        ) from None
    public = audience is Audience.PUBLIC
    if shelf.digest != (made.manifest if public else made.internal_manifest):
        raise UserError(
            "Utgåvans manifest.json är inte det som skrevs när den publicerades (SYS-902).",
            _RESTORE,
        )
    return shelf


def _folder(house: House, quarter: Quarter, version: int, audience: Audience) -> Path:
    settings = house.settings
    public = audience is Audience.PUBLIC
    return (settings.release if public else settings.internal_release)(str(quarter), version)


def _files(
    house: House, quarter: Quarter, made: Released, audience: Audience, decisions: bool
) -> Files:
    try:
        shelf = release_shelf(house, quarter, made, audience)
        faults = verify_folder(shelf.folder).faults
    except UserError as error:
        return Files(audience, (), (error.message,))
    prefix = f"/kvartal/{quarter}/utgava/{made.version}/{audience.value}/"
    return Files(audience, tuple(_listed(shelf.files, prefix, decisions)), faults)


def _listed(files: Sequence[Kept], prefix: str, decisions: bool) -> Iterator[File]:
    """The files as a page offers them; the documents first."""
    order = {name: nth for nth, name in enumerate(_WHAT)}
    for each in sorted(files, key=lambda kept: (order.get(kept.path, len(order)), kept.path)):
        if each.path != REVISION or decisions:
            yield File(each.path, _WHAT.get(each.path, ""), each.size, f"{prefix}{each.path}")


def _approval(
    connection: Connection, house: House, quarter: Quarter, made: Released
) -> Approval | None:
    """The approval that the release stands on."""
    known = [
        each
        for each in approvals_of(connection, house.municipality, quarter)
        if each.content == made.content and each.at <= made.at
    ]
    return known[-1] if known else None


def _changes(
    connection: Connection,
    house: House,
    quarter: Quarter,
    before: Released | None,
    made: Released,
) -> tuple[Change, ...]:
    if before is None:
        return ()
    old, new = (
        released_figures(connection, house.municipality, quarter, each.version, Audience.INTERNAL)
        for each in (before, made)
    )
    return differences(old, new)


def _pending(
    connection: Connection, house: House, quarter: Quarter, made: Sequence[Released]
) -> tuple[Change, ...]:
    tables = make_tables(connection, house.municipality, quarter)
    return changes_since(connection, house, quarter, made, tables)
