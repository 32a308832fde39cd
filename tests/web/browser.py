"""A real browser on a site: Debian's Chromium, a window of its own for each person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)

from schemas.accounts import Account, Role
from steward.guard import COOKIE
from tests.web.live import served
from tests.web.site import UNIT, Site

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


@contextmanager
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
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
