"""A version as it was sent in: read back from the archive, and returned with its cells marked."""

from __future__ import annotations

from collections.abc import Sequence

from deploy.settings import Settings
from schemas.errors import UserError
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.submission import Doubt, Source, Submission, Unreadable
from sql.versions import Version
from tasks.annotate.annotate import PERSON_NUMBER, annotate
from tasks.place import archive_of, municipality_of
from tasks.read.reader import read_workbook
from tasks.validate.causes import by_cause

PURGED = (
    "Filen är gallrad: den sparades så länge som kommunen har bestämt. Siffrorna och fynden finns "
    "kvar."
)


def read_back(settings: Settings, version: Version) -> Submission | Unreadable:
    """The workbook of a version, read as it was when it came."""
    source = Source(version.sha256, version.file_name, version.received, version.unit)
    if version.purged:
        return Unreadable(source, Doubt.PURGED, PURGED, version.unit)
    data = archive_of(settings).get(version.sha256)
    return read_workbook(data, source, municipality_of(settings), version.quarter)


def annotated(settings: Settings, version: Version, findings: Sequence[Finding]) -> bytes:
    """A copy of the version's workbook, its open findings listed first and their cells marked.
    A file that was not fit to be read is not opened here either, and one that tells who somebody
    is goes no further: then there is the list alone."""
    read = read_back(settings, version)
    tells = any(each.rule == PERSON_NUMBER for each in findings)
    readable = isinstance(read, Submission) and not tells
    data = archive_of(settings).get(version.sha256) if readable else None
    groups = by_cause(each for each in findings if each.open)
    return annotate(data, groups, _title(municipality_of(settings), version))


def require_handed_out(version: Version, findings: Sequence[Finding]) -> None:
    """That the file may be handed out as it came. Raises UserError."""
    if version.purged:
        raise UserError(PURGED, "Öppna enhetens sida: där står vad som finns kvar.")
    if any(each.rule == PERSON_NUMBER for each in findings):
        raise UserError(
            "Filen innehåller något som ser ut som ett personnummer och lämnas inte ut härifrån.",
            "Hämta den granskade kopian: den säger i vilka celler det står.",
        )


def _title(municipality: Municipality, version: Version) -> str:
    unit = municipality.codelists["enhet"].get(version.unit)
    name = unit.name if unit else version.unit
    return " · ".join([version.file_name, name, version.quarter.label])
