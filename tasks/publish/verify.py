"""Whether a release is still what was published: every file against its manifest (SYS-902)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.edition import Audience
from schemas.errors import UserError
from schemas.proved import Head
from schemas.rulings import Released
from tasks.publish.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder held against its manifest. `faults` are Swedish sentences, none when all is well.
    `manifest` is the SHA-256 of the manifest itself, which the warehouse remembers of a release;
    a draft has no `version`. `log` is the head of the event log that the manifest witnesses to."""

    quarter: str
    version: int | None
    audience: Audience
    files: int
    manifest: str
    faults: tuple[str, ...]
    log: Head | None


def verify_folder(folder: Path) -> Checked:
    """Hold every file of a draft or release against its manifest. Raises UserError when the
    folder has none that can be read."""
    data, manifest = read_manifest(folder)
    listed = {each["path"]: each for each in manifest["outputs"]}
    return Checked(
        quarter=str(manifest["quarter"]),
        version=manifest.get("version"),
        audience=Audience(manifest["audience"]),
        files=len(listed),
        manifest=hashlib.sha256(data).hexdigest(),
        faults=(*_changed(folder, listed), *_added(folder, listed)),
        log=_head(manifest.get("audit")),
    )


def manifest_faults(checked: Checked, made: Released | None) -> tuple[str, ...]:
    """What the database remembers of a release that its manifest does not say; `made` is None when
    it remembers none of that version."""
    if made is None:
        return (f"Databasen känner inte till någon utgåva v{checked.version}.",)
    public = checked.audience is Audience.PUBLIC
    if checked.manifest != (made.manifest if public else made.internal_manifest):
        return ("manifest.json är inte det som skrevs när utgåvan publicerades.",)
    return ()


def read_manifest(folder: Path) -> tuple[bytes, Mapping[str, Any]]:
    """The manifest's bytes, and what they say. Raises UserError when there is none of ours."""
    data = _manifest_bytes(folder)
    return data, _parsed(data, folder)


def _changed(folder: Path, listed: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for path, each in sorted(listed.items()):
        file = folder / path
        if not file.is_file():
            yield f"{path} saknas."
        elif hashlib.sha256(file.read_bytes()).hexdigest() != each["sha256"]:
            yield f"{path} är inte den fil som publicerades: innehållet är ändrat."


def _added(folder: Path, listed: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    present = (path for path in folder.rglob("*") if path.is_file())
    for path in sorted(file.relative_to(folder).as_posix() for file in present):
        if path not in listed and path != MANIFEST:
            yield f"{path} har lagts till: manifestet nämner den inte."


def _head(told: Any) -> Head | None:
    """None of a draft, and of a release from before manifests told it."""
    try:
        return Head.parse(f"{told['nr']}:{told['digest']}")
    except (KeyError, TypeError, ValueError):
        return None


def _manifest_bytes(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        raise UserError(
            f"{folder} har inget {MANIFEST} som går att läsa.",
            "Ange mappen för en utgåva, till exempel HEM/out/2024Q4/v1.",
        ) from None


def _parsed(data: bytes, folder: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads(data)
        paths = [each["path"] for each in manifest["outputs"]]
        usable = manifest["audience"] in set(Audience) and bool(manifest["quarter"])
        usable = usable and all(isinstance(path, str) for path in paths)
    except (ValueError, KeyError, TypeError):
        usable = False
    if not usable:
        raise UserError(
            f"{MANIFEST} i {folder} är inte ett manifest från Kvartal.",
            "Hämta utgåvan ur säkerhetskopian; kontrollera sedan igen.",
        )
    found: Mapping[str, Any] = manifest
    return found
