"""What goes wrong in a real browser, and that nothing typed is lost by it or done twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Table, func, select, update

from schemas.accounts import Role
from schemas.findings import Finding
from sql.engine import writing
from sql.people import session
from sql.warehouse import ruling, submission
from tests.web.axe import violations
from tests.web.browser import Live, log_in, upload
from tests.web.findings import CAUSE, address, in_force
from tests.web.site import Site, login_of
from tests.web.workbooks import edited, sent

R, G = Role.RAPPORTOR, Role.GRANSKARE
SEND = "/lamna-in/2024Q4/farsta"
REASON = "Enheten har ringt & sagt att «151» är rätt."


def rows(site: Site, table: Table) -> int:
    with site.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def one_of_four(site: Site) -> Finding:
    """A finding of the cause that four of them have."""
    return next(iter(in_force(site, CAUSE).values()))


def logged_out(site: Site) -> None:
    """Every session has run out."""
    with writing(site.engine) as connection:
        connection.execute(update(session).values(seen=datetime(2020, 1, 1, tzinfo=UTC)))


def begins_a_waiver(page: Page, finding: Finding) -> None:
    page.goto(address(finding))
    page.get_by_text("Ge dispens", exact=True).first.click()
    page.get_by_label("Skäl").last.fill(REASON)


def test_what_is_no_workbook_of_the_unit_is_told_and_changes_nothing(live: Live) -> None:
    page, before = live.as_(R), rows(live.site, submission)
    other = edited(sent(live.site, "jarva"))
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
    assert rows(live.site, submission) == before


def test_a_reason_lives_through_a_session_that_runs_out(live: Live) -> None:
    page, finding = live.as_(G), one_of_four(live.site)
    begins_a_waiver(page, finding)
    logged_out(live.site)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar")
    assert violations(page) == []
    log_in(page, login_of(G))
    expect(page.get_by_role("heading", level=1)).to_have_text("Fortsätt där du var")
    expect(page.get_by_role("textbox")).to_have_value(REASON)
    assert violations(page) == []
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    assert {each.status for each in in_force(live.site, CAUSE).values()} == {"waived"}
    expect(page.get_by_role("listitem").filter(has_text=REASON)).to_be_visible()


def test_a_file_is_chosen_again_after_a_session_that_ran_out(live: Live) -> None:
    page = live.as_(R)
    page.goto(SEND)
    logged_out(live.site)
    upload(page, "farsta.xlsx", edited(sent(live.site, "farsta")))
    expect(page.get_by_text("Filen du hade valt följer inte med")).to_be_visible()
    log_in(page, login_of(R))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lämna in Farsta, Kv 4 2024")
    upload(page, "farsta.xlsx", edited(sent(live.site, "farsta")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Kvitto: Farsta, Kv 4 2024")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_decides_once(live: Live, javascript: bool) -> None:
    page, finding = live.as_(G, java_script_enabled=javascript), one_of_four(live.site)
    begins_a_waiver(page, finding)
    page.get_by_role("button", name="Ge dispens").dblclick()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    assert rows(live.site, ruling) == 4


def test_going_back_after_a_decision_decides_nothing_more(live: Live) -> None:
    page, finding = live.as_(G), one_of_four(live.site)
    begins_a_waiver(page, finding)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Norra innerstaden")
    page.go_forward()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Norra innerstaden")
    assert rows(live.site, ruling) == 4


def test_a_form_that_was_left_open_in_another_tab_is_told_of_the_decision(live: Live) -> None:
    """Of one's own too: the other text is not written over the first."""
    page, finding = live.as_(G), one_of_four(live.site)
    other = page.context.new_page()
    for each, reason in ((page, REASON), (other, "Ett annat skäl.")):
        begins_a_waiver(each, finding)
        each.get_by_label("Skäl").last.fill(reason)
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()
    other.get_by_role("button", name="Ge dispens").click()
    expect(other.get_by_role("alert")).to_contain_text("Person granskare gav det dispens")
    expect(other.get_by_text("Ett annat skäl.")).to_be_visible()
    assert rows(live.site, ruling) == 4


def test_a_tab_of_an_earlier_log_in_keeps_what_was_typed(live: Live) -> None:
    """Logged out and in again in one tab; the form in the other is of the session before."""
    page, finding = live.as_(G), one_of_four(live.site)
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
    assert rows(live.site, ruling) == 0
