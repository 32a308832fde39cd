"""The files of a draft and of a release, both editions of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.settings import Settings
from flows.edition import Editions, Material, Part, make_editions, read_material
from flows.proof import require_true_prose
from schemas.charts import Chart, Drawing
from schemas.edition import Audience
from schemas.errors import UserError
from schemas.plans import load_plan
from schemas.quarter import Quarter
from tasks.narrate.written import start_written
from tasks.place import municipality_of
from tasks.publish.draw.draw import draw
from tasks.publish.files import edition_files
from tasks.publish.folders import replace_folder
from tasks.publish.manifest import MANIFEST, content_of, manifest_json
from tasks.publish.word.revision import revision_document

REPORT, REVISION = "rapport.docx", "revision.docx"
"""The list for the revisorer is made once: they are no public, and get what the law says."""


def write_draft(settings: Settings, quarter: Quarter) -> tuple[Path, ...]:
    """Write the draft of a quarter in place of the one before."""
    material = read_material(settings, quarter)
    files = draft_files(make_editions(material), material)
    folder = settings.draft(str(quarter))
    replace_folder(folder, files)
    return tuple(folder / path for path in files)


def current_draft(settings: Settings, quarter: Quarter) -> str:
    """The SHA-256 of the content of the draft that lies in the home. When it is not what the data
    give now it is written anew and a UserError raised: nobody approves what they have not read."""
    material = read_material(settings, quarter)
    editions = make_editions(material)
    folder = settings.draft(str(quarter))
    if content_of(folder) != editions.content:
        replace_folder(folder, draft_files(editions, material))
        raise UserError(
            f"Utkastet för {quarter.label} var inte aktuellt, och har skrivits om.",
            f"Läs igenom {folder} och godkänn sedan på nytt.",
        )
    document = (folder / REPORT).read_bytes()
    require_true_prose(editions.internal, document, material.municipality)
    return editions.content


def start_report(settings: Settings, quarter: Quarter) -> None:
    """Lay out for the handläggare what a quarter's report needs, where nothing lies yet."""
    plan = load_plan(municipality_of(settings).report)
    start_written(settings.written(str(quarter)), plan)


def draft_files(editions: Editions, material: Material) -> Mapping[str, bytes]:
    """A draft is for those who work with it: complete, with the public edition beside it."""
    return _files(editions, material, {Audience.INTERNAL: "", Audience.PUBLIC: "offentlig/"})


def release_files(editions: Editions, material: Material) -> Mapping[str, bytes]:
    """A release is for everybody, with the complete edition in a folder that stays inside."""
    return _files(editions, material, {Audience.PUBLIC: "", Audience.INTERNAL: "intern/"})


def _files(
    editions: Editions, material: Material, places: Mapping[Audience, str]
) -> Mapping[str, bytes]:
    parts = {Audience.INTERNAL: editions.internal, Audience.PUBLIC: editions.public}
    drawings = {chart: draw(chart) for chart in _charts(parts.values())}
    outputs: dict[str, bytes] = {}
    for audience, folder in places.items():
        for path, content in _of_part(parts[audience], drawings).items():
            outputs[f"{folder}{path}"] = content
    report = editions.internal.report
    outputs[REVISION] = revision_document(editions.internal.edition, editions.revision, report.day)
    manifest = manifest_json(
        editions.public.edition, outputs, editions.content, material.hidden.losses
    )
    return {**outputs, MANIFEST: manifest}


def _charts(parts: Iterable[Part]) -> dict[Chart, None]:
    """Every chart once: most are the same for both audiences."""
    return dict.fromkeys(chart for part in parts for chart in part.report.charts)


def _of_part(part: Part, drawings: Mapping[Chart, Drawing]) -> Mapping[str, bytes]:
    drawn = {chart.name: drawings[chart] for chart in part.report.charts}
    return edition_files(part.edition, part.tables, part.report, drawn)
