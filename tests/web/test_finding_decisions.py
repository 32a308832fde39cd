"""What is done about a finding on its page: by whom, once, and with nothing typed lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from schemas.accounts import Role
from schemas.findings import Finding, Severity
from schemas.person import Person
from schemas.rulings import Decided
from sql.people import audit
from tests.web.findings import (
    CAUSE,
    a_finding,
    address,
    decided_elsewhere,
    do,
    fields_of,
    in_force,
    of_rule,
    plant,
    statuses,
    told,
    warning,
)
from tests.web.site import Site

NOW = datetime(2025, 2, 1, 9, 0, tzinfo=UTC)
OTHER = Person("Handläggare B", "granskare")
pytestmark = pytest.mark.usefixtures("undrafted")


def _read_by(site: Site) -> list[tuple[str, str, str]]:
    with site.engine.connect() as connection:
        rows = connection.execute(
            select(audit.c.actor, audit.c.unit, audit.c.subject).where(
                audit.c.act == "read-decisions"
            )
        )
        return [tuple(row) for row in rows]


def test_only_what_is_possible_is_offered(site: Site) -> None:
    odd = warning()
    stopped = a_finding("STR-101", Severity.STOPP, "farsta", message="Stopp.")
    plant(site, odd, stopped)
    browser = site.as_(Role.GRANSKARE)

    def offered(finding: Finding) -> list[str]:
        text = browser.get(address(finding)).text
        return [each for each in Decided if f'name="decided" value="{each}"' in text]

    assert offered(odd) == ["explained", "accepted", "returned"]
    assert offered(of_rule(site, "KON-511")) == ["explained", "waived", "returned"]
    assert offered(stopped) == ["returned"]
    assert do(browser, odd, "accepted", "Två flyttade in.") == 303
    assert offered(odd) == ["returned"]


def test_a_decision_is_about_the_whole_cause_unless_it_is_unticked(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    assert do(browser, cause, "waived", "Rättas nästa kvartal.") == 303
    now = {each.rule: each.status for each in in_force(site, CAUSE).values()}
    assert now == {"KON-511": "waived", "SUM-502": "open", "TAB-522": "open", "UPP-541": "open"}
    assert do(browser, of_rule(site, "SUM-502"), "waived", "Rättas.", together="ja") == 303
    assert statuses(site, CAUSE) == {"waived"}


def test_an_explanation_stays_open_until_a_steward_accepts_it(site: Site) -> None:
    odd = warning()
    plant(site, odd)
    reporter, steward = site.as_(Role.RAPPORTOR, "farsta"), site.as_(Role.GRANSKARE)
    assert do(reporter, odd, "explained", "Två beslut kom i december.") == 303
    assert statuses(site, "farsta") == {"explained"}
    words = told(steward.get(address(odd)))
    assert "Person rapportör farsta, rapportör, förklarade fyndet Två beslut kom i december." in (
        words
    )
    assert '<li class="here" aria-current="step">förklarat</li>' in steward.get(address(odd)).text
    assert do(steward, odd, "accepted", "Det räcker.") == 303
    text = steward.get(address(odd)).text
    assert '<li class="here" aria-current="step">godtaget</li>' in text
    assert '<li class="passed">förklarat</li>' in text


def test_the_return_is_prefilled_with_what_to_write_to_the_unit(site: Site) -> None:
    text = site.as_(Role.GRANSKARE).get(address(of_rule(site, "KON-511"))).text
    form = text.split('<textarea id="text-returned"')[1].split("</textarea>")[0]
    letter = form.split(">", 1)[1].splitlines()
    assert letter[0] == "Norra innerstaden, Kv 4 2024, version 1 (norra-innerstaden_2024Q4.xlsx)"
    assert letter[2] == "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna."
    assert [line.startswith("- ") for line in letter[3:7]] == [True] * 4
    assert letter[-2].startswith("Gör så här: Räkna besluten en gång till.")
    assert letter[-1] == "Skicka sedan in arbetsboken på nytt."


def test_the_letter_can_be_sent_as_it_stands_however_many_checks_there_are(site: Site) -> None:
    texts = {"message": "Ett långt besked. " * 60, "fix": "En lång åtgärd. " * 30}
    many = [warning(cell=f"E{row}", group="farsta:SoL!C5", **texts) for row in range(1, 30)]
    plant(site, *many)
    browser = site.as_(Role.GRANSKARE)
    text = browser.get(address(many[0])).text
    letter = text.split('<textarea id="text-returned"')[1].split("</textarea>")[0].split(">", 1)[1]
    assert do(browser, many[0], "returned", letter, together="ja") == 303
    assert statuses(site, "farsta") == {"returned"}


def test_who_is_overtaken_sees_the_decision_and_keeps_the_reason(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    fields = fields_of(browser, address(cause), "returned")
    decided_elsewhere(site, [cause.id], Decided.RETURNED, OTHER, NOW)
    form = {**fields, "decided": "waived", "reason": "Rättas sedan."}
    answer = browser.post(f"{address(cause)}/beslut", form)
    assert answer.status_code == 409
    assert "Handläggare B lämnade tillbaka det 1 februari 2025 kl. 10.00." in told(answer)
    assert ">Rättas sedan.</textarea>" in answer.text
    assert "Handläggare B, granskare, återlämnade fyndet till enheten Det är känt." in told(answer)
    assert in_force(site, CAUSE)[cause.id].status == "returned"


def test_the_same_form_twice_succeeds_and_decides_once(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    form = {
        **fields_of(browser, address(cause), "waived"),
        "decided": "waived",
        "reason": "Känt.",
    }
    sent = [browser.post(f"{address(cause)}/beslut", form).status_code for _ in range(2)]
    assert sent == [303, 303]
    assert told(browser.get(address(cause))).count("gav dispens") == 1


def test_a_reason_that_no_button_takes_any_more_is_not_lost(site: Site) -> None:
    odd = warning()
    plant(site, odd)
    browser = site.as_(Role.GRANSKARE)
    form = {
        **fields_of(browser, address(odd), "explained"),
        "decided": "explained",
        "reason": "Så är det.",
    }
    decided_elsewhere(site, [odd.id], Decided.ACCEPTED, OTHER, NOW)
    answer = browser.post(f"{address(odd)}/forklara", form)
    assert answer.status_code == 409
    assert ">Så är det.</textarea>" in answer.text


def test_comments_stay_with_the_finding_and_hold_no_personnummer(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    answer = browser.post(f"{address(cause)}/kommentar", {"text": "Ringde enheten."})
    assert answer.headers["location"] == f"{address(cause)}?klart=kommenterat"
    words = told(browser.get(address(cause)))
    assert "Person granskare, granskare, kommenterade Ringde enheten." in words
    refused = browser.post(f"{address(cause)}/kommentar", {"text": "Om 19900118-9811."})
    assert refused.status_code == 400
    assert "Kommentaren innehåller ett personnummer" in told(refused)
    assert ">Om 19900118-9811.</textarea>" in refused.text


def test_a_finding_is_given_to_somebody(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    form = {
        **fields_of(browser, address(cause), "waived"),
        "owner": "Handläggare A",
        "due": "2025-02-10",
    }
    assert browser.post(f"{address(cause)}/fordela", form).status_code == 303
    words = told(browser.get(address(cause)))
    assert "Ansvarig Handläggare A, klart senast 10 februari 2025 ▲ försenat" in words
    assert "lade fyndet på Handläggare A" in words


def test_a_rapportor_explains_through_no_finding_of_their_own_that_of_another(site: Site) -> None:
    own, theirs = warning(), of_rule(site, "KON-511")
    plant(site, own)
    form = {"finding": f"{theirs.id} 0 explained", "reason": "Jag gissar."}
    answer = site.as_(Role.RAPPORTOR, "farsta").post(f"{address(own)}/forklara", form)
    assert answer.status_code == 400
    assert statuses(site, CAUSE) == {"open"}


@pytest.mark.parametrize("role", [Role.RAPPORTOR, Role.ATTESTANT, Role.ADMINISTRATOR, Role.LASARE])
def test_only_a_granskare_rules(site: Site, role: Role) -> None:
    odd = warning()
    plant(site, odd)
    browser = site.as_(role, "farsta")
    shown = browser.get(address(odd)).text
    assert "/beslut" not in shown
    assert "/fordela" not in shown
    form = {"finding": f"{odd.id} 0 accepted returned", "decided": "accepted", "reason": "Ja."}
    assert browser.post(f"{address(odd)}/beslut", form).status_code == 403
    assert browser.post(f"{address(odd)}/fordela", form).status_code == 403
    assert statuses(site, "farsta") == {"open"}
