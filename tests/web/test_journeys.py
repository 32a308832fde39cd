"""Whole journeys in a real browser, as those who work here make them: by what they see."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from schemas.accounts import Role
from schemas.findings import Severity
from tests.web.axe import violations
from tests.web.browser import Live, colleague, focused, log_in, tab_to, upload, walk_to
from tests.web.findings import CAUSE, QUEUE, a_finding, address, in_force, plant, statuses
from tests.web.site import login_of
from tests.web.workbooks import edited, sent

R, G = Role.RAPPORTOR, Role.GRANSKARE
BLAMED = "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna."
ERROR = a_finding(
    "SUM-501", Severity.FEL, "farsta", sheet="SoL", cell="E7", message="SoL!E7 är fel summerad."
)
NOTE = "Siffran är vår egen anteckning."


def test_a_reporter_reads_what_is_wrong_mends_it_and_sends_again(live: Live) -> None:
    """E4 should be 6. H2 is a number outside the tables, about which the unit has an answer."""
    page, asked = live.anybody(), sent(live.site, "farsta")
    page.goto("/")
    log_in(page, login_of(R))
    quarter = page.get_by_role("region", name="Kv 4 2024", exact=True)
    quarter.get_by_role("link", name="Farsta", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Hämta arbetsboken för Farsta (.xlsx)").click()
    assert "LSS" in load_workbook(BytesIO(taken.value.path().read_bytes())).sheetnames
    upload(page, "farsta.xlsx", edited(asked, {"E4": 9, "H2": 5}))
    expect(page.get_by_role("status")).to_have_text("Filen är mottagen.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvitto: Farsta, Kv 4 2024")
    _reads_what_is_wrong(page)
    _explains_what_is_right(page)
    page.get_by_role("link", name="Lämna in, Farsta").click()
    page.get_by_role("link", name="Kvitto på version 2").click()
    _takes_the_marked_copy(page)
    page.get_by_role("link", name="Lämna in en ny version").click()
    upload(page, "farsta rättad.xlsx", edited(asked, {"H2": 5}))
    expect(page.get_by_role("definition").first).to_have_text("3")
    expect(page.get_by_text("1 fynd är redan förklarat")).to_be_visible()
    expect(page.get_by_text("LSS!E4")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^LSS!H2: här står")).click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    now = {each.rule: each.status for each in in_force(live.site, "farsta").values()}
    assert now == {"STR-207": "explained", "FUL-404": "open"}


def _reads_what_is_wrong(page: Page) -> None:
    page.get_by_role("link", name="LSS!E4 står 9; med 6 stämmer alla tre kontrollerna.").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Farsta: LSS!E4")
    expect(page.get_by_text("är Totalt 9 men könen ger tillsammans 6.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Rätta raden.")).to_be_visible()
    expect(page.get_by_role("cell", name="9 bör vara 6")).to_be_visible()
    page.go_back()


def _explains_what_is_right(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^LSS!H2: här står")).click()
    page.get_by_text("Förklara", exact=True).click()
    page.get_by_label("Varför är det så?").fill(NOTE)
    page.get_by_role("button", name="Spara förklaringen").click()
    expect(page.get_by_role("status")).to_have_text("Förklaringen är sparad.")


def _takes_the_marked_copy(page: Page) -> None:
    """What was found stands first, and the cell has a comment."""
    assert violations(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="Hämta granskad kopia (.xlsx)").click()
    assert taken.value.suggested_filename == "granskad-farsta-2024Q4-v2.xlsx"
    book = load_workbook(BytesIO(taken.value.path().read_bytes()))
    assert book["LSS"]["E4"].comment is not None
    assert book["LSS"]["E5"].comment is None


def test_a_steward_reviews_by_keyboard_alone(live: Live) -> None:
    plant(live.site, ERROR)
    page = live.as_(G)
    page.goto("/kvartal/2024Q4")
    keys = page.keyboard
    tab_to(page, "Granskning")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Granskning")
    keys.press("j")
    first = focused(page)
    keys.press("j")
    assert focused(page) != first
    keys.press("k")
    assert focused(page) == first
    walk_to(page, ERROR.message)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Farsta: SoL!E7")
    keys.press("r")
    keys.press("Control+Enter")
    expect(page.get_by_text("Fyndet är återlämnat till enheten.")).to_be_visible()
    tab_to(page, "Granskningskön")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Granskning")
    walk_to(page, BLAMED)
    keys.press("t")
    keys.press("Control+A")
    keys.type("Handläggare A")
    keys.press("Control+Enter")
    expect(page.get_by_text("Fynden är fördelade.")).to_be_visible()
    expect(page.get_by_text("ansvarig Handläggare A")).to_be_visible()
    walk_to(page, BLAMED)
    keys.press("d")
    keys.type("Enheten rättar i nästa rapport.")
    keys.press("Control+Enter")
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    assert statuses(live.site, CAUSE) == {"waived"}
    _the_reporter_reads_what_was_returned(live)


def _the_reporter_reads_what_was_returned(live: Live) -> None:
    """The text that was prepared, as it was sent."""
    page = live.as_(R)
    page.goto("/lamna-in/2024Q4/farsta")
    page.get_by_role("link", name="Arbetsboken och fynden").click()
    entry = page.get_by_role("listitem").filter(has_text=ERROR.message).first
    expect(entry).to_contain_text("återlämnat")
    entry.get_by_role("link", name=ERROR.message).click()
    history = page.get_by_role("listitem").filter(has_text="Person granskare")
    expect(history).to_contain_text("Skicka sedan in arbetsboken på nytt.")


def test_a_steward_reviews_without_javascript(live: Live) -> None:
    plant(live.site, ERROR)
    page = live.as_(G, java_script_enabled=False)
    page.goto("/kvartal/2024Q4")
    page.get_by_role("navigation", name="Huvudmeny").get_by_text("Granskning").click()
    page.get_by_role("link", name=ERROR.message).click()
    page.get_by_text("Återlämna till enheten", exact=True).click()
    page.get_by_role("button", name="Återlämna").click()
    expect(page.get_by_text("Fyndet är återlämnat till enheten.")).to_be_visible()
    page.get_by_role("link", name="Granskningskön").click()
    entry = page.get_by_role("listitem").filter(has_text=BLAMED).first
    entry.get_by_text("Fördela", exact=True).click()
    entry.get_by_label("Ansvarig").fill("Handläggare A")
    entry.get_by_role("button", name="Spara").click()
    expect(entry).to_contain_text("ansvarig Handläggare A")
    entry.get_by_text("Besluta", exact=True).click()
    entry.get_by_label("Skäl").fill("Enheten rättar i nästa rapport.")
    entry.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    assert statuses(live.site, CAUSE) == {"waived"}
    assert statuses(live.site, "farsta") == {"returned"}


def test_a_reporter_checks_and_sends_in_without_javascript(shared_live: Live) -> None:
    page, broken = (
        shared_live.as_(R, "jarva", java_script_enabled=False),
        edited(sent(shared_live.site, "jarva"), {"H2": 5}),
    )
    page.goto("/lamna-in/2024Q4/jarva")
    upload(page, "jarva.xlsx", broken, "Kontrollera")
    expect(page.get_by_role("heading", name="Kontrollen av jarva.xlsx")).to_be_visible()
    expect(page.get_by_text("Filen är inte inlämnad.")).to_be_visible()
    assert statuses(shared_live.site, "jarva") == set()
    upload(page, "jarva.xlsx", broken)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvitto: Järva, Kv 4 2024")
    expect(page.get_by_text("att förklara", exact=True)).to_be_visible()


@pytest.mark.parametrize("where", ["queue", "finding"])
def test_the_second_of_two_stewards_is_told_who_was_first(shared_live: Live, where: str) -> None:
    unit = {"queue": "bromma", "finding": "skarpnack"}[where]
    found, name = a_finding("SUM-501", Severity.FEL, unit, cell="E7"), f"Handläggare {unit}"
    plant(shared_live.site, found)
    place = f"{QUEUE}?enhet={unit}" if where == "queue" else address(found)
    page = shared_live.as_(G)
    other = shared_live.of(colleague(shared_live.site, G, name))
    for each in (page, other):
        each.goto(place)
        each.get_by_text("Besluta" if where == "queue" else "Ge dispens", exact=True).first.click()
    other.get_by_label("Skäl").last.fill("Enheten har ringt.")
    other.get_by_role("button", name="Ge dispens").click()
    expect(other.get_by_role("status").first).to_contain_text("har fått dispens")
    page.get_by_label("Skäl").last.fill("Rättas i nästa rapport.")
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{name} gav det dispens")
    expect(page.get_by_text("Rättas i nästa rapport.")).to_be_visible()
    assert violations(page) == []


def test_from_a_figure_to_its_cell_in_two_clicks(shared_live: Live) -> None:
    """Farsta's LSS!E4 says 6: adults who wait for a home."""
    page = shared_live.as_(G)
    page.goto("/kvartal/2024Q4/tabeller")
    table = page.get_by_role("region", name="Tabell 1", exact=True)
    row = table.get_by_role("row").filter(has_text="Bostad för vuxna")
    row.get_by_role("link").last.click()
    part = page.get_by_role("row").filter(has_text="Farsta")
    expect(part.get_by_role("cell", name="6", exact=True)).to_be_visible()
    part.get_by_role("link", name="LSS!E4").click()
    cell = page.locator("#cell")
    expect(cell).to_be_in_viewport()
    expect(cell).to_be_focused()
    expect(cell).to_have_text("6")


def test_from_a_marked_figure_to_the_finding(shared_live: Live) -> None:
    page = shared_live.as_(Role.LASARE)
    page.goto("/kvartal/2024Q4/tabeller")
    page.get_by_role("link", name="berörs av ett öppet fynd").first.click()
    page.get_by_role("link", name=re.compile("^Öppet fynd")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Norra innerstaden: LSS!")
