"""`manifest.json`: what went into an edition, what came out of it, and by which rules and code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from schemas.edition import Change, Edition, Input
from schemas.protection import Loss

MANIFEST = "manifest.json"


def manifest_json(
    edition: Edition, outputs: Mapping[str, bytes], content: str, losses: Sequence[Loss] = ()
) -> bytes:
    """The manifest of a draft or a release. `outputs` are its files by their path inside its
    folder, `content` is the SHA-256 that an approval is about."""
    manifest = {
        "municipality": edition.municipality,
        "quarter": str(edition.quarter),
        "kind": "release" if edition.release else "draft",
        "content_sha256": content,
        "inputs": [_input(each) for each in edition.inputs],
        "outputs": [_output(path, outputs[path]) for path in sorted(outputs)],
        "waivers": [_dated(each) for each in edition.waivers],
        "suppressed": [_hidden(each) for each in losses],
        "rule_set": edition.rule_set,
        "code_version": edition.code_version,
        **_release(edition),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    # A file name may hold bytes that are no UTF-8; escaped, they are still JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def manifest_digest(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the manifest among a release's files."""
    return hashlib.sha256(files[MANIFEST]).hexdigest()


def content_of(folder: Path) -> str | None:
    """The content that the manifest in a folder is about; None where there is none to read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return str(manifest["content_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _release(edition: Edition) -> Mapping[str, Any]:
    release = edition.release
    if release is None:
        return {}
    return {
        "version": release.version,
        "day": release.day.isoformat(),
        "replaces": release.replaces,
        "reason": release.reason,
        "changes": [_change(each) for each in release.changes],
        "attests": [_dated(each) for each in edition.attests],
    }


def _hidden(each: Loss) -> Mapping[str, int]:
    """Not how many of the hidden figures are small: that tells which of them may be."""
    return {
        "table": each.table,
        "figures": each.figures,
        "hidden": each.primary + each.complementary,
    }


def _change(each: Change) -> Mapping[str, Any]:
    return {**asdict(each), "quarter": str(each.quarter)}


def _dated(each: Any) -> Mapping[str, Any]:
    """A dataclass with a day in it, as JSON."""
    return {**asdict(each), "day": each.day.isoformat()}


def _input(each: Input) -> Mapping[str, Any]:
    return {
        "unit": each.unit,
        "version": each.version,
        "file_name": each.file_name,
        "sha256": each.sha256,
        "state": each.state.value,
    }


def _output(path: str, content: bytes) -> Mapping[str, Any]:
    return {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
