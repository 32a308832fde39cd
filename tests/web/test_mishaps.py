"""What goes wrong in a real browser, and that nothing typed is lost by it or done twice."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Select, func, select, update

from schemas.accounts import Role
from schemas.findings import Finding, Severity
from sql.engine import writing
from sql.people import session
from sql.warehouse import ruling, submission
from tests.web.axe import violations
from tests.web.browser import Live, log_in, upload
from tests.web.findings import a_finding, address, in_force, plant
from tests.web.site import Site, login_of
from tests.web.workbooks import edited, sent

pytestmark = pytest.mark.usefixtures("undrafted")
R, G = Role.RAPPORTOR, Role.GRANSKARE
SEND = "/lamna-in/2024Q4/farsta"
_ROWS = count(60)

REASON = "Enheten har ringt & sagt att «151» är rätt."


def versions(site: Site) -> int:
    return counted(site, select(func.count()).select_from(submission))


def rulings(site: Site, finding: Finding) -> int:
    about = ruling.c.fingerprint == finding.fingerprint
    return counted(site, select(func.count()).select_from(ruling).where(about))


def counted(site: Site, query: Select[Any]) -> int:
    with site.engine.connect() as connection:
        return connection.scalar(query) or 0


@pytest.fixture
def finding(shared: Site) -> Finding:
    """An error that no other test knows."""
    made = a_finding("SUM-501", Severity.FEL, "jarva", sheet="SoL", cell=f"E{next(_ROWS)}")
    plant(shared, made)
    return made


def logged_out(site: Site) -> None:
    """Every session has run out."""
    with writing(site.engine) as connection:
        connection.execute(update(session).values(seen=datetime(2020, 1, 1, tzinfo=UTC)))


def begins_a_waiver(page: Page, finding: Finding) -> None:
    page.goto(address(finding))
    page.get_by_text("Ge dispens", exact=True).first.click()
    page.get_by_label("Skäl").last.fill(REASON)


def test_what_is_no_workbook_of_the_unit_is_told_and_changes_nothing(shared_live: Live) -> None:
    page, before = shared_live.as_(R), versions(shared_live.site)
    other = edited(sent(shared_live.site, "jarva"))
    for name, data, told in (
        ("brev.docx", b"PK\x03\x04 inte en arbetsbok", "brev.docx"),
        ("tom.xlsx", b"", "Filen tom.xlsx är tom."),
        ("jarva.xlsx", other, "Järva"),
        ("film.xlsx", b"0" * (10 * 2**20 + 300 * 1024), "Filen är större än 10 MB"),
    ):
        page.goto(SEND)
        upload(page, name, data)
        expect(page.get_by_role("alert")).to_contain_text(told)
        assert violations(page) == []
    page.goto(SEND)
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("alert")).to_contain_text("Ingen fil är vald.")
    assert versions(shared_live.site) == before


def test_a_reason_lives_through_a_session_that_runs_out(
    shared_live: Live, finding: Finding
) -> None:
    page = shared_live.as_(G)
    begins_a_waiver(page, finding)
    logged_out(shared_live.site)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar")
    assert violations(page) == []
    log_in(page, login_of(G))
    expect(page.get_by_role("heading", level=1)).to_have_text("Fortsätt där du var")
    expect(page.get_by_role("textbox")).to_have_value(REASON)
    assert violations(page) == []
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Fyndet har fått dispens.")).to_be_visible()
    assert in_force(shared_live.site, "jarva")[finding.id].status == "waived"
    expect(page.get_by_role("listitem").filter(has_text=REASON)).to_be_visible()


def test_a_file_is_chosen_again_after_a_session_that_ran_out(shared_live: Live) -> None:
    page = shared_live.as_(R)
    page.goto(SEND)
    logged_out(shared_live.site)
    upload(page, "farsta.xlsx", edited(sent(shared_live.site, "farsta")))
    expect(page.get_by_text("Filen du hade valt följer inte med")).to_be_visible()
    log_in(page, login_of(R))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lämna in Farsta, Kv 4 2024")
    upload(page, "farsta.xlsx", edited(sent(shared_live.site, "farsta")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvitto: Farsta, Kv 4 2024")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_decides_once(shared_live: Live, finding: Finding, javascript: bool) -> None:
    page = shared_live.as_(G, java_script_enabled=javascript)
    begins_a_waiver(page, finding)
    page.get_by_role("button", name="Ge dispens").dblclick()
    expect(page.get_by_text("Fyndet har fått dispens.")).to_be_visible()
    assert rulings(shared_live.site, finding) == 1


def test_going_back_after_a_decision_decides_nothing_more(
    shared_live: Live, finding: Finding
) -> None:
    page = shared_live.as_(G)
    begins_a_waiver(page, finding)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fyndet har fått dispens.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Järva")
    page.go_forward()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Järva")
    assert rulings(shared_live.site, finding) == 1


def test_a_form_that_was_left_open_in_another_tab_is_told_of_the_decision(
    shared_live: Live, finding: Finding
) -> None:
    """Of one's own too: the other text is not written over the first."""
    page = shared_live.as_(G)
    other = page.context.new_page()
    for each, reason in ((page, REASON), (other, "Ett annat skäl.")):
        begins_a_waiver(each, finding)
        each.get_by_label("Skäl").last.fill(reason)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fyndet har fått dispens.")).to_be_visible()
    other.get_by_role("button", name="Ge dispens").click()
    expect(other.get_by_role("alert")).to_contain_text("Person granskare gav det dispens")
    expect(other.get_by_text("Ett annat skäl.")).to_be_visible()
    assert rulings(shared_live.site, finding) == 1


def test_a_tab_of_an_earlier_log_in_keeps_what_was_typed(
    shared_live: Live, finding: Finding
) -> None:
    """Logged out and in again in one tab; the form in the other is of the session before."""
    page = shared_live.as_(G)
    begins_a_waiver(page, finding)
    other = page.context.new_page()
    other.goto("/konto")
    other.get_by_role("button", name="Logga ut").click()
    log_in(other, login_of(G))
    expect(other.get_by_role("heading", level=1)).to_have_text("Kv 4 2024")
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_role("alert")).to_contain_text("hör inte till den här inloggningen")
    expect(page.get_by_role("textbox")).to_have_count(1)
    expect(page.get_by_label("Text")).to_have_value(REASON)
    assert violations(page) == []
    assert rulings(shared_live.site, finding) == 0
