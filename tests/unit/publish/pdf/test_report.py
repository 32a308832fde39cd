"""`rapport.pdf` as a reader finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from schemas.charts import Drawing
from schemas.report import Grid, Heading, Paragraph, Points, Report, TableBlock
from schemas.tables import PrintedRow, Table
from tasks.publish.pdf.report import report_pdf
from tests.unit.publish.pdf.conftest import MakeReport
from tests.unit.publish.pdf.reading import bookmarks, metadata, pages, sizes, words

UPRIGHT, ON_ITS_SIDE = (595, 842), (842, 595)
MARKUP = [
    "#panic()", "#import \"x\"", "$x^2$", "*fet*", "_kursiv_", "@ref", "<label>", "`kod`",
    "// not", "/* not */", "\\ x", "[hak]", "= Rubrik", "- punkt", "+ punkt", "~", "--", "'", '"',
]  # fmt: skip


def _flat(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_the_same_report_gives_the_same_bytes(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    assert report_pdf(report, drawings) == report_pdf(report, drawings)


def test_every_text_stands_in_reading_order(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    text = _flat(report_pdf(report, drawings))
    order = [
        "Småstads kommun", "Diarienummer SN 2025/7", "Till Socialnämnden",
        "Ej verkställda beslut", "Kvartal 4, 2024", "UTKAST",
        "Saknas: Önämnden har inte lämnat in.",
        "Förslag till beslut", "1. Nämnden godkänner rapporten.", "2. Rapporten överlämnas.",
        "Ärendet", "LSS", "Antalet beslut är 152.", "• 34 verkställdes.", "• 28 avslutades.",
        "Tabell 1. Beslut per insats", "Insats Kv 3 2024 Kv 4 2024",
        "Bostad för vuxna 60 1 200", "Kontaktperson .. X", "Summa 62 1 203", "En egen not.",
        "X: uppgiften visas inte", "..: uppgiften är inte känd",
        "Diagram 1. Beslut över tid", "Serien börjar Kv 3 2024.",
        "Underlag A. Delorsaker", "Delorsak 1 1", "Delorsak 90 90",
        "Attesterat av", "Åtgärd Roll", "Godkänd Avdelningschef",
        "Bilagor", "Tabell 8. Beslut per enhet", "Sist", "Efter bilagorna.",
    ]  # fmt: skip
    place = 0
    for each in order:
        found = text.find(each, place)
        assert found >= 0, each
        place = found + len(each)


def test_every_page_has_its_number_and_the_mark(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    made = pages(report_pdf(report, drawings))
    assert len(made) > 3
    for number, text in enumerate(made, start=1):
        assert text.startswith("UTKAST")
        assert text.endswith(
            f"Småstads kommun · Ej verkställda beslut · Kvartal 4, 2024 · {number} ({len(made)})"
        )


def test_a_report_without_a_mark_has_none(make_report: MakeReport) -> None:
    assert pages(report_pdf(make_report(mark=""), {}))[0].startswith("Småstads kommun")


def test_properties_tell_what_it_is_and_the_reports_day(make_report: MakeReport) -> None:
    told = metadata(report_pdf(make_report(Paragraph("Text.")), {}))
    assert told["Title"] == "Ej verkställda beslut, Kvartal 4, 2024"
    assert told["Author"] == "Småstads kommun"
    assert told["CreationDate"].startswith("D:20250317")


def test_headings_are_bookmarks(report: Report, drawings: Mapping[str, Drawing]) -> None:
    assert bookmarks(report_pdf(report, drawings)) == [
        (0, "Förslag till beslut"),
        (0, "Ärendet"),
        (1, "LSS"),
        (0, "Bilagor"),
        (0, "Sist"),
    ]


def test_what_people_wrote_is_never_markup(make_report: MakeReport) -> None:
    """In every place that takes a text."""
    texts = tuple(MARKUP)
    table = Table(
        1, "LSS", MARKUP[0], ("Rad",), ("Antal",),
        tuple(PrintedRow((text,), (1,)) for text in texts), (), notes=texts,
    )  # fmt: skip
    made = make_report(
        Heading(MARKUP[0]),
        *(Paragraph(text) for text in texts),
        Points(texts),
        TableBlock(table),
        Grid(MARKUP[2], ("A",), tuple((text,) for text in texts)),
        title=MARKUP[3], sender=MARKUP[6], facts=((MARKUP[4], MARKUP[5]),),
        notices=((MARKUP[1], MARKUP[7]),),
    )  # fmt: skip
    text = _flat(report_pdf(made, {}))
    for each in MARKUP:
        assert text.count(each) >= 5, each


def test_a_wide_table_lies_with_its_heading(
    report: Report, drawings: Mapping[str, Drawing]
) -> None:
    pdf = report_pdf(report, drawings)
    lying = [place for place, size in enumerate(sizes(pdf)) if size == ON_ITS_SIDE]
    texts = pages(pdf)
    assert len(lying) == 1
    assert "Bilagor" in texts[lying[0]] and "Tabell 8." in texts[lying[0]]
    assert "Efter bilagorna." in texts[lying[0] + 1]
    assert sizes(pdf)[lying[0] + 1] == UPRIGHT


def test_the_words_of_a_wide_tables_header_are_whole(
    make_report: MakeReport, by_unit: Table
) -> None:
    text = pages(report_pdf(make_report(TableBlock(by_unit)), {}))[1]
    assert "Korttidsboende" in text


def test_a_units_name_stands_once(make_report: MakeReport, by_unit: Table) -> None:
    text = pages(report_pdf(make_report(TableBlock(by_unit)), {}))[1]
    assert text.count("Viks nämnd") == 1
    assert re.search(r"Viks nämnd OF 1", text) and re.search(r"\nIFO 2", text)


def test_a_part_is_set_in_from_its_whole(make_report: MakeReport) -> None:
    rows = (PrintedRow(("Andrahand",), (3,)), PrintedRow(("därav Bostad",), (2,)))
    table = Table(1, "SoL", "Beslut per insats", ("Insats",), ("Kv 4 2024",), rows, ())
    pdf = report_pdf(make_report(TableBlock(table)), {})
    left = {word["text"]: word["x0"] for word in words(pdf, 0)}
    assert left["därav"] - left["Andrahand"] == pytest.approx(8, abs=0.6)


def test_a_long_table_repeats_its_header(make_report: MakeReport, underlag: Table) -> None:
    made = [
        text for text in pages(report_pdf(make_report(TableBlock(underlag)), {}))
        if "Delorsak " in text
    ]  # fmt: skip
    rows = [re.findall(r"^Delorsak (\d+) \d+$", text, re.MULTILINE) for text in made]
    assert len(made) > 1
    assert all("Delorsak Antal" in text for text in made)
    assert [int(row) for page in rows for row in page] == list(range(1, 91))


def test_a_table_that_fits_on_a_page_is_not_divided(
    make_report: MakeReport, by_insats: Table
) -> None:
    """Wherever on the page it would begin."""
    for lines in range(10, 40):
        filling = (Paragraph("Rad.") for _ in range(lines))
        made = pages(report_pdf(make_report(*filling, TableBlock(by_insats)), {}))
        with_caption = next(text for text in made if "Tabell 1." in text)
        assert "Summa 62" in with_caption and "..: uppgiften" in with_caption


def test_nothing_runs_over_the_margins(make_report: MakeReport) -> None:
    endless = "x" * 300
    grid = Grid("", ("A", "B"), ((endless, endless),))
    pdf = report_pdf(make_report(Paragraph(endless), Points((endless,)), grid), {})
    right = 595 - 2.5 / 2.54 * 72
    assert all(word["x1"] <= right + 1 for word in words(pdf, 0))


def test_letters_that_no_typeface_has_are_told_of(make_report: MakeReport) -> None:
    """PDF/A refuses them, and a draft is always possible."""
    text = _flat(report_pdf(make_report(Paragraph("Fall \u6f22 \ue000 → ☐ ≥ é e\u0301 \x07.")), {}))
    assert "Fall \ufffd \ufffd → ☐ ≥ é é ." in text


def test_headings_that_skip_a_level_are_raised(make_report: MakeReport) -> None:
    """PDF/UA-1 refuses them."""
    made = make_report(Heading("Ett", 2), Heading("Två", 3), Heading("Tre", 1), Heading("Fyra", 3))
    assert bookmarks(report_pdf(made, {})) == [(0, "Ett"), (1, "Två"), (0, "Tre"), (1, "Fyra")]


@pytest.mark.parametrize(
    "block",
    [
        Grid("Utan rader", ("A", "B"), ()),
        TableBlock(Table(1, "LSS", "Utan rader", ("Insats",), ("Kv 4 2024",), (), ())),
        Paragraph(""),
    ],
)
def test_what_is_empty_can_be_printed(
    make_report: MakeReport, block: Grid | TableBlock | Paragraph
) -> None:
    assert report_pdf(make_report(block), {}).startswith(b"%PDF")
