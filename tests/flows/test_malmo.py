"""Malmö: the published figures come out of one folder of data.

«2025» is the board's tjänsteskrivelse on the second quarter of 2025 (ASN-2024-21010, 2025-07-24),
«2024» the one on the second quarter of 2024. docs/malmo.md tells what cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from deploy.settings import Settings, load_settings
from flows.demo import prepare_demo
from flows.edition import Editions, Part, make_editions, read_material
from flows.taking import take_quarter
from schemas.diagrams import diagrams_of
from schemas.proof import ReadReport, Standing
from schemas.quarter import Quarter
from schemas.report import ChartBlock, Paragraph
from schemas.tables import SUMMA
from sql.migrate import migrate
from sql.state import findings_of
from tasks.place import engine_of, municipality_of
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report
from tasks.publish.word.report import report_document
from tasks.publish.word.revision import revision_report

NOW, BEFORE, YEAR_AGO = Quarter(2025, 2), Quarter(2025, 1), Quarter(2024, 2)

PUBLISHED = {
    # 2025, Ej verkställda beslut: 95, 46 more than the quarter before; 2024: 65, two fewer.
    ("2025Q2", SUMMA): 95, ("2025Q1", SUMMA): 49, ("2024Q2", SUMMA): 65, ("2024Q1", SUMMA): 67,
    # 2025, Beslut om boenden: 50, 21 more. 2024, the same section: 42, 2 more.
    ("2025Q2", "Kommunalt andrahandskontrakt"): 50,
    ("2025Q1", "Kommunalt andrahandskontrakt"): 29,
    ("2024Q2", "Kommunalt andrahandskontrakt"): 42,
    ("2024Q1", "Kommunalt andrahandskontrakt"): 40,
    # The same sections: 31 (17 the quarter before), and 31 (29).
    ("2025Q2", "därav Bostad först"): 31, ("2025Q1", "därav Bostad först"): 17,
    ("2024Q2", "därav Bostad först"): 31, ("2024Q1", "därav Bostad först"): 29,
    # The same sections: 23 (6 the quarter before), and 5 (0).
    ("2025Q2", "Stödinsatser i boendet"): 23, ("2025Q1", "Stödinsatser i boendet"): 6,
    ("2024Q2", "Stödinsatser i boendet"): 5, ("2024Q1", "Stödinsatser i boendet"): 0,
    # Beslut inom individ- och familjeomsorgen: 2025 five, one more; 2024 eight, three fewer.
    ("2025Q2", "Kontaktfamilj eller kontaktperson"): 5,
    ("2025Q1", "Kontaktfamilj eller kontaktperson"): 4,
    ("2024Q2", "Kontaktfamilj eller kontaktperson"): 8,
    ("2024Q1", "Kontaktfamilj eller kontaktperson"): 11,
    # The same: 2025 six, three more; 2024 two (4). Two names, one series (2025, footnote 1).
    ("2025Q2", "Öppna insatser för barn"): 6, ("2025Q1", "Öppna insatser för barn"): 3,
    ("2024Q2", "Öppenvård barn"): 2, ("2024Q1", "Öppenvård barn"): 4,
    # The same: 2025 three (0); 2024 one (3).
    ("2025Q2", "Öppna insatser för vuxna"): 3, ("2025Q1", "Öppna insatser för vuxna"): 0,
    ("2024Q2", "Öppenvård vuxen"): 1, ("2024Q1", "Öppenvård vuxen"): 3,
    # The same: 2025 three, one fewer; 2024 seven, two fewer, of which four and one.
    ("2025Q2", "Institutionsplacering för vuxen"): 3,
    ("2025Q1", "Institutionsplacering för vuxen"): 4,
    ("2024Q2", "Institutionsplacering för vuxen"): 7,
    ("2024Q1", "Institutionsplacering för vuxen"): 9,
    ("2024Q2", "därav Kontraktsvård"): 4, ("2024Q2", "därav Vårdvistelse"): 1,
}  # fmt: skip

SENTENCES = {
    NOW: (
        # 2025, Sammanfattning
        "95 ej verkställda beslut enligt SoL, en ökning med 46 beslut",
        "har 33 beslut verkställts eller avslutats",
        # 2025, Beslut om boenden och stödinsatser i boendet
        "kommunalt andrahandskontrakt är 50, vilket är 21 fler än kvartal 1, 2025",
        "minst sex månader för tolv (12) personer",
        "vilket är två (2) färre än kvartal 1, 2025",
        "kortare än sex månader för 30 personer",
        "vilket är 15 fler än kvartal 1, 2025",
        "antalet beslut om stödinsatser i boendet är 23",
        "väntar på inflyttning för samtliga beslut om stödinsatser i boendet",
        "gäller 31 Bostad först",
        # 2025, Beslut inom individ- och familjeomsorgen
        "individ- och familjeomsorgen är 17, vilket är sex (6) fler än kvartal 1, 2025",
        "fem (5) beslut gäller kontaktfamilj eller kontaktperson, vilket är ett (1) mer",
        "finns för ett (1) av fem (5) beslut om kontaktfamilj eller kontaktperson",
        "sex (6) beslut gäller öppna insatser för barn, vilket är tre (3) fler",
        "finns för ett (1) av sex (6) beslut om öppna insatser för barn",
        "tre (3) beslut gäller öppna insatser för vuxna",
        "tre (3) beslut gäller institutionsplacering för vuxen, vilket är ett (1) färre",
        "två (2) av tre (3) beslut om institutionsplacering för vuxen är orsaken att Kriminal",
    ),
    YEAR_AGO: (
        # 2024, Sammanfattning
        "65 ej verkställda beslut enligt SoL, en minskning med två (2) beslut",
        "har 27 beslut verkställts eller avslutats",
        "kvartal 1, 2024 verkställdes två (2) sent redovisade beslut",
        "kvartal 4, 2023 avslutades ett (1) sent redovisat beslut",
        # 2024, Beslut om kommunala andrahandskontrakt och stödinsatser i boendet
        "kommunalt andrahandskontrakt är 42, vilket är två (2) fler än kvartal 1, 2024",
        "samtliga 42 beslut om kommunalt andrahandskontrakt",
        "gäller 31 Bostad först, vilket är två (2) fler",
        "fem (5) beslut gäller stödinsatser i boendet, vilket är fem (5) fler",
        # 2024, Beslut inom individ- och familjeomsorgen
        "åtta (8) beslut gäller kontaktfamilj eller kontaktperson, vilket är tre (3) färre",
        "uppdragstagare saknas för samtliga beslut om kontaktfamilj eller kontaktperson",
        "två (2) beslut gäller öppenvård barn",
        "ett (1) beslut gäller öppenvård vuxen",
        "sju (7) beslut gäller institutionsplacering för vuxen, vilket är två (2) färre",
        "gäller fyra (4) kontraktsvård",
        "gäller ett (1) vårdvistelse",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home in which all quarters of the demo have been collected and judged."""
    made = load_settings(tmp_path_factory.mktemp("malmo"), {}, municipality="malmo")
    migrate(engine_of(made))
    for quarter in sorted({each.quarter for each in prepare_demo(made)}):
        take_quarter(made, quarter, str(made.inbox(str(quarter))))
    yield made
    engine_of(made).dispose()


@pytest.fixture(scope="module")
def made(settings: Settings) -> Mapping[Quarter, Editions]:
    return {each: make_editions(read_material(settings, each)) for each in (NOW, YEAR_AGO)}


def test_published_figures_stand_in_the_table_by_insats(
    made: Mapping[Quarter, Editions],
) -> None:
    found: dict[tuple[str, str], int | None] = {}
    for editions in made.values():
        table = editions.internal.tables[0]
        for row in table.rows:
            for quarter, value in zip(table.column_codes, row.values, strict=True):
                found[quarter, row.labels[0]] = value
    assert {place: found[place] for place in PUBLISHED} == PUBLISHED
    assert {found[quarter, SUMMA] for quarter in ("2024Q3", "2024Q4")} == {None}


def test_the_told_parts_leave_what_the_report_does_not_name(
    made: Mapping[Quarter, Editions],
) -> None:
    """2025: 50 + 23 + 17 = 90 of 95, and 29 + 6 + 11 = 46 of 49; 2024 tells all 65."""
    row = next(each for each in made[NOW].internal.tables[0].rows if each.codes == ("ovrigt",))
    assert row.values == (0, None, None, 3, 5)


def test_fifty_decisions_are_those_of_forty_two_persons(made: Mapping[Quarter, Editions]) -> None:
    """2025, Beslut om boenden och stödinsatser i boendet: 12 and 30 persons, 50 decisions."""
    table = next(each for each in made[NOW].internal.tables if each.number == 4)
    by_time = {row.labels[0]: row.values for row in table.rows}
    assert by_time["3–6 månader"][1] == 30
    assert (by_time["6–12 månader"][1] or 0) + (by_time["Över 12 månader"][1] or 0) == 12
    assert by_time[SUMMA] == (50, 42)


@pytest.mark.parametrize("quarter", SENTENCES)
def test_published_figures_stand_in_the_sentences(
    made: Mapping[Quarter, Editions], quarter: Quarter
) -> None:
    blocks = made[quarter].internal.report.blocks
    text = " ".join(each.text for each in blocks if isinstance(each, Paragraph)).casefold()
    assert [each for each in SENTENCES[quarter] if each.casefold() not in text] == []


def test_the_year_of_children_is_counted_by_the_child(made: Mapping[Quarter, Editions]) -> None:
    """The figure of 2025 (22 children) needs quarters that nobody published; the demo's own year
    has the children of its two quarters, each once."""
    table = next(each for each in made[NOW].internal.tables if each.number == 5)
    assert "Kv 3 2024 till Kv 2 2025, personer" in table.title
    summa = next(row for row in table.rows if row.is_sum)
    assert 6 <= (summa.values[-1] or 0) <= 9


def test_the_eight_diagrams_are_drawn(settings: Settings, made: Mapping[Quarter, Editions]) -> None:
    """2025, Diagram 1–8, by the same cuts."""
    drawn = [e.chart for e in made[NOW].internal.report.blocks if isinstance(e, ChartBlock)]
    described = {each.name for each in diagrams_of(municipality_of(settings))}
    assert {each.name for each in drawn} == described
    assert [each.number for each in drawn] == list(range(1, 9))
    assert "Uppgift saknas" not in {row.label for each in drawn for row in each.series}


def test_nothing_is_wrong_with_the_workbooks(settings: Settings) -> None:
    city = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        for quarter in (YEAR_AGO, BEFORE, NOW):
            assert findings_of(connection, city, quarter) == []


@pytest.mark.parametrize("quarter", SENTENCES)
def test_our_own_report_says_nothing_that_its_tables_do_not(
    settings: Settings, made: Mapping[Quarter, Editions], quarter: Quarter
) -> None:
    city = municipality_of(settings)
    for part in (made[quarter].internal, made[quarter].public):
        proof = proofread(as_read(part), city)
        wrong = [each.quote for each in proof.claims if each.standing is not Standing.RIGHT]
        assert (wrong, [each.message for each in proof.findings]) == ([], [])
        assert len(proof.claims) > 40


def test_the_list_for_the_revisorer_names_one_law(made: Mapping[Quarter, Editions]) -> None:
    editions = made[NOW]
    report = revision_report(editions.internal.edition, editions.revision, NOW.last_day)
    told = " ".join(each.text for each in report.blocks if isinstance(each, Paragraph))
    assert "LSS" not in told
    assert "95 beslut enligt SoL är förtecknade. Status: Ej verkställt 62, Verkställt 25" in told


def test_no_word_of_another_municipality(made: Mapping[Quarter, Editions]) -> None:
    for part in (made[NOW].internal, made[NOW].public):
        assert not any("Stockholm" in passage.text for passage in as_read(part).passages)


def as_read(part: Part) -> ReadReport:
    """The report as a stranger reads it; its diagrams are left out, as drawing them takes long."""
    blocks = tuple(each for each in part.report.blocks if not isinstance(each, ChartBlock))
    document = report_document(replace(part.report, blocks=blocks), {})
    return read_report(document, "rapport.docx")
