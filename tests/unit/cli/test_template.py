"""`kvartal template`: which workbooks it writes, with what, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from schemas.quarter import Quarter
from sql.engine import open_engine
from sql.migrate import migrate
from tasks.load.load import load
from tests.data.submissions import STOCKHOLM, decision, judged, submission
from tests.unit.cli.commands import Answer, kvartal

UNITS = [
    "bromma", "enskede-arsta-vantor", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "jarva",
    "kungsholmen", "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
    "bedomning-byggnation", "hemlosa",
]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which Farsta had two decisions in 2024Q3, one of them open at its end."""
    engine = open_engine(f"sqlite:///{tmp_path / 'home' / 'kvartal.db'}")
    migrate(engine)
    before = Quarter(2024, 3)
    rows = [decision("FAR-00007", 2), decision("FAR-00008", 3, status="verkstallt")]
    load(engine, STOCKHOLM, before, [judged(submission("farsta", before, decisions=rows))])
    engine.dispose()
    return tmp_path / "home"


def template(capsys: pytest.CaptureFixture[str], folder: Path, *more: object) -> Answer:
    """Farsta's form for 2024Q4, without a home unless another is named."""
    elsewhere = ("--home", folder / "nowhere")
    return kvartal(
        capsys, "template", "2024Q4", "--unit", "farsta", "--out", folder / "out", *elsewhere, *more
    )


def test_one_workbook_for_each_unit_of_the_quarter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sent" / "out"
    answer = kvartal(capsys, "template", "2024Q4", "--out", folder, "--home", tmp_path / "none")
    assert answer.status == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{unit}_2024Q4.xlsx" for unit in UNITS
    )
    assert "Inga beslut är ifyllda i förväg: det finns ingen databas" in answer.out
    cover = load_workbook(folder / "hemlosa_2024Q4.xlsx")["Försättsblad"]
    assert (cover["B3"].value, cover["B4"].value) == ("Enheten för hemlösa", "2024Q4")


def test_open_decisions_of_the_quarter_before_are_filled_in(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = template(capsys, tmp_path, "--home", home)
    assert "1 öppet beslut från Kv 3 2024 ifyllt" in answer.out
    header, first, second = load_workbook(tmp_path / "out" / "farsta_2024Q4.xlsx")[
        "Beslut"
    ].iter_rows(max_row=3, values_only=True)
    told = dict(zip(header, first, strict=True))
    assert told["Löpnummer"] == "FAR-00007"
    assert told["Insats"] == "Bostad för vuxna"
    assert (told["Rapporttyp"], told["Status"], told["Kommentar"]) == (
        "Åter", "Ej verkställt", None,
    )  # fmt: skip
    assert set(second) == {None}


def test_of_a_unit_whose_decisions_are_not_known_it_says_so(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = template(capsys, tmp_path, "--home", home, "--unit", "jarva")
    assert "inga beslut ifyllda: besluten från Kv 3 2024 är inte kända" in answer.out


def test_json_names_quarter_files_and_decisions(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "farsta_2024Q4.xlsx"
    assert template(capsys, tmp_path, "--home", home, "--format", "json").document == {
        "quarter": "2024Q4",
        "files": [{"file": str(file), "unit": "farsta", "decisions": 1}],
    }


def test_a_unit_may_be_named_as_people_name_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert template(capsys, tmp_path, "--unit", "SDN Järva").status == 0
    assert (tmp_path / "out" / "jarva_2024Q4.xlsx").is_file()


def test_what_is_there_is_not_overwritten_unless_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "farsta_2024Q4.xlsx"
    file.parent.mkdir()
    file.write_text("ifylld")
    refused = template(capsys, tmp_path)
    assert (refused.status, file.read_text()) == (2, "ifylld")
    assert "farsta_2024Q4.xlsx" in refused.err and "--force" in refused.err
    assert template(capsys, tmp_path, "--force").status == 0
    assert load_workbook(file).sheetnames[1] == "Försättsblad"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--unit", "farstta"), "Menade du Farsta stadsdelsnämnd?"),
        (("--unit", "norrmalm"), "norrmalm är ingen enhet som rapporterar Kv 4 2024."),
        (("--out", "/dev/null"), "Det går inte att skriva i /dev/null."),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    answer = template(capsys, tmp_path, *more)
    assert answer.status == 2
    assert said in answer.err


def test_before_the_first_template_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = kvartal(capsys, "template", "2020Q1", "--out", tmp_path)
    assert answer.status == 2
    assert "Mallar finns från och med Kv 4 2023." in answer.err
