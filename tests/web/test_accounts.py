"""The pages of accounts and keys: what is made is shown once, and what is refused is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from httpx2 import Response

from schemas.accounts import Account, Role
from schemas.events import Act
from sql.audit_reading import events
from sql.engine import writing
from sql.people import account as columns
from steward.auth.accounts import accounts_of
from steward.auth.login import log_in
from steward.auth.tokens import tokens_of, unit_of_token
from tests.web.site import Browser, Site, said

NEW = {"login": "ny.person", "name": "Person Ny", "role": "rapportor", "units": ["jarva", "farsta"]}
NOW = datetime(2025, 2, 3, 9, tzinfo=UTC)


def shown_once(answer: Response) -> str:
    """The secret of an answer."""
    found = re.search(r'<code class="secret">([^<]+)</code>', answer.text)
    assert found
    return found[1]


def accounts(site: Site) -> dict[str, Account]:
    with site.engine.connect() as connection:
        return {each.login: each for each in accounts_of(connection, site.municipality)}


def test_the_list_tells_everybody_with_role_and_units(site: Site) -> None:
    answer = site.as_(Role.ADMINISTRATOR).get("/anvandare")
    assert answer.text.count('<th scope="row">') == 6
    assert "Person rapportör jarva rapportor.jarva rapportör Järva aktivt" in said(answer)
    assert "Person läsare lasare läsare alla aktivt" in said(answer)


def test_a_new_account_logs_in_with_the_password_that_is_shown_once(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    answer = administrator.post("/anvandare", NEW)
    password = shown_once(answer)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    made = log_in(site.engine, site.municipality, "ny.person", password, "", NOW)
    assert (made.name, made.units) == ("Person Ny", frozenset({"jarva", "farsta"}))
    assert made.must_change
    for page in ("/anvandare", f"/anvandare/{made.id}"):
        assert password not in administrator.get(page).text
    with site.engine.connect() as connection:
        logged = events(connection, site.municipality)
    assert password not in repr(logged)
    assert logged[1].event.act is Act.ACCOUNT_ADDED


def test_what_is_refused_is_kept_in_the_form(site: Site) -> None:
    answer = site.as_(Role.ADMINISTRATOR).post("/anvandare", {**NEW, "login": "Granskare"})
    assert answer.status_code == 400
    assert "Inloggningsnamnet granskare är upptaget." in said(answer)
    assert 'value="Granskare"' in answer.text
    assert 'value="Person Ny"' in answer.text
    assert sorted(re.findall(r'value="([a-z-]+)" checked', answer.text)) == ["farsta", "jarva"]
    assert "ny.person" not in accounts(site)


def test_a_role_that_there_is_not_is_refused_as_a_page(site: Site) -> None:
    answer = site.as_(Role.ADMINISTRATOR).post("/anvandare", {**NEW, "role": "kung"})
    assert answer.status_code == 400
    assert "Välj en roll i listan." in said(answer)


def test_an_account_changes_role_and_is_shut(site: Site) -> None:
    before = site.account(Role.GRANSKARE)
    there = f"/anvandare/{before.id}"
    administrator = site.as_(Role.ADMINISTRATOR)
    change = {"name": "Person Annan", "role": "rapportor", "units": ["bromma"]}
    answer = administrator.post(there, change)  # without `active`, as a browser sends an empty box
    assert (answer.status_code, answer.headers["location"]) == (303, "/anvandare?klart=konto")
    now = accounts(site)["granskare"]
    assert (now.name, now.role, now.units) == (
        "Person Annan",
        Role.RAPPORTOR,
        frozenset({"bromma"}),
    )
    assert not now.active
    assert "avstängt" in said(administrator.get("/anvandare"))
    administrator.post(there, {**change, "active": "ja"})
    assert accounts(site)["granskare"].active


def test_the_last_administrator_stays_and_is_told_why(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    own = f"/anvandare/{administrator.account.id}"
    answer = administrator.post(own, {"name": "Person X", "role": "lasare", "active": "ja"})
    assert answer.status_code == 400
    assert "är den enda aktiva administratören" in said(answer)
    assert 'value="Person X"' in answer.text
    assert accounts(site)["administrator"].role is Role.ADMINISTRATOR


def test_a_new_one_time_password_is_shown_once(site: Site) -> None:
    whose = site.account(Role.ATTESTANT)
    answer = site.as_(Role.ADMINISTRATOR).post(f"/anvandare/{whose.id}/losenord")
    found = log_in(site.engine, site.municipality, "attestant", shown_once(answer), "", NOW)
    assert found.must_change


def test_of_somebody_from_elsewhere_only_the_door_is_ours(site: Site) -> None:
    whose = site.account(Role.LASARE)
    with writing(site.engine) as connection:
        mine = columns.c.id == whose.id
        connection.execute(columns.update().where(mine).values(issuer="https://x", subject="1"))
    administrator = site.as_(Role.ADMINISTRATOR)
    there = f"/anvandare/{whose.id}"
    assert 'name="role"' not in administrator.get(there).text
    assert administrator.post(there, {}).status_code == 303
    assert not accounts(site)["lasare"].active
    assert administrator.post(f"{there}/losenord").status_code == 400


def test_an_account_that_there_is_not_is_no_page(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    assert administrator.get("/anvandare/0").status_code == 404
    assert administrator.post("/anvandare/0", {"name": "X"}).status_code == 404


def test_nobody_but_an_administrator_manages(site: Site) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        somebody = site.as_(role)
        for page in ("/anvandare", "/nycklar", "/installningar", "/installningar/2024Q4"):
            assert somebody.get(page).status_code == 403
        assert somebody.post("/anvandare", NEW).status_code == 403


def key_made(administrator: Browser) -> str:
    made = administrator.post("/nycklar", {"unit": "farsta", "label": "Verksamhetssystemet"})
    return shown_once(made)


def test_a_key_is_shown_once_and_speaks_for_its_unit(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    key = key_made(administrator)
    answer = administrator.get("/nycklar")
    assert key not in answer.text
    assert "Verksamhetssystemet Farsta" in said(answer)
    assert "aldrig" in said(answer)
    token = unit_of_token(site.engine, site.municipality, key, NOW)
    assert token is not None
    assert token.unit == "farsta"
    assert "3 februari 2025 kl. 10.00" in said(administrator.get("/nycklar"))


def test_a_revoked_key_opens_nothing(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    key = key_made(administrator)
    with site.engine.connect() as connection:
        token = tokens_of(connection, site.municipality)[0]
    answer = administrator.post(f"/nycklar/{token.id}/sparra")
    assert answer.headers["location"] == "/nycklar?klart=nyckel"
    assert unit_of_token(site.engine, site.municipality, key, NOW) is None
    assert "spärrad" in said(administrator.get("/nycklar"))


def test_a_key_that_is_refused_keeps_what_was_typed(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    answer = administrator.post("/nycklar", {"unit": "", "label": "Systemet"})
    assert answer.status_code == 400
    assert 'value="Systemet"' in answer.text
    answer = administrator.post("/nycklar", {"unit": "farsta", "label": " "})
    assert answer.status_code == 400
    assert '<option value="farsta" selected>' in answer.text


def test_the_number_of_queries_does_not_follow_the_accounts(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    counted = []
    for number in range(2):
        with site.queries() as asked:
            administrator.get("/anvandare")
        counted.append(len(asked))
        administrator.post("/anvandare", {**NEW, "login": f"ny.{number}"})
    assert counted[0] == counted[1] <= 8
