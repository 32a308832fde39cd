"""Approving and publishing in the pages, as two persons do it, and what they are told before."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import Response

from schemas.accounts import Role
from schemas.events import SYSTEM, Act
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided, Released
from sql.people import audit
from sql.releases import add_release, releases_of
from sql.rulings import approvals_of
from sql.state import findings_of
from steward.auth.accounts import add_account, choose_password
from steward.decisions import decide
from tasks.publish.manifest import content_of
from tests.web.site import PASSWORD, Browser, Site, said

Q4 = Quarter(2024, 4)
ADDRESS = "/kvartal/2024Q4/attest"
HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""
REASON = "Enheten rättar i nästa rapport."


def settle(site: Site, by: Person | None = None) -> None:
    """The demo's one error gets a waiver, and the report its head."""
    with site.engine.connect() as connection:
        found = findings_of(connection, site.municipality, Q4)
    ids = [each.id for each in found if each.severity == "fel"]
    waiver = by or Person("Handläggare A", "granskare")
    now = datetime.now(UTC)
    decide(site.engine, site.municipality, ids, Decided.WAIVED, REASON, waiver, now)
    folder = site.settings.written("2024Q4")
    (folder / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")


def second(site: Site) -> Browser:
    """Another attestant, who publishes what the first one approved."""
    now, login = datetime.now(UTC), "attestant.tva"
    made, once = add_account(
        site.engine, site.municipality, login, "Person Publicist", Role.ATTESTANT, [], SYSTEM, now
    )
    choose_password(site.engine, site.municipality, made, once, PASSWORD, now)
    return site.browser(made)


def content(site: Site) -> str:
    return content_of(site.settings.draft("2024Q4")) or ""


def approve(site: Site, browser: Browser, **fields: Any) -> Response:
    return browser.post(f"{ADDRESS}/godkann", {"content": content(site), "read": "ja", **fields})


def approved(site: Site) -> Browser:
    """The quarter settled, its draft written anew by a first attempt, and approved."""
    settle(site)
    browser = site.as_(Role.ATTESTANT)
    assert approve(site, browser).status_code == 400  # the draft is from before the waiver
    assert approve(site, browser).status_code == 303
    return browser


def acts(site: Site) -> list[str]:
    with site.engine.connect() as connection:
        return list(connection.scalars(audit.select().with_only_columns(audit.c.act)))


def test_what_hinders_is_told_with_where_it_is_mended(site: Site) -> None:
    answer = site.as_(Role.ATTESTANT).get(ADDRESS)
    text = said(answer)
    assert "4 fel att rätta eller ge dispens" in text and "Norra innerstaden" in text
    assert 'href="/kvartal/2024Q4/granskning?' in answer.text
    assert "Diarienummer saknas i rapportens huvud" in text
    assert content(site) in text and "aktuellt" in text
    assert "hindrar ett godkännande" in text
    assert 'action="/kvartal/2024Q4/attest/godkann"' not in answer.text


def test_what_hinders_is_refused_even_when_sent(site: Site) -> None:
    answer = approve(site, site.as_(Role.ATTESTANT))
    assert answer.status_code == 400
    assert "öppna fynd" in said(answer)
    assert "kvartal findings" not in said(answer)


def test_only_an_attestant_approves(site: Site) -> None:
    for role in (Role.GRANSKARE, Role.ADMINISTRATOR, Role.LASARE, Role.RAPPORTOR):
        for act in ("godkann", "publicera", "utkast"):
            assert site.as_(role).post(f"{ADDRESS}/{act}").status_code == 403
    assert "En attestant godkänner" in said(site.as_(Role.GRANSKARE).get(ADDRESS))
    assert site.as_(Role.RAPPORTOR).get(ADDRESS).status_code == 403


def test_a_draft_that_is_not_current_is_told_and_not_approved(site: Site) -> None:
    before = content(site)
    settle(site)
    browser = site.as_(Role.ATTESTANT)
    text = said(browser.get(ADDRESS))
    assert "Utkastet är inte längre aktuellt" in text
    assert "Dispenserna har ändrats" in text and "egna texter har ändrats" in text
    assert REASON in text and "Handläggare A, granskare" in text
    answer = approve(site, browser)
    assert answer.status_code == 400
    assert "har skrivits om" in said(answer)
    assert content(site) != before
    stale = browser.post(f"{ADDRESS}/godkann", {"content": before, "read": "ja"})
    assert stale.status_code == 400
    assert "skrivits om sedan du öppnade sidan" in said(stale)
    unread = browser.post(f"{ADDRESS}/godkann", {"content": content(site)})
    assert unread.status_code == 400
    assert "inte intygat att du har läst" in said(unread)
    with site.engine.connect() as connection:
        assert not approvals_of(connection, site.municipality, Q4)


def test_who_gave_a_waiver_is_told_so_before_the_button(site: Site) -> None:
    own = site.account(Role.ATTESTANT).person
    settle(site, own)
    browser = site.as_(Role.ATTESTANT)
    answer = browser.get(ADDRESS)
    assert f"{own.name} har gett en dispens som gäller" in said(answer)
    assert 'action="/kvartal/2024Q4/attest/godkann"' not in answer.text
    approve(site, browser)  # the draft is written anew
    refused = approve(site, browser)
    assert refused.status_code == 400
    assert "har gett dispens för fyndet" in said(refused)


def test_two_persons_approve_and_publish(site: Site) -> None:
    first = approved(site)
    text = said(first.get(ADDRESS))
    assert "gäller utkastet som det ligger" in text
    assert "Person attestant har godkänt det här utkastet" in text
    assert "Någon annan publicerar det" in text
    own = first.post(f"{ADDRESS}/publicera", {"content": content(site)})
    assert own.status_code == 400 and "själv godkänt" in said(own)

    other = second(site)
    page = other.get(ADDRESS)
    assert 'action="/kvartal/2024Q4/attest/publicera"' in page.text
    assert 'name="reason"' not in page.text
    sent = {"content": content(site)}
    answer = other.post(f"{ADDRESS}/publicera", sent)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/kvartal/2024Q4/utgava/1?klart=publicerat"
    again = other.post(f"{ADDRESS}/publicera", sent)  # a double click
    assert again.headers["location"] == answer.headers["location"]
    with site.engine.connect() as connection:
        (made,) = releases_of(connection, site.municipality, Q4)
    assert made.by.name == "Person Publicist"
    assert acts(site).count(Act.APPROVED.value) == 1
    assert acts(site).count(Act.PUBLISHED.value) == 1
    _shows_the_release(site, made.content)
    _hands_out_the_files(site)
    _traces_the_release(site)
    _tells_what_would_change(site)


def _shows_the_release(site: Site, published: str) -> None:
    text = said(site.as_(Role.LASARE).get("/kvartal/2024Q4/utgava/1"))
    assert "av Person Publicist, attestant" in text
    assert "av Person attestant, attestant" in text
    assert published in text
    assert text.count("alla filer är de som publicerades") == 2
    assert "siffrorna är de som publicerades" in text
    assert "revision.docx" not in text
    assert "inget har ändrats" in said(site.as_(Role.ATTESTANT).get(ADDRESS))


def _hands_out_the_files(site: Site) -> None:
    folder, browser = site.settings.release("2024Q4", 1), site.as_(Role.LASARE)
    base = "/kvartal/2024Q4/utgava/1"
    answer = browser.get(f"{base}/offentlig/rapport.pdf")
    assert answer.content == (folder / "rapport.pdf").read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    named = "attachment; filename*=UTF-8''rapport-2024Q4-v1-offentlig.pdf"
    assert answer.headers["content-disposition"] == named
    inside = browser.get(f"{base}/intern/tabeller.csv")
    kept = site.settings.internal_release("2024Q4", 1) / "tabeller.csv"
    assert hashlib.sha256(inside.content).digest() == hashlib.sha256(kept.read_bytes()).digest()
    for path in ("offentlig/..%2Fv1-intern%2Ftabeller.csv", "offentlig/finns-inte", "annan/x",
                 "offentlig/%2Fetc%2Fpasswd"):  # fmt: skip
        assert browser.get(f"{base}/{path}").status_code in (400, 404, 422)
    assert browser.get(f"{base}/offentlig/revision.docx").status_code == 403
    seen = site.as_(Role.ATTESTANT).get(f"{base}/offentlig/revision.docx")
    assert seen.status_code == 200
    assert acts(site).count(Act.READ_DECISIONS.value) == 1
    assert site.as_(Role.RAPPORTOR).get(f"{base}/offentlig/rapport.pdf").status_code == 403
    _refuses_a_changed_file(site, browser)


def _refuses_a_changed_file(site: Site, browser: Browser) -> None:
    base = "/kvartal/2024Q4/utgava/1"
    path = site.settings.release("2024Q4", 1) / "tabeller.csv"
    before = path.read_bytes()
    path.parent.chmod(0o755)
    path.chmod(0o644)
    path.write_bytes(before + b"1")
    refused = browser.get(f"{base}/offentlig/tabeller.csv")
    assert refused.status_code == 400
    assert "är inte den som manifestet nämner (SYS-902)" in said(refused)
    assert "tabeller.csv är inte den fil som publicerades" in said(browser.get(base))
    path.write_bytes(before)


def _traces_the_release(site: Site) -> None:
    address = "/kvartal/2024Q4/tabeller/3/spar?rad=annat-skal&kolumn=2024Q4"
    browser = site.as_(Role.LASARE)
    assert "Utgåva v1" in said(browser.get(address))
    assert "Tryckt i v1 84 Delarnas summa 84 stämmer" in said(browser.get(f"{address}&utgava=1"))


def _tells_what_would_change(site: Site) -> None:
    """One figure of LSS is another now: the approval no longer holds, and v2 would change it."""
    with site.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE observation SET value = value + 1 WHERE submission LIKE '%farsta%'"
            " AND sheet = 'LSS' AND cell = 'E14'"
        )
    text = said(site.as_(Role.ATTESTANT).get(ADDRESS))
    assert "Siffror har ändrats" in text
    assert "Tabell Rad Enhet Kolumn Kvartal v1 Nu Skillnad" in text
    assert "+1" in text
    assert "(SYS-902)" in text
    assert "+1" in said(site.as_(Role.LASARE).get("/kvartal/2024Q4/utgava/1"))
    _asks_once_more_before_a_small_change(site)


def _asks_once_more_before_a_small_change(site: Site) -> None:
    """Table 3 has the row and its Summa, in the quarter and in the one before: four figures."""
    browser = site.as_(Role.ATTESTANT)
    assert "har skrivits om" in said(approve(site, browser))
    asked = approve(site, browser)
    assert asked.status_code == 400
    assert "4 offentliga siffror ändras så lite" in said(asked)
    assert 'name="small" value="4"' in asked.text and "checked" in asked.text
    assert acts(site).count(Act.APPROVED.value) == 1
    assert approve(site, browser, small=4).status_code == 303


def test_a_release_whose_files_are_gone_is_told(site: Site) -> None:
    made = Released(1, "c" * 64, "a" * 64, "b" * 64, Person("Person C"), datetime.now(UTC))
    with site.engine.begin() as connection:
        add_release(connection, site.municipality, Q4, made, {}, {})
    browser = site.as_(Role.LASARE)
    page = browser.get("/kvartal/2024Q4/utgava/1")
    assert said(page).count("Utgåvans filer saknas") == 2
    assert str(site.settings.home) not in page.text
    assert browser.get("/kvartal/2024Q4/utgava/1/offentlig/rapport.pdf").status_code == 400


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(site: Site) -> None:
    approved(site)
    other = second(site)
    assert other.post(f"{ADDRESS}/publicera", {"content": content(site)}).status_code == 303
    (site.settings.written("2024Q4") / "uppgifter.yaml").write_text(
        HEAD.replace("2025/1", "2025/2"), encoding="utf-8"
    )
    first = site.as_(Role.ATTESTANT)
    approve(site, first)
    assert approve(site, first).status_code == 303
    page = other.get(ADDRESS)
    assert "Varför utgåva v1 rättas" in said(page)
    sent = {"content": content(site), "reason": " "}
    refused = other.post(f"{ADDRESS}/publicera", sent)
    assert refused.status_code == 400 and "det här blir en rättelse" in said(refused)
    number = "Rättar 19121212-1212"
    refused = other.post(f"{ADDRESS}/publicera", {**sent, "reason": number})
    assert refused.status_code == 400 and "personnummer" in said(refused)
    assert f">{number}</textarea>" in refused.text
    answer = other.post(f"{ADDRESS}/publicera", {**sent, "reason": "Nytt diarienummer."})
    assert answer.headers["location"].startswith("/kvartal/2024Q4/utgava/2")
    text = said(other.get("/kvartal/2024Q4/utgava/2"))
    assert "Nytt diarienummer." in text and "Inga siffror, bara text" in text
    assert "En senare utgåva ersätter den här" in said(other.get("/kvartal/2024Q4/utgava/1"))


@pytest.mark.parametrize("path", ["utgava/1", "utgava/1/offentlig/rapport.pdf", "utgava/x"])
def test_a_release_that_is_not_there(site: Site, path: str) -> None:
    assert site.as_(Role.LASARE).get(f"/kvartal/2024Q4/{path}").status_code in (400, 404, 422)


def test_a_draft_is_handed_out_by_its_manifest(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    base, folder = "/kvartal/2024Q4/utkast", site.settings.draft("2024Q4")
    inside = browser.get(f"{base}/offentlig/rapport.docx")
    assert inside.content == (folder / "offentlig" / "rapport.docx").read_bytes()
    (folder / "hemligt.txt").write_text("x", encoding="utf-8")
    assert browser.get(f"{base}/hemligt.txt").status_code == 404
    assert browser.get(f"{base}/..%2F..%2F..%2Fkvartal.db").status_code == 404
    (folder / "tabeller.csv").write_bytes(b"x")
    assert browser.get(f"{base}/tabeller.csv").status_code == 400
    assert browser.get(f"{base}/revision.docx").status_code == 200
    assert site.as_(Role.LASARE).get(f"{base}/revision.docx").status_code == 403


def test_the_number_of_queries_is_bounded(site: Site) -> None:
    browser = site.as_(Role.ATTESTANT)
    for quarter in ("2024Q4", "2019Q1"):
        with site.queries() as sent:
            assert browser.get(f"/kvartal/{quarter}/attest").status_code == 200
        assert len(sent) <= 50
