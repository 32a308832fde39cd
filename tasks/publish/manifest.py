"""`manifest.json`: what went into an edition, what came out of it, and by which rules and code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from schemas.edition import Edition, Input


def manifest_json(edition: Edition, outputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a draft. `outputs` are its files by their path inside the draft's folder."""
    manifest = {
        "municipality": edition.municipality,
        "quarter": str(edition.quarter),
        "kind": "draft",
        "inputs": [_input(each) for each in edition.inputs],
        "outputs": [_output(path, outputs[path]) for path in sorted(outputs)],
        "rule_set": edition.rule_set,
        "code_version": edition.code_version,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    # A file name may hold bytes that are no UTF-8; escaped, they are still JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


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
