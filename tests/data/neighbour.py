"""A second municipality beside Stockholm, as like it as can be: the same codes for its units."""

from __future__ import annotations

import shutil
from pathlib import Path

from schemas.municipality import load_municipality
from tests.builders import decision, workbook

CODE, HOST = "grannby", "grannby.localhost"
UNITS = {"farsta": "Nordalens nämnd", "jarva": "Sydalens nämnd"}
WORD = "Zebragrind"
OWN = (*UNITS.values(), "Nordalen", "Sydalen", "Grannby", WORD, "GRA-00001", "4711")
"""What nobody else has: names of units, a comment, a löpnummer and a figure."""


def neighbour(folder: Path) -> Path:
    """Its folder, in one that KVARTAL_DATA may name."""
    home = folder / CODE
    shutil.copytree(load_municipality("stockholm").folder, home)
    about = (home / "kommun.yaml").read_text("utf-8")
    for was, now in (
        ("code: stockholm", f"code: {CODE}"),
        ("name: Stockholm", "name: Grannby"),
        ("city: Stockholms stad", "city: Grannby kommun"),
    ):
        assert was in about
        about = about.replace(was, now)
    (home / "kommun.yaml").write_text(about, "utf-8")
    entries = [
        f"  - {{code: {code}, name: {name}, short: {name.split('s ')[0]}, from: 2007-01-01, "
        'source: "prov"}'
        for code, name in UNITS.items()
    ]
    units = "\n".join(["title: Enheter i Grannby", "alias_patterns: []", "entries:", *entries, ""])
    (home / "codes" / "enheter.yaml").write_text(units, "utf-8")
    return folder


def sent(unit: str) -> bytes:
    """A workbook of one of its units, with a figure that is wrong, so that there is a finding."""
    rows = [decision(f"GRA-{nr:05}", kommentar=f"{WORD} nummer {nr}.") for nr in range(1, 8)]
    book = workbook(unit, decisions=rows)
    book.cover("Kommun", "Grannby").cover("Rapporterande enhet", UNITS[unit])
    return book.count("LSS", "insats", "boende-barn", "man", 4711).bytes()
