"""Diagrams as data: what is shown, what is left out, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from schemas.charts import Chart, ChartKind, Look, Series
from schemas.edition import Audience, Edition
from schemas.facts import Facts
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.tables import PrintedRow, Table
from tasks.narrate.alt import alt_text
from tasks.narrate.charts import charts, charts_by_name
from tasks.narrate.narrator import Story

NOW = Quarter(2024, 4)
WINDOW = NOW.window()
LSS_TOTALS, SOL_TOTALS = (215, 185, 171, 160, 152), (132, 111, 122, 156, 136)  # as published


def _series(number: int, lag: str, dimension: str, rows: Mapping[str, tuple[int, ...]]) -> Table:
    """A table that follows the quarters; each row's code is its label in small letters."""
    return Table(
        number=number,
        lag=lag,
        title="",
        headings=("",),
        columns=tuple(quarter.label for quarter in WINDOW),
        rows=tuple(
            PrintedRow((label,), values, codes=(label.lower(),), dimension=dimension)
            for label, values in rows.items()
        ),
        figures=(),
        column_codes=tuple(str(quarter) for quarter in WINDOW),
    )


def _times(number: int, lag: str, rows: Mapping[str, tuple[int | None, ...]]) -> Table:
    return Table(
        number=number,
        lag=lag,
        title="",
        headings=("",),
        columns=("Ej inom tre månader", "Avbrott", "Totalt"),
        rows=tuple(
            PrintedRow(
                (label,), values, codes=(label,), dimension="vantetid",
                hidden=frozenset(place for place, each in enumerate(values) if each is None),
            )
            for label, values in rows.items()
        ),
        figures=(),
        column_codes=("ej-inom-tre-manader", "avbrott", "_T"),
    )  # fmt: skip


def _units(
    number: int, lag: str, rows: list[tuple[tuple[str, ...], int | None]], hidden: bool = True
) -> Table:
    """Unit (and område) with a Summa, and a table's own Summa below."""
    printed = [
        PrintedRow(
            codes, (0, value), codes=codes, dimension="enhet",
            hidden=frozenset({1} if value is None and hidden else ()),
        )
        for codes, value in rows
    ]  # fmt: skip
    whole = PrintedRow(("Summa",), (0, 99), is_sum=True, dimension="enhet")
    return Table(
        number, lag, "", ("Enhet",), ("Insats", "Summa"), (*printed, whole), (),
        column_codes=("x", "_T"),
    )  # fmt: skip


def _story(
    *tables: Table,
    totals: Mapping[str, Mapping[Quarter, int]] | None = None,
    audience: Audience = Audience.INTERNAL,
) -> Story:
    facts = Facts(NOW, totals or {}, {}, (), {})
    edition = Edition("stockholm", "Stockholms stad", NOW, (), "regler", "kod", audience=audience)
    by_number = {table.number: table for table in tables}
    return Story(load_municipality("stockholm"), edition, by_number, facts)


def _totals() -> Mapping[str, Mapping[Quarter, int]]:
    return {
        "LSS": dict(zip(WINDOW, LSS_TOTALS, strict=True)),
        "SoL": dict(zip(WINDOW, SOL_TOTALS, strict=True)),
    }


def _values(chart: Chart) -> dict[str, tuple[int | None, ...]]:
    return {each.label: each.values for each in chart.series}


def test_nothing_known_nothing_drawn() -> None:
    assert charts(_story()) == ()


def test_numbers_follow_the_charts_that_there_are() -> None:
    kon = _series(6, "SoL", "kon", {"Kvinna": (67, 60, 73, 101, 73)})
    units = _units(7, "LSS", [(("Bromma",), 7), (("Farsta",), 17)])
    found = charts(_story(kon, units, totals=_totals()))
    assert [(each.number, each.name) for each in found] == [
        (1, "utveckling"), (2, "kvartal"), (3, "kon-SoL"), (4, "enheter"),
    ]  # fmt: skip
    assert set(charts_by_name(_story(kon, units, totals=_totals()))) == {
        each.name for each in found
    }


def test_development_follows_every_quarter_that_is_known() -> None:
    chart = charts_by_name(_story(totals=_totals()))["utveckling"]
    assert chart.kind is ChartKind.LINES
    assert chart.categories == ("Kv 4 2023", "Kv 1 2024", "Kv 2 2024", "Kv 3 2024", "Kv 4 2024")
    assert _values(chart) == {"LSS": LSS_TOTALS, "SoL": SOL_TOTALS}
    assert chart.notes == ()


def test_a_quarter_that_is_not_known_is_a_gap_with_a_note() -> None:
    totals = {"LSS": {Quarter(2024, 2): 171, NOW: 152}, "SoL": {Quarter(2024, 3): 156, NOW: 136}}
    chart = charts_by_name(_story(totals=totals))["utveckling"]
    assert _values(chart) == {"LSS": (171, None, 152), "SoL": (None, 156, 136)}
    assert chart.notes == (
        "LSS: antalet är inte känt för Kv 3 2024.",
        "SoL: antalet är inte känt för Kv 2 2024.",
    )


def test_one_quarter_is_no_development() -> None:
    assert charts(_story(totals={"LSS": {NOW: 152}, "SoL": {NOW: 136}})) == ()


def test_the_same_quarter_stands_beside_itself_a_year_before() -> None:
    chart = charts_by_name(_story(totals=_totals()))["kvartal"]
    assert chart.categories[:4] == ("LSS kv 1", "LSS kv 2", "LSS kv 3", "LSS kv 4")
    assert _values(chart) == {
        "2023": (None, None, None, 215, None, None, None, 132),
        "2024": (185, 171, 160, 152, 111, 122, 156, 136),
    }
    assert chart.notes == ("Serien börjar Kv 4 2023.",)


def test_four_quarters_are_no_year_to_compare_with() -> None:
    totals = {"LSS": dict(zip(WINDOW[1:], LSS_TOTALS[1:], strict=True))}
    assert "kvartal" not in charts_by_name(_story(totals=totals))


def test_years_are_few_enough_to_be_told_apart() -> None:
    totals = {"LSS": {NOW.shift(-step): 100 for step in range(40)}}
    chart = charts_by_name(_story(totals=totals))["kvartal"]
    assert [each.label for each in chart.series] == ["2021", "2022", "2023", "2024"]


def test_the_commonest_types_are_followed() -> None:
    """Five of seven by the last quarter; of two alike the one that was larger before."""
    rows = {
        "A": (0, 0, 0, 0, 1),
        "B": (9, 9, 9, 9, 9),
        "C": (0, 0, 0, 2, 5),
        "D": (0, 0, 0, 3, 5),
        "E": (90, 0, 0, 0, 0),
        "F": (0, 0, 0, 0, 7),
        "G": (0, 0, 0, 0, 2),
    }
    chart = charts_by_name(_story(_series(1, "LSS", "insats", rows)))["insatser-LSS"]
    assert chart.categories == ("B", "F", "D", "C", "G")
    assert _values(chart)["Kv 4 2024"] == (9, 7, 5, 5, 2)
    assert _values(chart)["Kv 3 2024"] == (9, 0, 3, 2, 0)


def test_a_quarter_that_nobody_knows_is_no_series() -> None:
    table = _series(1, "LSS", "insats", {})
    rows = tuple(
        PrintedRow((label,), (None, 1, 2, 3, 4), codes=(label,), dimension="insats")
        for label in ("A", "B")
    )
    chart = charts_by_name(_story(replace(table, rows=rows)))["insatser-LSS"]
    assert [each.label for each in chart.series] == [quarter.label for quarter in WINDOW[1:]]
    assert chart.notes == ("Kv 4 2023: antalet är inte känt.",)


def test_elapsed_time_stands_by_law_with_its_grounds() -> None:
    lss = _times(9, "LSS", {"3–6 månader": (57, 7, 64), "Över 12 månader": (32, 6, 38)})
    sol = _times(10, "SoL", {"3–6 månader": (57, 8, 65), "Över 12 månader": (22, 0, 22)})
    chart = charts_by_name(_story(lss, sol))["vantetid"]
    assert chart.kind is ChartKind.STACKED
    assert chart.categories == (
        "LSS 3–6 månader", "LSS över 12 månader", "SoL 3–6 månader", "SoL över 12 månader",
    )  # fmt: skip
    assert _values(chart) == {"Ej inom tre månader": (57, 32, 57, 22), "Avbrott": (7, 6, 8, 0)}


def test_a_stack_of_which_a_part_is_hidden_is_not_drawn() -> None:
    rows = {"3–6 månader": (57, None, 64), "6–9 månader": (5, 1, 6), "9–12 månader": (32, 6, 38)}
    chart = charts_by_name(_story(_times(9, "LSS", rows)))["vantetid"]
    assert _values(chart) == {"Ej inom tre månader": (None, 5, 32), "Avbrott": (None, 1, 6)}
    assert chart.notes == (
        "Ej inom tre månader och Avbrott: antalet visas inte för LSS 3–6 månader, för att enskilda "
        "inte ska kunna kännas igen.",
    )


def test_units_stand_in_the_order_of_the_tables_with_their_totals() -> None:
    lss = _units(7, "LSS", [(("Bromma",), 7), (("Farsta",), 17)])
    sol = _units(
        8, "SoL",
        [(("Bromma", "OF"), 5), (("Bromma", "IFO"), 7), (("Hemlösa", "IFO"), 4)],
    )  # fmt: skip
    chart = charts_by_name(_story(lss, sol))["enheter"]
    assert chart.kind is ChartKind.LYING
    assert chart.categories == ("Bromma", "Farsta", "Hemlösa")
    assert _values(chart) == {"LSS": (7, 17, None), "SoL": (12, None, 4)}
    assert chart.notes == ()


def test_a_unit_with_a_hidden_part_has_no_total() -> None:
    """The other part would tell what the total is at least, and the bar's length the rest."""
    sol = _units(
        8, "SoL",
        [
            (("Bromma", "OF"), 5), (("Bromma", "IFO"), None),
            (("Farsta", "OF"), 9), (("Hemlösa", "IFO"), 4),
        ],
    )  # fmt: skip
    chart = charts_by_name(_story(sol))["enheter"]
    assert _values(chart) == {"SoL": (None, 9, 4)}
    assert "Bromma, visas inte" in chart.alt
    assert chart.notes[-1] == (
        "SoL: antalet visas inte för Bromma, för att enskilda inte ska kunna kännas igen."
    )


def test_a_unit_that_has_not_reported_is_said_to_be_unknown() -> None:
    rows: list[tuple[tuple[str, ...], int | None]] = [
        (("Bromma",), None), (("Farsta",), 17), (("Hemlösa",), 4),
    ]  # fmt: skip
    lss = _units(7, "LSS", rows, hidden=False)
    chart = charts_by_name(_story(lss))["enheter"]
    assert chart.notes == ("LSS: antalet är inte känt för Bromma.",)
    assert "Bromma, okänt" in chart.alt


def test_nothing_but_zeros_is_left_out() -> None:
    assert charts(_story(_series(5, "LSS", "kon", {"Kvinna": (0,) * 5, "Man": (0,) * 5}))) == ()


@pytest.mark.parametrize("hidden", [True, False])
def test_the_alternative_tells_every_value_and_nothing_else(hidden: bool) -> None:
    rows: list[tuple[tuple[str, ...], int | None]] = [
        (("Bromma", "OF"), None), (("Farsta", "OF"), 1234), (("Hemlösa", "IFO"), 4),
    ]  # fmt: skip
    sol = _units(8, "SoL", rows, hidden)
    chart = charts_by_name(_story(sol))["enheter"]
    missing = "visas inte" if hidden else "okänt"
    assert chart.alt == (
        "Liggande stapeldiagram med en stapel för SoL. Vågrät axel: antal beslut. "
        f"Lodrät axel: enhet. SoL: Bromma, {missing}; Farsta, 1\u00a0234 beslut; "
        "Hemlösa, 4 beslut. "
        "Högst av dem som visas är Farsta med 1\u00a0234, lägst är Hemlösa med 4."
    )


def test_the_alternative_of_a_development() -> None:
    totals = {lag: {key: found[key] for key in WINDOW[-2:]} for lag, found in _totals().items()}
    assert charts_by_name(_story(totals=totals))["utveckling"].alt == (
        "Linjediagram med linjer för LSS och SoL. Vågrät axel: kvartal. Lodrät axel: antal beslut. "
        "LSS: kvartal 3 2024, 160 beslut; kvartal 4 2024, 152 beslut. "
        "SoL: kvartal 3 2024, 156 beslut; kvartal 4 2024, 136 beslut. "
        "Högst är kvartal 3 2024 (LSS) med 160, lägst är kvartal 4 2024 (SoL) med 136. "
        "Senast, kvartal 4 2024: LSS 152 och SoL 136."
    )


def test_the_alternative_of_a_stack_compares_the_sums() -> None:
    chart = Chart(
        "t", 1, ChartKind.STACKED, "", "", ("A", "B", "C"),
        (Series("Ny", (5, 4, None)), Series("Åter", (1, 4, 9))),
    )  # fmt: skip
    told = alt_text(chart, [["5", "4", "okänt"], ["1", "4", "9"]], "tid", "")
    assert told.endswith("Högst är B sammanlagt med 8, lägst är A sammanlagt med 6.")


def test_the_alternative_names_no_long_row_of_places() -> None:
    values = (0, 0, 0, 0, 3)
    chart = Chart("t", 1, ChartKind.BARS, "", "", tuple("ABCDE"), (Series("LSS", values),))
    told = alt_text(chart, [[str(value) for value in values]], "enhet", "")
    assert told.endswith("Högst är E med 3, lägst är 4 staplar med 0.")


def test_the_alternative_of_types_tells_the_commonest_now() -> None:
    table = _series(1, "LSS", "insats", {"Bostad": (9, 9, 9, 9, 4), "Kontakt": (1, 1, 1, 1, 5)})
    chart = charts_by_name(_story(table))["insatser-LSS"]
    assert chart.alt.endswith("Flest kvartal 4 2024: Kontakt med 5.")


def test_of_values_that_are_not_all_shown_nothing_is_said_of_all() -> None:
    chart = Chart("t", 1, ChartKind.BARS, "", "", tuple("ABC"), (Series("LSS", (9, None, 9)),))
    told = alt_text(chart, [["9", "visas inte", "9"]], "enhet", "", partly=True)
    assert told.endswith("Alla värden som visas är 9.")


def _looks(chart: Chart) -> dict[str, Look | None]:
    return {each.label: each.look for each in chart.series}


def test_a_sex_looks_the_same_whether_some_lack_it_or_not() -> None:
    rows = {"Kvinna": (67, 60, 73, 101, 73), "Man": (62, 50, 48, 53, 60)}
    lss = _series(5, "LSS", "kon", {**rows, "Saknas": (3, 1, 1, 2, 3)})
    sol = _series(6, "SoL", "kon", rows)
    found = charts_by_name(_story(lss, sol))
    three, two = _looks(found["kon-LSS"]), _looks(found["kon-SoL"])
    assert two == {"Kvinna": three["Kvinna"], "Man": three["Man"]}
    assert len(set(three.values()) - {None}) == 3


def test_a_law_looks_the_same_over_time_and_by_unit() -> None:
    lss = _units(7, "LSS", [(("Bromma",), 7), (("Farsta",), 17)])
    sol = _units(8, "SoL", [(("Bromma", "OF"), 5)])
    found = charts_by_name(_story(lss, sol, totals=_totals()))
    assert _looks(found["utveckling"]) == _looks(found["enheter"])
    assert len(set(_looks(found["enheter"]).values()) - {None}) == 2


def test_a_quarter_keeps_its_look_where_others_are_not_known() -> None:
    whole = _series(1, "LSS", "insats", {"A": (1, 2, 3, 4, 5), "B": (2, 3, 4, 5, 6)})
    rows = tuple(
        PrintedRow((label,), (None, 1, None, 3, 4), codes=(label,), dimension="insats")
        for label in ("A", "B")
    )
    part = replace(whole, number=2, lag="SoL", rows=rows)
    found = charts_by_name(_story(whole, part))
    known, some = _looks(found["insatser-LSS"]), _looks(found["insatser-SoL"])
    assert list(some) == ["Kv 1 2024", "Kv 3 2024", "Kv 4 2024"]
    assert some.items() <= known.items()
    assert found["insatser-SoL"].notes == ("Kv 4 2023 och Kv 2 2024: antalet är inte känt.",)


def test_a_single_known_category_is_no_diagram() -> None:
    unknown: tuple[int | None, ...] = (None, None, None, None)
    rows = tuple(
        PrintedRow((label,), (*unknown, value), codes=(label.lower(),), dimension="kon")
        for label, value in (("Kvinna", 1), ("Man", 0))
    )
    first = replace(_series(5, "LSS", "kon", {}), rows=rows)
    one_type = _series(1, "LSS", "insats", {"Bostad": (1, 1, 1, 1, 1)})
    one_unit = _units(7, "LSS", [(("Farsta",), 17)])
    assert charts(_story(first, one_type, one_unit)) == ()


def test_types_whose_number_is_hidden_are_told_of() -> None:
    table = _series(1, "LSS", "insats", {"A": (1, 2, 3, 4, 5), "B": (2, 3, 4, 5, 6)})
    hidden = PrintedRow(
        ("C",), (1, 1, 1, 1, None), codes=("c",), dimension="insats", hidden=frozenset({4})
    )
    chart = charts_by_name(_story(replace(table, rows=(*table.rows, hidden))))["insatser-LSS"]
    assert chart.notes == ("Med är bara insatserna vars antal visas.",)


def test_the_units_of_an_internal_edition_are_marked_and_nothing_else_is() -> None:
    units = _units(7, "LSS", [(("Bromma",), 7), (("Farsta",), 17)])
    marks = {
        audience: {
            each.name: each.mark
            for each in charts(_story(units, totals=_totals(), audience=audience))
        }
        for audience in Audience
    }
    assert marks == {
        Audience.INTERNAL: {"utveckling": "", "kvartal": "", "enheter": "Intern utgåva"},
        Audience.PUBLIC: {"utveckling": "", "kvartal": "", "enheter": ""},
    }
