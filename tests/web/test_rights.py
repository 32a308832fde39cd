"""Who may what, at every route there is: no route is forgotten, and no role gets further.

The table below is written by hand. A new route fails here until it stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import func, select

from schemas.accounts import Role
from schemas.events import SYSTEM, Act
from sql.people import audit
from sql.warehouse import metadata
from steward.app import routers
from steward.auth.accounts import add_account
from steward.auth.tokens import make_token
from steward.rights import RIGHTS
from steward.routes import api, runs
from tests.web.findings import plant, warning
from tests.web.site import Browser, Site

R, G, T, A, L = Role.RAPPORTOR, Role.GRANSKARE, Role.ATTESTANT, Role.ADMINISTRATOR, Role.LASARE
EVERYBODY = frozenset(Role)
READERS = frozenset({G, T, A, L})
UNIT, OTHER = "farsta", "jarva"

PUBLIC = frozenset(
    {
        ("GET", "/tillganglighet"),
        ("GET", "/halsa"),
        ("GET", "/matt"),
        ("GET", "/logga-in"),
        ("POST", "/logga-in"),
        ("GET", "/oidc/start"),
        ("GET", "/oidc/svar"),
    }
)
BY_SCHEDULER = frozenset({("POST", "/api/v1/runs")})
KEYED = frozenset(
    {
        ("POST", "/api/v1/quarters/{quarter}/submission"),
        ("POST", "/api/v1/quarters/{quarter}/check"),
        ("GET", "/api/v1/quarters/{quarter}/status"),
        ("GET", "/api/v1/quarters/{quarter}/findings"),
        ("GET", "/api/v1/quarters/{quarter}/figures"),
        ("GET", "/api/v1/quarters/{quarter}/tables"),
    }
)
MAY: Mapping[tuple[str, str], frozenset[Role]] = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/konto"): EVERYBODY,
    ("GET", "/losenord"): EVERYBODY,
    ("POST", "/losenord"): EVERYBODY,
    ("POST", "/logga-ut"): EVERYBODY,
    ("GET", "/anvandare"): frozenset({A}),
    ("POST", "/anvandare"): frozenset({A}),
    ("GET", "/anvandare/{account_id}"): frozenset({A}),
    ("POST", "/anvandare/{account_id}"): frozenset({A}),
    ("POST", "/anvandare/{account_id}/losenord"): frozenset({A}),
    ("GET", "/installningar"): frozenset({A}),
    ("GET", "/installningar/kvartal"): frozenset({A}),
    ("GET", "/installningar/{quarter}"): frozenset({A}),
    ("POST", "/installningar/{quarter}"): frozenset({A}),
    ("GET", "/adresser"): frozenset({A}),
    ("POST", "/adresser"): frozenset({A}),
    ("GET", "/aviseringar"): READERS,
    ("POST", "/aviseringar"): READERS,
    ("GET", "/nycklar"): frozenset({A}),
    ("POST", "/nycklar"): frozenset({A}),
    ("POST", "/nycklar/{token_id}/sparra"): frozenset({A}),
    ("GET", "/handelser"): frozenset({A, L}),
    ("GET", "/kvartal"): READERS,
    ("GET", "/kvartal/{quarter}"): READERS,
    ("GET", "/kvartal/{quarter}/granskning"): READERS,
    ("POST", "/kvartal/{quarter}/granskning/beslut"): frozenset({G}),
    ("POST", "/kvartal/{quarter}/granskning/fordela"): frozenset({G}),
    ("GET", "/kvartal/{quarter}/tabeller"): READERS,
    ("GET", "/kvartal/{quarter}/tabeller/{number}/spar"): READERS,
    ("GET", "/kvartal/{quarter}/diagram/{name}"): READERS,
    ("GET", "/kvartal/{quarter}/rapport"): READERS,
    ("POST", "/kvartal/{quarter}/rapport"): frozenset({G}),
    ("GET", "/kvartal/{quarter}/attest"): READERS,
    ("POST", "/kvartal/{quarter}/attest/utkast"): frozenset({T}),
    ("POST", "/kvartal/{quarter}/attest/godkann"): frozenset({T}),
    ("POST", "/kvartal/{quarter}/attest/publicera"): frozenset({T}),
    ("GET", "/kvartal/{quarter}/utgava/{version}"): READERS,
    ("GET", "/kvartal/{quarter}/utgava/{version}/{edition}/{path:path}"): READERS,
    ("GET", "/kvartal/{quarter}/utkast/{path:path}"): READERS,
    ("GET", "/kvartal/{quarter}/enhet/{unit}"): EVERYBODY,
    ("GET", "/kvartal/{quarter}/enhet/{unit}/version/{number}/fil"): frozenset({R, G, T}),
    ("GET", "/kvartal/{quarter}/enhet/{unit}/version/{number}/granskad"): frozenset({R, G, T}),
    ("GET", "/lamna-in"): frozenset({R, G}),
    ("GET", "/lamna-in/{quarter}/{unit}"): frozenset({R, G}),
    ("POST", "/lamna-in/{quarter}/{unit}"): frozenset({R, G}),
    ("GET", "/lamna-in/{quarter}/{unit}/mall"): frozenset({R, G}),
    ("POST", "/lamna-in/{quarter}/{unit}/kontroll"): frozenset({R, G}),
    ("GET", "/lamna-in/{quarter}/{unit}/kvitto/{number}"): frozenset({R, G}),
    ("GET", "/fynd/{quarter}/{finding_id}"): EVERYBODY,
    ("POST", "/fynd/{quarter}/{finding_id}/forklara"): frozenset({R, G}),
    ("POST", "/fynd/{quarter}/{finding_id}/kommentar"): frozenset({R, G}),
    ("POST", "/fynd/{quarter}/{finding_id}/beslut"): frozenset({G}),
    ("POST", "/fynd/{quarter}/{finding_id}/fordela"): frozenset({G}),
}
UNPUBLISHED = "/kvartal/{quarter}/utgava/"
"""Nothing is published in the demo: whoever may see a release is told that there is none."""

ROUTES = {
    (method, route.path): route
    for router in routers()
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
}
OF_UNITS = [each for each in MAY if R in MAY[each] and ("{unit}" in each[1] or "{find" in each[1])]


@dataclass(frozen=True)
class Rooms:
    """A site, and what stands in the addresses of one unit's pages."""

    site: Site
    values: Mapping[str, str]

    def ask(self, client: Browser | TestClient, method: str, path: str) -> Response:
        """Ask as the page would; a form is sent empty, with its hidden field."""
        address = path.replace("{path:path}", "{path}").format(**self.values)
        if method == "POST":
            return client.post(address)
        asked = "?kolumn=2024Q4" if path.endswith("/spar") else "?quarter=2024Q4"
        return client.get(address + asked, follow_redirects=False)

    def rows(self) -> Mapping[str, int]:
        """How many there are of everything that an act could change."""
        with self.site.engine.connect() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table.name not in ("audit", "session")
            }

    def denied(self) -> list[str]:
        """What anybody was denied, in turn."""
        asked = select(audit.c.subject).where(audit.c.act == Act.DENIED.value).order_by(audit.c.nr)
        with self.site.engine.connect() as connection:
            return list(connection.scalars(asked))


@pytest.fixture(scope="module")
def rooms(shared: Site) -> Rooms:
    """One site for all: nothing changes by what is denied, which is what is tested."""
    site = shared
    planted, now = warning(UNIT), datetime.now(UTC)
    plant(site, planted)
    engine, city = site.engine, site.municipality
    someone, _ = add_account(engine, city, "someone", "Person S", L, [], SYSTEM, now)
    token, _ = make_token(engine, city, UNIT, "Prov", SYSTEM, someone.person, now)
    named = {"quarter": "2024Q4", "unit": UNIT, "number": "1", "finding_id": planted.id}
    files = {"version": "1", "edition": "offentlig", "path": "tabeller.csv"}
    diagram = next((site.settings.draft("2024Q4") / "diagram").glob("*.svg")).stem
    people = {"account_id": someone.id, "token_id": token, "name": diagram}
    return Rooms(site, named | files | people)


def asks(dependant: Dependant) -> Iterator[Any]:
    """What is asked before a route is reached."""
    for each in dependant.dependencies:
        yield each.call
        yield from asks(each)


def test_every_route_stands_in_one_of_the_tables() -> None:
    assert set(ROUTES) == PUBLIC | BY_SCHEDULER | KEYED | set(MAY)
    assert not PUBLIC & set(MAY)


def test_every_route_but_the_public_ones_asks_for_a_right_or_a_key() -> None:
    for named, route in ROUTES.items():
        asked = list(asks(route.dependant))
        rights = {each.right for each in asked if hasattr(each, "right")}
        if named in MAY:
            assert len(rights) == 1, named
            (right,) = rights
            assert {role for role in Role if right in RIGHTS[role]} == MAY[named], named
        else:
            assert not rights, named
            assert (api._caller in asked) == (named in KEYED), named
            assert (runs._told_by_scheduler in asked) == (named in BY_SCHEDULER), named


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_what_it_may_and_nothing_else(rooms: Rooms, role: Role) -> None:
    for (method, path), roles in MAY.items():
        browser, before, denied = rooms.site.as_(role), rooms.rows(), rooms.denied()
        answer = rooms.ask(browser, method, path)
        told = f"{role.label}: {method} {path}"
        if role in roles:
            reached = {404} if path.startswith(UNPUBLISHED) else {200, 303, 400}
            assert answer.status_code in reached, told
            assert rooms.denied() == denied, told
        else:
            assert answer.status_code == 403, told
            assert "Du har inte rätt till den här sidan" in answer.text, told
            assert rooms.rows() == before, told
            assert rooms.denied() == [*denied, str(answer.request.url.path)], told


def test_a_reporter_reaches_no_other_unit(rooms: Rooms) -> None:
    """Of a finding that is not theirs they are told the same as of one that there is not."""
    missing = {**rooms.values, "finding_id": "0123456789ab"}
    for method, path in OF_UNITS:
        browser, before, denied = rooms.site.as_(R, OTHER), rooms.rows(), rooms.denied()
        answer = rooms.ask(browser, method, path)
        assert rooms.rows() == before, path
        if "{unit}" in path:
            assert answer.status_code == 403, path
            assert rooms.denied() == [*denied, UNIT], path
        else:
            absent = Rooms(rooms.site, missing).ask(browser, method, path)
            assert answer.status_code == absent.status_code == 404, path
            own, none = rooms.values["finding_id"], missing["finding_id"]
            assert answer.text.replace(own, none) == absent.text, path


def test_nobody_reaches_anything_but_the_log_in(rooms: Rooms) -> None:
    for method, path in (*MAY, *KEYED):
        before = rooms.rows()
        answer = rooms.ask(rooms.site.anybody(), method, path)
        if (method, path) in KEYED or method == "POST":
            assert answer.status_code == 401, path
        else:
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/logga-in?next="), path
        assert rooms.rows() == before, path


def test_a_form_that_another_site_made_is_refused_at_every_route(rooms: Rooms) -> None:
    for method, path in MAY:
        if method == "GET":
            continue
        before, role = rooms.rows(), min(MAY[method, path])
        answer = rooms.ask(rooms.site.as_(role).client, method, path)
        assert answer.status_code == 400, path
        assert "hör inte till den här inloggningen" in answer.text, path
        assert rooms.rows() == before, path
