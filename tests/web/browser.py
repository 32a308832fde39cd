"""A real browser on a site: Debian's Chromium, a window of its own for each person."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Page,
    ViewportSize,
    sync_playwright,
)

from schemas.accounts import Account, Role
from schemas.events import SYSTEM
from steward.auth.accounts import add_account, choose_password
from steward.guard import COOKIE
from tests.web.live import served
from tests.web.site import PASSWORD, UNIT, Site
from tests.web.workbooks import XLSX

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 15_000  # milliseconds; what is waited for comes in a tenth of that on a quiet machine
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
NARROW = ViewportSize(width=320, height=640)
"""What a window of 1280 shows at 400 % zoom."""


BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""As deploy/bootstrap.sh looks for one."""


@contextmanager
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("there is no Chromium: apt-get install chromium")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Live:
    """A site that answers on a port, and the windows of those who work in it."""

    def __init__(self, site: Site, address: str, browser: Browser) -> None:
        self.site, self.address, self._browser = site, address, browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def as_(self, role: Role, unit: str = UNIT, **options: Any) -> Page:
        """A window of somebody in a role, who is logged in."""
        return self.of(self.site.account(role, unit), **options)

    def of(self, account: Account, **options: Any) -> Page:
        """A window of somebody with an account, who is logged in."""
        page = self.anybody(**options)
        cookie = self.site.browser(account).client.cookies[COOKIE]
        secure = self.address.replace("http:", "https:")
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": secure}])
        return page

    def anybody(self, **options: Any) -> Page:
        """A window of somebody who is not logged in."""
        asked = {"viewport": DESK, "locale": "sv-SE", "base_url": self.address, **options}
        context = self._browser.new_context(**asked)
        context.set_default_timeout(WAIT)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        """What the browser complains of, but for the answers that are no 200: those are tested."""
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@contextmanager
def live_on(site: Site, browser: Browser) -> Iterator[Live]:
    """The site in the browser. A script that fails, or that the policy stops, is a failure."""
    with served(site.app) as address:
        live = Live(site, address, browser)
        try:
            yield live
        finally:
            live.close()
        assert live.complaints == []


def upload(page: Page, name: str, data: bytes, button: str = "Lämna in") -> None:
    """Choose a workbook in the field and press a button of its form."""
    chosen = FilePayload(name=name, mimeType=XLSX, buffer=data)
    page.get_by_label("Ifylld arbetsbok").set_input_files(chosen)
    page.get_by_role("button", name=button).click()


def focused(page: Page) -> str:
    """What the element says that has the focus; nothing while none has it."""
    found = page.locator(":focus")
    return found.inner_text().strip() if found.count() else ""


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what says this has the focus."""
    _press_until(page, "Tab", text)


def walk_to(page: Page, text: str) -> None:
    """Press j until the entry of the queue that says this has the focus."""
    if text not in focused(page):
        _press_until(page, "j", text)


def _press_until(page: Page, key: str, text: str) -> None:
    seen = []
    for _ in range(100):
        page.keyboard.press(key)
        seen.append(focused(page))
        if text in seen[-1]:
            return
    raise AssertionError(f"{key} leads to none that says {text!r}, but to {sorted(set(seen))}")


def log_in(page: Page, login: str) -> None:
    """By the form, which stands before whoever is not logged in."""
    page.get_by_label("Användarnamn").fill(login)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def colleague(site: Site, role: Role, name: str) -> Account:
    """Somebody else in a role."""
    login, now = re.sub(r"\W+", ".", name.lower()), datetime.now(UTC)
    made, once = add_account(site.engine, site.municipality, login, name, role, [], SYSTEM, now)
    choose_password(site.engine, site.municipality, made, once, PASSWORD, now)
    return made
