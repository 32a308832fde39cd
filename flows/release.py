"""Publishing a quarter: what was approved, by another person, as a release that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from deploy.settings import Settings
from flows.edition import Editions, make_editions, read_material, units_of
from flows.outputs import REPORT, ReleaseFiles, release_files
from flows.proof import require_true_prose
from flows.ready import require_complete
from schemas.clock import swedish_day
from schemas.edition import Attest, Release
from schemas.errors import UserError
from schemas.events import Act, Actor, Event, Via
from schemas.person import Person, require_no_number
from schemas.quarter import Quarter
from schemas.rulings import Approval, Released
from sql.audit import head_of, record
from sql.engine import writing
from sql.gate import require_settled
from sql.quarters import known_quarters
from sql.releases import add_release, releases_of
from sql.rulings import approvals_of
from sql.standing import keep_sources
from tasks.aggregate.decided import attest
from tasks.place import engine_of, municipality_of
from tasks.publish.folders import name_release, seal_release
from tasks.publish.manifest import manifest_digest

APPROVED, PUBLISHED = "Godkänd", "Publicerad"


@dataclass(frozen=True)
class Publication:
    """A release that was written: the folder that stays inside, and the public one last."""

    quarter: Quarter
    release: Release
    folders: tuple[Path, ...]
    files: tuple[Path, ...]


def publish(
    settings: Settings,
    quarter: Quarter,
    by: Person,
    at: datetime,
    reason: str | None = None,
    via: Via = Via.COMMAND_LINE,
) -> Publication:
    """Publish what was approved. Raises UserError when it may not be, and says why.

    The release is one when its row is: its folders are on disk before, and get their names after.
    """
    finish_releases(settings)
    require_no_number(reason or "", "Skälet")
    engine, municipality = engine_of(settings), municipality_of(settings)
    with writing(engine, municipality.code, quarter) as connection:
        require_settled(connection, municipality, quarter)
        before = releases_of(connection, municipality, quarter)
        material = read_material(settings, quarter)
        draft = make_editions(material)
        require_complete(quarter, draft)
        approved = _approval(approvals_of(connection, municipality, quarter), draft, quarter)
        _require_other(by, approved)
        release = replace(_next(before, draft, reason, at, quarter), log=head_of(connection))
        attests = (attest(approved, APPROVED), Attest(PUBLISHED, by.name, by.role, release.day))
        editions = make_editions(material, release, attests)
        files = release_files(editions, material)
        require_true_prose(editions.public, files.public[REPORT], municipality)
        made = _released(release, draft.content, files, by, at)
        units = units_of(material.edition)
        add_release(connection, municipality, quarter, made, units, editions.figures)
        keep_sources(connection, municipality, quarter, made.version)
        record(connection, municipality.code, _published(quarter, made, via))
        places = _places(settings, quarter, made)
        contents = dict(zip(places, (files.internal, files.public), strict=True))
        for folder, manifest in places.items():
            seal_release(folder, contents[folder], manifest)
    _name(places)
    written = (folder / path for folder, paths in contents.items() for path in paths)
    return Publication(quarter, release, tuple(places), tuple(written))


def finish_releases(settings: Settings) -> None:
    """Give every release that the warehouse knows its folders: whoever published it may have been
    killed before they had their names."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        known = [
            _places(settings, quarter, made)
            for quarter in known_quarters(connection, municipality)
            for made in releases_of(connection, municipality, quarter)
        ]
    for places in known:
        _name(places)


def _places(settings: Settings, quarter: Quarter, made: Released) -> dict[Path, str]:
    """The folders of a release, the public one last, and the SHA-256 of the manifest of each."""
    name = str(quarter)
    return {
        settings.internal_release(name, made.version): made.internal_manifest,
        settings.release(name, made.version): made.manifest,
    }


def _name(places: Mapping[Path, str]) -> None:
    for folder, manifest in places.items():
        name_release(folder, manifest)


def _released(
    release: Release, content: str, files: ReleaseFiles, by: Person, at: datetime
) -> Released:
    return Released(
        version=release.version,
        content=content,
        manifest=manifest_digest(files.public),
        internal_manifest=manifest_digest(files.internal),
        by=by,
        at=at,
        reason=release.reason,
    )


def _published(quarter: Quarter, made: Released, via: Via) -> Event:
    actor = Actor(made.by.name, made.by.role, via)
    told = {"content": made.content}
    return Event(Act.PUBLISHED, actor, made.at, quarter, subject=f"v{made.version}", detail=told)


def _approval(approvals: tuple[Approval, ...], draft: Editions, quarter: Quarter) -> Approval:
    if not approvals:
        raise UserError(
            f"{quarter.label} är inte godkänt.",
            "Låt någon godkänna det först.",
            f"kvartal approve {quarter} --by NAMN",
        )
    if approvals[-1].content != draft.content:
        raise UserError(
            f"{quarter.label} har ändrats sedan det godkändes (SYS-902).",
            "Gå igenom det nya utkastet och låt någon godkänna det på nytt.",
            f"kvartal approve {quarter} --by NAMN",
        )
    return approvals[-1]


def _require_other(by: Person, approved: Approval) -> None:
    if by.is_same(approved.by):
        raise UserError(f"{by.name} har själv godkänt kvartalet.", "Låt någon annan publicera det.")


def _next(
    before: tuple[Released, ...],
    draft: Editions,
    reason: str | None,
    at: datetime,
    quarter: Quarter,
) -> Release:
    if not before:
        return Release(1, swedish_day(at))
    last = before[-1]
    if last.content == draft.content:
        raise UserError(
            f"{quarter.label} är redan publicerat som v{last.version}, och inget har ändrats.",
            "Det finns inget att rätta.",
        )
    if not (reason or "").strip():
        raise UserError(
            f"{quarter.label} är publicerat som v{last.version}; det här blir en rättelse.",
            "Skriv varför utgåvan rättas; skälet trycks i rapporten.",
            "--reason TEXT",
        )
    return Release(last.version + 1, swedish_day(at), last.version, str(reason).strip())
