"""The page of a quarter: who has sent what, what it adds up to, and what remains."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from flows.receive import resume
from schemas.accounts import Role
from schemas.collecting import Collecting
from schemas.municipality import Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.calendar import set_collecting
from sql.state import findings_of
from steward.auth.accounts import actor_of
from steward.decisions import decide
from steward.house import House
from steward.queries.quarter import QuarterPage, Total, quarter_page
from tasks.collect.collect import collect
from tests.web.site import Site, said

Q1_2025, Q4 = Quarter(2025, 1), Quarter(2024, 4)
NOW = datetime(2025, 2, 3, 9, tzinfo=UTC)


def links(html: str) -> set[str]:
    return {each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)"', html)}


def test_it_tells_each_unit_in_the_order_of_the_code_list(site: Site) -> None:
    answer = site.as_(Role.GRANSKARE).get("/kvartal/2024Q4")
    named = re.findall(r'<th scope="row"><a href="/kvartal/2024Q4/enhet/([a-z-]+)">', answer.text)
    assert named == [
        "bromma", "enskede-arsta-vantor", "farsta", "hagersten-alvsjo", "hasselby-vallingby",
        "jarva", "kungsholmen", "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
        "bedomning-byggnation", "hemlosa",
    ]  # fmt: skip
    assert answer.text.count("godtagen") == 12
    assert "13 av 13" in said(answer)


def test_open_findings_lead_into_the_queue_of_their_unit_and_severity(site: Site) -> None:
    answer = site.as_(Role.LASARE).get("/kvartal/2024Q4")
    assert "/kvartal/2024Q4/granskning?enhet=norra-innerstaden&allvar=fel" in links(answer.text)
    assert "4 fel" in said(answer)


def test_totals_stand_against_the_quarter_before(site: Site) -> None:
    """Stockholm's published figures: 160 and 152 by LSS, 156 and 136 by SoL."""
    text = said(site.as_(Role.ATTESTANT).get("/kvartal/2024Q4"))
    assert "152 −8: färre än Kv 3 2024, 160" in text
    assert "136 −20: färre än Kv 3 2024, 156" in text


def test_a_total_says_more_less_and_the_same() -> None:
    assert [(Total("LSS", now, 7).change, Total("LSS", now, 7).word) for now in (9, 7, 0)] == [
        ("+2", "fler än"), ("±0", "samma som"), ("−7", "färre än"),
    ]  # fmt: skip


def test_without_a_quarter_before_there_is_nothing_to_compare_with(site: Site) -> None:
    page = quarter_page_of(site, Quarter(2026, 1))
    assert [each.before for each in page.totals] == [None, None]


def test_missing_units_are_told_with_their_deadline(site: Site) -> None:
    page = quarter_page_of(site, Q1_2025, datetime(2025, 5, 3, 9, tzinfo=UTC))
    assert (page.received, page.expected, page.late) == (0, 13, 3)
    assert all(each.due for each in page.units)
    assert [each.text for each in page.steps] == ["13 enheter har inte lämnat in"]
    text = said(site.as_(Role.GRANSKARE).get("/kvartal/2025Q1"))
    assert "ska ha kommit senast 30 april 2025" in text
    assert "försenad" in text


def test_nobody_is_late_before_the_last_day_has_passed(site: Site) -> None:
    """30 April is the last day: at 23:30 in Sweden it is still that day, at 00:30 it is not."""
    at = [datetime(2025, 4, 30, hour, 30, tzinfo=UTC) for hour in (21, 22)]
    assert [quarter_page_of(site, Q1_2025, each).late for each in at] == [0, 1]


def test_the_deadline_is_the_one_that_somebody_has_set(site: Site) -> None:
    asked = Collecting(date(2025, 4, 2), date(2025, 5, 20))
    set_collecting(
        site.engine, site.municipality, Q1_2025, asked, actor_of(site.account(Role.LASARE)), NOW
    )
    assert "ska ha kommit senast 20 maj 2025" in said(site.as_(Role.LASARE).get("/kvartal/2025Q1"))
    days = [datetime(2025, 4, day, 9, tzinfo=UTC) for day in (1, 2)]
    assert [quarter_page_of(site, Q1_2025, each).closed for each in days] == [True, False]


def test_only_those_who_may_send_in_are_led_there(site: Site) -> None:
    there = "/lamna-in/2025Q1/farsta"
    assert there in links(site.as_(Role.GRANSKARE).get("/kvartal/2025Q1").text)
    assert there not in links(site.as_(Role.LASARE).get("/kvartal/2025Q1").text)


def test_what_remains_follows_what_was_decided(site: Site) -> None:
    """Four errors of one cell: open, then explained, then waived, and nothing remains."""
    told = []
    for decided in (None, Decided.EXPLAINED, Decided.RETURNED, Decided.WAIVED):
        if decided:
            rule_all(site.engine, site.municipality, decided)
        told.append([(each.text, each.href) for each in quarter_page_of(site, Q4).steps])
    queue = "/kvartal/2024Q4/granskning?"
    assert told == [
        [("4 fel att rätta eller ge dispens", f"{queue}allvar=fel&status=open")],
        [("4 förklarade fel att ta ställning till", f"{queue}allvar=fel&status=explained")],
        [("4 återlämnade fynd väntar på enheterna", f"{queue}status=returned")],
        [],
    ]
    answer = site.as_(Role.ATTESTANT).get("/kvartal/2024Q4")
    assert "/kvartal/2024Q4/attest" in links(answer.text)
    assert "Inga fynd hindrar" in said(answer)


def test_a_file_of_no_known_unit_is_told_and_hinders_nothing(site: Site, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "okänd.xlsx").write_bytes(b"no workbook")
    before = quarter_page_of(site, Q4).steps
    collect(site.settings, Q4, str(inbox))
    resume(site.settings)
    page = quarter_page_of(site, Q4)
    assert [each.file_name for each in page.strays] == ["okänd.xlsx"]
    assert page.steps == before
    assert "okänd.xlsx" in said(site.as_(Role.GRANSKARE).get("/kvartal/2024Q4"))


def test_a_reporter_has_no_access(site: Site) -> None:
    assert site.as_(Role.RAPPORTOR).get("/kvartal/2024Q4").status_code == 403


def test_the_choice_of_a_quarter_leads_there(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    answer = browser.get("/kvartal?quarter=2024Q3", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kvartal/2024Q3")
    offered = re.findall(r'<option value="(\w+)"', browser.get("/kvartal/2024Q4").text)
    assert offered[-2:] == ["2024Q4", "2024Q3"]
    assert browser.get("/kvartal/inget").status_code == 404


def test_the_number_of_queries_does_not_follow_the_data(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    counted = []
    for quarter in ("2024Q4", "2025Q1"):
        with site.queries() as asked:
            browser.get(f"/kvartal/{quarter}")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 15


def quarter_page_of(site: Site, quarter: Quarter, now: datetime = NOW) -> QuarterPage:
    house = House(site.settings, site.engine, site.municipality, site.work)
    return quarter_page(house, quarter, now)


def rule_all(engine: Engine, municipality: Municipality, decided: Decided) -> None:
    with engine.connect() as connection:
        found = [each.id for each in findings_of(connection, municipality, Q4)]
    decide(engine, municipality, found, decided, "Cellen är känd.", Person("Handläggare A"), NOW)
