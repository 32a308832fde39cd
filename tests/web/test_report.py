"""The page of the report's texts: the files of the command line, changed by several people."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select

from schemas.accounts import Role
from schemas.events import SYSTEM
from schemas.quarter import Quarter
from sql.people import audit
from steward.auth.accounts import add_account, choose_password
from steward.guard import Visitor
from steward.page import ways_of
from tests.web.site import PASSWORD, Browser, Site, said

Q4 = Quarter(2024, 4)
ADDRESS = "/kvartal/2024Q4/rapport"
HEAD = {
    "text.huvud-diarienummer": "SN 2025/1",
    "text.huvud-handlaggare": "Handläggare A",
    "text.huvud-datum": "2025-03-17",
    "text.huvud-till": "Socialnämnden",
}
_FIELD = re.compile(r'name="((?:text|was)\.[^"]+)"[^>]*? value="([^"]*)"')
_AREA = re.compile(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def site(site: Site) -> Site:
    """A site whose drafts are asked for, and written by nobody: a test would wait for each."""
    site.work.close()
    return site


def folder(site: Site) -> Path:
    return site.settings.written("2024Q4")


def put(site: Site, name: str, text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    (folder(site) / name).write_bytes(content)


def read(site: Site, name: str) -> str:
    return (folder(site) / name).read_text(encoding="utf-8")


def form(answer: Response) -> dict[str, str]:
    """The fields of the page as a browser would send them."""
    found = [*_FIELD.findall(answer.text), *_AREA.findall(answer.text)]
    return {name: html.unescape(value) for name, value in found}


def save(browser: Browser, changed: dict[str, Any], opened: Response | None = None) -> Response:
    """What somebody changed of the page that they had `opened`."""
    return browser.post(ADDRESS, {**form(opened or browser.get(ADDRESS)), **changed})


def written(site: Site) -> list[tuple[str, str, str | None]]:
    """Who changed what, and all that the log knows of it."""
    query = select(audit.c.actor, audit.c.subject, audit.c.detail)
    query = query.where(audit.c.act == "report-written").order_by(audit.c.nr)
    with site.engine.connect() as connection:
        return [(row.actor, row.subject, row.detail) for row in connection.execute(query)]


def second(site: Site) -> Browser:
    now = datetime.now(UTC)
    made, once = add_account(
        site.engine, site.municipality, "tva", "Handläggare B", Role.GRANSKARE, [], SYSTEM, now
    )
    choose_password(site.engine, site.municipality, made, once, PASSWORD, now)
    return site.browser(made)


def test_the_head_is_filled_in_and_its_comments_stay(site: Site) -> None:
    answer = save(site.as_(Role.GRANSKARE), HEAD)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ADDRESS}?klart=rapport")
    assert read(site, "uppgifter.yaml").splitlines() == [
        "# Uppgifter till rapportens huvud. Skriv efter kolon; det som är tomt saknas i utkastet.",
        "# Telefon får vara tomt. De andra behövs innan rapporten kan publiceras.",
        "# Har värdet ett kolon i sig sätts det inom citattecken.",
        "diarienummer: SN 2025/1",
        "handlaggare: Handläggare A",
        "telefon:",
        "datum: 2025-03-17 # som 2025-03-17",
        "till: Socialnämnden # nämnden som rapporten går till",
    ]
    assert sorted(each.name for each in folder(site).iterdir()) == ["LÄS-MIG.txt", "uppgifter.yaml"]
    assert written(site) == [
        ("Person granskare", "huvud", '{"fields": "diarienummer, handlaggare, datum, till"}')
    ]
    assert 'value="2025-03-17"' in site.as_(Role.GRANSKARE).get(ADDRESS).text


def test_only_what_was_changed_is_written(site: Site) -> None:
    put(site, "Bakgrund.MD", "\ufeffEtt stycke.\r\n")
    put(site, "barn.txt", "Inte här.")
    browser = site.as_(Role.GRANSKARE)
    before = (folder(site) / "Bakgrund.MD").read_bytes()
    assert form(browser.get(ADDRESS))["text.bakgrund"] == "Ett stycke."
    answer = save(browser, {"text.sol": "\r\nFörst.\r\n\r\n- ett\r\n- två\r\n"})
    assert answer.headers["location"] == f"{ADDRESS}?klart=rapport"
    assert read(site, "sol.md") == "Först.\n\n- ett\n- två\n"
    assert (folder(site) / "Bakgrund.MD").read_bytes() == before
    assert written(site) == [("Person granskare", "sol", None)]
    again = save(browser, {})
    assert again.headers["location"] == f"{ADDRESS}?klart=orord"
    save(browser, {"text.bakgrund": ""})
    assert read(site, "Bakgrund.MD") == ""
    assert not (folder(site) / "bakgrund.md").exists()
    assert len(written(site)) == 2


def test_the_draft_is_written_anew_with_the_text(site: Site) -> None:
    save(site.as_(Role.GRANSKARE), {"text.funktionshinderperspektiv": "Alla {LSS.antal} beslut."})
    assert site.work.drafting(Q4)


def test_a_quarter_without_a_folder_gets_one(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    address = "/kvartal/2025Q1/rapport"
    opened = browser.get(address)
    away = site.settings.written("2025Q1")
    assert (opened.status_code, away.exists()) == (200, False)
    sent = {**form(opened), "text.huvud-till": "Socialnämnden"}
    assert browser.post(address, sent).status_code == 303
    assert (away / "LÄS-MIG.txt").exists()
    assert "till: Socialnämnden # nämnden" in (away / "uppgifter.yaml").read_text(encoding="utf-8")


def test_what_is_wrong_is_told_beside_its_field(site: Site) -> None:
    put(site, "sol.md", "Ett.\n\nVi har {LSS.antl} beslut.\n")
    put(site, "uppgifter.yaml", "till: A\ndatum: 17/3 2025\nzzz: 1\n")
    put(site, "bakgrnd.md", "Fel namn.\n")
    answer = site.as_(Role.GRANSKARE).get(ADDRESS)
    area = answer.text.split('<label for="sol">')[1].split("own-text")[0]
    assert "Rad 3: okänt fält {LSS.antl}. Menas LSS.antal." in area
    assert 'aria-describedby="sol-om sol-fel"' in area and 'id="sol-fel"' in area
    head = answer.text.split('id="huvud"')[1].split("</section>")[0]
    assert "Rad 2: datum är 17/3 2025. Skriv datumet som 2025-03-17." in head
    assert "Rad 3: okänt fält zzz." in head
    assert "datum: 17/3 2025\nzzz: 1" in head
    other = answer.text.split('id="ovrigt"')[1].split("</div>")[0]
    assert "bakgrnd.md: inget avsnitt heter bakgrnd. Menas bakgrund." in other


def test_a_head_that_cannot_be_used_is_written_anew_when_asked(site: Site) -> None:
    put(site, "uppgifter.yaml", "till: A\nzzz: 811228-9874\n")
    browser = site.as_(Role.GRANSKARE)
    save(browser, {"text.huvud-diarienummer": "1"})
    assert read(site, "uppgifter.yaml") == "till: A\nzzz: 811228-9874\ndiarienummer: 1\n"
    save(browser, {"anew": "ja", "text.huvud-telefon": "08-1"})
    lines = read(site, "uppgifter.yaml").splitlines()
    assert lines[3:8] == [
        "diarienummer: 1", "handlaggare:", "telefon: 08-1", "datum: # som 2025-03-17",
        "till: A # nämnden som rapporten går till",
    ]  # fmt: skip
    assert "# zzz: ••••••-••••" in lines
    assert "uppgifter.yaml" not in browser.get(ADDRESS).text


def test_a_file_from_another_editor_is_shown_and_mended_by_saving(site: Site) -> None:
    put(site, "sol.md", "Färre väntar.\r\n".encode("cp1252"))
    browser = site.as_(Role.GRANSKARE)
    answer = browser.get(ADDRESS)
    assert form(answer)["text.sol"] == "Färre väntar."
    assert "filen är inte text i UTF-8" in said(answer)
    save(browser, {})
    assert read(site, "sol.md") == "Färre väntar.\n"


def test_a_text_that_somebody_else_has_changed_is_not_overwritten(site: Site) -> None:
    put(site, "sol.md", "Från början.\n")
    one, two = site.as_(Role.GRANSKARE), second(site)
    opened = two.get(ADDRESS)
    save(one, {"text.sol": "Ettans text.", "text.huvud-till": "Nämnd 1"})
    answer = save(two, {"text.sol": "Tvåans text.", "text.lss": "Bara tvåan."}, opened)
    assert answer.status_code == 409
    assert "har ändrat samma text sedan du öppnade sidan: Ej verkställda beslut enligt SoL." in (
        said(answer)
    )
    fields = form(answer)
    assert (fields["text.sol"], fields["text.lss"]) == ("Tvåans text.", "Bara tvåan.")
    theirs = answer.text.split('id="sol-deras"')[1].split("</div>")[0]
    assert "Ettans text." in theirs
    assert fields["text.huvud-till"] == "Nämnd 1"
    assert read(site, "sol.md") == "Ettans text.\n"
    assert not (folder(site) / "lss.md").exists()
    joined = save(two, {"text.sol": "Bådas text."}, answer)
    assert joined.status_code == 303
    assert (read(site, "sol.md"), read(site, "lss.md")) == ("Bådas text.\n", "Bara tvåan.\n")
    assert [(who, what) for who, what, _ in written(site)] == [
        ("Person granskare", "huvud"), ("Person granskare", "sol"),
        ("Handläggare B", "lss"), ("Handläggare B", "sol"),
    ]  # fmt: skip


def test_two_who_change_different_texts_do_not_meet(site: Site) -> None:
    one, two = site.as_(Role.GRANSKARE), second(site)
    opened = two.get(ADDRESS)
    save(one, {"text.sol": "Ettans text.", "text.huvud-till": "Nämnd 1"})
    answer = save(two, {"text.lss": "Tvåans text.", "text.huvud-telefon": "08-1"}, opened)
    assert answer.status_code == 303
    assert (read(site, "sol.md"), read(site, "lss.md")) == ("Ettans text.\n", "Tvåans text.\n")
    head = read(site, "uppgifter.yaml")
    assert "till: Nämnd 1" in head and "telefon: 08-1" in head


def test_a_form_sent_twice_is_saved_once(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    opened = browser.get(ADDRESS)
    for _ in range(2):
        assert save(browser, {"text.sol": "En text."}, opened).status_code == 303
    assert len(written(site)) == 1


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("text.sol", "Ring 811228-9874.", "innehåller ett personnummer, ••••••-••••"),
        ("text.huvud-telefon", "811228-9874", "Telefon innehåller ett personnummer"),
        ("text.huvud-datum", "17 mars", "Datumet kan inte läsas."),
        ("text.sol", "a" * 20_001, "har 20001 tecken, men får ha högst 20000."),
    ],
)
def test_what_is_refused_stays_in_its_field(site: Site, field: str, text: str, told: str) -> None:
    browser = site.as_(Role.GRANSKARE)
    answer = save(browser, {"text.lss": "Också det här.", field: text})
    assert answer.status_code == 400
    assert told in said(answer)
    fields = form(answer)
    assert (fields[field], fields["text.lss"]) == (text, "Också det här.")
    assert not (folder(site) / "lss.md").exists()
    assert written(site) == []


def test_only_a_granskare_writes_and_the_others_read(site: Site) -> None:
    put(site, "sol.md", "Ring 811228-9874.\n")
    for role in (Role.ATTESTANT, Role.ADMINISTRATOR, Role.LASARE):
        browser = site.as_(role)
        answer = browser.get(ADDRESS)
        assert answer.status_code == 200
        assert "<textarea" not in answer.text and "811228" not in answer.text
        assert "Ring ••••••-••••." in said(answer)
        assert browser.post(ADDRESS, {"was.sol": "x", "text.sol": "B"}).status_code == 403
    assert site.as_(Role.RAPPORTOR).get(ADDRESS).status_code == 403
    assert read(site, "sol.md") == "Ring 811228-9874.\n"


def test_a_text_typed_after_the_session_ran_out_is_put_back(site: Site) -> None:
    put(site, "lss.md", "Ska bort.\n")
    browser = site.as_(Role.GRANSKARE)
    sent = {**form(browser.get(ADDRESS)), "text.sol": "Lång text.\n\nMer.", "text.lss": ""}
    browser.client.cookies.clear()
    late = browser.client.post(ADDRESS, data=sent, follow_redirects=False)
    assert late.status_code == 401
    assert "Lång text." in html.unescape(late.text)
    kept = {name: value for name, value in sent.items() if value}
    answer = browser.client.post(
        "/logga-in",
        data={
            "next": ADDRESS, "login": "granskare", "password": PASSWORD,
            **{f"kept.{name}": value for name, value in kept.items()},
        },
    )  # fmt: skip
    assert 'name="text.sol">Lång text.' in answer.text
    csrf = re.findall(r'name="csrf" value="([^"]+)"', answer.text)[0]
    browser.client.post(ADDRESS, data={**kept, "csrf": csrf}, follow_redirects=False)
    assert (read(site, "sol.md"), read(site, "lss.md")) == ("Lång text.\n\nMer.\n", "")


def test_a_form_of_another_session_gives_back_what_was_typed(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    answer = save(browser, {"text.sol": "Lång text.", "csrf": "annan"})
    assert answer.status_code == 400
    assert re.findall(r"<label[^>]*>([^<]+)</label>\s*<textarea[^>]*>([^<]+)<", answer.text) == [
        ("sol", "Lång text.")
    ]


def test_the_attest_page_leads_to_the_field(site: Site) -> None:
    put(site, "sol.md", "{LSS.antl}\n")
    answer = site.as_(Role.ATTESTANT).get("/kvartal/2024Q4/attest")
    assert f'<a href="{ADDRESS}#huvud-diarienummer">Diarienummer saknas' in answer.text
    assert f'<a href="{ADDRESS}#sol">Ej verkställda beslut enligt SoL, rad 1: okänt' in answer.text
    read_only = site.as_(Role.ATTESTANT).get(ADDRESS).text
    assert 'id="huvud-diarienummer"' in read_only and 'id="sol"' in read_only


def test_the_fields_are_listed_with_what_they_become(site: Site) -> None:
    text = said(site.as_(Role.GRANSKARE).get(ADDRESS))
    assert "{LSS.antal} 152" in text
    assert "{kvartal} kvartal 4, 2024" in text
    assert "{nämnd} Nämnden" in text


def test_the_log_tells_which_section(site: Site) -> None:
    save(site.as_(Role.GRANSKARE), {"text.sol": "Hemlig text.", **HEAD})
    answer = site.as_(Role.LASARE).get("/handelser?handelse=report-written")
    assert "ändrade rapportens texter avsnittet sol" in said(answer)
    assert "rapportens huvud fält: diarienummer, handlaggare, datum, till" in said(answer)
    assert f'href="{ADDRESS}#sol"' in answer.text
    assert "Hemlig" not in answer.text


@pytest.mark.parametrize(
    ("address", "role", "here"),
    [
        (ADDRESS, Role.GRANSKARE, "Rapporten"),
        ("/kvartal/2024Q4", Role.GRANSKARE, "Kvartalet"),
        ("/kvartal/2024Q4/enhet/farsta", Role.GRANSKARE, "Kvartalet"),
        ("/kvartal/2024Q4/enhet/farsta", Role.RAPPORTOR, "Lämna in"),
        ("/kvartal/2024Q4/attest", Role.GRANSKARE, "Attest"),
        ("/kvartal/2024Q4/utgava/1", Role.GRANSKARE, "Attest"),
        ("/fynd/2024Q4/finns-inte", Role.GRANSKARE, "Granskning"),
        ("/konto", Role.GRANSKARE, None),
    ],
)
def test_the_menu_tells_where_one_is(
    site: Site, address: str, role: Role, here: str | None
) -> None:
    browser = site.as_(role)
    visitor = Visitor(site.app.state.house, browser.account, browser.csrf)
    ways = ways_of(visitor, Q4, address)
    assert [each.text for each in ways if each.here] == ([here] if here else [])


def test_the_number_of_queries_does_not_follow_the_texts(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    browser.get(ADDRESS)
    with site.queries() as before:
        browser.get(ADDRESS)
    for name in ("sol", "lss", "bakgrund"):
        put(site, f"{name}.md", "Ett {LSS.antal}.\n" * 50)
    with site.queries() as after:
        browser.get(ADDRESS)
    assert len(before) == len(after) <= 40
