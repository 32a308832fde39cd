"""Whether a draft is ready: asked before anybody approves it, and again before it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from deploy.settings import Settings
from flows.edition import Editions, make_editions, read_material, small_changes
from flows.outputs import REPORT, draft_files
from flows.proof import require_true_prose
from schemas.errors import UserError
from schemas.quarter import Quarter
from tasks.publish.folders import replace_folder
from tasks.publish.manifest import content_of


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft that may be approved: the SHA-256 of its content, and how many figures it would
    change of what is published by so little that it may tell of somebody."""

    content: str
    small_changes: int


def ready_draft(settings: Settings, quarter: Quarter) -> Ready:
    """The draft that lies in the home. Raises UserError when
    something in it must be mended first, and when it is not what the data give now: then it is
    written anew, as nobody approves what they have not read."""
    material = read_material(settings, quarter)
    editions = make_editions(material)
    folder = settings.draft(str(quarter))
    if content_of(folder) != editions.content:
        replace_folder(folder, draft_files(editions, material))
        raise UserError(
            f"Utkastet för {quarter.label} var inte aktuellt, och har skrivits om.",
            "Läs igenom det nya utkastet och godkänn sedan på nytt.",
            f"utkastet ligger i {folder}",
        )
    require_complete(quarter, editions)
    require_true_prose(editions.internal, (folder / REPORT).read_bytes(), material.municipality)
    return Ready(editions.content, small_changes(material))


def require_complete(quarter: Quarter, editions: Editions) -> None:
    """Raises UserError with everything that is missing in the report or cannot be used."""
    problems = dict.fromkeys([*editions.internal.report.problems, *editions.public.report.problems])
    if problems:
        listed = "".join(f"\n  – {problem}" for problem in problems)
        raise UserError(
            f"Rapporten för {quarter.label} är inte färdig:{listed}",
            "Rätta det bland rapportens texter och läs sedan det nya utkastet.",
            f"texterna ligger i hemmappens rapport/{quarter}",
        )
