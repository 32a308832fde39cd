"""Whether what a home keeps is still what it was: every received file, the event log from its first
row, every release. The nightly run asks; so does `kvartal verify`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from deploy.settings import Settings
from flows.keeping.orphans import strangers
from flows.release import finish_releases
from schemas.edition import Audience
from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.rulings import Released
from sql.archive import ArchiveError
from sql.audit_proof import holds, prove
from sql.kept import kept_files
from sql.quarters import known_quarters
from sql.releases import releases_of
from tasks.place import archive_of, engine_of, municipality_of
from tasks.publish.verify import manifest_faults, verify_folder


class Place(StrEnum):
    """Where something is not as it was."""

    ARCHIVE = "arkivet"
    LOG = "händelseloggen"
    RELEASE = "utgåvorna"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was: where, and a Swedish sentence without personal data."""

    place: Place
    text: str


def verify_everything(settings: Settings) -> tuple[Problem, ...]:
    """All that a home keeps, held against its hashes; nothing when all is well."""
    finish_releases(settings)
    return (
        *(Problem(Place.ARCHIVE, text) for text in verify_archive(settings)),
        *(Problem(Place.LOG, text) for text in verify_log(settings)),
        *(Problem(Place.RELEASE, text) for text in verify_releases(settings)),
    )


def verify_archive(settings: Settings) -> tuple[str, ...]:
    """What of the received files is gone or damaged, and whether there are more than there can
    be."""
    with engine_of(settings).connect() as connection:
        kept = kept_files(connection, municipality_of(settings))
    archive = archive_of(settings)
    wrong = []
    for sha256, told in sorted(kept.items(), key=lambda each: each[1]):
        try:
            archive.get(sha256)
        except ArchiveError as error:
            how = "saknas" if error.gone else "är skadad"
            wrong.append(f"Filen {sha256[:12]} ({told}) {how}.")
    if many := strangers(settings):
        wrong.append(
            f"{many} filer känner databasen inte till, fler än ett avbrott kan lämna: är det "
            "rätt databas?"
        )
    return tuple(wrong)


def verify_log(settings: Settings) -> tuple[str, ...]:
    """The first row of the event log that does not hold, if any."""
    with engine_of(settings).connect() as connection:
        fault = prove(connection).fault
    return (fault.text,) if fault else ()


def verify_releases(settings: Settings) -> tuple[str, ...]:
    """Every release of the municipality against its manifest, the manifest against the database,
    and the head of the event log that it witnesses to against the log."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        return tuple(
            f"{quarter.label}, v{made.version}: {fault}"
            for quarter in known_quarters(connection, municipality)
            for made in releases_of(connection, municipality, quarter)
            for fault in _faults(connection, settings, quarter, made)
        )


def _faults(
    connection: Connection, settings: Settings, quarter: Quarter, made: Released
) -> Iterator[str]:
    name = str(quarter)
    public = settings.release(name, made.version)
    for folder in (public, settings.internal_release(name, made.version)):
        try:
            checked = verify_folder(folder)
        except UserError:
            yield f"mappen {folder.name} saknas eller har inget manifest som går att läsa."
            continue
        inside = "" if checked.audience is Audience.PUBLIC else "i den interna utgåvan: "
        yield from (f"{inside}{fault}" for fault in checked.faults)
        yield from (f"{inside}{fault}" for fault in manifest_faults(checked, made))
        if checked.log and not holds(connection, checked.log):
            yield f"{inside}händelseloggen är inte den som utgåvan vittnar om."
