"""revision.docx: one row per decision, nothing that tells whose it is."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT

from schemas.edition import Edition, Input, Release
from schemas.findings import UnitState
from schemas.quarter import Quarter
from schemas.revision import RevisionList, RevisionRow
from tasks.publish.word.revision import COLUMNS, revision_document
from tests.unit.publish.word.reading import grid

DAY = date(2025, 3, 17)
OPEN = RevisionRow(
    lag="LSS",
    lagrum="LSS 9 §",
    insats="Bostad för vuxna",
    beslutsdatum=date(2023, 5, 2),
    avbrottsdatum=None,
    orsak="Annat skäl",
    rapporttyp="Åter",
    status="Ej verkställt",
    ended=None,
    waited=19,
)
DONE = replace(
    OPEN,
    insats="Kontaktperson",
    beslutsdatum=date(2024, 1, 9),
    avbrottsdatum=date(2024, 6, 3),
    status="Verkställt",
    ended=date(2024, 11, 5),
    waited=5,
)
SOL = replace(OPEN, lag="SoL", lagrum="SoL 4 kap. 1 §", insats="Boendestöd")
UNTOLD = RevisionRow("SoL", None, None, None, None, None, None, None, None, None)


@pytest.fixture
def edition() -> Edition:
    inputs = (
        Input("vik", "Viks nämnd", UnitState.ACCEPTED, 1),
        Input("ö", "Önämnden", UnitState.MISSING),
    )
    return Edition("smastad", "Småstads kommun", Quarter(2024, 4), inputs, "regler-1", "1.2.3")


def read(edition: Edition, revision: RevisionList) -> Document:
    return docx.Document(io.BytesIO(revision_document(edition, revision, DAY)))


def said(document: Document) -> str:
    return "\n".join(each.text for each in document.paragraphs)


def test_a_table_for_each_law(edition: Edition) -> None:
    document = read(edition, RevisionList((OPEN, DONE, SOL, UNTOLD)))
    assert [row for number in (0, 1) for row in grid(document, number)] == [
        [
            "Beslutsdatum", "Lagrum", "Insats", "Avbrottsdatum", "Orsak", "Rapporttyp", "Status",
            "Verkställt/avslutat", "Väntat (månader)",
        ],
        ["2023-05-02", "LSS 9 §", "Bostad för vuxna", "–", "Annat skäl", "Åter", "Ej verkställt",
         "–", "19"],
        ["2024-01-09", "LSS 9 §", "Kontaktperson", "2024-06-03", "Annat skäl", "Åter",
         "Verkställt", "2024-11-05", "5"],
        list(COLUMNS),
        ["2023-05-02", "SoL 4 kap. 1 §", "Boendestöd", "–", "Annat skäl", "Åter",
         "Ej verkställt", "–", "19"],
        ["..", "..", "..", "–", "..", "..", "..", "–", ".."],
    ]  # fmt: skip
    assert [each.orientation for each in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.LANDSCAPE,
    ]  # fmt: skip


def test_nothing_tells_whose_decision_it_is() -> None:
    """Every field of a row is a column, and no column is a löpnummer, a unit or free text."""
    assert len(COLUMNS) == len(fields(RevisionRow)) - 1  # the law is the table's
    assert not {"Löpnummer", "Enhet", "Kommentar", "Kön", "Personnyckel"} & set(COLUMNS)


@pytest.mark.parametrize(
    ("quarter", "law"),
    [
        (Quarter(2024, 4), "28 f–g §§ LSS och 16 kap. 6 f–g §§ socialtjänstlagen (2001:453)"),
        (Quarter(2025, 2), "28 f–g §§ LSS och 16 kap. 6 f–g §§ socialtjänstlagen (2001:453)"),
        (Quarter(2025, 3), "28 f–g §§ LSS och 34 kap. 1–2 §§ socialtjänstlagen (2025:400)"),
        (Quarter(2026, 1), "28 f–g §§ LSS och 34 kap. 1–2 §§ socialtjänstlagen (2025:400)"),
    ],
)
def test_the_law_that_was_in_force(edition: Edition, quarter: Quarter, law: str) -> None:
    text = said(read(replace(edition, quarter=quarter), RevisionList(())))
    assert law in text
    assert ("16 kap." in text) is ("34 kap." not in text)


def test_counts_and_what_was_reported_without_rows(edition: Edition) -> None:
    text = said(read(edition, RevisionList((OPEN, OPEN, DONE), (("LSS", 2), ("SoL", 12)))))
    assert "3 beslut enligt LSS är förtecknade. Status: Ej verkställt 2, Verkställt 1." in text
    assert "har rapporterat 2 beslut enligt LSS enbart som antal" in text
    assert "Inga beslut enligt SoL är förtecknade." in text
    assert "har rapporterat 12 beslut enligt SoL enbart som antal" in text


def test_who_is_missing_is_told(edition: Edition) -> None:
    assert "Har inte lämnat in, siffrorna saknas: Önämnden." in said(
        read(edition, RevisionList((OPEN,)))
    )
    complete = replace(edition, inputs=edition.inputs[:1])
    assert "lämnat in" not in said(read(complete, RevisionList((OPEN,))))


def test_every_page_says_for_whom_it_is(edition: Edition) -> None:
    mark = "Lämnas till kommunens revisorer. Inte för publicering."
    draft = read(edition, RevisionList((OPEN,)))
    assert {each.header.paragraphs[0].text for each in draft.sections} == {f"UTKAST. {mark}"}
    released = read(replace(edition, release=Release(1, DAY)), RevisionList((OPEN,)))
    assert {each.header.paragraphs[0].text for each in released.sections} == {mark}


def test_the_date_stands_there_when_there_is_one(edition: Edition) -> None:
    assert "Datum\t2025-03-17" in said(read(edition, RevisionList(())))
    undated = revision_document(edition, RevisionList(()), edition.quarter.last_day)
    assert "Datum" not in said(docx.Document(io.BytesIO(undated)))


def test_a_long_list(edition: Edition) -> None:
    rows = tuple(replace(OPEN, waited=number) for number in range(300))
    revision = RevisionList(rows)
    assert [row[-1] for row in grid(read(edition, revision), 0)[1:]] == [
        str(number) for number in range(300)
    ]
    data = revision_document(edition, revision, DAY)
    assert revision_document(edition, revision, DAY) == data
