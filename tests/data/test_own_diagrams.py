"""Diagrams that a municipality describes: from its decisions to the values that are drawn.

The figures are counted by hand from the decisions in tests/own_city.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from schemas.charts import Chart, Look
from schemas.datafile import DataFileError
from schemas.diagrams import diagrams_of
from schemas.edition import Edition
from tasks.aggregate.facts import read_facts
from tasks.narrate.charts import charts_by_name
from tasks.narrate.narrator import Story
from tests.own_city import NOW, fill, provstad

DIAGRAMS = {
    "alla": """
kind: lines
title: Ej verkställda beslut, {from} till {to}
across: kvartal
lag: SoL
series: [{label: Beslut}]
categories: quarters
""",
    "ar": """
kind: bars
title: Samma kvartal olika år
across: kvartal
lag: SoL
series: years
categories: quarter-of-year
""",
    "kon": """
kind: bars
title: Beslut per kön, {from} till {to}
across: kvartal
lag: SoL
series: kon
categories: quarters
from: 2025Q2
""",
    "vanligast": """
kind: bars
title: De vanligaste insatserna
across: insats
lag: SoL
series: five
categories: insats
most: 2
""",
    "bostad-forst": """
kind: stacked
title: Andrahandskontrakt
across: kvartal
lag: SoL
only: {insats: [andrahand]}
series: parts
rest: Utan Bostad först
categories: five
""",
    "kontakt": """
kind: bars
title: Kontaktfamilj eller kontaktperson per kön
across: kvartal
lag: SoL
only: {insats: [kontakt]}
series: kon
categories: quarters
""",
    "vantan": """
kind: lying
title: Väntan, {quarter}
across: insats
lag: SoL
series:
  - {label: Med kompensatorisk insats, only: {kompensatorisk: [ja]}}
  - {label: Utan, only: {kompensatorisk: [nej]}}
categories:
  - {label: Andrahandskontrakt, only: {insats: [andrahand]}}
  - {label: Individ- och familjeomsorg, only: {insats: [ifo]}}
""",
}
FILES = {f"charts/{name}.yaml": text for name, text in DIAGRAMS.items()}


@pytest.fixture
def charts(engine: Engine, tmp_path: Path) -> dict[str, Chart]:
    city = provstad(tmp_path, files=FILES)
    fill(engine, city)
    with engine.connect() as connection:
        facts = read_facts(connection, city, NOW)
    edition = Edition(city.code, city.city, NOW, (), "", "")
    return dict(charts_by_name(Story(city, edition, {}, facts)))


def drawn(chart: Chart) -> dict[str, tuple[int | None, ...]]:
    return {each.label: each.values for each in chart.series}


def test_each_description_becomes_its_diagram(charts: dict[str, Chart]) -> None:
    assert charts["alla"].title == "Ej verkställda beslut, Kv 1 2025 till Kv 2 2025"
    assert charts["alla"].categories == ("Kv 1 2025", "Kv 2 2025")
    assert drawn(charts["alla"]) == {"Beslut": (3, 8)}
    assert charts["ar"].categories == ("Kvartal 1", "Kvartal 2", "Kvartal 3", "Kvartal 4")
    assert drawn(charts["ar"]) == {"2025": (3, 8, None, None)}
    assert charts["vanligast"].categories == (
        "Kommunalt andrahandskontrakt", "Öppna insatser för barn",
    )  # fmt: skip
    assert drawn(charts["vanligast"]) == {"Kv 1 2025": (1, 2), "Kv 2 2025": (4, 2)}
    assert drawn(charts["bostad-forst"]) == {
        "Bostad först": (None, None, None, 0, 3),
        "Utan Bostad först": (None, None, None, 1, 1),
    }
    assert drawn(charts["kontakt"]) == {"Kvinna": (0, 1), "Man": (0, 1)}
    assert drawn(charts["vantan"]) == {
        "Med kompensatorisk insats": (1, 0),
        "Utan": (3, 4),
    }
    assert "kon" not in charts  # one quarter alone is no diagram


def test_alt_texts_and_looks_are_as_in_our_own(charts: dict[str, Chart]) -> None:
    assert [each.look for each in charts["kontakt"].series] == [Look.LIGHT, Look.DARKEST]
    assert charts["bostad-forst"].alt.startswith(
        "Stapeldiagram med staplade delar för Bostad först och Utan Bostad först. "
        "Vågrät axel: kvartal. Lodrät axel: antal beslut. "
    )
    assert charts["bostad-forst"].alt.endswith(
        "Senast, kvartal 2 2025: Bostad först 3 och Utan Bostad först 1."
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("series: years", "series: kon"), "series kon med categories quarter-of-year"),
        (("kind: bars", "kind: pie"), "kind är pie"),
        (("lag: SoL", "lag: SoL\nfrom: 2022"), "from är 2022"),
        (("lag: SoL", "lag: SoL\nrest: Övriga"), "series parts och rest hör ihop"),
    ],
)
def test_a_slip_in_a_description_is_told(
    tmp_path: Path, changed: tuple[str, str], told: str
) -> None:
    text = DIAGRAMS["ar"].replace(*changed)
    city = provstad(tmp_path, files={"charts/ar.yaml": text})
    with pytest.raises(DataFileError, match=told):
        diagrams_of(city)
