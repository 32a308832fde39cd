"""Calling a command in this process, as far as that is enough: its answer and its exit status."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from cli.main import run


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


def kvartal(capsys: pytest.CaptureFixture[str], *arguments: object) -> Answer:
    """Run `kvartal` with these arguments."""
    status = run([str(each) for each in arguments])
    said = capsys.readouterr()
    return Answer(status, said.out, said.err)
