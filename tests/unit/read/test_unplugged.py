"""No crafted file makes its reader call anybody, also where no child shuts the reader in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ALONE = ["unshare", "--user", "--map-root-user", "--net"]


def test_no_call_leaves_the_machine() -> None:
    try:
        usable = subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        usable = False
    if not usable:
        pytest.skip("this system gives nobody a network of their own")
    done = subprocess.run(
        [*ALONE, sys.executable, "-m", "tests.unit.read.unplugged"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    while_reading, ours = map(int, done.stdout.split())
    assert while_reading == 0
    assert ours >= 1
