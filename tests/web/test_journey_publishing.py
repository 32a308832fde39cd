"""From a quarter with an error to its release, and to the correction of it, in a real browser."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from schemas.accounts import Role
from tests.flows.corrected import write_corrected
from tests.web.axe import violations
from tests.web.browser import Live, colleague, upload
from tests.web.findings import CAUSE, QUEUE
from tests.web.site import Site

G, T = Role.GRANSKARE, Role.ATTESTANT
ATTEST = "/kvartal/2024Q4/attest"
WHY = "Norra innerstaden har rättat en siffra."
PATIENCE = 60.0
"""Seconds: documents take their time on a busy machine."""

HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""


def test_two_persons_approve_and_publish_and_correct_what_is_published(
    live: Live, tmp_path: Path
) -> None:
    folder = live.site.settings.written("2024Q4")
    (folder / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    steward, first = live.as_(G), live.as_(T)
    _waives(steward)
    _is_not_approved_by_who_waived(live)
    _approves(first)
    expect(first.get_by_text("Någon annan publicerar det.")).to_be_visible()
    expect(first.get_by_role("button", name=re.compile("^Publicera"))).to_have_count(0)
    second = live.of(colleague(live.site, T, "Person Publicist"))
    second.goto(ATTEST)
    second.get_by_role("button", name="Publicera v1").click()
    _waits_for(second, "heading", "Utgåva v1, Kv 4 2024")
    _is_downloaded(second, live.site)
    _sends_in_the_mended_workbook(steward, tmp_path)
    _approves_the_small_change(first)
    _corrects(second)


def _waives(page: Page) -> None:
    page.goto(QUEUE)
    page.get_by_text("Besluta", exact=True).click()
    page.get_by_label("Skäl").fill("Enheten rättar i nästa rapport.")
    page.get_by_role("button", name="Ge dispens").click()
    expect(page.get_by_text("Fynden har fått dispens.")).to_be_visible()


def _is_not_approved_by_who_waived(live: Live) -> None:
    """Not with another account of theirs either."""
    page = live.of(colleague(live.site, T, "Person granskare"))
    page.goto(ATTEST)
    told = "Person granskare har gett en dispens som gäller, och kan därför inte godkänna."
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_role("button", name="Godkänn utkastet")).to_have_count(0)


def _approves(page: Page) -> None:
    page.goto(ATTEST)
    _reload_until(page, page.get_by_role("button", name="Godkänn utkastet"))
    table = page.get_by_role("table", name="Dispenser som trycks i rapporten")
    expect(table.get_by_text("Enheten rättar i nästa rapport.").first).to_be_visible()
    page.get_by_label("Jag har läst utkastet").check()
    page.get_by_role("button", name="Godkänn utkastet").click()
    _waits_for(page, "status", "Kvartalet är godkänt.")


def _is_downloaded(page: Page, site: Site) -> None:
    assert violations(page) == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="rapport.pdf").first.click()
    assert taken.value.suggested_filename == "rapport-2024Q4-v1-offentlig.pdf"
    published = site.settings.release("2024Q4", 1) / "rapport.pdf"
    assert taken.value.path().read_bytes() == published.read_bytes()


def _sends_in_the_mended_workbook(page: Page, folder: Path) -> None:
    write_corrected(folder)
    (path,) = folder.glob("*.xlsx")
    page.goto(f"/lamna-in/2024Q4/{CAUSE}")
    expect(page.get_by_text("är publicerat som utgåva 1.")).to_be_visible()
    upload(page, path.name, path.read_bytes())
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Kvitto: Norra innerstaden, Kv 4 2024"
    )


def _approves_the_small_change(page: Page) -> None:
    """One decision fewer, which whoever compares the releases can tell."""
    page.goto(ATTEST)
    _reload_until(page, page.get_by_role("button", name="Godkänn utkastet"))
    page.get_by_label("Jag har läst utkastet").check()
    page.get_by_role("button", name="Godkänn utkastet").click()
    _waits_for(page, "alert", "offentliga siffror ändras så lite")
    page.get_by_role("button", name="Godkänn ändå").click()
    _waits_for(page, "status", "Kvartalet är godkänt.")


def _corrects(page: Page) -> None:
    page.goto(ATTEST)
    page.get_by_label("Varför utgåva v1 rättas").fill(WHY)
    page.get_by_role("button", name="Publicera v2").click()
    _waits_for(page, "heading", "Utgåva v2, Kv 4 2024")
    expect(page.get_by_text(WHY)).to_be_visible()
    changed = page.get_by_role("table", name=re.compile("ändrade siffror$"))
    for table in ("Tabell 1", "Tabell 3", "Tabell 5"):
        row = changed.get_by_role("row", name=re.compile(f"^{table} Summa alla .*Kv 4 2024"))
        expect(row.first).to_contain_text("152")
        expect(row.first).to_contain_text("151")
    assert violations(page) == []


def _waits_for(page: Page, role: Literal["alert", "heading", "status"], text: str) -> None:
    """While documents are written, which takes longer than a page does."""
    expect(page.get_by_role(role).first).to_contain_text(text, timeout=1000 * PATIENCE)


def _reload_until(page: Page, shown: Locator) -> None:
    """Load the page anew, as it asks people to, until it shows this."""
    until = time.monotonic() + PATIENCE
    while not shown.count():
        assert time.monotonic() < until, page.locator("main").inner_text()
        page.reload()
