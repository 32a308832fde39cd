"""The files of deploy/ that say where it runs, read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def compose() -> dict[str, Any]:
    """deploy/compose.yaml with what its services have in common merged into each."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return read


def cluster() -> Iterator[dict[str, Any]]:
    """What deploy/k8s/kustomization.yaml lists."""
    folder = DEPLOY / "k8s"
    listed = yaml.safe_load((folder / "kustomization.yaml").read_text("utf-8"))["resources"]
    for name in listed:
        yield from yaml.safe_load_all((folder / name).read_text("utf-8"))


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """The pods of the cluster, each with the name of what starts it."""
    for each in cluster():
        spec = each.get("spec", {})
        if "jobTemplate" in spec:
            spec = spec["jobTemplate"]["spec"]
        if "template" in spec:
            yield each["metadata"]["name"], spec["template"]


def unit(path: Path) -> dict[str, list[str]]:
    """What each name of a unit's lines is set to."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found
