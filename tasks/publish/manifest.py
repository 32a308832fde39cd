"""`manifest.json`: what went into an edition, what came out of it, and by which rules and code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from schemas.edition import Edition, Input, Waiver
from schemas.protection import Loss
from sql.state import UnitStanding

MANIFEST = "manifest.json"


def internal_manifest(
    edition: Edition, outputs: Mapping[str, bytes], content: str, losses: Sequence[Loss] = ()
) -> bytes:
    """The whole manifest: of a draft, or of the edition that stays inside. `outputs` are its files
    by their path inside its folder, `content` is the SHA-256 that an approval is about."""
    return _as_bytes(
        {
            **_about(edition, outputs),
            "content_sha256": content,
            "inputs": [input_of(each) for each in edition.inputs],
            "waivers": [_dated(each) for each in edition.waivers],
            "suppressed": [_hidden(each) for each in losses],
        }
    )


def public_manifest(edition: Edition, outputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a public edition. No hash of anything complete is in it: outputs can be made
    again from guessed figures until the hash is the same. Nor is what people wrote for inside:
    file names, and what a finding says."""
    return _as_bytes(
        {
            **_about(edition, outputs),
            "inputs": [
                {"unit": each.unit, "version": each.version, "sha256": each.sha256}
                for each in edition.inputs
            ],
            "waivers": [_public_waiver(each) for each in edition.waivers],
        }
    )


def _about(edition: Edition, outputs: Mapping[str, bytes]) -> Mapping[str, Any]:
    return {
        "municipality": edition.municipality,
        "quarter": str(edition.quarter),
        "kind": "release" if edition.release else "draft",
        "audience": edition.audience.value,
        "outputs": [_output(path, outputs[path]) for path in sorted(outputs)],
        "rule_set": edition.rule_set,
        "code_version": edition.code_version,
        **_release(edition),
    }


def _as_bytes(manifest: Mapping[str, Any]) -> bytes:
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    # A file name may hold bytes that are no UTF-8; escaped, they are still JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def _public_waiver(each: Waiver) -> Mapping[str, str]:
    return {
        "rule": each.rule,
        "unit": each.unit_name,
        "reason": each.reason,
        "by": each.by,
        "role": each.role,
        "day": each.day.isoformat(),
    }


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
        "changes": [each.as_json() for each in release.changes],
        "attests": [_dated(each) for each in edition.attests],
        "audit": asdict(release.log) if release.log else None,
    }


def _hidden(each: Loss) -> Mapping[str, int]:
    """Not how many of the hidden figures are small: that tells which of them may be."""
    return {
        "table": each.table,
        "figures": each.figures,
        "hidden": each.primary + each.complementary,
    }


def _dated(each: Any) -> Mapping[str, Any]:
    """A dataclass with a day in it, as JSON."""
    return {**asdict(each), "day": each.day.isoformat()}


def input_of(each: Input | UnitStanding) -> Mapping[str, Any]:
    """What a unit sent, as the manifest has it."""
    return {
        "unit": each.unit,
        "version": each.version,
        "file_name": each.file_name,
        "sha256": each.sha256,
        "state": each.state.value,
    }


def _output(path: str, content: bytes) -> Mapping[str, Any]:
    return {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
