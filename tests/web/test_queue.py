"""The queue: one cause once, worst first, filtered and paged, and decided about where it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from schemas.accounts import Role
from schemas.findings import Severity
from schemas.person import Person
from sql.engine import writing
from sql.warehouse import receipt
from tests.web.findings import (
    QUEUE,
    a_finding,
    plant,
    targets,
    titles,
    told,
    warning,
)
from tests.web.site import Site

NOW = datetime(2025, 2, 1, 9, 0, tzinfo=UTC)
OTHER = Person("Handläggare B", "granskare")
pytestmark = pytest.mark.usefixtures("undrafted")


def test_one_cause_is_one_entry_with_its_checks_and_the_marked_cell(site: Site) -> None:
    answer = site.as_(Role.GRANSKARE).get(QUEUE)
    assert answer.text.count('<li id="nr-') == 1
    assert titles(site) == ["LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna."]
    words = told(answer)
    assert "4 fynd med 1 orsak, varav 4 hindrar godkännande." in words
    assert "4 fel Norra innerstaden version 1 LSS!D17 öppet" in words
    assert "Gör så här: Räkna besluten en gång till." in words
    assert 'href="/kvartal/2024Q4/enhet/norra-innerstaden?blad=LSS&amp;cell=D17"' in answer.text
    for rule in ("KON-511 LSS!E17", "SUM-502 LSS!D18", "TAB-522 LSS!D17", "UPP-541"):
        assert rule in words


def test_the_worst_stand_first_and_then_the_units_in_their_order(site: Site) -> None:
    plant(
        site,
        warning("sodermalm", message="Varning för Södermalm."),
        warning("bromma", message="Varning för Bromma."),
        a_finding("UPP-549", Severity.GRANSKA, "bromma", message="Att granska."),
        a_finding("STR-101", Severity.STOPP, "sodermalm", message="Stopp."),
        a_finding("SUM-501", Severity.FEL, "bromma", message="Fel."),
    )
    assert titles(site) == [
        "Stopp.",
        "Fel.",
        "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna.",
        "Varning för Bromma.",
        "Varning för Södermalm.",
        "Att granska.",
    ]


def test_each_filter_lets_through_what_it_says(site: Site) -> None:
    plant(site, warning(), a_finding("UPP-549", Severity.GRANSKA, "jarva", message="Järvas."))
    cause, farsta, jarva = "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna.", "HIS-801", "Jär"
    asked = {
        "?enhet=farsta": [farsta],
        "?enhet=kvartalet": [],
        "?regel=SUM-502": [cause],
        "?allvar=granska": [jarva],
        "?allvar=fel&enhet=farsta": [],
        "?status=explained": [],
        "?status=open": [cause, farsta, jarva],
        "?status=decided": [],
        "?status=all": [cause, farsta, jarva],
        "?agare=-&enhet=jarva": [jarva],
        "?agare=Ingen+känd": [],
    }
    for address, expected in asked.items():
        found = titles(site, address)
        assert len(found) == len(expected), address
        assert all(a.startswith(b) for a, b in zip(found, expected, strict=True)), address


def test_age_is_counted_from_the_day_on_which_the_file_came(site: Site) -> None:
    plant(site, warning("farsta"))
    came = {"norra-innerstaden_2024Q4.xlsx": 8, "farsta_2024Q4.xlsx": 4}
    with writing(site.engine) as connection:
        for name, days in came.items():
            moment = datetime.now(UTC) - timedelta(days=days)
            new = update(receipt).where(receipt.c.file_name == name).values(received=moment)
            assert connection.execute(new).rowcount == 1
    assert len(titles(site, "?alder=3")) == 2
    assert [title[:3] for title in titles(site, "?alder=7")] == ["LSS"]
    assert titles(site, "?alder=14") == []
    assert "inkom för 4 dagar sedan" in told(site.as_(Role.GRANSKARE).get(f"{QUEUE}?enhet=farsta"))


def test_no_finding_is_left_out_and_pages_keep_the_filters(site: Site) -> None:
    many = [warning(cell=f"E{row}", message=f"Rad {row}.") for row in range(1, 61)]
    plant(site, *many)
    pages = [titles(site, f"?allvar=varning&sida={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert {title for page in pages for title in page} == {each.message for each in many}
    second = site.as_(Role.GRANSKARE).get(f"{QUEUE}?allvar=varning&sida=2").text
    assert f'href="{QUEUE}?allvar=varning&amp;sida=3"' in second
    assert "Sida 2 av 3" in second
    assert titles(site, "?allvar=varning&sida=99") == pages[2]


def test_the_queue_asks_the_database_as_often_for_many_findings_as_for_few(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    with site.queries() as few:
        browser.get(QUEUE)
    plant(site, *(warning(cell=f"E{row}") for row in range(1, 201)))
    with site.queries() as many:
        browser.get(QUEUE)
    assert len(many) == len(few) <= 15


def test_a_rapportor_has_no_queue(site: Site) -> None:
    assert site.as_(Role.RAPPORTOR).get(QUEUE).status_code == 403


def test_another_quarter_is_chosen_with_the_same_filters(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    answer = browser.get(f"{QUEUE}?allvar=fel&kvartal=2024Q3", follow_redirects=False)
    assert answer.headers["location"] == "/kvartal/2024Q3/granskning?allvar=fel"


def test_an_empty_queue_says_what_to_do_next(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    empty = browser.get("/kvartal/2024Q3/granskning")
    assert "Inget har hittats i det som har kommit in för Kv 3 2024." in told(empty)
    form = {"finding": targets(browser.get(QUEUE)), "decided": "waived", "reason": "Känt."}
    browser.post(f"{QUEUE}/beslut", form)
    assert "är hanterade. Gå vidare till attesten" in told(browser.get(QUEUE))
