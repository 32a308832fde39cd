"""A site for every test: the demo's two quarters, received, judged and drafted once, and copied.

site.as_(Role.GRANSKARE).get("/kvartal/2024Q4")
site.as_(Role.RAPPORTOR, "farsta").post("/lamna-in/2024Q4/farsta", files=…)
with site.queries() as asked: …
live.as_(Role.GRANSKARE).goto("/kvartal/2024Q4")
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from deploy.settings import Settings, load_settings
from flows.demo import prepare_demo
from flows.desk import Desk
from flows.outputs import start_report, write_draft
from flows.receive import resume
from schemas.quarter import Quarter
from sql.migrate import migrate
from tasks.collect.collect import collect
from tasks.place import engine_of
from tests.made_once import made_once
from tests.web.browser import Live, chromium, live_on
from tests.web.site import Site, open_accounts

Q3, Q4 = Quarter(2024, 3), Quarter(2024, 4)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo's quarters and an account for each role. Nobody changes it."""
    return made_once(tmp_path_factory, "demo-of-the-pages", _furnish)


def _furnish(home: Path) -> None:
    settings = load_settings(home, {})
    engine = engine_of(settings)
    migrate(engine)
    prepare_demo(settings)
    for quarter in (Q3, Q4):
        collect(settings, quarter, str(settings.inbox(str(quarter))))
        resume(settings)
        start_report(settings, quarter)
    write_draft(settings, Q4)
    open_accounts(settings)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.fixture
def demo(demo_template: Path, tmp_path: Path) -> Iterator[Settings]:
    """A home of the test's own."""
    settings = load_settings(shutil.copytree(demo_template, tmp_path / "home"), {})
    yield settings
    engine_of(settings).dispose()


@pytest.fixture
def site(demo: Settings) -> Iterator[Site]:
    """The pages of that home."""
    made = Site(demo)
    yield made
    made.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def shared(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all tests of a file, which leave each other's findings alone."""
    home = tmp_path_factory.mktemp("shared") / "home"
    made = Site(load_settings(shutil.copytree(demo_template, home), {}))
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared_live(shared: Site, browser: Browser) -> Iterator[Live]:
    """That site in a real browser."""
    with live_on(shared, browser) as made:
        yield made


@pytest.fixture
def live(site: Site, browser: Browser) -> Iterator[Live]:
    """Those pages in a real browser."""
    with live_on(site, browser) as made:
        yield made


@pytest.fixture
def undrafted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No draft is written behind the pages: a test that hands in files need not wait for it."""
    monkeypatch.setattr(Desk, "redraft", lambda _desk, _quarter: None)
