"""The page of a submission: its sheets and what is wrong in them, its versions, its files."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from schemas.accounts import Role
from schemas.delivery import Delivery
from schemas.events import Act
from schemas.quarter import Quarter
from sql.audit_reading import events
from steward.auth.accounts import actor_of
from tests.web.site import Browser, Site, said
from tests.web.workbooks import FLAWED, corrected, edited, send, sent

pytestmark = pytest.mark.usefixtures("undrafted")

Q4 = Quarter(2024, 4)
PAGE = f"/kvartal/2024Q4/enhet/{FLAWED}"


def cells(html: str) -> dict[str, tuple[str, str]]:
    """The marked cells of the sheet: their classes and what they say, by row and column."""
    found = {}
    for row in re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', html, re.S):
        drawn = re.findall(r'<td class="([^"]*)"[^>]*>(.*?)</td>', row[1], re.S)
        for column, (look, text) in zip("ABCDEFGHIJKLMNOPQR", drawn, strict=False):
            if "mark" in look or "here" in look:
                plain = " ".join(re.sub(r"<[^>]+>", "", text).split())
                found[f"{column}{row[0]}"] = (look.strip(), plain)
    return found


def readings(site: Site) -> list[tuple[str, str | None, str | None]]:
    """Who read decision rows, of which unit and submission, newest first."""
    with site.engine.connect() as connection:
        found = events(
            connection, site.municipality, quarter=None, unit=None, act=Act.READ_DECISIONS,
            actor=None, before_nr=None, limit=50,
        )  # fmt: skip
    return [(each.event.actor.name, each.event.unit, each.event.subject) for each in found]


@pytest.fixture
def mended(site: Site, tmp_path: Path) -> Site:
    """The flawed unit has sent in its workbook again, mended."""
    send(site, FLAWED, corrected(tmp_path / "again"), "rättad (2).xlsx")
    return site


def test_the_sheet_with_the_error_is_shown_with_its_cells_marked(site: Site) -> None:
    """D17 is to blame; the checks fail there, in its row's total and in its column's sum."""
    answer = site.as_(Role.GRANSKARE).get(PAGE)
    assert cells(answer.text) == {
        "D17": ("mark cause n", "0 bör vara 1"),
        "E17": ("mark n", "7"),
        "D18": ("mark n", "1"),
    }
    text = said(answer)
    assert "Fynd på bladet LSS" in text
    assert "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna." in text
    assert "Räkna besluten en gång till." in text


def test_each_marked_cell_leads_to_what_is_said_of_it(site: Site) -> None:
    html = site.as_(Role.GRANSKARE).get(PAGE).text
    (anchor,) = set(re.findall(r'<a href="#(fynd-\w+)"', html))
    assert f'<li id="{anchor}">' in html
    assert 'aria-label="0, fel, bör vara 1 i D17"' in html
    assert re.search(rf'<li id="{anchor}">\s*<h3><a href="/fynd/2024Q4/\w+">', html)


def test_the_cell_that_is_asked_for_is_where_one_lands(site: Site) -> None:
    html = site.as_(Role.GRANSKARE).get(f"{PAGE}?blad=SoL&cell=C4").text
    assert re.search(r'<td class="here[^"]*" id="cell" tabindex="-1" autofocus>', html)
    assert list(cells(html)) == ["C4"]
    html = site.as_(Role.GRANSKARE).get(f"{PAGE}?blad=LSS&cell=D17:E18").text
    assert cells(html)["D17"][0] == "mark cause here n"


def test_a_sheet_that_is_not_there_is_told(site: Site) -> None:
    text = said(site.as_(Role.GRANSKARE).get(f"{PAGE}?blad=Blad1"))
    assert "Bladet Blad1 finns inte i version 1." in text


def test_decision_rows_are_for_those_who_may_and_reading_them_is_written_down(site: Site) -> None:
    there = "/kvartal/2024Q4/enhet/farsta?blad=Beslut"
    for role in (Role.LASARE, Role.ADMINISTRATOR):
        text = said(site.as_(role).get(there))
        assert "FAR-0" not in text
        assert "Det visas för granskare, för attestanter och för enheten själv." in text
    assert readings(site) == []
    for role in (Role.GRANSKARE, Role.RAPPORTOR):
        assert "FAR-00104" in said(site.as_(role).get(there))
    assert readings(site) == [
        ("Person rapportör farsta", "farsta", "farsta-2024Q4-v1"),
        ("Person granskare", "farsta", "farsta-2024Q4-v1"),
    ]


def test_other_sheets_are_read_without_a_note(site: Site) -> None:
    site.as_(Role.GRANSKARE).get("/kvartal/2024Q4/enhet/farsta?blad=SoL")
    assert readings(site) == []


def test_decision_rows_are_paged(site: Site) -> None:
    """210 more rows: rows 1-100, 101-200, 201-241; the cell asked for opens its own piece."""
    book = load_workbook(io.BytesIO(sent(site, "farsta")))
    for number in range(210):
        book["Beslut"].append([f"FAR-{90000 + number}"])
    made = io.BytesIO()
    book.save(made)
    send(site, "farsta", made.getvalue())
    browser = site.as_(Role.GRANSKARE)
    first = browser.get("/kvartal/2024Q4/enhet/farsta?jamfor=2&blad=Beslut").text
    offered = re.findall(r'aria-label="Rader på bladet Beslut">(.*?)</nav>', first, re.S)[0]
    assert re.findall(r">(\d+–\d+)", offered) == ["1–100", "101–200", "201–241"]
    assert "FAR-90069" not in first
    asked = browser.get("/kvartal/2024Q4/enhet/farsta?jamfor=2&blad=Beslut&cell=A150").text
    assert "FAR-90118" in asked  # row 150: rows 2-31 are the demo's thirty
    assert "A150" in cells(asked)


def test_versions_are_told_with_the_difference_between_them(mended: Site) -> None:
    """The cell is mended, and one of the LSS decisions is withdrawn."""
    answer = mended.as_(Role.GRANSKARE).get(PAGE)
    text = said(answer)
    assert "Skillnad mellan version 1 och 2" in text
    assert "Rättade fynd: 3" in text
    assert "Fynd som finns kvar: 0" in text
    assert "rättad (2).xlsx" in text
    assert "2 av 2" in text
    row = re.search(r"<th scope=\"row\">Orsak: Annat skäl, Uppgift saknas</th>(.*?)</tr>",
                    answer.text, re.S)  # fmt: skip
    assert row is not None
    assert " ".join(re.sub(r"<[^>]+>", " ", row[1]).split()) == "ändrad LSS!D17 0 LSS!D17 1"
    assert re.search(r"Beslut NIN-\d+</th>\s*<td>borttagen</td>", answer.text)
    assert readings(mended)[0] == ("Person granskare", FLAWED, f"{FLAWED}-2024Q4-v2")


def test_without_the_right_the_difference_keeps_decision_rows_to_itself(mended: Site) -> None:
    answer = mended.as_(Role.LASARE).get(PAGE)
    assert "NIN-0" not in answer.text
    assert "1 ändring bland beslutsraderna visas bara för granskare" in said(answer)
    assert readings(mended) == []


def test_an_older_version_is_shown_as_it_was(mended: Site) -> None:
    answer = mended.as_(Role.GRANSKARE).get(f"{PAGE}?version=1")
    assert "Det här är version 1." in said(answer)
    assert "D17" in cells(answer.text)
    assert "Skillnad mellan" not in said(answer)
    both = mended.as_(Role.GRANSKARE).get(f"{PAGE}?version=1&jamfor=2")
    assert "Skillnad mellan version 1 och 2" in said(both)


def test_a_stopped_version_leaves_the_figures_of_the_one_before(site: Site) -> None:
    send(site, "farsta", edited(sent(site, "farsta"), cover={"Kvartal": "2024Q3"}))
    text = said(site.as_(Role.RAPPORTOR).get("/kvartal/2024Q4/enhet/farsta"))
    assert "Siffrorna i version 2 kan inte användas. De i version 1 gäller." in text


def test_a_file_that_could_not_be_read_says_what_to_do(site: Site) -> None:
    now = datetime.now(UTC)
    sender = actor_of(site.account(Role.GRANSKARE))
    site.work.receive(Q4, Delivery("rapport.xlsx", b"inte Excel", "farsta", sender), now)
    text = said(site.as_(Role.RAPPORTOR).get("/kvartal/2024Q4/enhet/farsta"))
    assert "Filen gick inte att läsa" in text
    assert "spara den på nytt som Excel-arbetsbok" in text
    assert "1 stopp" in text
    assert "cellerna kan inte jämföras" in text


def test_a_unit_that_has_sent_nothing(site: Site) -> None:
    answer = site.as_(Role.RAPPORTOR).get("/kvartal/2025Q1/enhet/farsta")
    assert "Farsta har inte lämnat in Kv 1 2025. Sista dag är 30 april 2025" in said(answer)
    assert 'href="/lamna-in/2025Q1/farsta"' in answer.text
    assert "/lamna-in/" not in site.as_(Role.LASARE).get("/kvartal/2025Q1/enhet/farsta").text


@pytest.mark.parametrize("path", ["2024Q4/enhet/nowhere", "2024Q4/enhet/farsta?version=7"])
def test_what_is_not_there_is_no_page(site: Site, path: str) -> None:
    assert site.as_(Role.GRANSKARE).get(f"/kvartal/{path}").status_code == 404


@pytest.mark.parametrize("asked", ["version=&rad=x", "rad=99999999999", "fynd=-1&andring=7"])
def test_numbers_that_are_none_ask_nothing(site: Site, asked: str) -> None:
    assert site.as_(Role.GRANSKARE).get(f"{PAGE}?{asked}").status_code == 200


def test_the_file_is_handed_out_as_it_came(mended: Site) -> None:
    answer = mended.as_(Role.GRANSKARE).get(f"{PAGE}/version/1/fil")
    assert answer.content == sent(mended, FLAWED)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    named = mended.as_(Role.GRANSKARE).get(f"{PAGE}/version/2/fil").headers
    assert named["content-disposition"] == (
        "attachment; filename*=UTF-8''r%C3%A4ttad%20%282%29.xlsx"
    )
    assert [each[2] for each in readings(mended)] == [f"{FLAWED}-2024Q4-v{n}" for n in (2, 1)]


def test_the_reviewed_copy_lists_the_findings(site: Site) -> None:
    answer = site.as_(Role.GRANSKARE).get(f"{PAGE}/version/1/granskad")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[0] == "Granskning"
    assert "granskad-norra-innerstaden-2024Q4-v1.xlsx" in answer.headers["content-disposition"]
    assert len(readings(site)) == 1


def test_a_file_with_a_personnummer_is_not_handed_out_again(site: Site) -> None:
    data = edited(sent(site, "farsta"), {"A60": "19900161-2390"})
    send(site, "farsta", data)
    browser = site.as_(Role.GRANSKARE)
    answer = browser.get("/kvartal/2024Q4/enhet/farsta/version/2/fil")
    assert (answer.status_code, "lämnas inte ut härifrån" in said(answer)) == (400, True)
    assert "19900161" not in browser.get("/kvartal/2024Q4/enhet/farsta?blad=LSS").text


@pytest.mark.parametrize("file", ["fil", "granskad"])
def test_the_files_hold_decision_rows_and_are_for_those_who_see_them(site: Site, file: str) -> None:
    for role, status in ((Role.LASARE, 403), (Role.ADMINISTRATOR, 403), (Role.ATTESTANT, 200)):
        assert site.as_(role).get(f"{PAGE}/version/1/{file}").status_code == status
    assert site.as_(Role.GRANSKARE).get(f"{PAGE}/version/9/{file}").status_code == 404


def test_the_number_of_queries_does_not_follow_the_data(mended: Site) -> None:
    browser = mended.as_(Role.LASARE)
    counted = [asked_of(mended, browser, unit) for unit in ("farsta", FLAWED)]
    assert counted[0] <= counted[1] <= counted[0] + 2  # the other version's findings
    assert counted[1] <= 15


def asked_of(site: Site, browser: Browser, unit: str) -> int:
    with site.queries() as asked:
        browser.get(f"/kvartal/2024Q4/enhet/{unit}")
    return len(asked)
