"""Code lists: what is valid when, what answers to which name, and what a slip is told."""

from datetime import date
from pathlib import Path

import pytest

from schemas.codelists import CodeList, load_codelist
from schemas.datafile import DataFileError
from schemas.municipality import load_municipality
from schemas.quarter import Quarter

STOCKHOLM = load_municipality("stockholm")
KV4 = STOCKHOLM.at(Quarter(2024, 4))


def test_units_before_and_after_the_mergers() -> None:
    units = {
        year_quarter: {unit.code for unit in STOCKHOLM.at(Quarter.parse(year_quarter)).units}
        for year_quarter in ("2020Q2", "2020Q3", "2023Q2", "2023Q3", "2024Q4")
    }
    assert {"hagersten-liljeholmen", "alvsjo"} <= units["2020Q2"]
    assert "hagersten-alvsjo" not in units["2020Q2"]
    assert "hagersten-alvsjo" in units["2020Q3"]
    assert not {"hagersten-liljeholmen", "alvsjo"} & units["2020Q3"]
    assert {"rinkeby-kista", "spanga-tensta", "norrmalm", "ostermalm"} <= units["2023Q2"]
    assert {"jarva", "norra-innerstaden"} <= units["2023Q3"]
    assert [len(units[each]) - 2 for each in units] == [14, 13, 13, 11, 11]


def test_a_merged_unit_is_followed_to_its_heir() -> None:
    units = STOCKHOLM.codelists["enhet"]
    assert units.heirs("rinkeby-kista", Quarter(2024, 4)) == "jarva"
    assert units.heirs("rinkeby-kista", Quarter(2023, 2)) == "rinkeby-kista"
    assert units.heirs("farsta", Quarter(2024, 4)) == "farsta"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Farsta", "farsta"),
        ("farsta stadsdelsnämnd", "farsta"),
        ("SDN Farsta", "farsta"),
        ("Enskede - Årsta - Vantör (Sthlm)", "enskede-arsta-vantor"),
        ("Enskede–Årsta–Vantör", "enskede-arsta-vantor"),
        ("Norra  innerstadens stadsdelsnämnd", "norra-innerstaden"),
        ("enheten för hemlösa", "hemlosa"),
        ("norra-innerstaden", "norra-innerstaden"),
    ],
)
def test_a_unit_answers_to_its_names(written: str, code: str) -> None:
    found = KV4.units.find(written)
    assert found is not None
    assert found.code == code


def test_the_same_word_in_two_laws_is_two_insatser() -> None:
    insatser = KV4["insats"]
    lss, sol = insatser.find("Kontaktperson", "LSS"), insatser.find("Kontaktperson", "SoL")
    assert lss is not None
    assert sol is not None
    assert (lss.code, sol.code) == ("lss-kontaktperson", "sol-kontaktperson")


def test_an_insats_of_the_other_law_is_not_found() -> None:
    assert KV4["insats"].find("Boendestöd", "LSS") is None
    assert KV4["insats"].suggest("Kontaktpersn", "LSS") == "Kontaktperson"
    assert KV4["insats"].suggest("Raketresor", "LSS") is None


def test_the_rows_of_the_bistand_table_are_the_contracts() -> None:
    pairs = KV4.pairs("SoL")
    assert len(pairs) == 16
    assert [area for area, _ in pairs] == ["OF"] * 9 + ["IFO"] * 7
    assert ("IFO", "oppenvard") in pairs
    assert ("OF", "oppenvard") not in pairs
    assert [area for area, _ in KV4.pairs("LSS")] == [None] * 9


def test_lagrum_by_quarter_and_by_day_of_decision() -> None:
    lagrum = STOCKHOLM.codelists["lagrum"]
    old = {code.code for code in lagrum.at(Quarter(2025, 2))}
    new = {code.code for code in lagrum.at(Quarter(2025, 3))}
    assert old == {"lss-9", "sol-2001-4-1"}
    assert new == old | {"sol-2025-11-1", "sol-2025-12-1"}
    fourth = lagrum.get("sol-2001-4-1")
    assert fourth is not None
    assert fourth.decided.holds(date(2025, 6, 30))
    assert not fourth.decided.holds(date(2025, 7, 1))


def test_the_deadline_falls_after_the_quarter() -> None:
    assert STOCKHOLM.deadline(Quarter(2024, 4)) == date(2025, 1, 31)
    assert STOCKHOLM.deadline(Quarter(2024, 2)) == date(2024, 8, 31)


LIST = """\
title: Prov
entries:
  - {code: a, name: Alfa, from: 2020-01-01, source: prov}
"""


def load(folder: Path, text: str) -> CodeList:
    (folder / "prov.yaml").write_text(text, encoding="utf-8")
    load_codelist.cache_clear()
    return load_codelist("prov", folder)


@pytest.mark.parametrize(
    ("text", "entry", "problem"),
    [
        ("title: Prov\nentries: [", "rad", "giltig YAML"),
        ("entries: []", "filen", "fältet title saknas"),
        (LIST + "  - {code: b, name: Beta}\n", "entries[b]", "fältet source saknas"),
        (LIST + "  - {code: a, name: Beta, source: prov}\n", "a", "står två gånger"),
        (LIST + "  - {code: b, name: ALFA, source: prov}\n", "b", "hör redan till a"),
        (LIST + "  - {code: b, name: Beta, form: 1, source: prov}\n", "entries[b]", "okänt fält"),
        (LIST + "  - {code: b, name: Beta, from: i fjol, source: prov}\n", "entries[b]", "from"),
        (LIST + "  - {code: b, name: Beta, successor: c, source: p}\n", "b", "efterföljaren c"),
        (
            LIST + "  - {code: b, name: B, from: 2024-01-01, to: 2023-01-01, source: p}\n",
            "entries[b]",
            "to ligger före from",
        ),
        ("title: Prov\nentries: [bara text]\n", "entries[1]", "namn: värde"),
    ],
)
def test_a_broken_list_fails_with_file_entry_and_what_to_do(
    tmp_path: Path, text: str, entry: str, problem: str
) -> None:
    with pytest.raises(DataFileError) as raised:
        load(tmp_path, text)
    assert raised.value.file == "prov.yaml"
    assert entry in raised.value.entry
    assert problem in raised.value.problem
    assert raised.value.hint


def test_a_list_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="finns inte"):
        load_codelist("ingen", tmp_path)


def test_two_names_at_different_times_may_be_the_same(tmp_path: Path) -> None:
    text = LIST.replace("source", "to: 2021-12-31, source")
    text += "  - {code: b, name: Alfa, from: 2022-01-01, source: prov}\n"
    codes = load(tmp_path, text)
    found = [codes.at(Quarter(year, 1)).find("alfa") for year in (2021, 2022)]
    assert [code.code for code in found if code] == ["a", "b"]


PARTED = """\
title: Prov
entries:
  - {code: hyra, name: Andrahandskontrakt, lag: SoL, source: prov}
  - {code: forst, name: Bostad först, lag: SoL, part_of: hyra, source: prov, units: [norr]}
  - code: barn
    lag: SoL
    source: prov
    names:
      - {name: Öppenvård barn, to: 2025-03-31, source: Kv 1}
      - {name: Öppna insatser för barn, from: 2025-04-01, source: Kv 2}
"""


def test_a_renamed_code_is_one_code_that_answers_to_both_names(tmp_path: Path) -> None:
    codes = load(tmp_path, PARTED)
    for quarter, name in (
        (Quarter(2025, 1), "Öppenvård barn"),
        (Quarter(2025, 2), "Öppna insatser för barn"),
    ):
        view = codes.at(quarter)
        assert (view["barn"].name, view["barn"].short) == (name, name)
        assert view["barn"].prose == name[0].lower() + name[1:]
        for written in ("öppenvård barn", "öppna insatser för barn"):
            found = view.find(written, "SoL")
            assert found is not None
            assert found.code == "barn"


def test_a_unit_sees_the_codes_that_it_uses(tmp_path: Path) -> None:
    view = load(tmp_path, PARTED).at(Quarter(2025, 1))
    assert [each.code for each in view.of_unit("norr")] == ["hyra", "forst", "barn"]
    assert [each.code for each in view.of_unit("soder")] == ["hyra", "barn"]
    assert view.of_unit("soder").find("Bostad först") is None


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("{code: x, name: X, lag: SoL, part_of: y, source: p}", "står inte ovanför"),
        ("{code: x, name: X, lag: LSS, part_of: hyra, source: p}", "lag eller omraden"),
    ],
)
def test_a_part_stands_below_its_whole_and_is_of_its_kind(
    tmp_path: Path, part: str, problem: str
) -> None:
    with pytest.raises(DataFileError, match=problem):
        load(tmp_path, f"{PARTED}  - {part}\n")
