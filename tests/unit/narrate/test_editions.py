"""Drafts and releases: the first page, and what an edition brings beside its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.edition import Audience, Release, Waiver
from schemas.findings import UnitState
from schemas.plans import Content, Insert, Section
from schemas.report import Grid, Paragraph, Points, Voice
from schemas.tables import Figure, Flag
from schemas.written import Head, Written
from tests.unit.narrate.hand_drawn import (
    ATTEST,
    CHANGES,
    EDITION,
    FILLED,
    NOW,
    ROWS,
    STOCKHOLM,
    TABLE,
    WAIVED,
    inserted,
    plan,
    report,
    story,
    unit,
)


def test_a_draft_tells_on_its_first_page_what_is_missing() -> None:
    inputs = (
        unit("a", "A-nämnden", UnitState.MISSING),
        unit("b", "B-nämnden", UnitState.QUARANTINED, 2),
        unit("c", "C-nämnden", UnitState.EXPLAIN, 1),
    )
    written = Written(Head(telefon="08-1", till="Nämnden"), problems=("barn.md: fel.",))
    made = plan(Section("fri", "Fri del"), Section("slut", "Slut"))
    told = report(made, story(replace(EDITION, inputs=inputs)), written)
    assert told.mark == "UTKAST – intern utgåva, fullständiga uppgifter"
    assert told.facts == (("Telefon", "08-1"), ("Till", "Nämnden"))
    assert told.notices == (
        ("Har inte lämnat in, siffrorna saknas:", "A-nämnden."),
        ("Öppna fel, siffrorna är med som de lämnades:", "B-nämnden (2 öppna fynd)."),
        ("Varningar att förklara, siffrorna är med:", "C-nämnden (1 öppet fynd)."),
        (
            "Saknas i huvudet:",
            "diarienummer, handläggare och datum. Det fylls i under Rapporten på webbsidorna, "
            "eller i uppgifter.yaml.",
        ),
        ("Inte skrivet:", "Fri del och Slut. Ett avsnitt utan text utelämnas."),
        ("Att rätta:", "barn.md: fel."),
    )
    assert [each.split()[0] for each in told.problems] == [
        "Diarienummer", "Handläggare", "Datum", "barn.md:", "A-nämnden",
    ]  # fmt: skip
    assert told.day == date(2024, 12, 31)


def test_a_settled_draft_and_a_release() -> None:
    made = plan(Section("slut", "Slut"))
    draft = report(made, written=FILLED)
    assert draft.notices == (("Enheterna:", "Alla enheter (2) har lämnat in och är godtagna."),)
    assert draft.problems == ()
    assert draft.day == date(2025, 3, 17)
    assert draft.facts[0] == ("Diarienummer", "SN 2025/1")
    assert draft.subtitle == "Rapport, kvartal 4, 2024"
    release = Release(1, date(2025, 3, 20))
    out = report(made, story(replace(EDITION, release=release)), FILLED)
    assert out.mark == "INTERN UTGÅVA – fullständiga uppgifter"
    assert out.notices == ()
    assert out.blocks == draft.blocks


def test_a_unit_that_is_missing_with_leave_keeps_nothing_back() -> None:
    inputs = (unit("farsta", "Farsta", UnitState.MISSING),)
    told = ("Farsta", "Farsta", "Har inte lämnat in.", "Brand.", "A", "chef", NOW.last_day)
    waiver = Waiver("KOM-1", *told)
    missing = replace(EDITION, inputs=inputs)
    assert len(report(plan(), story(missing), FILLED).problems) == 1
    excused = replace(missing, waivers=(waiver,))
    assert report(plan(), story(excused), FILLED).problems == ()


def test_a_public_edition_says_what_it_hides() -> None:
    rule = replace(STOCKHOLM.disclosure, unit=5, city=0, tables={9: 2, 3: 0})
    public = replace(EDITION, audience=Audience.PUBLIC)
    told = replace(story(public), municipality=replace(STOCKHOLM, disclosure=rule))
    made = plan(Section("a", "A", parts=(Insert(Content.HIDDEN),)))
    draft = report(made, told)
    assert draft.mark == "UTKAST – offentlig utgåva"
    lead, text = draft.notices[-1]
    assert lead == "Små tal är dolda:"
    assert "tal från 1 till 4 i tabeller per enhet och talet 1 i tabell 9" in text
    assert "X" in text
    assert draft.blocks[1] == Paragraph(text, Voice.STANDING)
    out = replace(told, edition=replace(public, release=Release(1, NOW.last_day)))
    assert report(made, out).mark == ""
    inside = replace(told, edition=EDITION)
    assert report(made, inside).blocks == ()


def test_waivers_are_printed_with_their_reasons() -> None:
    (grid,) = inserted(Content.WAIVERS, replace(EDITION, waivers=(WAIVED,)))
    assert isinstance(grid, Grid)
    assert grid.headings == ("Regel", "Var", "Vad", "Skäl", "Beslutat av", "Datum")
    assert grid.rows == (
        (
            "SUM-501", "Farsta, LSS!D17", "D17 står 0, väntat 1.", "Rättas nästa kvartal.",
            "Handläggare A, enhetschef", "2025-02-01",
        ),
    )  # fmt: skip
    assert inserted(Content.WAIVERS, EDITION) == ()


def test_a_public_edition_keeps_the_figures_of_a_finding_to_itself() -> None:
    public = replace(EDITION, waivers=(WAIVED,), audience=Audience.PUBLIC)
    (grid,) = inserted(Content.WAIVERS, public)
    assert isinstance(grid, Grid)
    assert all(len(row) == len(grid.headings) for row in grid.rows)
    assert grid.headings == ("Regel", "Enhet", "Skäl", "Beslutat av", "Datum")
    assert grid.rows == (
        (
            "SUM-501", "Farsta", "Rättas nästa kvartal.", "Handläggare A, enhetschef",
            "2025-02-01",
        ),
    )  # fmt: skip


def test_a_correction_tells_what_it_replaces_and_every_changed_figure() -> None:
    release = Release(2, date(2025, 5, 1), 1, "Farsta rättade sin inlämning.", CHANGES)
    corrected = replace(EDITION, release=release)
    told = report(plan(), story(corrected), FILLED)
    assert told.notices == (
        (
            "Rättelse:",
            "Version 2 ersätter version 1. Skäl: Farsta rättade sin inlämning. "
            "2 siffror är ändrade.",
        ),
    )
    (grid,) = inserted(Content.CHANGES, corrected)
    assert isinstance(grid, Grid)
    assert grid.title == "Ändrade siffror mot version 1"
    assert grid.rows == ROWS
    first = replace(EDITION, release=Release(1, date(2025, 5, 1)))
    assert inserted(Content.CHANGES, first) == ()
    assert report(plan(), story(first), FILLED).notices == ()


def test_figures_of_earlier_quarters_that_were_altered() -> None:
    (grid,) = inserted(Content.RESTATED, replace(EDITION, restated=CHANGES))
    assert isinstance(grid, Grid)
    assert grid.rows == ROWS
    assert inserted(Content.RESTATED, EDITION) == ()


def test_a_change_tells_no_figure_that_the_edition_hides() -> None:
    secret = Figure(1, "LSS", "Avlösarservice", "", "", "Antal", NOW, None, Flag.SUPPRESSED)
    public = replace(EDITION, restated=CHANGES, audience=Audience.PUBLIC)
    made = plan(Section("a", "A", parts=(Insert(Content.RESTATED),)))
    (_, grid) = report(made, story(public, replace(TABLE, figures=(secret,)))).blocks
    assert isinstance(grid, Grid)
    assert [row[3:] for row in grid.rows] == [("X", "X"), ("..", "1")]


def test_breaks_and_sources_stand_where_there_are_any() -> None:
    broken = replace(
        EDITION,
        breaks=("Järva bildades 2023-07-01.",),
        sources=("Kv 1 2024 ur «Rapport A» (tabell 1–6)",),
    )
    assert inserted(Content.BREAKS, broken) == (Points(("Järva bildades 2023-07-01.",)),)
    (source,) = inserted(Content.SOURCES, broken)
    assert isinstance(source, Paragraph)
    assert source.text == (
        "Siffror som inte har samlats in här är återgivna: "
        "Kv 1 2024 ur «Rapport A» (tabell\u00a01\u2060–\u20606)."
    )
    assert inserted(Content.BREAKS, EDITION) == inserted(Content.SOURCES, EDITION) == ()


def test_preliminary_units() -> None:
    inputs = (unit("a", "A"), unit("b", "B", UnitState.MISSING), unit("c", "C", UnitState.MISSING))
    _, points = inserted(Content.PRELIMINARY, replace(EDITION, inputs=inputs))
    assert points == Points(("Har inte lämnat in, siffrorna saknas: B och C.",))
    assert inserted(Content.PRELIMINARY, EDITION) == ()


def test_a_release_with_missing_units_says_so_on_its_first_page() -> None:
    inputs = (unit("a", "A"), unit("b", "B", UnitState.MISSING), unit("c", "C", UnitState.MISSING))
    out = replace(EDITION, inputs=inputs, release=Release(1, NOW.last_day))
    assert report(plan(), story(out), FILLED).notices == (
        (
            "Preliminära siffror:",
            "Uppgifter saknas från B och C. Kvartalet kan inte jämföras rakt av med tidigare "
            "kvartal.",
        ),
    )


def test_a_missing_unit_has_no_count_of_findings() -> None:
    inputs = (unit("b", "B", UnitState.MISSING, findings=1),)
    told = report(plan(), story(replace(EDITION, inputs=inputs)), FILLED)
    assert told.notices[0] == ("Har inte lämnat in, siffrorna saknas:", "B.")


def test_attests() -> None:
    (grid,) = inserted(Content.ATTEST, replace(EDITION, attests=(ATTEST,)))
    assert isinstance(grid, Grid)
    assert grid.headings == ("Åtgärd", "Namn", "Roll", "Datum")
    assert grid.rows == (("Godkänd", "Chef A", "avdelningschef", "2025-03-06"),)
    (line,) = inserted(Content.ATTEST, EDITION)
    assert line == Paragraph("Rapporten är inte attesterad.", Voice.STANDING)
