"""The build files keep their promises: named packages, explained pins, a lock for everyone."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_SHIPPED = {"tests", "benchmarks"}
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
BUILD = tomllib.loads(PYPROJECT)
REQUIRED = BUILD["project"]["dependencies"] + BUILD["dependency-groups"]["dev"]


def test_every_package_is_shipped_layered_and_typed() -> None:
    packages = {found.parent.name for found in ROOT.glob("[a-z]*/__init__.py")}
    tool = BUILD["tool"]
    assert set(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == packages - NOT_SHIPPED
    assert set(tool["importlinter"]["root_packages"]) == packages - NOT_SHIPPED
    assert set(tool["ruff"]["lint"]["isort"]["known-first-party"]) == packages
    assert set(tool["mypy"]["files"]) == packages


@pytest.mark.parametrize("requirement", REQUIRED)
def test_requirement_gives_its_reason(requirement: str) -> None:
    assert re.search(rf'"{re.escape(requirement)}",\s+# \w', PYPROJECT)


def test_lock_names_one_public_index_and_no_mirror_or_folder_beside_it() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    indexes = set(re.findall(r'registry = "([^"]+)"', lock))
    hosts = set(re.findall(r'url = "https://([^/"]+)', lock))
    assert (len(indexes), len(hosts)) == (1, 1)
    assert all(index.startswith("https://") and "@" not in index for index in indexes)
    assert not re.search(r'"(?:http|file)://', lock)
