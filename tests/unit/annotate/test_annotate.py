"""The annotated copy: what is marked, what is listed, and what is left as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from schemas.findings import Finding, Severity, Suggestion
from schemas.quarter import Quarter
from tasks.annotate.annotate import A_COPY, LIST_ALONE, LOST, annotate
from tasks.validate.causes import by_cause
from tests.builders import workbook

TITLE = "farsta_2024Q4.xlsx · Farsta stadsdelsnämnd · Kv 4 2024"


def finding(
    rule: str = "KOD-303",
    severity: Severity = Severity.FEL,
    sheet: str | None = "LSS",
    cell: str | None = "B7",
    **fields: Any,
) -> Finding:
    words = {"message": f"{rule} är bruten.", "fix": f"Rätta {cell}.", **fields}
    return Finding(rule, severity, Quarter(2024, 4), "farsta", sheet=sheet, cell=cell, **words)


def tied(*findings: Finding) -> list[Finding]:
    """Findings of one cause: LSS!B7 is 3 and should be 4."""
    cause = Suggestion("LSS", "B7", 3, 4)
    return [replace(each, group="g1", cause=cause, changes=(cause,)) for each in findings]


def annotated(findings: Sequence[Finding], data: bytes | None = None) -> Workbook:
    received = workbook("farsta").bytes() if data is None else data
    return load_workbook(io.BytesIO(annotate(received, by_cause(findings), TITLE)))


def listed(book: Workbook) -> Sequence[tuple[object, ...]]:
    """The rows of the list, below its header."""
    rows = list(book.worksheets[0].iter_rows(max_col=6, values_only=True))
    return rows[[row[0] for row in rows].index("Nr") + 1 :]


def head(book: Workbook) -> list[str]:
    """The texts above the list."""
    rows = list(book.worksheets[0].iter_rows(max_col=2, values_only=True))
    texts = [str(text) for row in rows for text in row if text is not None]
    return texts[: texts.index("Nr")] if "Nr" in texts else texts


def comment(sheet: Worksheet, address: str) -> str:
    found = sheet[address].comment
    return found.text if found else ""


def colour(sheet: Worksheet, address: str) -> str:
    return str(sheet[address].fill.fgColor.rgb)[2:]


def test_a_finding_is_marked_where_it_points_and_says_how_to_mend_it() -> None:
    book = annotated([finding(message="Kön saknas.", fix="Fyll i kön.")])
    assert comment(book["LSS"], "B7") == "Fel KOD-303: Kön saknas.\nSå rättar du: Fyll i kön."
    assert colour(book["LSS"], "B7") == "FFC7CE"
    assert colour(book["LSS"], "B8") == "000000", "its neighbour is left alone"


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.STOPP, "FFC7CE"),
        (Severity.FEL, "FFC7CE"),
        (Severity.VARNING, "FFEB9C"),
        (Severity.GRANSKA, "DDEBF7"),
    ],
)
def test_the_colour_tells_the_severity(severity: Severity, expected: str) -> None:
    assert colour(annotated([finding(severity=severity)])["LSS"], "B7") == expected


def test_several_findings_share_a_comment_and_the_worst_gives_the_colour() -> None:
    book = annotated([finding("STR-207", Severity.VARNING), finding("KOD-305")])
    text = comment(book["LSS"], "B7")
    assert text.startswith("Varning STR-207") and "\n\nFel KOD-305" in text
    assert colour(book["LSS"], "B7") == "FFC7CE"


def test_what_somebody_wrote_stays_and_ours_is_added() -> None:
    book = workbook("farsta")
    book["LSS"]["B7"].comment = Comment("Stämmer enligt oss.", "Enheten")
    marked = annotated([finding()], book.bytes())["LSS"]["B7"].comment
    assert marked and marked.author == "Enheten"
    assert marked.text.startswith("Stämmer enligt oss.\n\nFel KOD-303")


def test_the_cell_to_blame_is_marked_and_told_first() -> None:
    broken = tied(finding("KON-511", cell="E7"), finding("SUM-502", cell="B11"))
    book = annotated([finding("STR-207", Severity.VARNING, cell="H3"), *broken])
    sentence = "LSS!B7 står 3; med 4 stämmer alla två kontrollerna."
    assert comment(book["LSS"], "B7") == f"Orsak: {sentence}\nSå rättar du: Rätta E7."
    assert colour(book["LSS"], "B7") == "FF9966"
    assert sentence in comment(book["LSS"], "E7")
    assert [row[:5] for row in listed(book)] == [
        (1, "Fel", "Orsak", "LSS!B7", sentence),
        (1, "Fel", "KON-511", "LSS!E7", "KON-511 är bruten."),
        (1, "Fel", "SUM-502", "LSS!B11", "SUM-502 är bruten."),
        (2, "Varning", "STR-207", "LSS!H3", "STR-207 är bruten."),
    ]


def test_cells_that_explain_an_error_equally_well_are_all_marked() -> None:
    maybe = (Suggestion("LSS", "B7", 3, 4), Suggestion("LSS", "C7", 0, 1))
    book = annotated([finding("KON-511", cell="E7", candidates=maybe, group="g")])
    for address in ("B7", "C7"):
        assert "förklarar felet lika bra" in comment(book["LSS"], address)
        assert colour(book["LSS"], address) == "FFC7CE"
    assert listed(book)[0][3] == "LSS!B7, LSS!C7"


def test_the_list_comes_first_alone_and_with_links() -> None:
    book = annotated([finding(sheet="SoL", cell="C5")])
    sheet = book.worksheets[0]
    assert (sheet.title, book.active) == ("Granskning", sheet)
    assert [each.sheet_view.tabSelected for each in book.worksheets] == [True] + 4 * [False]
    (link,) = (cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    assert link.location == "'SoL'!C5"
    assert sheet["A1"].value == f"Granskning av {TITLE}"
    assert head(book)[1:3] == ["1 fel", A_COPY]


def test_findings_are_counted_in_words() -> None:
    warnings = [finding(cell=cell, severity=Severity.VARNING) for cell in ("B2", "B3")]
    assert head(annotated([finding(), *warnings]))[1] == "1 fel, 2 varningar"


def test_without_findings_it_says_so() -> None:
    assert head(annotated([]))[1] == "Inget att anmärka: arbetsboken kan skickas in."


@pytest.mark.parametrize(
    ("cell", "marked", "commented"),
    [
        ("B7:C8", {"B7", "C7", "B8", "C8"}, "B7"),
        ("39:40", {f"{letter}{row}" for letter in "ABCDE" for row in (39, 40)}, "A39"),
        ("E:E", {f"E{row}" for row in range(1, 41)}, "E1"),
    ],
)
def test_a_range_is_marked_as_far_as_the_sheet_is_used(
    cell: str, marked: set[str], commented: str
) -> None:
    sheet = annotated([finding(cell=cell)])["LSS"]
    cells = [each.coordinate for row in sheet.iter_rows() for each in row]
    assert {each for each in cells if colour(sheet, each) == "FFC7CE"} == marked
    assert [each for each in cells if comment(sheet, each)] == [commented]


def test_of_merged_cells_the_one_that_shows_is_marked() -> None:
    book = workbook("farsta")
    book["LSS"].merge_cells("B7:C8")
    assert comment(annotated([finding(cell="C8")], book.bytes())["LSS"], "B7")


def test_a_place_that_is_not_in_the_workbook_is_listed_without_a_link() -> None:
    gone = workbook("farsta").drop_sheet("SoL").bytes()
    book = annotated(
        [
            finding("STR-202", Severity.STOPP, sheet="SoL", cell=None),
            finding("FIL-101", Severity.STOPP, sheet=None, cell=None),
            finding("KED-701", sheet="Beslut", cell="A5"),
        ],
        gone,
    )
    assert [row[3] for row in listed(book)] == ["SoL", None, "Beslut!A5 (kvartalet före)"]
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not any(cell.hyperlink for cell in cells)
    assert comment(book["Beslut"], "A5") == "", "its cell is in the workbook of the quarter before"


def test_text_never_becomes_a_formula() -> None:
    book = workbook("farsta")
    book.set("Beslut", "R2", "=1+1")["Beslut"]["R2"].data_type = "s"
    marked = annotated([finding(message="=2+2", fix="=3+3")], book.bytes())
    assert (marked["Beslut"]["R2"].value, marked["Beslut"]["R2"].data_type) == ("=1+1", "s")
    told = [cell for row in marked.worksheets[0].iter_rows() for cell in row]
    assert {"=2+2", "=3+3"} < {cell.value for cell in told}
    assert not any(cell.data_type == "f" for cell in told)


def test_text_that_no_xml_can_hold_is_replaced() -> None:
    book = annotated([finding(message="Kön är «a\x0bb».")])
    assert listed(book)[0][4] == "Kön är «a\N{REPLACEMENT CHARACTER}b»."
    assert "a\N{REPLACEMENT CHARACTER}b" in comment(book["LSS"], "B7")


def test_the_rest_of_the_workbook_is_as_it_was() -> None:
    received = workbook("farsta").bytes()
    book = annotated([finding()], received)
    for sheet in load_workbook(io.BytesIO(received)).worksheets:
        same = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[cell.value for cell in row] for row in book[sheet.title].iter_rows()] == same


def test_a_sheet_of_the_same_name_is_kept() -> None:
    book = workbook("farsta")
    book.book.create_sheet("Granskning")["A1"] = "Vår egen"
    marked = annotated([finding()], book.bytes())
    assert marked["Granskning"]["A1"].value == "Vår egen"
    assert listed(marked)[0][2] == "KOD-303"


def test_what_could_not_be_copied_is_said() -> None:
    bars = (
        b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/></extLst>'
        b"</worksheet>"
    )
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook("farsta").bytes())) as source,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"</worksheet>", bars)
            target.writestr(name, part)
    assert head(annotated([finding()], changed.getvalue()))[2:4] == [A_COPY, LOST]


@pytest.mark.parametrize("data", [b"", b"PK, but no workbook"])
def test_of_a_file_that_cannot_be_copied_there_is_the_list(data: bytes) -> None:
    book = annotated([finding("FIL-101", Severity.STOPP, sheet=None, cell=None)], data)
    assert book.sheetnames == ["Granskning"]
    assert LIST_ALONE in head(book)
    assert listed(book)[0][2] == "FIL-101"


def test_of_no_file_there_is_the_list() -> None:
    made = annotate(None, by_cause([finding()]), TITLE)
    assert load_workbook(io.BytesIO(made)).sheetnames == ["Granskning"]


def test_same_findings_give_same_bytes() -> None:
    data, groups = workbook("farsta").bytes(), by_cause([finding()])
    assert annotate(data, groups, TITLE) == annotate(data, groups, TITLE)


NUMBER = "19811228-9874"
"""A test number of Skatteverket's."""


def test_a_personnummer_is_hidden_in_the_copy_and_its_cell_marked() -> None:
    book = workbook().set("LSS", "K2", f"Se {NUMBER}").set("LSS", "K3", 198112289874)
    book["LSS"]["K4"].comment = Comment(NUMBER, "Enheten")
    told = finding("PRI-811", Severity.STOPP, cell="K2")
    written = annotate(book.bytes(), by_cause([told]), "x")
    copy = load_workbook(io.BytesIO(written))
    sheet = copy["LSS"]
    assert (sheet["K2"].value, sheet["K3"].value) == ("Se ••••••••-••••", "•" * 12)
    assert sheet["K4"].comment.text == "••••••••-••••"
    assert "PRI-811" in sheet["K2"].comment.text
    assert not any("9874" in part for part in parts_of(written))


def test_a_personnummer_that_cannot_be_hidden_leaves_the_list_alone() -> None:
    book = workbook()
    header = book["LSS"].oddHeader
    assert header is not None
    header.center.text = NUMBER
    told = finding("PRI-811", Severity.STOPP, cell=None)
    written = annotate(book.bytes(), by_cause([told]), "x")
    assert load_workbook(io.BytesIO(written)).sheetnames == ["Granskning"]
    assert not any("9874" in part for part in parts_of(written))


def parts_of(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
