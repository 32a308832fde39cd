"""The page of settings: when quarters are collected, and what is set elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.accounts import Role
from schemas.quarter import Quarter
from sql.calendar import collecting_of, last_set
from tests.web.site import Site, said

Q4 = Quarter(2024, 4)
DAYS = {
    "opens": "2025-01-02", "deadline": "2025-02-14", "reminders": "10, 2, −1", "escalate": "4",
    "consolidate": "6",
}  # fmt: skip


def test_the_days_of_a_quarter_are_set(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    before = administrator.get("/installningar/2024Q4")
    assert 'value="2025-01-31"' in before.text  # Stockholm's calendar
    assert 'value="14, 3, -1"' in before.text
    answer = administrator.post("/installningar/2024Q4", DAYS)
    assert (answer.status_code, answer.headers["location"]) == (
        303, "/installningar?klart=kalender",
    )  # fmt: skip
    with site.engine.connect() as connection:
        now = collecting_of(connection, site.municipality, Q4)
    assert (now.opens, now.deadline) == (date(2025, 1, 2), date(2025, 2, 14))
    assert now.reminders == (10, 2, -1)
    assert (now.escalate, now.consolidate) == (4, 6)
    after = said(administrator.get("/installningar/2024Q4"))
    assert "Bestämt av Person administratör" in after
    assert "Kommunens kalender har 31 januari 2025 som sista dag" in after


def test_no_reminders_is_an_answer(site: Site) -> None:
    site.as_(Role.ADMINISTRATOR).post("/installningar/2024Q4", {**DAYS, "reminders": " "})
    with site.engine.connect() as connection:
        assert collecting_of(connection, site.municipality, Q4).reminders == ()


@pytest.mark.parametrize(
    ("field", "text", "said_of_it"),
    [
        ("opens", "2024-12-30", "kan inte öppna"),
        ("opens", "i januari", "Fältet Öppnar är ingen dag."),
        ("deadline", "2025-01-01", "ligger före"),
        ("deadline", "", "Fältet Sista dag är ingen dag."),
        ("reminders", "två veckor", "Påminnelserna är inte hela dagar."),
        ("reminders", "400", "för långt bort"),
        ("escalate", "snart", "inget antal dagar"),
        ("consolidate", "0", "mellan 1 och 90 dagar"),
    ],
)
def test_what_is_refused_is_kept_in_the_form(
    site: Site, field: str, text: str, said_of_it: str
) -> None:
    answer = site.as_(Role.ADMINISTRATOR).post("/installningar/2024Q4", {**DAYS, field: text})
    assert answer.status_code == 400
    assert said_of_it in said(answer)
    for kept in {**DAYS, field: text}.values():
        assert f'value="{kept}"' in answer.text
    with site.engine.connect() as connection:
        assert last_set(connection, site.municipality, Q4) is None


def test_any_quarter_is_reached_by_naming_it(site: Site) -> None:
    administrator = site.as_(Role.ADMINISTRATOR)
    answer = administrator.get(
        "/installningar/kvartal?quarter=kvartal%201,%202019", follow_redirects=False
    )
    assert answer.headers["location"] == "/installningar/2019Q1"
    assert "Insamlingen av Kv 1 2019" in said(administrator.get("/installningar/2019Q1"))


def test_settings_that_are_made_elsewhere_are_told_by_name(site: Site) -> None:
    text = said(site.as_(Role.ADMINISTRATOR).get("/installningar"))
    assert "Största fil 10 MB KVARTAL_UPLOAD_MB" in text
    assert "24 månader efter kvartalets slut KVARTAL_KEEP_MONTHS" in text
    assert "Rader på ett blad 20 000 KVARTAL_LIMIT_ROWS" in text
    assert "60 sekunder KVARTAL_LEASE_SECONDS" in text
    assert "30 minuter utan att något görs KVARTAL_SESSION_IDLE_MINUTES" in text
    assert "E-postserver ingen: inga brev skickas KVARTAL_SMTP_HOST" in text
    assert "Kommunens inloggning används inte KVARTAL_OIDC_ISSUER" in text
    assert "över 0 och under 5 stockholm/kommun.yaml, disclosure.unit" in text
