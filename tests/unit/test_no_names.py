"""No municipality stands in the code: what differs between them is data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.municipality import MUNICIPALITIES, known_municipalities, load_municipality

ROOT = Path(__file__).parents[2]
ROOMS = ("schemas", "tasks", "flows", "sql", "steward", "cli", "deploy")
KINDS = (".py", ".sql", ".html", ".typ", ".js", ".css")

ZONE = "Europe/Stockholm"
"""The time zone of the country."""

WORDS = {Path("tasks/validate/person_text.py"), Path("steward/auth/passwords.py")}
"""Word lists: what is no person's name, and what anybody would guess for a password."""


def sources() -> list[Path]:
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*"))
    return sorted(each for each in files if each.suffix in KINDS)


@pytest.mark.parametrize("code", sorted(known_municipalities()))
def test_no_municipality_is_named_in_the_code(code: str) -> None:
    names = {code, load_municipality(code).name}
    named = re.compile("|".join(map(re.escape, names)), re.IGNORECASE)
    found = [
        str(file.relative_to(ROOT))
        for file in sources()
        if file.relative_to(ROOT) not in WORDS
        and named.search(file.read_text(encoding="utf-8").replace(ZONE, ""))
    ]
    assert not found


def test_shared_data_name_no_municipality_but_as_a_source() -> None:
    """What a municipality published is where many a code list is taken from."""
    names = [load_municipality(code).name for code in known_municipalities()]
    shared = (
        line.split("#")[0].split("source:")[0]
        for file in (ROOT / "schemas").rglob("*.yaml")
        if MUNICIPALITIES not in file.parents
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    assert not [line for line in shared if any(name in line for name in names)]
