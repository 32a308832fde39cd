"""Calling the command as a user does: a process of its own, its answer and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("kvartal")


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


def kvartal(
    *arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Answer:
    """Run `kvartal` with these arguments."""
    done = subprocess.run(
        [COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | (env or {}),
        cwd=cwd,
        timeout=300,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
