"""The page of the event log: who did what to what, a page at a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from httpx2 import Response

from schemas.accounts import Role
from schemas.events import Act, Actor, Event, Via
from schemas.quarter import Quarter
from sql.audit import head_of, record
from sql.engine import writing
from tests.web.site import Site, said

Q4 = Quarter(2024, 4)
START = datetime(2025, 2, 3, 9, tzinfo=UTC)
ANNA = Actor("Handläggare A", "granskare", Via.PAGES)
RETURNED = Event(
    Act.RETURNED, ANNA, START, Q4, "farsta", "0123456789ab",
    {"rule": "KON-511", "place": "LSS!E17", "decided": "returned"},
)  # fmt: skip


def write(site: Site, *events: Event) -> None:
    with writing(site.engine) as connection:
        record(connection, site.municipality.code, *events)


def numbers(answer: Response) -> list[int]:
    return [int(nr) for nr in re.findall(r'<tr>\s*<td class="n">(\d+)</td>', answer.text)]


def test_an_event_is_told_in_words_with_a_link_to_what_it_was_about(site: Site) -> None:
    write(site, RETURNED)
    answer = site.as_(Role.LASARE).get("/handelser")
    assert (
        "3 februari 2025 kl. 10.00 Handläggare A granskare, webb lämnade tillbaka ett fynd "
        "fyndet 0123456789ab plats: LSS!E17, regel: KON-511 Kv 4 2024 Farsta"
    ) in said(answer)
    assert 'href="/fynd/2024Q4/0123456789ab"' in answer.text


@pytest.mark.parametrize(
    ("event", "told", "href"),
    [
        (Event(Act.RECEIVED, ANNA, START, Q4, "farsta", "ab" * 32, {"size": "12"}),
         "filen abababababab storlek: 12 byte", "/kvartal/2024Q4/enhet/farsta"),
        (Event(Act.APPROVED, ANNA, START, Q4, subject="cd" * 32),
         "innehållet cdcdcdcdcdcd", "/kvartal/2024Q4/attest"),
        (Event(Act.PUBLISHED, ANNA, START, Q4, subject="v2"),
         "utgåva 2", "/kvartal/2024Q4/utgava/2"),
        (Event(Act.ACCOUNT_ADDED, ANNA, START, subject="ny", detail={"role": "lasare"}),
         "kontot ny roll: läsare", "/anvandare"),
        (Event(Act.TOKEN_REVOKED, ANNA, START, None, "farsta", "1", {"label": "Systemet"}),
         "nyckeln Systemet", "/nycklar"),
        (Event(Act.CALENDAR_SET, ANNA, START, Q4, detail={"opens": "2025-01-02"}),
         "insamlingens dagar öppnar: 2025-01-02", "/installningar/2024Q4"),
        (Event(Act.NOT_SENT, ANNA, START, Q4, "farsta", "reminder", {"reason": "no address"}),
         "Påminnelse om att lämna in skäl: ingen adress", None),
        (Event(Act.NOT_SENT, ANNA, START, Q4, "farsta", "ab" * 16,
               {"notice": "findings", "reason": "mail: away"}),
         "brevet abababababab avisering: Fynd i en inlämning, skäl: e-postservern svarade inte",
         None),
        (Event(Act.STEP_DONE, ANNA, START, detail={"step": "verify", "problems": "2"}),
         "fel: 2, steg: nattens kontroll", None),
        (Event(Act.DENIED, ANNA, START, subject="/anvandare"), "/anvandare", None),
    ],
)  # fmt: skip
def test_each_kind_of_event_is_told(site: Site, event: Event, told: str, href: str | None) -> None:
    write(site, event)
    answer = site.as_(Role.ADMINISTRATOR).get(f"/handelser?handelse={event.act}")
    first = answer.text.split("<tbody>")[1].split("</tr>")[0]
    assert re.sub(r"(?:<[^>]+>|\s)+", " ", first).find(told) > 0
    assert re.findall(r'href="([^"]+)"', first) == ([href] if href else [])


def test_what_is_an_administrators_is_no_link_for_a_reader(site: Site) -> None:
    write(site, Event(Act.ACCOUNT_ADDED, ANNA, START, subject="ny"))
    answer = site.as_(Role.LASARE).get("/handelser?handelse=account-added")
    assert "kontot ny" in said(answer)
    assert 'href="/anvandare"' not in answer.text


def test_filters_choose_together(site: Site) -> None:
    other = Actor("Person B", "granskare", Via.PAGES)
    write(
        site,
        RETURNED,
        Event(Act.RETURNED, other, START, Q4, "farsta", "1"),
        Event(Act.RETURNED, ANNA, START, Q4, "jarva", "2"),
        Event(Act.ACCEPTED, ANNA, START, Q4, "farsta", "3"),
        Event(Act.RETURNED, ANNA, START, Q4.previous, "farsta", "4"),
    )
    asked = "kvartal=2024Q4&enhet=farsta&handelse=returned&person=Handläggare A"
    answer = site.as_(Role.LASARE).get(f"/handelser?{asked}")
    assert len(numbers(answer)) == 1
    assert "fyndet 0123456789ab" in said(answer)


def test_older_events_stand_on_the_next_page_with_the_filters_kept(site: Site) -> None:
    write(site, *(Event(Act.COMMENTED, ANNA, START + timedelta(minutes=n), Q4) for n in range(51)))
    browser = site.as_(Role.LASARE)
    newest = browser.get("/handelser?handelse=commented")
    assert len(numbers(newest)) == 50
    assert numbers(newest) == sorted(numbers(newest), reverse=True)
    older = re.findall(r'rel="next" href="([^"]+)"', newest.text)[0].replace("&amp;", "&")
    rest = browser.get(older)
    assert numbers(rest) == [numbers(newest)[-1] - 1]
    assert 'rel="next"' not in rest.text
    assert 'href="/handelser?handelse=commented"' in rest.text


def test_what_no_filter_can_be_is_no_page(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    for asked in ("handelse=x", "kvartal=x", "fore=x", "fore=99999999999999999999"):
        assert browser.get(f"/handelser?{asked}").status_code == 404


def test_nothing_found_says_what_to_do(site: Site) -> None:
    answer = site.as_(Role.LASARE).get("/handelser?person=Ingen")
    assert "Inga händelser svarar mot urvalet." in said(answer)


def test_the_head_of_the_chain_is_shown(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    with site.engine.connect() as connection:
        head = head_of(connection)
    assert f"<code>{head.nr}:{head.digest}</code>" in browser.get("/handelser").text


def test_only_those_who_may_see_the_log_do(site: Site) -> None:
    seen = {role: site.as_(role).get("/handelser").status_code for role in Role}
    assert seen == {
        Role.RAPPORTOR: 403, Role.GRANSKARE: 403, Role.ATTESTANT: 403,
        Role.ADMINISTRATOR: 200, Role.LASARE: 200,
    }  # fmt: skip


def test_the_number_of_queries_does_not_follow_the_events(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    counted = []
    for _ in range(2):
        with site.queries() as asked:
            browser.get("/handelser")
        counted.append(len(asked))
        write(site, *(RETURNED for _ in range(100)))
    assert counted[0] == counted[1] <= 9
