"""A municipality that nobody has heard of runs a quarter on one folder of data.

The folder is what `kvartal municipality new` writes, changed as docs/ny-kommun.md says: its own
units, an insats with a part, 90 days, an own table, an own diagram and an own report.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tasks.template.results import with_empty_results
from tasks.template.workbook import saved
from tests.flows.kvartal import Answer, kvartal

CODE = "provkoping"
UNITS = """
title: Enheter i Provköping
entries:
  - {code: norr, name: Stöd norr, source: Delegationsordning}
  - {code: soder, name: Stöd söder, source: Delegationsordning}
"""
INSATSER = """
title: Insatser
entries:
  - {code: andrahand, name: Andrahandskontrakt, lag: SoL, source: Riktlinjer}
  - {code: bostad-forst, name: Bostad först, lag: SoL, part_of: andrahand, source: Riktlinjer}
  - {code: kontakt, name: Kontaktperson, lag: SoL, units: [soder], source: Riktlinjer}
"""
TABLE = """
number: 1
lag: SoL
title: Beslut per insats och kön, {quarter}
headings: [Insats]
view: kors
rows: [{dimension: insats, summa: true}]
columns: kon
"""
DIAGRAM = """
kind: bars
title: Beslut per insats och kön, {quarter}
across: insats
lag: SoL
series: kon
categories: insats
"""
REPORT = """
title: Väntan på stöd
subtitle: "{kvartal}"
sections:
  - id: bostad
    title: Bostad
    lag: SoL
    parts:
      - text: Provköping räknar ett beslut efter 90 dagar.
      - table: 1
      - chart: boende
"""
CHANGED = {
    "lagar: [LSS, SoL]": "lagar: [SoL]",
    "  months: 3\n": "  days: 90\n",
    "tables: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]": "tables: [1]",
    "report: tjansteutlatande": "report: rapport",
    "children: barn": "groups: {boende: [andrahand]}",
}
ROWS = {
    "norr": (
        ("N-1", "Andrahandskontrakt", "Kvinna", date(2025, 3, 3)),
        ("N-2", "Bostad först", "Man", date(2025, 4, 1)),
        ("N-3", "Bostad först", "Kvinna", date(2025, 3, 20)),
    ),
    "soder": (("S-1", "Kontaktperson", "Man", date(2025, 2, 18)),),
}
"""On 1 April three months have not gone by on 30 June, and 90 days have."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    made = kvartal("municipality", "new", "Provköping", "--in", folder)
    assert made.status == 0, made.err
    own = folder / CODE
    files = {
        "codes/enheter.yaml": UNITS,
        "codes/insatser.yaml": INSATSER,
        "tables/tabell_1.yaml": TABLE,
        "charts/boende.yaml": DIAGRAM,
        "reports/rapport.yaml": REPORT,
    }
    for name, text in files.items():
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_text(text, encoding="utf-8")
    changed(own / "kommun.yaml", CHANGED)
    return folder


def changed(file: Path, words: dict[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in words.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def call(data: Path, *arguments: object) -> Answer:
    return kvartal(*arguments, env={"KVARTAL_DATA": str(data), "KVARTAL_MUNICIPALITY": CODE})


def fill_in(form: Path, rows: tuple[tuple[str, str, str, date], ...]) -> None:
    """As a unit does: its decisions, on the sheet for them. A spreadsheet keeps the results of
    formulas when it saves, and all of these are empty."""
    book = openpyxl.load_workbook(form)
    sheet = book["Beslut"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    for number, (lopnummer, insats, kon, decided) in enumerate(rows, 2):
        values: dict[str, str | date] = {
            "Löpnummer": lopnummer, "Lagrum": "SoL 4 kap. 1 §", "Insats": insats, "Kön": kon,
            "Åldersgrupp": "Vuxen", "Beslutsdatum": decided, "Orsak": "Annat skäl",
            "Kompensatorisk insats": "Nej", "Rapporttyp": "Ny", "Status": "Ej verkställt",
        }  # fmt: skip
        for header, value in values.items():
            sheet.cell(number, columns[header], value)
    form.write_bytes(with_empty_results(saved(book)))


@pytest.fixture(scope="module")
def draft(prefect_server: str, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of a quarter whose forms were sent out, filled in, checked and collected."""
    home, inbox = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("inbox")
    sent = call(data, "template", "2025Q2", "--out", inbox, "--home", home)
    assert sent.status == 0, sent.err
    for unit, rows in ROWS.items():
        form = inbox / f"{unit}_2025Q2.xlsx"
        fill_in(form, rows)
        answer = call(data, "check", form, "--home", home)
        assert answer.status == 0, answer.out
    ran = call(data, "run", "2025Q2", "--inbox", inbox, "--home", home)
    assert ran.status == 0, ran.out + ran.err
    return home / "out" / "2025Q2" / "draft"


def test_everything_that_the_folder_names_is_there(data: Path) -> None:
    answer = call(data, "municipality", "check", CODE, "--format", "json")
    assert (answer.status, answer.document["faults"]) == (0, [])


def test_its_own_table_counts_the_part_in_the_whole(draft: Path) -> None:
    with (draft / "tabeller.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["row"], row["column"]): row["value"] for row in csv.DictReader(file)}
    assert {key: value for key, value in told.items() if key[1] == "Totalt"} == {
        ("Andrahandskontrakt", "Totalt"): "3",
        ("därav Bostad först", "Totalt"): "2",
        ("Kontaktperson", "Totalt"): "1",
        ("Summa", "Totalt"): "4",
    }
    assert told["därav Bostad först", "Kvinna"] == "1"


def test_its_report_is_its_own(draft: Path) -> None:
    texts = [each.text for each in Document(str(draft / "rapport.docx")).paragraphs]
    assert "Provköping räknar ett beslut efter 90 dagar." in texts
    assert any("Beslut per insats och kön, Kv 2 2025" in text for text in texts)
    assert not any("Stockholm" in text for text in texts)
    assert {path.name for path in (draft / "diagram").iterdir()} >= {"boende.svg"}


@pytest.mark.parametrize(
    ("file", "words", "told"),
    [
        ("kommun.yaml", {"boende: [andrahand]": "boende: [andrahad]"},
         ("kommun.yaml", "groups.boende", "andrahad", "Menas andrahand?")),
        ("codes/insatser.yaml", {"units: [soder]": "units: [sodra]"},
         ("codes/insatser.yaml", "kontakt", "sodra", "Menas soder?")),
        ("reports/rapport.yaml", {"chart: boende": "chart: bonde"},
         ("reports/rapport.yaml", "bostad", "bonde", "Menas boende?")),
        ("tables/tabell_1.yaml", {"columns: kon": "columns: kom"},
         ("tabell_1.yaml", "rows, columns", "kom", "Menas kon?")),
        ("kommun.yaml", {"  days: 90": "  days: nittio"},
         ("kommun.yaml", "limit", "fältet days är 'nittio'", "Skriv ett heltal i days.")),
        ("kommun.yaml", {"orsak: orsaker": "orsak: skal"},
         ("skal.yaml", "filen", "filen finns inte", "lägg filen i kommunens mapp, i codes/.")),
        ("kommun.yaml", {"groups: {boende": "children: barn\ngroups: {boende"},
         ("kommun.yaml", "children",
          "avlosarservice, boende-barn, korttidstillsyn, korttidsvistelse, ledsagarservice, "
          "personlig-assistans, kontaktfamilj, sol-kontaktperson", "Ta bort raden children")),
        ("kommun.yaml", {"tables: [1]": "tables: [1, 3]"},
         ("kommun.yaml", "tables", "3, som är enligt LSS", "Ta bort 3 ur tables")),
        ("tables/tabell_1.yaml", {"{quarter}": "{kvartal}"},
         ("tabell_1.yaml", "filen", "okänt fält {kvartal} i title", "Fälten är {quarter}")),
        ("charts/boende.yaml", {"series: kon": "series: kön"},
         ("charts/boende.yaml", "series, categories", "kön", "Menas kon?")),
        ("reports/rapport.yaml", {"{kvartal}": "{kvartl}"},
         ("reports/rapport.yaml", "{kvartl}", "okänt fält {kvartl}", "docs/handbok/rapporten.md")),
        ("kommun.yaml", {"lagar: [SoL]": "lagar: [SoL]\nlagar: [LSS]"},
         ("kommun.yaml", "rad 7", "fältet lagar står två gånger", "Ta bort det ena.")),
        ("kommun.yaml", {"  days: 90": "\tdays: 90"},
         ("kommun.yaml", "rad 10", "filen är inte giltig YAML", "mellanslag, aldrig tabb")),
        ("kommun.yaml", {"04-30": "02-30"},
         ("kommun.yaml", "calendar", "deadline_q1 är '02-30'", "Skriv månad och dag")),
        ("codes/enheter.yaml", {"name: Stöd norr,": "name: Stöd norr, from: 2015-13-01,"},
         ("enheter.yaml", "rad 4", "2015-13-01 är inget datum", "på formen 2024-12-31")),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_where_what_and_what_to_do(
    data: Path, tmp_path: Path, file: str, words: dict[str, str], told: tuple[str, ...]
) -> None:
    shutil.copytree(data / CODE, tmp_path / CODE)
    changed(tmp_path / CODE / file, words)
    answer = call(tmp_path, "municipality", "check", CODE, "--format", "json")
    (fault,) = answer.document["faults"]
    assert answer.status == 1
    assert (fault["file"], fault["entry"], fault["found"]) == told[:3]
    assert told[3] in fault["fix"]
