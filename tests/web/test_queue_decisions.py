"""Deciding in the queue: about a whole cause, all or none, and nothing that was typed is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from schemas.accounts import Role
from schemas.findings import Severity
from schemas.person import Person
from schemas.rulings import Decided
from sql.people import audit
from sql.warehouse import ruling
from tests.web.findings import (
    CAUSE,
    QUEUE,
    a_finding,
    decided_elsewhere,
    in_force,
    plant,
    statuses,
    targets,
    titles,
    told,
    warning,
)
from tests.web.site import Site

NOW = datetime(2025, 2, 1, 9, 0, tzinfo=UTC)
OTHER = Person("Handläggare B", "granskare")
pytestmark = pytest.mark.usefixtures("undrafted")


def test_a_cause_is_decided_about_at_once_and_the_queue_stays_where_it_was(site: Site) -> None:
    plant(site, warning())
    browser = site.as_(Role.GRANSKARE)
    asked = f"?enhet={CAUSE}&allvar=fel"
    form = {
        "finding": targets(browser.get(f"{QUEUE}{asked}")),
        "decided": "waived",
        "reason": "Enheten rättar nästa kvartal.",
        "nr": "1",
    }
    answer = browser.post(f"{QUEUE}/beslut{asked}", form)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{QUEUE}{asked}&klart=dispenser#nr-1"
    assert statuses(site, CAUSE) == {"waived"}
    assert statuses(site, "farsta") == {"open"}
    after = browser.get(answer.headers["location"])
    assert "Fynden har fått dispens. Skälet trycks i rapporten." in told(after)
    assert "Inget fynd stämmer med urvalet." in told(after)
    assert titles(site, f"?enhet={CAUSE}&status=decided") == [
        "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna."
    ]


def test_the_event_log_tells_who_decided_about_each_finding_through_the_pages(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": targets(browser.get(QUEUE)), "decided": "returned", "reason": "Räkna om."}
    browser.post(f"{QUEUE}/beslut", form)
    with site.engine.connect() as connection:
        rows = connection.execute(
            select(audit.c.actor, audit.c.via, audit.c.unit).where(audit.c.act == "returned")
        ).all()
    assert [tuple(row) for row in rows] == [("Person granskare", "webb", CAUSE)] * 4


def test_a_decision_is_about_those_of_a_cause_that_may_be_decided_so(site: Site) -> None:
    plant(
        site,
        warning(group="farsta:SoL!E5", cell="E6"),
        a_finding("SUM-501", Severity.FEL, "farsta", group="farsta:SoL!E5", cell="E7", sheet="SoL"),
    )
    browser = site.as_(Role.GRANSKARE)
    shown = browser.get(f"{QUEUE}?enhet=farsta")
    assert "Godta 1 varning" in told(shown)
    assert "Ge dispens för 1 fel" in told(shown)
    assert "Återlämna 2 fynd" in told(shown)
    form = {"finding": targets(shown), "decided": "accepted", "reason": "Ett beslut flyttades."}
    answer = browser.post(f"{QUEUE}/beslut", form)
    assert "klart=godtaget" in answer.headers["location"]
    now = {each.severity: each.status for each in in_force(site, "farsta").values()}
    assert now == {Severity.VARNING: "accepted", Severity.FEL: "open"}


@pytest.mark.parametrize(
    ("reason", "decided", "message"),
    [
        (" ", "waived", "Beslutet saknar skäl."),
        ("Gäller 19900118-9811.", "waived", "Skälet innehåller ett personnummer"),
        ("Ett skäl.", "", "Inget beslut är valt."),
        ("Ett skäl.", "accepted", "kan inte godtas: bara en varning"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    site: Site, reason: str, decided: str, message: str
) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": targets(browser.get(QUEUE)), "decided": decided, "reason": reason}
    answer = browser.post(f"{QUEUE}/beslut", form)
    assert answer.status_code == 400
    assert message in told(answer)
    assert f">{reason}</textarea>" in answer.text
    assert '<details class="act" open>' in answer.text
    assert statuses(site, CAUSE) == {"open"}


def test_who_is_overtaken_is_told_by_whom_and_keeps_the_reason(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {
        "finding": targets(browser.get(QUEUE)),
        "decided": "returned",
        "reason": "Räkna om raden.",
    }
    decided_elsewhere(site, list(in_force(site, CAUSE))[:1], Decided.WAIVED, OTHER, NOW)
    answer = browser.post(f"{QUEUE}/beslut", form)
    assert answer.status_code == 409
    assert "Handläggare B gav det dispens 1 februari 2025 kl. 10.00." in told(answer)
    assert ">Räkna om raden.</textarea>" in answer.text
    assert sorted(each.status for each in in_force(site, CAUSE).values()) == [
        "open",
        "open",
        "open",
        "waived",
    ]
    again = form | {"finding": targets(answer)}
    assert browser.post(f"{QUEUE}/beslut", again).status_code == 303
    assert statuses(site, CAUSE) == {"returned"}


def test_a_reason_is_not_lost_when_its_findings_are_gone(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": "0123456789ab 0 waived", "decided": "waived", "reason": "Rättas sedan."}
    answer = browser.post(f"{QUEUE}/beslut", form)
    assert answer.status_code == 400
    assert "Fyndet 0123456789ab finns inte." in told(answer)
    assert ">Rättas sedan.</textarea>" in answer.text


def test_a_double_click_decides_once(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": targets(browser.get(QUEUE)), "decided": "waived", "reason": "Känt."}
    assert [browser.post(f"{QUEUE}/beslut", form).status_code for _ in range(2)] == [303, 303]
    with site.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ruling)) == 4


def test_a_cause_is_given_to_somebody_until_a_day(site: Site) -> None:
    plant(site, warning())
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": targets(browser.get(QUEUE)), "owner": "Handläggare A", "due": "2025-02-10"}
    answer = browser.post(f"{QUEUE}/fordela", form)
    assert (answer.status_code, "klart=fordelade" in answer.headers["location"]) == (303, True)
    shown = site.as_(Role.LASARE).get(f"{QUEUE}?agare=Handläggare+A")
    assert "ansvarig Handläggare A, klart 10 februari 2025" in told(shown)
    assert "försenat" in told(shown)
    assert shown.text.count('<li id="nr-') == 1
    assert [title[:3] for title in titles(site, "?agare=-")] == ["HIS"]


def test_a_day_ahead_is_not_overdue(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    tomorrow = date.today() + timedelta(days=2)
    form = {"finding": targets(browser.get(QUEUE)), "owner": "", "due": tomorrow.isoformat()}
    browser.post(f"{QUEUE}/fordela", form)
    assert "försenat" not in told(browser.get(QUEUE))


def test_a_day_that_is_none_is_refused_with_what_was_typed(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    form = {"finding": targets(browser.get(QUEUE)), "owner": "Handläggare A", "due": "imorgon"}
    answer = browser.post(f"{QUEUE}/fordela", form)
    assert answer.status_code == 400
    assert "Dagen kan inte läsas." in told(answer)
    assert 'value="Handläggare A"' in answer.text
    assert 'value="imorgon"' in answer.text


@pytest.mark.parametrize("role", [Role.ATTESTANT, Role.ADMINISTRATOR, Role.LASARE])
def test_who_may_not_decide_reads_the_queue_without_forms(site: Site, role: Role) -> None:
    browser = site.as_(role)
    shown = browser.get(QUEUE)
    assert shown.status_code == 200
    assert "/granskning/beslut" not in shown.text
    finding = " ".join((next(iter(in_force(site, CAUSE))), "0", "waived"))
    form = {"finding": finding, "decided": "waived", "reason": "Känt."}
    assert browser.post(f"{QUEUE}/beslut", form).status_code == 403
    assert browser.post(f"{QUEUE}/fordela", form).status_code == 403
    assert statuses(site, CAUSE) == {"open"}


def test_a_return_without_a_reason_tells_the_unit_where_what_and_how(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    shown = browser.get(QUEUE)
    letter = re.findall(r'name="letter" value="([^"]+)"', shown.text)[0]
    form = {"finding": targets(shown), "decided": "returned", "reason": " ", "letter": letter}
    assert browser.post(f"{QUEUE}/beslut", form).status_code == 303
    with site.engine.connect() as connection:
        (reason,) = set(connection.scalars(select(ruling.c.reason)))
    assert reason.startswith("Norra innerstaden, Kv 4 2024, version 1 (norra-innerstaden_2024Q4")
    assert "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna." in reason
    assert statuses(site, CAUSE) == {"returned"}
    waived = form | {"finding": targets(browser.get(QUEUE)), "decided": "waived"}
    assert browser.post(f"{QUEUE}/beslut", waived).status_code == 400
