"""The files of a draft and of a release, both editions of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.settings import Settings
from flows.edition import Editions, Material, Part, make_editions, read_material
from schemas.charts import Chart, Drawing
from schemas.plans import report_plan
from schemas.quarter import Quarter
from tasks.narrate.written import start_written
from tasks.place import municipality_of
from tasks.publish.draw.draw import draw
from tasks.publish.files import edition_files
from tasks.publish.folders import replace_folder
from tasks.publish.manifest import MANIFEST, internal_manifest, public_manifest
from tasks.publish.word.revision import revision_document

REPORT, REVISION = "rapport.docx", "revision.docx"
PUBLIC_FOLDER = "offentlig/"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class ReleaseFiles:
    """What everybody gets, and what stays inside: two folders, each with its manifest."""

    public: Files
    internal: Files


def write_draft(settings: Settings, quarter: Quarter) -> tuple[Path, ...]:
    """Write the draft of a quarter in place of the one before."""
    material = read_material(settings, quarter)
    files = draft_files(make_editions(material), material)
    folder = settings.draft(str(quarter))
    replace_folder(folder, files)
    return tuple(folder / path for path in files)


def start_report(settings: Settings, quarter: Quarter) -> None:
    """Lay out for the handläggare what a quarter's report needs, where nothing lies yet."""
    plan = report_plan(municipality_of(settings))
    start_written(settings.written(str(quarter)), plan)


def draft_files(editions: Editions, material: Material) -> Files:
    """A draft is for those who work with it: complete, with the public edition beside it and the
    list for the revisorer, which is made once: they get what the law says."""
    public, internal = _both(editions)
    inside = {f"{PUBLIC_FOLDER}{path}": content for path, content in public.items()}
    outputs = {**internal, **inside, REVISION: _revision(editions)}
    edition, losses = editions.internal.edition, material.hidden.losses
    return {**outputs, MANIFEST: internal_manifest(edition, outputs, editions.content, losses)}


def release_files(editions: Editions, material: Material) -> ReleaseFiles:
    """The public edition with the list for the revisorer, and the complete one."""
    public, internal = _both(editions)
    outputs = {**public, REVISION: _revision(editions)}
    told = internal_manifest(
        editions.internal.edition, internal, editions.content, material.hidden.losses
    )
    return ReleaseFiles(
        {**outputs, MANIFEST: public_manifest(editions.public.edition, outputs)},
        {**internal, MANIFEST: told},
    )


def _both(editions: Editions) -> tuple[Files, Files]:
    """The public and the internal edition's files; most diagrams are the same and drawn once."""
    parts = (editions.public, editions.internal)
    drawings = {chart: draw(chart) for chart in _charts(parts)}
    public, internal = (_of_part(part, drawings) for part in parts)
    return public, internal


def _charts(parts: Iterable[Part]) -> dict[Chart, None]:
    return dict.fromkeys(chart for part in parts for chart in part.report.charts)


def _of_part(part: Part, drawings: Mapping[Chart, Drawing]) -> Files:
    drawn = {chart.name: drawings[chart] for chart in part.report.charts}
    return edition_files(part.edition, part.tables, part.report, drawn)


def _revision(editions: Editions) -> bytes:
    part = editions.internal
    return revision_document(part.edition, editions.revision, part.report.day)
