"""What happened to a finding, oldest first: versions, decisions, comments, who was to see to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.findings import Finding
from schemas.rulings import Decided, Ruling
from schemas.threads import Comment
from sql.reopened import figures
from sql.versions import Version
from steward.life import Life
from steward.words import dated

_DID = {
    Decided.EXPLAINED: "förklarade fyndet",
    Decided.ACCEPTED: "godtog fyndet",
    Decided.WAIVED: "gav dispens",
    Decided.RETURNED: "återlämnade fyndet till enheten",
}
_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened. `who` is None where nobody in particular did it; `note` tells that a
    decision was about other figures than those of now."""

    at: datetime | None
    who: str | None
    role: str
    what: str
    text: str = ""
    note: str = ""


def history_of(life: Life, versions: Sequence[Version]) -> tuple[Told, ...]:
    """Everything that is kept. An assignment is told where it is in force alone."""
    told = [
        *_versions(life, versions),
        *(_ruling(each, life.finding) for each in life.rulings),
        *map(_comment, life.comments),
        *_assignment(life),
    ]
    return tuple(sorted(told, key=lambda each: each.at or _BEGINNING))


def _versions(life: Life, versions: Sequence[Version]) -> Iterator[Told]:
    here = {each.submission: each for each in life.appearances}
    for each in versions:
        found = here.get(each.submission)
        with_it = f"med fyndet: {figures(found.found, found.expected)}" if found else "utan fyndet"
        what = f"Version {each.number} kom in, {with_it}"
        yield Told(each.received, each.sender, "", what, each.file_name)


def _ruling(made: Ruling, finding: Finding) -> Told:
    other = made.fingerprint != finding.fingerprint and made.place is not None
    note = f"Gällde andra siffror än nu: {figures(made.found, made.expected)}." if other else ""
    return Told(made.at, made.by.name, made.by.role, _DID[made.decided], made.reason, note)


def _comment(said: Comment) -> Told:
    return Told(said.at, said.by.name, said.by.role, "kommenterade", said.text)


def _assignment(life: Life) -> Iterator[Told]:
    given = life.assignment
    if given:
        owner = f"lade fyndet på {given.owner}" if given.owner else "tog bort den som ansvarade"
        due = f", klart senast {dated(given.due)}" if given.due else ""
        yield Told(given.at, given.by.name, given.by.role, f"{owner}{due}")
