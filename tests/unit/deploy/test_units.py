"""The units of systemd: by systemd itself where it is, and by what they promise."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.deploy.files import UNITS, unit

SERVICES = [path for path in UNITS if path.suffix == ".service"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_them(tmp_path: Path) -> None:
    """With a program in place of ours, which is not installed where tests run."""
    for path in UNITS:
        text = path.read_text("utf-8").replace("/opt/kvartal/bin/kvartal", "/bin/true")
        (tmp_path / path.name).write_text(text)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert [line for line in told.stderr.splitlines() if str(tmp_path) in line] == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_are_shut_in(path: Path) -> None:
    said = unit(path)
    for name, value in {
        "User": "kvartal", "NoNewPrivileges": "yes", "ProtectSystem": "strict",
        "ProtectHome": "yes", "PrivateTmp": "yes", "CapabilityBoundingSet": "", "UMask": "0077",
    }.items():  # fmt: skip
        assert said[name] == [value], name


def test_the_reading_of_files_may_shut_its_children_in() -> None:
    """It sets limits and a filter of its own, which a filter above it must let through."""
    (allowed, denied, again) = unit(next(p for p in SERVICES if p.stem == "kvartal"))[
        "SystemCallFilter"
    ]
    assert allowed == "@system-service"
    assert denied == "~@privileged @resources"
    assert {"prlimit64", "setrlimit"} <= set(again.split())
