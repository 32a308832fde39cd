"""The image: what a linter of Dockerfiles says of it, and its way in, run for real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.deploy.files import DEPLOY, ROOT, VERSION, compose

DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


def test_the_linter_has_nothing_to_say() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    told = subprocess.run(
        [hadolint, "--no-color", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (0, "")


def test_the_image_is_that_of_this_version() -> None:
    assert f"ARG VERSION={VERSION}\n" in DOCKERFILE
    images = {each.get("image") for each in compose()["services"].values()}
    assert {each for each in images if each.startswith("kvartal:")} == {f"kvartal:{VERSION}"}
    assert f"newTag: {VERSION}\n" in (DEPLOY / "k8s/kustomization.yaml").read_text("utf-8")


def test_nobody_is_root_in_it() -> None:
    last = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert last == "10001:10001"


def test_only_the_product_goes_to_the_build() -> None:
    """All is left out but what is named, and what is named is the packages of the product."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()
    packages = re.search(r"^packages = (\[.*?\])", (ROOT / "pyproject.toml").read_text(), re.M)
    assert packages
    named = {each[1:] for each in lines if each.startswith("!")}
    assert named == {*re.findall(r'"(\w+)"', packages[1]), "pyproject.toml", "uv.lock"}
    assert "*" in lines and "deploy/secrets" in lines


def test_prefect_is_given_its_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("kvartal:prov med $tecken\n")
    said = "import os; print(os.environ['PREFECT_API_AUTH_STRING'])"
    told = subprocess.run(
        [DEPLOY / "entrypoint.sh", sys.executable, "-c", said],
        env=os.environ | {"PREFECT_API_AUTH_STRING_FILE": str(tmp_path / "word")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "kvartal:prov med $tecken\n"


def test_a_secret_that_is_not_there_is_no_start() -> None:
    done = subprocess.run(
        [DEPLOY / "entrypoint.sh", "true"],
        env=os.environ | {"PREFECT_API_AUTH_STRING_FILE": "/nowhere"},
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_can_be_read_by_any_shell(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)
    assert os.access(script, os.X_OK)
