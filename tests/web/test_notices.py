"""The pages of function mailboxes, and of what somebody wants to be told."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.accounts import Role
from schemas.events import Act
from schemas.notices import TO_CHOOSE, Notice, Pace
from sql.choices import addresses_to_tell, choices_of
from sql.contacts import COORDINATION, contacts_of
from tests.data.people import events
from tests.web.site import Site, said

SHARED = "samordning@kommun.example"


def chosen(**paces: str) -> dict[str, Any]:
    """The form of the page, every kind not named at once."""
    return {
        "address": "person.g@kommun.example",
        "notice": [each.value for each in TO_CHOOSE],
        "pace": [paces.get(each.value, "at-once") for each in TO_CHOOSE],
    }


def test_addresses_are_set_and_the_changes_written_down(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    form = {"unit": ["", "farsta", "jarva"], "address": [SHARED, " farsta@kommun.example ", ""]}
    answer = administrator.post("/adresser", form)
    assert answer.headers["location"] == "/adresser?klart=adresser"
    with site.engine.connect() as connection:
        assert contacts_of(connection, site.municipality) == {
            COORDINATION: SHARED, "farsta": "farsta@kommun.example",
        }  # fmt: skip
    made = [each for each in events(site.engine) if each[0] == Act.ADDRESS_SET]
    assert len(made) == 2
    page = administrator.get("/adresser")
    assert 'value="farsta@kommun.example"' in page.text
    assert "Kvartal kan inte skicka brev än" in said(page)
    again = administrator.post("/adresser", form)
    assert again.headers["location"] == "/adresser?klart=orord"


def test_an_address_that_is_none_is_kept_in_the_form_and_nothing_is_set(site: Site) -> None:
    form = {"unit": ["farsta", "jarva"], "address": ["farsta@kommun.example", "järva"]}
    answer = site.as_(Role.ADMINISTRATOR).post("/adresser", form)
    assert answer.status_code == 400
    assert "är ingen e-postadress" in said(answer)
    assert 'value="järva"' in answer.text
    with site.engine.connect() as connection:
        assert contacts_of(connection, site.municipality) == {}


def test_somebody_chooses_what_they_are_told(site: Site) -> None:
    granskare = site.as_(Role.GRANSKARE)
    before = granskare.get("/aviseringar")
    assert before.text.count('<option value="at-once" selected>') == len(TO_CHOOSE)
    answer = granskare.post("/aviseringar", chosen(complete="never", escalated="daily"))
    assert answer.headers["location"] == "/aviseringar?klart=aviseringar"
    with site.engine.connect() as connection:
        told = {each: addresses_to_tell(connection, site.municipality, each) for each in TO_CHOOSE}
        own = choices_of(connection, site.municipality, granskare.account)
    assert told[Notice.COMPLETE] == {}
    assert told[Notice.ESCALATED] == {"person.g@kommun.example": Pace.DAILY}
    assert told[Notice.VERIFIED] == {"person.g@kommun.example": Pace.AT_ONCE}
    assert own.paces[Notice.COMPLETE] is Pace.NEVER
    after = granskare.get("/aviseringar?klart=aviseringar")
    assert "Aviseringarna är sparade." in said(after)
    assert after.text.count('<option value="never" selected>') == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"address": "ingen adress"}, 400),
        ({"pace": ["at-once"]}, 400),
        ({"pace": ["nu"] * len(TO_CHOOSE)}, 400),
    ],
)
def test_another_form_than_the_pages_changes_nothing(
    site: Site, change: dict[str, Any], status: int
) -> None:
    answer = site.as_(Role.GRANSKARE).post("/aviseringar", {**chosen(), **change})
    assert answer.status_code == status
    with site.engine.connect() as connection:
        assert addresses_to_tell(connection, site.municipality, Notice.COMPLETE) == {}
