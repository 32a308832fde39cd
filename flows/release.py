"""Publishing a quarter: what was approved, by another person, as a release that never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deploy.settings import Settings
from flows.edition import Editions, make_editions, read_material, units_of
from flows.outputs import REPORT, release_files
from flows.proof import require_true_prose
from flows.ready import require_complete
from schemas.clock import swedish_day
from schemas.edition import Attest, Release
from schemas.errors import UserError
from schemas.events import Act, Actor, Event, Via
from schemas.person import Person, require_no_number
from schemas.quarter import Quarter
from schemas.rulings import Approval, Released
from sql.audit import record
from sql.engine import writing
from sql.gate import require_settled
from sql.releases import add_release, releases_of
from sql.rulings import approvals_of
from sql.standing import keep_sources
from tasks.aggregate.decided import attest
from tasks.place import engine_of, municipality_of
from tasks.publish.folders import keep_release
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
    """Publish what was approved. Raises UserError when it may not be, and says why."""
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
        release = _next(before, draft, reason, at, quarter)
        attests = (attest(approved, APPROVED), Attest(PUBLISHED, by.name, by.role, release.day))
        editions = make_editions(material, release, attests)
        files = release_files(editions, material)
        require_true_prose(editions.public, files.public[REPORT], municipality)
        made = Released(
            version=release.version,
            content=draft.content,
            manifest=manifest_digest(files.public),
            internal_manifest=manifest_digest(files.internal),
            by=by,
            at=at,
            reason=release.reason,
        )
        units = units_of(material.edition)
        add_release(connection, municipality, quarter, made, units, editions.figures)
        keep_sources(connection, municipality, quarter, made.version)
        places = {
            settings.internal_release(str(quarter), release.version): files.internal,
            settings.release(str(quarter), release.version): files.public,
        }
        record(connection, municipality.code, _published(quarter, made, via))
        keep_release(places)
    written = (folder / path for folder, paths in places.items() for path in paths)
    return Publication(quarter, release, tuple(places), tuple(written))


def _published(quarter: Quarter, made: Released, via: Via) -> Event:
    actor = Actor(made.by.name, made.by.role, via)
    told = {"content": made.content}
    return Event(Act.PUBLISHED, actor, made.at, quarter, subject=f"v{made.version}", detail=told)


def _approval(approvals: tuple[Approval, ...], draft: Editions, quarter: Quarter) -> Approval:
    if not approvals:
        raise UserError(
            f"{quarter.label} är inte godkänt.", f"Kör kvartal approve {quarter} --by NAMN först."
        )
    if approvals[-1].content != draft.content:
        raise UserError(
            f"{quarter.label} har ändrats sedan det godkändes (SYS-902).",
            f"Gå igenom det nya utkastet och godkänn på nytt med kvartal approve {quarter}.",
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
            "Ange med --reason varför; skälet trycks i rapporten.",
        )
    return Release(last.version + 1, swedish_day(at), last.version, str(reason).strip())
