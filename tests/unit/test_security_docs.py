"""What the security documents name is there: every file, and every test by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.\w+)(?:::(\w+))?`")
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/threat-model.md", "docs/asvs.md"])
def test_what_is_named_is_there(name: str) -> None:
    document = ROOT / name
    text = document.read_text("utf-8")
    for link in LINKED.findall(text):
        assert (document.parent / link).exists(), link
    for path, test in NAMED.findall(text):
        if not path.startswith("build/"):
            assert (ROOT / path).is_file(), path
            assert not test or f"def {test}(" in (ROOT / path).read_text("utf-8"), test


def test_every_threat_has_a_proof() -> None:
    text = (ROOT / "docs/threat-model.md").read_text("utf-8")
    table = text.split("## What they try")[1].split("## What remains")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    assert [row for row in rows if "`tests/" not in row.split("|")[3]] == []


def test_every_requirement_has_evidence_or_an_honest_no() -> None:
    text = (ROOT / "docs/asvs.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    assert {row.split(".")[0].removeprefix("| ") for row in rows} == {str(n) for n in range(1, 15)}
    for row in rows:
        evidence = row.split("|")[-2]
        assert NAMED.search(evidence) or "not met" in row or "does not apply" in row, row
