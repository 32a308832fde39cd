"""A personnummer in a workbook gets no further than the archive: everything that a run writes is
searched for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from tests.builders import Builder, workbook
from tests.flows.kvartal import Answer, kvartal

QUARTER = "2024Q4"
NUMBERS = (
    "189001019802", "198112289874", "200107012395", "191500722390", "201311122392", "202601612381",
)  # fmt: skip
"""Test numbers of Skatteverket's."""


def forms(number: str) -> set[str]:
    """As they are written in the inbox, and as others would write them."""
    short = number[2:]
    amount = str(int(short))
    return {short, f"{short[:6]}-{short[6:]}", f"{short[:6]}+{short[6:]}", amount}


def told_everywhere(unit: str) -> Builder:
    """Numbers in every kind of cell, and around the cells."""
    first, second, third, *_ = NUMBERS
    book = workbook(unit)
    book.alter("FAR-00001", Kommentar=f"Se {first}", Insats=first, Kön=first, Beslutsdatum=first)
    book.alter("FAR-00002", Löpnummer=int(third[2:]))
    book.add(like="FAR-00003", Löpnummer=second, Orsak=f"{second[2:8]}-{second[8:]}")
    book.set("LSS", "B1", second).set("LSS", "B3", int(second)).set("LSS", "C3", float(first))
    book.set("SoL", "A3", second).cover("Kommentar", first).cover("Kontakt", second)
    book.cover("Mallversion", int(first)).cover("Upprättad", second)
    book["LSS"]["B4"].comment = Comment(f"Gäller {first}.", second)
    book.book.create_sheet(f"Akt {second}").append([first, int(second)])
    book.book.properties.title = first
    told_around(book)
    return book


def told_around(book: Builder) -> None:
    """Where nobody sees it on the sheets."""
    first, second, *_ = NUMBERS
    sheet = book["LSS"]
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = f"Akt {first}"
    sheet["B5"].hyperlink = Hyperlink(ref="B5", target=f"https://example.org/{second}")
    sheet.add_data_validation(DataValidation(type="list", formula1=f'"{first}"', sqref="B6"))
    book.book.defined_names.add(DefinedName(f"Akt{first}", attr_text=f'"{second}"'))


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    told_everywhere("farsta").save(folder / f"farsta {NUMBERS[3]}.xlsx")
    book = workbook("jarva").cover("Kvartal", NUMBERS[4])
    book.cover("Rapporterande enhet", NUMBERS[4]).save(folder / "okand.xlsx")
    (folder / f"{NUMBERS[5][2:8]}-{NUMBERS[5][8:]}.xlsx").write_bytes(b"ingen arbetsbok")
    workbook("bromma").save(folder / f"bromma_{NUMBERS[4]}.xlsx")
    (folder / "igen.xlsx").write_bytes((folder / f"bromma_{NUMBERS[4]}.xlsx").read_bytes())
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home") / "home"


@pytest.fixture(scope="module")
def answers(prefect_server: str, inbox: Path, home: Path) -> tuple[Answer, ...]:
    at = ("--home", home)
    run = kvartal("run", QUARTER, "--inbox", inbox, *at)
    told = (kvartal(*each, QUARTER, *at) for each in (["status"], ["findings"]))
    plain = (*told, kvartal("findings", QUARTER, *at, "--format", "json"))
    return (run, *plain, kvartal("audit", "show", *at, "--limit", "1000"))


def texts(file: Path) -> Iterator[bytes]:
    """What can be read in a file: its bytes, and what is packed in them."""
    data = file.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if file.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(data)
        yield from (page.get_textpage().get_text_bounded().encode() for page in pages)


def test_the_numbers_are_found(answers: tuple[Answer, ...]) -> None:
    """Else there would be nothing to search for."""
    found = [each for each in answers[3].document["findings"] if each["rule"] == "PRI-811"]
    assert answers[0].status == 1
    assert {each["unit"] for each in found} >= {"farsta", "bromma"}
    said = " ".join(each["message"] for each in found)
    places = ("Filens namn", "Ett sidhuvud", "En länk vid LSS!B5", "dataverifiering", "namngivna")
    assert [place for place in places if place not in said] == []


def test_no_answer_tells_a_number(answers: tuple[Answer, ...]) -> None:
    said = "".join(each.out + each.err for each in answers)
    assert [form for number in NUMBERS for form in forms(number) if form in said] == []


def test_no_file_of_the_home_tells_a_number(answers: tuple[Answer, ...], home: Path) -> None:
    files = [file for file in home.rglob("*") if file.is_file()]
    ours = [file for file in files if "archive" not in file.relative_to(home).parts]
    wanted = [form.encode() for number in NUMBERS for form in forms(number)]
    told = [
        (str(file.relative_to(home)), form)
        for file in ours
        for text in texts(file)
        for form in wanted
        if form in text or form.decode() in file.name
    ]
    assert told == []
    assert {"kvartal.db", "rapport.docx", "rapport.pdf"} <= {file.name for file in ours}
