"""The draft that lies in the home: what it is, and whether it is what would be written now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas.edition import Waiver
from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.tables import Table
from sql.state import UnitStanding
from steward.house import House
from tasks.publish.datapackage import PATH as CSV
from tasks.publish.draw.svg import description
from tasks.publish.kept import Shelf, open_shelf
from tasks.publish.manifest import MANIFEST, input_of
from tasks.publish.sheets.tidy import tidy_csv
from tasks.validate.engine import rule_set_digest

DIAGRAMS = "diagram/"


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram of the draft, and what it shows for a reader who cannot see it."""

    name: str
    title: str
    alt: str


@dataclass(frozen=True)
class Draft:
    """A quarter's draft. `content` is the SHA-256 that an approval is about, None where there is
    no draft; `drafting` that it is being written anew; `stale` says in Swedish what has changed
    since it was written, as far as can be told without writing another."""

    content: str | None
    written: datetime | None
    drafting: bool
    stale: tuple[str, ...]

    @property
    def current(self) -> bool:
        return self.content is not None and not self.stale and not self.drafting


@dataclass(frozen=True)
class Now:
    """What a draft written now would be made of."""

    tables: Sequence[Table]
    units: Sequence[UnitStanding]
    waivers: Sequence[Waiver]


def draft_shelf(house: House, quarter: Quarter) -> Shelf | None:
    """The draft's files; None where there is none."""
    try:
        return open_shelf(house.settings.draft(str(quarter)))
    except UserError:
        return None


def draft_of(house: House, quarter: Quarter, now: Now) -> Draft:
    """How the draft stands to the data of now."""
    drafting, shelf = house.work.drafting(quarter), draft_shelf(house, quarter)
    written = _changed(house.settings.draft(str(quarter)) / MANIFEST)
    if shelf is None or written is None:
        return Draft(None, None, drafting, ())
    texts = house.settings.written(str(quarter))
    return Draft(
        content=str(shelf.manifest["content_sha256"]),
        written=written,
        drafting=drafting,
        stale=tuple(_stale(shelf, now, written, texts)),
    )


def diagrams(shelf: Shelf | None) -> tuple[Diagram, ...]:
    """The diagrams of the complete edition."""
    return tuple(_diagrams(shelf)) if shelf else ()


def _diagrams(shelf: Shelf) -> Iterator[Diagram]:
    for each in shelf.files:
        if each.path.startswith(DIAGRAMS) and each.path.endswith(".svg"):
            name = each.path.removeprefix(DIAGRAMS).removesuffix(".svg")
            try:
                told = description((shelf.folder / each.path).read_bytes())
            except OSError:  # the draft is being exchanged
                continue
            yield Diagram(name, *(told or (name, name)))


def _stale(shelf: Shelf, now: Now, written: datetime, texts: Path) -> Iterator[str]:
    if shelf.manifest["inputs"] != [input_of(each) for each in now.units]:
        yield "En inlämning har kommit, eller ett beslut har ändrat en enhets läge."
    csv = shelf.find(CSV)
    if csv is None or csv.sha256 != hashlib.sha256(tidy_csv(now.tables)).hexdigest():
        yield "Siffror har ändrats."
    if [_told(each) for each in shelf.manifest["waivers"]] != [
        _waiver(each) for each in now.waivers
    ]:
        yield "Dispenserna har ändrats."
    if any(changed > written for changed in _changes(texts)):
        yield "Rapportens egna texter har ändrats."
    if shelf.manifest["rule_set"] != rule_set_digest():
        yield "Reglerna har ändrats."


def _waiver(each: Waiver) -> tuple[str, ...]:
    return each.rule, each.place, each.message, each.reason, each.by


def _told(each: Mapping[str, str]) -> tuple[str, ...]:
    return each["rule"], each["place"], each["message"], each["reason"], each["by"]


def _changes(folder: Path) -> Iterator[datetime]:
    """When each of the handläggare's files was changed."""
    for path in folder.iterdir() if folder.is_dir() else ():
        changed = _changed(path)
        if changed and not path.name.startswith((".", "~")):
            yield changed


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
