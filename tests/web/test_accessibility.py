"""Every page by WCAG 2.2 AA, in a real browser: light and dark, wide and on a phone.

The pages are taken from the routers: a new one fails here until it says where it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Page

from schemas.accounts import Role
from schemas.findings import Severity
from schemas.person import Person
from schemas.rulings import Released
from sql.releases import add_release
from steward.app import routers
from tests.web.axe import CONTRAST, LAID_OUT, violations
from tests.web.browser import DESK, NARROW, PHONE, Live
from tests.web.findings import (
    Q4,
    QUEUE,
    a_finding,
    do,
    in_force,
    plant,
    targets,
    warning,
)
from tests.web.site import Site
from tests.web.workbooks import FLAWED, edited, send, sent

R, G, T, A, L = Role.RAPPORTOR, Role.GRANSKARE, Role.ATTESTANT, Role.ADMINISTRATOR, Role.LASARE
NO_PAGE = {
    "/": "leads on",
    "/kvartal": "leads on",
    "/installningar/kvartal": "leads on",
    "/oidc/start": "leads on",
    "/oidc/svar": "leads on",
    "/halsa": "for machines",
    "/matt": "for machines",
    "/kvartal/{quarter}/diagram/{name}": "a picture",
    "/kvartal/{quarter}/utgava/{version}/{edition}/{path:path}": "a file",
    "/kvartal/{quarter}/utkast/{path:path}": "a file",
    "/kvartal/{quarter}/enhet/{unit}/version/{number}/fil": "a file",
    "/kvartal/{quarter}/enhet/{unit}/version/{number}/granskad": "a file",
    "/lamna-in/{quarter}/{unit}/mall": "a file",
}
SUBMISSION = f"/kvartal/2024Q4/enhet/{FLAWED}"
SHOWN: Mapping[str, tuple[tuple[Role, str], ...]] = {
    "/tillganglighet": ((G, "/tillganglighet"),),
    "/konto": ((R, "/konto"),),
    "/losenord": ((G, "/losenord"),),
    "/logga-in": ((G, "/logga-in"),),
    "/anvandare": ((A, "/anvandare"),),
    "/anvandare/{account_id}": ((A, "/anvandare/{rapportor}"),),
    "/installningar": ((A, "/installningar"),),
    "/installningar/{quarter}": ((A, "/installningar/2024Q4"),),
    "/adresser": ((A, "/adresser"),),
    "/aviseringar": ((G, "/aviseringar"),),
    "/nycklar": ((A, "/nycklar"),),
    "/handelser": ((L, "/handelser"), (A, "/handelser?handelse=denied&person=ingen")),
    "/kvartal/{quarter}": ((G, "/kvartal/2024Q4"), (L, "/kvartal/2025Q1")),
    "/kvartal/{quarter}/granskning": ((G, QUEUE), (L, f"{QUEUE}?enhet=jarva&status=decided")),
    "/kvartal/{quarter}/tabeller": ((L, "/kvartal/2024Q4/tabeller"),),
    "/kvartal/{quarter}/tabeller/{number}/spar": (
        (G, "/kvartal/2024Q4/tabeller/1/spar?rad=daglig-verksamhet&kolumn=2024Q4"),
        (L, "/kvartal/2024Q4/tabeller/9/spar?kolumn=6-12&rad=ej-verkstalld"),
    ),
    "/kvartal/{quarter}/rapport": (
        (G, "/kvartal/2024Q4/rapport"),
        (L, "/kvartal/2024Q4/rapport"),
    ),
    "/kvartal/{quarter}/attest": ((T, "/kvartal/2024Q4/attest"), (L, "/kvartal/2019Q1/attest")),
    "/kvartal/{quarter}/utgava/{version}": ((T, "/kvartal/2024Q4/utgava/1"),),
    "/kvartal/{quarter}/enhet/{unit}": (
        (G, SUBMISSION),
        (G, f"{SUBMISSION}?blad=Beslut&version=1"),
        (L, f"{SUBMISSION}?version=2&jamfor=1"),
        (R, "/kvartal/2024Q4/enhet/farsta?blad=SoL&cell=E5"),
        (G, "/kvartal/2025Q1/enhet/farsta"),
    ),
    "/lamna-in": ((R, "/lamna-in"), (G, "/lamna-in")),
    "/lamna-in/{quarter}/{unit}": ((R, "/lamna-in/2024Q4/farsta"), (G, "/lamna-in/2024Q4/jarva")),
    "/lamna-in/{quarter}/{unit}/kvitto/{number}": (
        (R, "/lamna-in/2024Q4/farsta/kvitto/1"),
        (G, f"/lamna-in/2024Q4/{FLAWED}/kvitto/2"),
    ),
    "/fynd/{quarter}/{finding_id}": (
        (G, "/fynd/2024Q4/{error}"),
        (R, "/fynd/2024Q4/{warning}"),
        (L, "/fynd/2024Q4/{warning}"),
        (G, "/fynd/2024Q4/finns-inte"),
    ),
}


@dataclass(frozen=True)
class Rooms:
    """A site with something of everything; a window for each role."""

    live: Live
    names: Mapping[str, str]
    windows: dict[Role, Page]

    def show(self, role: Role, address: str) -> Page:
        if role not in self.windows:
            self.windows[role] = self.live.as_(role)
        page = self.windows[role]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
        page.goto(address.format(**self.names))
        return page


@pytest.fixture(scope="module")
def rooms(shared_live: Live) -> Rooms:
    return Rooms(shared_live, _furnish(shared_live.site), {})


def _furnish(site: Site) -> Mapping[str, str]:
    """A workbook sent in anew, a finding of each severity, what was said of it, and a release."""
    send(site, FLAWED, edited(sent(site, FLAWED), {"E17": 8}))
    planted = warning()
    told = {"sheet": "SoL", "cell": "E6"}
    look = a_finding("HIS-802", Severity.GRANSKA, "farsta", **told)
    stop = a_finding("FIL-003", Severity.STOPP, "jarva", file="jarva.xlsx")
    plant(site, planted, look, stop)
    reporter, steward = site.as_(R), site.as_(G)
    assert do(reporter, planted, "explained", "Ett nytt boende har öppnat.") == 303
    page = f"/fynd/2024Q4/{planted.id}"
    assert reporter.post(f"{page}/kommentar", {"text": "Ring gärna."}).status_code == 303
    form = {"finding": targets(steward.get(QUEUE)), "owner": "Handläggare A", "due": "2025-02-01"}
    assert steward.post(f"{QUEUE}/fordela", form).status_code == 303
    site.as_(A).post("/nycklar", {"unit": "farsta", "label": "Verksamhetssystemet"})
    now = datetime.now(UTC)
    made = Released(1, "c" * 64, "a" * 64, "b" * 64, Person("Person C", "attestant"), now)
    with site.engine.begin() as connection:
        add_release(connection, site.municipality, Q4, made, {}, {})
    error = next(each.id for each in in_force(site, FLAWED).values() if each.severity == "fel")
    return {"warning": planted.id, "error": error, "rapportor": site.account(R).id}


def test_every_page_is_shown_or_says_why_it_is_none() -> None:
    pages = {
        route.path
        for router in routers()
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    assert {each for each in pages if not each.startswith("/api/")} == set(NO_PAGE) | set(SHOWN)


@pytest.mark.parametrize(
    ("role", "address"), [each for shown in SHOWN.values() for each in shown], ids=str
)
def test_a_page_keeps_nobody_out(rooms: Rooms, role: Role, address: str) -> None:
    page = rooms.show(role, address)
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator("h1").count() == 1
    assert page.title().endswith(" – Kvartal") and not page.title().startswith(" ")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=CONTRAST) == []
    page.set_viewport_size(PHONE)
    assert violations(page, rules=LAID_OUT) == []
    page.set_viewport_size(NARROW)
    _scrolls_in_one_direction(page)


def _scrolls_in_one_direction(page: Page) -> None:
    """Only a table may be wider than the window, and scrolls by itself."""
    wide, window = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, page.evaluate(
        "() => [...document.querySelectorAll('main *')].filter("
        "each => each.getBoundingClientRect().right > innerWidth && !each.closest('.scroll')"
        ").map(each => each.outerHTML.slice(0, 100))"
    )
