"""Handing out the files of a draft or release: those that its manifest names, as it names them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import UserError
from tasks.publish.manifest import MANIFEST
from tasks.publish.verify import read_manifest


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as the manifest names it: its path inside the folder."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Shelf:
    """A folder and its manifest, read once. `digest` is the SHA-256 of the manifest."""

    folder: Path
    manifest: Mapping[str, Any]
    digest: str
    files: tuple[Kept, ...]

    def find(self, path: str) -> Kept | None:
        """The file of that path; the manifest itself is one of them."""
        return next((each for each in self.files if each.path == path), None)

    def read(self, kept: Kept) -> bytes:
        """The bytes that the manifest is about. Raises UserError when the folder holds others."""
        try:
            content = (self.folder / kept.path).read_bytes()
        except OSError:
            raise UserError(f"Filen {kept.path} saknas i mappen.", _RESTORE) from None
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            raise UserError(
                f"Filen {kept.path} är inte den som manifestet nämner (SYS-902), och lämnas inte "
                "ut.",
                _RESTORE,
            )
        return content


_RESTORE = (
    "Skrivs ett utkast om just nu: ladda om sidan. Gäller det en utgåva: hämta den ur "
    "säkerhetskopian."
)


def open_shelf(folder: Path) -> Shelf:
    """Raises UserError when the folder has no manifest that can be read."""
    data, manifest = read_manifest(folder)
    digest = hashlib.sha256(data).hexdigest()
    listed = [
        Kept(each["path"], str(each["sha256"]), int(each["size"]))
        for each in manifest["outputs"]
        if _inside(each["path"])
    ]
    return Shelf(folder, manifest, digest, (*listed, Kept(MANIFEST, digest, len(data))))


def _inside(path: str) -> bool:
    """A manifest that somebody has changed may name files of other folders."""
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts
