"""Sending in by the pages: the form, the check that keeps nothing, and the receipt."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from sqlalchemy import func, select

from schemas.accounts import Role
from schemas.collecting import Collecting
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.calendar import set_collecting
from sql.state import findings_of
from sql.warehouse import receipt, submission
from steward.auth.accounts import actor_of
from steward.decisions import decide
from steward.guard import Visitor
from steward.house import House
from steward.queries.send_in import send_in_list
from tests.unit.cli.commands import kvartal
from tests.web.browser import Live, upload
from tests.web.site import Browser, Site, said
from tests.web.test_submission import readings
from tests.web.workbooks import FLAWED, corrected, edited, send, sent

pytestmark = pytest.mark.usefixtures("undrafted")

Q4 = Quarter(2024, 4)
PAGE = "/lamna-in/2024Q4/farsta"
WRONG = {"B4": 99}
"""A figure that no check of its sheet agrees with."""


def kept(site: Site) -> tuple[int | None, int | None]:
    """How many files and versions the warehouse has."""
    with site.engine.connect() as connection:
        return (
            connection.scalar(select(func.count()).select_from(receipt)),
            connection.scalar(select(func.count()).select_from(submission)),
        )


def listed(site: Site, role: Role, now: datetime) -> dict[str, list[tuple[str, list[str]]]]:
    """The quarters in time and the late ones, with the units of each."""
    browser = site.as_(role)
    found = send_in_list(visitor_of(site, browser), now)
    return {
        name: [(str(each.quarter), [unit.code for unit in each.units]) for each in quarters]
        for name, quarters in (("open", found.open), ("late", found.late))
    }


def visitor_of(site: Site, browser: Browser) -> Visitor:
    house = House(site.settings, site.engine, site.municipality, site.work)
    return Visitor(house, browser.account, browser.csrf)


def test_a_reporter_is_led_here_and_sees_own_units_alone(site: Site) -> None:
    browser = site.as_(Role.RAPPORTOR)
    answer = browser.get("/")
    assert answer.url.path == "/lamna-in"
    assert set(re.findall(r'href="/lamna-in/2024Q4/([a-z-]+)', answer.text)) == {"farsta"}
    assert "1 av 1 enhet har lämnat in" in said(answer)


def test_quarters_open_and_grow_late_by_the_calendar(site: Site) -> None:
    """2025Q1 ends on 31 March: it opens on 1 April, and 30 April is its last day."""
    own = ["farsta"]
    day = {
        name: listed(site, Role.RAPPORTOR, datetime(2025, month, number, 9, tzinfo=UTC))
        for name, month, number in (("march", 3, 31), ("april", 4, 30), ("may", 5, 1))
    }
    late = [("2024Q4", own), ("2024Q3", own)]
    assert day["march"] == {"open": [], "late": late}
    assert day["april"] == {"open": [("2025Q1", own)], "late": late}
    assert day["may"] == {"open": [], "late": [("2025Q1", own), *late]}


def test_a_quarter_that_somebody_keeps_open_longer_is_not_late(site: Site) -> None:
    asked = Collecting(date(2025, 1, 2), date(2025, 2, 20))
    by = actor_of(site.account(Role.ADMINISTRATOR))
    now = datetime(2025, 2, 10, 9, tzinfo=UTC)
    set_collecting(site.engine, site.municipality, Q4, asked, by, now)
    assert listed(site, Role.RAPPORTOR, now)["open"] == [("2024Q4", ["farsta"])]
    assert len(listed(site, Role.GRANSKARE, now)["open"][0][1]) == 13


def test_before_it_opens_there_is_the_form_and_no_field_for_a_file(site: Site) -> None:
    answer = site.as_(Role.RAPPORTOR).get("/lamna-in/2098Q4/farsta")
    assert "Insamlingen öppnar 1 januari 2099." in said(answer)
    assert 'type="file"' not in answer.text
    assert 'href="/lamna-in/2098Q4/farsta/mall"' in answer.text


def test_the_form_is_the_one_that_is_sent_out(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes as `kvartal template` writes, with the decisions that were open."""
    page = said(site.as_(Role.RAPPORTOR).get(PAGE))
    assert "22 öppna beslut från Kv 3 2024 är ifyllda i förväg." in page
    answer = site.as_(Role.RAPPORTOR).get(f"{PAGE}/mall")
    rows = load_workbook(io.BytesIO(answer.content))["Beslut"].iter_rows(min_row=2)
    assert sum(each[0].value is not None for each in rows) == 22
    asked = ("--unit", "farsta", "--out", tmp_path, "--home", site.settings.home)
    assert kvartal(capsys, "template", "2024Q4", *asked).status == 0
    assert answer.content == (tmp_path / "farsta_2024Q4.xlsx").read_bytes()
    assert readings(site) == [("Person rapportör farsta", "farsta", "farsta_2024Q4.xlsx")]


def test_a_check_says_what_is_wrong_and_keeps_nothing(site: Site) -> None:
    before = kept(site)
    data = edited(sent(site, "farsta"), WRONG)
    answer = send(site, "farsta", data, role=Role.RAPPORTOR, to="/kontroll")
    assert answer.status_code == 200
    text = said(answer)
    assert "Kontrollen av rapport.xlsx" in text
    assert "Filen är inte inlämnad." in text
    assert "LSS!B4" in text
    assert "Gör så här:" in text
    assert "/fynd/" not in answer.text  # they have no pages yet
    assert kept(site) == before


def test_a_check_without_a_finding(site: Site) -> None:
    answer = send(site, "farsta", sent(site, "farsta"), to="/kontroll")
    assert "Inget att anmärka." in said(answer)


def test_after_sending_in_there_is_a_receipt_that_can_be_loaded_again(site: Site) -> None:
    data = edited(sent(site, "farsta"), WRONG)
    answer = send(site, "farsta", data, "min fil.xlsx", Role.RAPPORTOR)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAGE}/kvitto/2?klart=mottaget"
    shown = site.as_(Role.RAPPORTOR).get(f"{PAGE}/kvitto/2")
    text, sha256 = said(shown), hashlib.sha256(data).hexdigest()
    assert f"{sha256[:12]} SHA-256: {sha256}" in text
    assert "Version 2" in text
    assert "från Person rapportör farsta" in text
    assert "min fil.xlsx" in text
    assert "i karantän" in text
    assert "Rätta felen i arbetsboken och lämna in den på nytt." in text
    assert re.search(r'href="/fynd/2024Q4/\w+"', shown.text)
    assert "/kvartal/2024Q4/enhet/farsta/version/2/granskad" in shown.text


def test_the_same_file_again_is_told_and_makes_no_version(site: Site) -> None:
    before = kept(site)
    answer = send(site, "farsta", sent(site, "farsta"), role=Role.RAPPORTOR)
    assert answer.headers["location"] == f"{PAGE}/kvitto/1?klart=dubblett"
    text = said(site.as_(Role.RAPPORTOR).get(answer.headers["location"]))
    assert "Exakt samma fil var redan inlämnad." in text
    assert kept(site)[1] == before[1]


def test_an_explanation_that_still_holds_is_there_already(site: Site) -> None:
    """The finding of the next version is the same, and what was said about it is too."""
    by, now = Person("Person B", "rapportör"), datetime(2025, 2, 3, 9, tzinfo=UTC)
    with site.engine.connect() as connection:
        ids = [each.id for each in findings_of(connection, site.municipality, Q4, FLAWED)]
    decide(site.engine, site.municipality, ids, Decided.EXPLAINED, "Så är det.", by, now)
    again = edited(sent(site, FLAWED))  # other bytes, same figures
    told = said(send(site, FLAWED, again, to="/kontroll"))
    assert "3 fynd är redan förklarade" in told
    send(site, FLAWED, again)
    text = said(site.as_(Role.GRANSKARE).get(f"/lamna-in/2024Q4/{FLAWED}/kvitto/2"))
    assert "4 fynd är redan förklarade; det som skrevs gäller fortfarande." in text


def test_an_older_receipt_says_that_there_is_a_newer(site: Site, tmp_path: Path) -> None:
    send(site, FLAWED, corrected(tmp_path / "again"))
    text = said(site.as_(Role.GRANSKARE).get(f"/lamna-in/2024Q4/{FLAWED}/kvitto/1"))
    assert "Kvittot gäller version 1. Kvitto på version 2, som är den senaste" in text
    newest = said(site.as_(Role.GRANSKARE).get(f"/lamna-in/2024Q4/{FLAWED}/kvitto/2"))
    assert "Ni behöver inte göra något mer." in newest


REFUSED = {
    "nothing": (b"", "", "Ingen fil är vald."),
    "empty": (b"", "tom.xlsx", "Filen tom.xlsx är tom."),
    "text": (b"inte Excel", "rapport.xlsx", "Ingenting har tagits emot."),
    "large": (b"x" * 10_200_000, "stor.xlsx", "Filen är 10,2 MB; gränsen är 10 MB."),
}


@pytest.mark.parametrize("to", ["", "/kontroll"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_workbook_is_refused_and_not_kept(site: Site, case: str, to: str) -> None:
    data, name, told = REFUSED[case]
    before = kept(site)
    answer = send(site, "farsta", data, name, Role.RAPPORTOR, to)
    assert answer.status_code == 400
    assert told in said(answer)
    assert '<div class="notice bad" role="alert">' in answer.text
    assert 'type="file"' in answer.text
    assert kept(site) == before


def test_a_form_without_the_field_is_refused(site: Site) -> None:
    answer = site.as_(Role.RAPPORTOR).post(PAGE)
    assert (answer.status_code, "Ingen fil är vald." in said(answer)) == (400, True)


@pytest.mark.parametrize("to", ["", "/kontroll"])
def test_another_units_file_is_refused(site: Site, to: str) -> None:
    before = kept(site)
    answer = send(site, "farsta", sent(site, "jarva"), role=Role.RAPPORTOR, to=to)
    assert answer.status_code == 400
    assert "Filen gäller Järva, men skulle lämnas in för Farsta." in said(answer)
    assert kept(site) == before


def test_a_unit_that_does_not_report_has_no_page(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    for path in ("", "/mall", "/kvitto/1"):
        assert browser.get(f"/lamna-in/2024Q4/nowhere{path}").status_code == 404
    assert browser.get(f"{PAGE}/kvitto/9").status_code == 404
    assert send(site, "nowhere", b"x").status_code == 404


def test_the_number_of_queries_does_not_follow_the_data(site: Site) -> None:
    counted = {}
    for role in (Role.RAPPORTOR, Role.GRANSKARE):
        browser = site.as_(role)
        for address in ("/lamna-in", PAGE, f"{PAGE}/kvitto/1"):
            with site.queries() as asked:
                browser.get(address)
            counted[role, address] = len(asked)
    for address in ("/lamna-in", PAGE, f"{PAGE}/kvitto/1"):
        assert counted[Role.RAPPORTOR, address] == counted[Role.GRANSKARE, address] <= 25


def test_in_a_browser_a_check_leaves_the_file_chosen(live: Live) -> None:
    """Then it is handed in with one more click; a file that is refused is told on the page."""
    window = live.as_(Role.RAPPORTOR)
    window.goto(PAGE)
    upload(window, "jarva.xlsx", sent(live.site, "jarva"), "Kontrollera")
    expect(window.get_by_role("alert")).to_contain_text("Filen gäller Järva")
    upload(window, "rapport.xlsx", edited(sent(live.site, "farsta"), WRONG), "Kontrollera")
    expect(window.get_by_role("heading", name="Kontrollen av rapport.xlsx")).to_be_visible()
    window.get_by_role("button", name="Lämna in").click()
    expect(window.get_by_role("heading", name="Kvitto: Farsta, Kv 4 2024")).to_be_visible()
    assert kept(live.site)[1] == 27  # thirteen units in two quarters, and this one
