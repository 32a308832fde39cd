"""The API as another system uses it, and as a machine that sends all that its description allows
and much that it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from schemas.accounts import Role
from schemas.events import SYSTEM
from schemas.findings import Severity
from schemas.person import Person
from schemas.quarter import Quarter
from sql.engine import writing
from sql.state import unit_states
from steward.auth.tokens import make_token, revoke_token
from tasks.load.load import replace_quarter_findings
from tests.builders import workbook
from tests.data.submissions import finding
from tests.web.live import served
from tests.web.site import ADDRESS, Site

Q4 = "/api/v1/quarters/2024Q4"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.usefixtures("undrafted")
SENDERS = {"farsta": "Verksamhetssystemet i Farsta", "jarva": "Verksamhetssystemet i Järva"}


class Caller:
    """A system with a key for one unit."""

    def __init__(self, site: Site, unit: str) -> None:
        now = datetime.now(UTC)
        self.id, key = make_token(
            site.engine, site.municipality, unit, SENDERS[unit], SYSTEM, Person("Person A"), now
        )
        self.client = TestClient(site.app, base_url=ADDRESS)
        self.client.headers["Authorization"] = f"Bearer {key}"

    def get(self, address: str) -> Response:
        return self.client.get(address)

    def send(self, address: str, data: bytes, name: str = "bok.xlsx") -> Response:
        return self.client.post(address, files={"file": (name, data, SPREADSHEET)})


@pytest.fixture
def farsta(site: Site) -> Caller:
    return Caller(site, "farsta")


def broken() -> bytes:
    """Farsta's workbook in which one row's Totalt is one too many."""
    book = workbook()
    cell = book.address("LSS", "orsak", "annat-skal", "totalt")
    return book.set("LSS", cell, 99).bytes()


@pytest.mark.parametrize("address", ["status", "findings", "figures", "tables"])
def test_without_a_key_nothing_is_told(site: Site, address: str) -> None:
    for headers in ({}, {"Authorization": "Bearer kvt_guessed"}, {"Authorization": "Basic eA=="}):
        answer = site.anybody().get(f"{Q4}/{address}", headers=headers)
        assert answer.status_code == 401
        assert set(answer.json()) == {"error"}
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_key_opens_nothing(site: Site, farsta: Caller) -> None:
    assert farsta.get(f"{Q4}/status").status_code == 200
    revoke_token(site.engine, site.municipality, farsta.id, SYSTEM, datetime.now(UTC))
    assert farsta.get(f"{Q4}/status").status_code == 401


def test_a_session_of_the_pages_is_no_key(site: Site) -> None:
    assert site.as_(Role.GRANSKARE).get(f"{Q4}/status").status_code == 401


def test_a_workbook_is_checked_then_sent_and_its_findings_stay(farsta: Caller) -> None:
    checked = farsta.send(f"{Q4}/check", broken())
    assert checked.status_code == 200
    rules = {each["rule"] for each in checked.json()["findings"]}
    assert "KON-511" in rules
    before = farsta.get(f"{Q4}/status").json()
    assert before["version"] == 1  # the demo's; what was checked is not kept
    sent = farsta.send(f"{Q4}/submission", broken())
    assert sent.status_code == 201
    receipt = sent.json()
    assert (receipt["unit"], receipt["version"], receipt["state"]) == ("farsta", 2, "quarantined")
    assert receipt["duplicate"] is False
    again = farsta.send(f"{Q4}/submission", broken(), name="kopia.xlsx").json()
    assert (again["version"], again["duplicate"]) == (2, True)
    found = farsta.get(f"{Q4}/findings").json()
    assert "KON-511" in {each["rule"] for each in found["findings"]}
    wrong = next(each for each in found["findings"] if each["rule"] == "KON-511")
    assert (wrong["sheet"], wrong["found"]) == ("LSS", 99)
    assert wrong["cause"]["cell"] == wrong["cell"]
    status = farsta.get(f"{Q4}/status").json()
    assert (status["state"], status["version"]) == ("quarantined", 2)
    assert status["deadline"] == "2025-01-31"
    assert status["findings"]["fel"] >= 1


def test_another_units_workbook_is_refused_and_nothing_is_kept(site: Site) -> None:
    jarva = Caller(site, "jarva")
    refused = jarva.send(f"{Q4}/submission", workbook("farsta").bytes())
    assert refused.status_code == 400
    assert "Farsta" in refused.json()["error"]["message"]
    assert jarva.get(f"{Q4}/status").json()["version"] == 1


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04broken", b"<html></html>"])
def test_what_is_no_workbook_is_received_as_stopped(farsta: Caller, data: bytes) -> None:
    answer = farsta.send(f"{Q4}/submission", data)
    assert answer.status_code == 201
    assert answer.json()["state"] == "stopped"
    assert {each["severity"] for each in answer.json()["findings"]} == {"stopp"}


def test_a_file_that_is_too_large_is_not_taken_in(farsta: Caller) -> None:
    answer = farsta.send(f"{Q4}/submission", b"0" * 12_000_000)
    assert answer.status_code == 413
    assert "MB" in answer.json()["error"]["message"]
    assert farsta.get(f"{Q4}/status").json()["version"] == 1


def test_figures_are_the_units_own(site: Site, farsta: Caller) -> None:
    ours = farsta.get(f"{Q4}/figures").json()["figures"]
    total = next(
        each["value"]
        for each in ours
        if (each["lag"], each["table"], each["row"], each["column"])
        == ("LSS", "insats", [], "totalt")
    )
    rows = sum(
        each["value"]
        for each in ours
        if (each["lag"], each["table"], each["column"]) == ("LSS", "insats", "totalt")
        and each["row"]
    )
    assert total == rows > 0
    theirs = Caller(site, "jarva").get(f"{Q4}/figures").json()
    assert theirs["unit"] == "jarva"
    assert theirs["figures"] != ours


def test_what_a_unit_is_counted_is_what_it_is_told(site: Site, farsta: Caller) -> None:
    """UPP-541 tells of the municipality's total, so a unit neither reads it nor is counted it."""
    told = finding(rule="UPP-541")
    with writing(site.engine) as connection:
        replace_quarter_findings(
            connection, site.municipality, Quarter(2024, 4), [told], "report:x"
        )
    found = farsta.get(f"{Q4}/findings").json()["findings"]
    counted = Counter(each["severity"] for each in found if each["status"] == "open")
    assert farsta.get(f"{Q4}/status").json()["findings"] == {
        each.value: counted[each.value] for each in Severity
    }
    with site.engine.connect() as connection:
        (unit,) = [each for each in unit_states(connection, site.municipality, Quarter(2024, 4))
                   if each.unit == "farsta"]  # fmt: skip
    assert unit.findings[Severity.FEL] == counted["fel"] + 1


def test_no_answer_to_a_unit_names_the_municipalitys_total_or_another_unit(farsta: Caller) -> None:
    found = farsta.get(f"{Q4}/findings").json()["findings"]
    assert {each["unit"] for each in found} <= {"farsta"}
    assert not [each["rule"] for each in found if each["rule"].startswith("UPP-")]


def test_tables_are_there_once_the_quarter_is_published(farsta: Caller) -> None:
    assert farsta.get(f"{Q4}/tables").status_code == 404


@pytest.mark.parametrize("quarter", ["2024", "nonsense", "2024Q5", "1e9"])
def test_what_is_no_quarter_is_not_found(farsta: Caller, quarter: str) -> None:
    answer = farsta.get(f"/api/v1/quarters/{quarter}/status")
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"message", "hint"}


def test_the_description_names_every_call_and_its_refusals(site: Site) -> None:
    described = site.anybody().get("/api/v1/openapi.json").json()
    calls = {
        (method, path.removeprefix("/api/v1/quarters/{quarter}"))
        for path, methods in described["paths"].items()
        for method in methods
    }
    assert calls == {
        ("post", "/submission"),
        ("post", "/check"),
        ("get", "/status"),
        ("get", "/findings"),
        ("get", "/figures"),
        ("get", "/tables"),
    }
    for methods in described["paths"].values():
        for call in methods.values():
            assert {"400", "401", "404", "413", "422"} <= set(call["responses"])


@pytest.fixture
def described(site: Site, farsta: Caller) -> Iterator[Any]:
    with served(site.app) as address:
        read = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
        read.config.update(headers={"Authorization": farsta.client.headers["Authorization"]})
        yield read


def test_nothing_that_is_sent_makes_us_fail(described: Any) -> None:
    for operation in described.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        def send(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        send()
