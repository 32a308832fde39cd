"""Texts outside the cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TypeAlias

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList
from openpyxl.worksheet.table import Table

from schemas.submission import LooseText
from tasks.read.loose import loose_texts
from tasks.read.package import Package
from tasks.read.workbook import read_sheets
from tests.builders import Builder, workbook

NUMBER = "19811228-9874"
"""A test number of Skatteverket's."""

CHECKED = "En lista eller ett meddelande för dataverifiering"
DRAWN = "En textruta eller bild"

Plant: TypeAlias = Callable[[Builder], object]


def texts(data: bytes, name: str = "rapport.xlsx") -> tuple[LooseText, ...]:
    return loose_texts(Package(data, name))


def package(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def headed(book: Builder) -> None:
    header = book["LSS"].oddHeader
    assert header is not None
    header.center.text = f"Akt {NUMBER}"


def footed(book: Builder) -> None:
    footer = book["SoL"].evenFooter
    assert footer is not None
    footer.left.text = NUMBER


def described(book: Builder) -> None:
    properties = book.book.custom_doc_props  # type: ignore[attr-defined]  # the stub lacks it
    properties.append(StringProperty(name="Akt", value=NUMBER))


def link(book: Builder) -> None:
    target = f"https://example.org/akt?nr={NUMBER.replace('-', '%2D')}"
    book["LSS"]["B4"].hyperlink = Hyperlink(ref="B4", target=target)


def tip(book: Builder) -> None:
    book["LSS"]["B4"].hyperlink = Hyperlink(ref="B4", location="LSS!A1", tooltip=NUMBER)


def listed(book: Builder) -> None:
    rule = DataValidation(type="list", formula1=f'"ja,{NUMBER}"', sqref="C5:C9")
    book["SoL"].add_data_validation(rule)


def prompted(book: Builder) -> None:
    rule = DataValidation(type="whole", formula1="0", prompt=f"Som {NUMBER}", sqref="D2")
    book["SoL"].add_data_validation(rule)


def charted(book: Builder) -> None:
    chart = BarChart()
    chart.title = f"Akt {NUMBER}"
    chart.add_data(Reference(book["LSS"], 2, 4, 2, 8))
    book["LSS"].add_chart(chart, "K3")


def formatted(book: Builder) -> None:
    rule = FormulaRule(formula=[f'$A1="{NUMBER}"'])  # type: ignore[no-untyped-call]  # as it is
    book["LSS"].conditional_formatting.add("B2:B9", rule)


def tabled(book: Builder) -> None:
    sheet = book.book.create_sheet("Eget")
    sheet.append(["kolumn"])
    table = Table(displayName="Tabell", ref="A1:A2")
    table.comment = f"Ur akt {NUMBER}"
    sheet.add_table(table)


def supposed(book: Builder) -> None:
    cells = InputCells(r="B4", val=NUMBER.replace("-", ""))
    scenario = Scenario(name="Ett", inputCells=(cells,))
    book["LSS"].scenarios = ScenarioList(scenario=(scenario,))


PLANTS: dict[str, tuple[Plant, LooseText]] = {
    "sidhuvud": (
        headed,
        LooseText("Ett sidhuvud eller en sidfot", f"&CAkt {NUMBER}", "LSS"),
    ),
    "sidfot": (
        footed,
        LooseText("Ett sidhuvud eller en sidfot", f"&L{NUMBER}", "SoL"),
    ),
    "namngivet område": (
        lambda b: b.book.defined_names.add(DefinedName("Akt", attr_text=f'"{NUMBER}"')),
        LooseText("Det namngivna området Akt", f'"{NUMBER}"'),
    ),
    "länk": (
        link,
        LooseText("En länk", f"https://example.org/akt?nr={NUMBER}", "LSS", "B4"),
    ),
    "länkens text": (tip, LooseText("En länk", NUMBER, "LSS", "B4")),
    "lista att välja ur": (
        listed,
        LooseText(CHECKED, f'"ja,{NUMBER}"', "SoL", "C5"),
    ),
    "meddelande vid inmatning": (
        prompted,
        LooseText(CHECKED, f"Som {NUMBER}", "SoL", "D2"),
    ),
    "diagram": (charted, LooseText("Ett diagram", f"Akt {NUMBER}", "LSS")),
    "villkorsstyrd formatering": (
        formatted,
        LooseText("En villkorsstyrd formatering", f'$A1="{NUMBER}"', "LSS", "B2"),
    ),
    "tabell": (tabled, LooseText("En namngiven tabell", f"Ur akt {NUMBER}", "Eget", "A1")),
    "scenario": (supposed, LooseText("Ett scenario", NUMBER.replace("-", ""), "LSS")),
    "egenskap": (
        described,
        LooseText("En dokumentegenskap", NUMBER),
    ),
    "nyckelord": (
        lambda b: setattr(b.book.properties, "keywords", NUMBER),
        LooseText("En dokumentegenskap", NUMBER),
    ),
    "kommentar": (
        lambda b: setattr(b["SoL"]["C4"], "comment", Comment(NUMBER, "Enheten")),
        LooseText("En kommentar", NUMBER, "SoL", "C4"),
    ),
    "kommentarens författare": (
        lambda b: setattr(b["SoL"]["C4"], "comment", Comment("Kontrollerad", NUMBER)),
        LooseText("En kommentar", NUMBER, "SoL"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", PLANTS)
def test_a_number_is_found_wherever_it_is_planted(place: str) -> None:
    plant, expected = PLANTS[place]
    book = workbook()
    plant(book)
    found = [each for each in texts(book.bytes()) if "9874" in each.text]
    assert found == [expected]


def test_an_honest_workbook_has_next_to_nothing_to_look_at() -> None:
    book = workbook()
    charted(book)
    assert {each.kind for each in texts(book.bytes()) if "9874" not in each.text} <= {
        "En dokumentegenskap"  # when it was made and changed
    }


def test_a_comment_in_runs_is_one_text() -> None:
    data = package(**{"xl/comments1.xml": (
        "<comments><commentList><comment ref='B3'><text>"
        "<r><rPr><sz val='9'/></rPr><t>189001</t></r>"
        "<r><rPr><sz val='9'/></rPr><t>019802</t></r></text></comment></commentList></comments>"
    )})  # fmt: skip
    assert texts(data) == (LooseText("En kommentar", "189001019802"),)


def test_two_texts_are_never_one_number() -> None:
    data = package(**{"docProps/custom.xml": (
        "<p><one>18</one><two>9001019802</two><three>3</three></p>"
    )})  # fmt: skip
    assert texts(data) == (LooseText("En dokumentegenskap", "9001019802"),)


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("xl/threadedComments/threadedComment1.xml",
         "<T><threadedComment ref='A1'><text>{}</text></threadedComment></T>", "En kommentar"),
        ("xl/persons/person.xml", "<p><person displayName='{}'/></p>", "En kommentar"),
        ("xl/drawings/drawing1.xml", "<x><txBody><p><t>{}</t></p></txBody></x>", DRAWN),
        ("xl/drawings/drawing1.xml", "<x><cNvPr id='2' name='Bild' descr='{}'/></x>",
         DRAWN),
        ("xl/drawings/vmlDrawing1.vml", "<x><textbox><div>{}</div></textbox></x>",
         DRAWN),
        ("xl/pivotCache/pivotCacheDefinition1.xml", "<p><s v='{}'/></p>",
         "En pivottabell"),
        ("xl/sharedStrings.xml", "<sst><si><t>annat</t></si><si><t>{}</t></si></sst>",
         "En text som finns kvar i filen men inte i någon cell"),
        ("customXml/item1.xml", "<data><akt nr='{}'/></data>", "En egen XML-del i filen"),
        ("xl/nytt.xml", "<x>{}</x>", "Ett ställe utanför cellerna"),
        ("docProps/custom.xml", "<a>{}<b>", "En dokumentegenskap"),
    ],
)  # fmt: skip
def test_parts_that_no_program_here_writes(part: str, content: str, kind: str) -> None:
    assert texts(package(**{part: content.format(NUMBER)})) == (LooseText(kind, NUMBER),)


def test_the_name_of_a_part_is_a_text() -> None:
    assert texts(package(**{f"customXml/{NUMBER}.xml": "<a/>"})) == (
        LooseText("Namnet på en del i filen", f"customXml/{NUMBER}.xml"),
    )


def test_what_is_left_of_a_cell_is_told_from_the_cell() -> None:
    book = workbook().set("LSS", "K2", NUMBER)
    read = Package(book.bytes(), "rapport.xlsx")
    assert not any("9874" in each.text for each in loose_texts(read, read_sheets(read)))


ODS = """<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:draw='d'
 xmlns:xlink='l' xmlns:svg='s'><office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name='v' table:condition='{0}'>
<table:help-message><text:p>{1}</text:p></table:help-message></table:content-validation>
</table:content-validations>
<table:table table:name='LSS'><table:table-row table:number-rows-repeated='2'><table:table-cell/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated='2'/>
<table:table-cell office:value-type='string'><office:annotation><text:p>{2}</text:p>
</office:annotation><text:p>{9}<text:a xlink:href='mailto:{3}'>post</text:a></text:p>
</table:table-cell></table:table-row>
<table:shapes><draw:frame><svg:desc>{4}</svg:desc></draw:frame></table:shapes></table:table>
<table:named-expressions><table:named-range table:name='Akt' table:base='{5}'/>
</table:named-expressions></office:spreadsheet></office:body></office:document-content>"""


def test_an_ods_is_searched_outside_its_cells() -> None:
    told = [
        f"{n}00{NUMBER}" if n == 9 else f"{NUMBER} {'abcdef'[n] if n < 6 else ''}"
        for n in range(10)
    ]
    data = package(**{
        "content.xml": ODS.format(*told),
        "meta.xml": f"<m><title>{NUMBER}</title></m>",
        "styles.xml": f"<s><master-page><header><p>Akt <span>{NUMBER}</span></p></header>"
                      "</master-page></s>",
    })  # fmt: skip
    assert texts(data, "rapport.ods") == (
        LooseText(CHECKED, f"{NUMBER} a"),
        LooseText(CHECKED, f"{NUMBER} b"),
        LooseText("En kommentar", f"{NUMBER} c", "LSS", "C3"),
        LooseText("En länk", f"mailto:{NUMBER} d", "LSS", "C3"),
        LooseText(DRAWN, f"{NUMBER} e", "LSS"),
        LooseText("Det namngivna området Akt", f"{NUMBER} f"),
        LooseText("En dokumentegenskap", NUMBER),
        LooseText("Ett sidhuvud eller en sidfot", f"Akt {NUMBER}"),
    )


@pytest.mark.parametrize(
    "content",
    [
        "<x><axId val='8112289874'/></x>",
        "<x uid='{81122898-7400-4000-8000-811228987400}'/>",
        "<x>e811228987400c6cd0525a17fb7a176ed8e6a3e2</x>",
        "<x><v>0.8112289874</v></x>",
    ],
)
def test_what_programs_write_for_themselves_is_no_text(content: str) -> None:
    assert texts(package(**{"xl/charts/chart1.xml": content})) == ()


def test_no_loose_texts() -> None:
    assert texts(package(**{"xl/workbook.xml": "<a/>"})) == ()
