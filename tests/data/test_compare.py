"""Municipalities side by side: out of what each has published, and only where they count alike."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cli.compared import as_json, as_text
from cli.main import run
from schemas.comparison import Comparison, Published
from schemas.edition import Audience
from schemas.errors import UserError
from schemas.inhabitants import Inhabitants
from schemas.limit import Limit
from schemas.municipality import Municipality, load_municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Released
from schemas.tables import Figure
from sql.engine import writing
from sql.migrate import migrated_engine
from sql.releases import add_release
from tasks.aggregate.compare import compare
from tasks.aggregate.published_edition import edition_in, latest_edition
from tests.own_city import provstad

QUARTER = Quarter(2024, 4)
BY_KON = """
number: 2
lag: SoL
title: Beslut per kön, till och med {quarter}
headings: [Kön]
view: serie
rows: [{dimension: kon, summa: true}]
columns: quarters
"""
BY_TIME = """
number: 3
lag: SoL
title: Beslut per tid sedan beslut och kön, {quarter}
headings: [Tid sedan beslut]
view: kors
rows: [{dimension: vantetid, summa: true}]
columns: kon
"""


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Municipality:
    files = {"tables/tabell_2.yaml": BY_KON, "tables/tabell_3.yaml": BY_TIME}
    made = provstad(tmp_path_factory.mktemp("compared"), files=files)
    living = (
        Inhabitants(2023, 80_000, 40_000, 40_000, "prov"),
        Inhabitants(2024, 100_000, 60_000, 40_000, "prov"),
    )
    return replace(made, inhabitants=living)


@pytest.fixture(scope="module")
def other(one: Municipality) -> Municipality:
    """Its source does not tell of kön."""
    living = (Inhabitants(2024, 30_000, None, None, "prov"),)
    return replace(one, code="grannstad", name="Grannstad", inhabitants=living)


def figure(table: int, row: str, value: int | None, column: str = "Antal") -> Figure:
    return Figure(table, "SoL", row, "", "", column, QUARTER, value)


FORTY = (
    figure(2, "Kvinna", 24), figure(2, "Man", 16), figure(2, "Summa", 40),
    Figure(2, "SoL", "Summa", "", "", "Antal", QUARTER.previous, 77),
    figure(3, "3–6 månader", 30, "Totalt"), figure(3, "6–12 månader", 8, "Totalt"),
    figure(3, "Över 12 månader", 2, "Totalt"), figure(3, "6–12 månader", 5, "Kvinna"),
)  # fmt: skip
NINE = (
    figure(2, "Kvinna", None), figure(2, "Man", None), figure(2, "Summa", 9),
    figure(3, "6–12 månader", None, "Totalt"), figure(3, "Över 12 månader", 3, "Totalt"),
)  # fmt: skip
"""A public edition that hides what is small."""


def publish(engine: Engine, city: Municipality, figures: Sequence[Figure]) -> None:
    at = datetime(2025, 3, 1, tzinfo=UTC)
    made = Released(1, "a" * 64, "b" * 64, "c" * 64, Person("Person A", "roll"), at, None)
    with writing(engine, "release") as connection:
        add_release(connection, city, QUARTER, made, {}, {Audience.PUBLIC: figures})


def compared(*those: tuple[Municipality, Sequence[Figure]]) -> Comparison:
    return compare([Published(city, QUARTER, told) for city, told in those], [], QUARTER)


def test_what_is_published_is_told_per_inhabitant(
    engine: Engine, one: Municipality, other: Municipality
) -> None:
    publish(engine, one, FORTY)
    publish(engine, other, NINE)
    with engine.connect() as connection:
        found = [latest_edition(connection, city, QUARTER) for city in (one, other)]
        assert latest_edition(connection, one, QUARTER.previous) is None
    made = compare([each for each in found if each], [], QUARTER)
    (law,) = made.laws
    ((first, second),) = law.groups
    assert (made.year, law.differences, law.alone) == (2024, (), ())
    assert [first.per_10_000(kon) for kon in ("", "kvinna", "man")] == [4.0, 4.0, 4.0]
    assert first.share_over_six == 25.0
    assert [second.per_10_000(kon) for kon in ("", "kvinna", "man")] == [3.0, None, None]
    assert second.share_over_six is None
    assert [line for line in as_text(made) if "stad " in line] == [
        "  Provstad       40        4,00     4,00    4,00                   25 %",
        "  Grannstad       9        3,00       ..      ..                     ..",
    ]


def test_time_that_stands_in_the_columns_is_read_from_the_sum(
    one: Municipality, tmp_path: Path
) -> None:
    crossed = BY_TIME.replace("vantetid", "insats").replace("columns: kon", "columns: vantetid")
    files = {"tables/tabell_2.yaml": BY_KON, "tables/tabell_3.yaml": crossed}
    city = replace(provstad(tmp_path, files=files), inhabitants=one.inhabitants)
    figures = (
        *(each for each in FORTY if each.table == 2),
        figure(3, "Andrahandskontrakt", 9, "6–12 månader"), figure(3, "Summa", 27, "3–6 månader"),
        figure(3, "Summa", 11, "6–12 månader"), figure(3, "Summa", 2, "Över 12 månader"),
        figure(3, "Summa", 40, "Totalt"),
    )  # fmt: skip
    (law,) = compared((city, figures), (one, FORTY)).laws
    assert [each.share_over_six for each in law.groups[0]] == [32.5, 25.0]


def other_limit(city: Municipality) -> Municipality:
    return replace(city, limit=Limit(0, 90, "beslut som är äldre än 90 dagar"))


def without_ended(city: Municipality) -> Municipality:
    return replace(city, counts_ended=False)


def other_areas(city: Municipality) -> Municipality:
    insatser = city.codelists["insats"]
    entries = tuple(replace(each, omraden=("OF",)) for each in insatser.entries)
    return replace(city, codelists={**city.codelists, "insats": replace(insatser, entries=entries)})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (other_limit, "gränsen: Provstad tre månader; Grannstad 90 dagar"),
        (without_ended, "Grannstad bara beslut som var ej verkställda när kvartalet var slut"),
        (other_areas, "områden: Provstad IFO; Grannstad OF"),
    ],
)
def test_those_that_count_otherwise_are_not_compared(
    one: Municipality, other: Municipality, changed: object, told: str
) -> None:
    assert callable(changed)
    made = compared((one, FORTY), (changed(other), NINE))
    (law,) = made.laws
    assert (law.groups, law.alone) == ((), ("Provstad", "Grannstad"))
    assert any(told in each for each in law.differences)
    text = "\n".join(as_text(made))
    assert "Grannstad: ej jämförbart" in text and "40" not in text
    if changed is other_limit:
        assert "Grannstad rapporterar beslut som är äldre än 90 dagar" in text


def test_inhabitants_are_of_a_year_that_all_have(one: Municipality, other: Municipality) -> None:
    of_2023 = replace(other, inhabitants=(Inhabitants(2023, 20_000, None, None, "prov"),))
    made = compared((one, FORTY), (of_2023, NINE))
    assert made.year == 2023
    assert [each["per_10_000"]["total"] for each in as_json(made)["laws"][0]["comparable"][0]] == [
        5.0, 4.5,
    ]  # fmt: skip
    nobody = compared((one, FORTY), (replace(other, inhabitants=()), NINE))
    assert nobody.year is None
    assert "inget räknas per invånare" in "\n".join(as_text(nobody))


def test_who_has_not_published_is_named(one: Municipality, other: Municipality) -> None:
    made = compare([Published(one, QUARTER, FORTY)], [other], QUARTER)
    assert "Grannstad har inte publicerat kvartalet och är inte med." in list(as_text(made))
    assert not any(law.groups for law in made.laws)


def test_the_command_says_why_cities_of_today_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = migrated_engine(f"sqlite:///{tmp_path / 'kvartal.db'}")
    for code in ("stockholm", "eskilstuna"):
        publish(engine, load_municipality(code), FORTY)
    asked = ("--municipality", "stockholm", "--municipality", "eskilstuna", "--home", str(tmp_path))
    assert run(["compare", "2024Q4", *asked]) == 0
    told = capsys.readouterr().out
    assert "gränsen: Stockholm tre månader; Eskilstuna 90 dagar" in told
    assert "områden: Stockholm IFO, OF; Eskilstuna IFO, OF, ÄO" in told
    assert told.count("ej jämförbart") == 3  # Stockholm alone reports LSS
    assert run(["compare", "2024Q4", "--municipality", "stockholm"]) == 2
    assert "minst två kommuner" in capsys.readouterr().err


def put_out(folder: Path, name: str, figures: Sequence[Figure], version: str | None = "1") -> Path:
    """The open data of an edition, as somebody else's installation wrote them."""
    package = {"name": name, **({"version": version} if version else {})}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with (folder / "tabeller.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(
            ["table", "lag", "row", "unit", "area", "column", "quarter", "value", "flag"]
        )
        lines.writerows(_lines(figures))
    return folder


def _lines(figures: Sequence[Figure]) -> Iterator[list[object]]:
    for each in figures:
        value = "" if each.value is None else each.value
        yield [each.table, each.lag, each.row, "", "", each.column, each.quarter, value, ""]


def test_open_data_of_another_installation_can_be_compared(
    tmp_path: Path, one: Municipality, other: Municipality
) -> None:
    folder = put_out(tmp_path, "ej-verkstallda-beslut-grannstad-2024q4", NINE)
    read = edition_in(folder, {"grannstad": other}.__getitem__)
    assert (read.municipality, read.quarter) == (other, QUARTER)
    assert list(read.figures) == list(NINE)


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("ej-verkstallda-beslut-grannstad-2024q4", None, "är ett utkast"),
        ("nagot-annat", "1", "ingen utgåva"),
    ],
)
def test_other_folders_are_refused(
    tmp_path: Path, other: Municipality, name: str, version: str | None, told: str
) -> None:
    folder = put_out(tmp_path, name, NINE, version)
    with pytest.raises(UserError, match=told):
        edition_in(folder, lambda _code: other)
