"""Provstad: a made-up municipality that is data alone, with parts, groups, tables and diagrams.

It reports SoL by three units. `provstad(folder)` writes its files and reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from schemas.municipality import MUNICIPALITIES, Municipality, read_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, Decision
from tasks.load.load import load
from tests.data.submissions import decision, judged, submission

NOW = Quarter(2025, 2)

_INSATSER = """
title: Insatser
entries:
  - {code: andrahand, name: Kommunalt andrahandskontrakt, lag: SoL, omraden: [IFO], source: prov}
  - code: bostad-forst
    name: Bostad först
    lag: SoL
    omraden: [IFO]
    part_of: andrahand
    source: prov
  - {code: kontaktfamilj, name: Kontaktfamilj, lag: SoL, omraden: [IFO], source: prov}
  - {code: kontaktperson, name: Kontaktperson, lag: SoL, omraden: [IFO], source: prov}
  - code: oppet-barn
    lag: SoL
    omraden: [IFO]
    names:
      - {name: Öppenvård för barn, to: 2024-12-31, source: prov}
      - {name: Öppna insatser för barn, from: 2025-01-01, source: prov}
    source: prov
"""

_ENHETER = """
title: Enheter
entries:
  - {code: norr, name: Norr, source: prov}
  - {code: soder, name: Söder, source: prov}
  - {code: vaster, name: Väster, source: prov}
"""

_TABLES = {
    1: """
lag: SoL
title: Ej verkställda beslut per insats, till och med {quarter}
headings: [Insats]
view: serie
rows: [{dimension: insats, summa: true}]
columns: quarters
""",
    2: """
lag: SoL
title: Beslut om kontaktfamilj och kontaktperson per kön, till och med {quarter}
headings: [Kön]
view: serie
only: {insats: [kontaktfamilj, kontaktperson]}
rows: [{dimension: kon, summa: true, hide_when_zero: [saknas]}]
columns: quarters
""",
    3: """
lag: SoL
title: Ej verkställda beslut per insats och händelse, {quarter}
headings: [Insats]
view: kors
rows: [{dimension: insats, summa: true}]
columns: handelse
""",
    4: """
lag: SoL
title: Kommunalt andrahandskontrakt per tid sedan beslut, beslut och personer, {quarter}
headings: [Tid sedan beslut]
view: kors
only: {insats: [andrahand]}
rows: [{dimension: vantetid, summa: true}]
columns: measures
""",
    5: """
lag: SoL
title: Ej verkställda beslut per enhet och insats, {quarter}
headings: [Enhet]
view: per_enhet
rows: [{dimension: enhet, summa: true}]
columns: insats
""",
    6: """
lag: SoL
title: Barn med beslut om öppna insatser per orsak, {from} till {quarter}, personer
headings: [Orsak]
view: kors
only: {insats: [oppet-barn], aldersgrupp: [barn]}
rows: [{dimension: orsak, summa: true}]
columns: kon
measure: personer
over: year
""",
    8: """
lag: SoL
title: Ej verkställda beslut per händelse och rapporttyp, till och med {quarter}
headings: [Händelse och rapporttyp]
view: serie
rows: [{dimension: handelse, summa: true}, {dimension: rapporttyp}]
columns: quarters
""",
    7: """
lag: SoL
title: Ej verkställda beslut per insats och kompensatorisk insats, {quarter}
headings: [Insats]
view: kors
rows: [{dimension: insats, summa: true}]
columns: kompensatorisk
""",
}

_CHANGED = {
    "code: stockholm": "code: provstad",
    "name: Stockholm": "name: Provstad",
    "city: Stockholms stad": "city: Provstads kommun",
    "lagar: [LSS, SoL]": "lagar: [SoL]",
    "tables: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]": "tables: [1, 2, 3, 4, 5, 6, 7, 8]",
    "insats: insatser": "insats: prov-insatser",
    "references: kon": "references: inga",
    "children: barn": "children: inga-barn",
    "report: tjansteutlatande": "report: tjansteutlatande\n{more}",
}

_MORE = """
groups:
  kontakt: [kontaktfamilj, kontaktperson]
  ifo: [kontaktfamilj, kontaktperson, oppet-barn]
"""


def provstad(folder: Path, more: str = "", files: Mapping[str, str] | None = None) -> Municipality:
    """The municipality, with more lines in kommun.yaml and more files by their names."""
    own = folder / "provstad"
    text = (MUNICIPALITIES / "stockholm" / "kommun.yaml").read_text(encoding="utf-8")
    for before, after in _CHANGED.items():
        assert before in text
        text = text.replace(before, after.replace("{more}", _MORE + more))
    written = {
        "kommun.yaml": text,
        "codes/prov-insatser.yaml": _INSATSER,
        "codes/enheter.yaml": _ENHETER,
        "references/inga.yaml": "kon: []\n",
        "references/inga-barn.yaml": "children: []\n",
        **{f"tables/tabell_{nr}.yaml": f"number: {nr}{text}" for nr, text in _TABLES.items()},
        **(files or {}),
    }
    for name, content in written.items():
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return read_municipality(own)


def told(
    lopnummer: str,
    insats: str,
    kon: str = "man",
    person: str | None = None,
    beslutsdatum: date = date(2025, 1, 10),
    **fields: Any,
) -> Decision:
    """A decision under SoL; of whom, where the unit tells it."""
    codes = {"omrade": "IFO", "insats": insats, "kon": kon, **fields}
    row = int(lopnummer[1:]) + 1
    made = decision(lopnummer, row, lag="SoL", beslutsdatum=beslutsdatum, **codes)
    if person is None:
        return made
    return replace(made, cells={**made.cells, "personnyckel": Cell("Beslut", made.row, 19, person)})


NORR = (
    told("N1", "andrahand", "kvinna", "a"),
    told("N2", "bostad-forst", "man", "b", beslutsdatum=date(2024, 9, 1)),
    told("N3", "bostad-forst", "man", "b", kompensatorisk="ja"),
    told("N4", "kontaktfamilj", "kvinna", "c", aldersgrupp="barn"),
    told("N5", "oppet-barn", "kvinna", "d", aldersgrupp="barn", orsak="annat-skal"),
    told("N6", "oppet-barn", "man", "e", aldersgrupp="barn", orsak="annat-skal",
         status="verkstallt", verkstalld=date(2025, 5, 5)),
)  # fmt: skip
SODER = (
    told("S1", "bostad-forst", "kvinna"),
    told("S2", "kontaktperson", "man", status="avslutat", avslutad=date(2025, 6, 1)),
)
"""Nine months have gone for N2, five or less for the others. Person b has two decisions."""

EARLIER = (
    told("N5", "oppet-barn", "kvinna", "d", aldersgrupp="barn", orsak="resurs-personal"),
    told("N9", "oppet-barn", "man", "f", aldersgrupp="barn", orsak="tackat-nej",
         beslutsdatum=date(2024, 8, 1)),
    told("N1", "andrahand", "kvinna", "a"),
)  # fmt: skip
"""What Norr told the quarter before: N5 waits still, for another reason."""


def fill(engine: Engine, city: Municipality) -> None:
    """Two units have reported 2025Q2, one the quarter before."""
    for quarter, unit, decisions in (
        (NOW.previous, "norr", EARLIER), (NOW, "norr", NORR), (NOW, "soder", SODER),
    ):  # fmt: skip
        load(engine, city, quarter, [judged(submission(unit, quarter, decisions=decisions))])
