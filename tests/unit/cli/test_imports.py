"""What a command may not pay for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import workbook

HEAVY = {"prefect", "pandas", "openpyxl", "great_expectations"}


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules that a command has imported when it ends."""
    code = f"""
import sys
from cli.main import run
run({list(arguments)!r})
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    return set(done.stderr.splitlines()[-1].split())


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported("--help", cwd=tmp_path) & {*HEAVY, "sqlalchemy", "yaml"}


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "template",
        "check",
        "status",
        "findings",
        "migrate",
        "demo",
        "backfill",
        "schedule",
        "serve",
        "tick",
    ],
)
def test_help_of_a_command_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    assert not imported(command, "--help", cwd=tmp_path) & HEAVY


def test_check_needs_neither_prefect_nor_great_expectations(tmp_path: Path) -> None:
    path = workbook("farsta").save(tmp_path / "farsta.xlsx")
    assert not imported("check", str(path), cwd=tmp_path) & HEAVY
