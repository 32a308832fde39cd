"""The way of a quarter through the pages, from a workbook to a traced figure of a release, on
SQLite and on PostgreSQL: the pages' queries and transactions are the same on both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from flows.outputs import start_report, write_draft
from schemas.accounts import Role
from schemas.findings import Finding, Severity
from schemas.quarter import Quarter
from sql.audit_proof import prove
from tests.builders import workbook
from tests.data.homes import home_of
from tests.web.findings import do, in_force
from tests.web.site import Site, open_accounts, said
from tests.web.test_attest import ADDRESS as ATTEST
from tests.web.test_attest import HEAD, approve, content, second
from tests.web.workbooks import send

pytestmark = pytest.mark.usefixtures("undrafted")

Q4 = Quarter(2024, 4)


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with home_of(engine, tmp_path / "home") as settings:
        open_accounts(settings)
        made = Site(settings)
        yield made
        made.close()


def test_from_a_workbook_to_a_traced_figure(site: Site) -> None:
    assert send(site, "farsta", workbook().bytes(), role=Role.RAPPORTOR).status_code == 303
    steward = site.as_(Role.GRANSKARE)
    while found := _asks(site):
        act = "waived" if found[0].severity is Severity.FEL else "accepted"
        assert do(steward, found[0], act, "Rättas i nästa rapport.", together="ja") == 303
    first = site.as_(Role.ATTESTANT)
    start_report(site.settings, Q4)
    (site.settings.written(str(Q4)) / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    write_draft(site.settings, Q4)
    assert approve(site, first).status_code == 303
    other = second(site)
    answer = other.post(f"{ATTEST}/publicera", {"content": content(site)})
    assert answer.headers["location"] == "/kvartal/2024Q4/utgava/1?klart=publicerat"
    trace = steward.get("/kvartal/2024Q4/tabeller/1/spar?rad=bostad-vuxna&kolumn=2024Q4")
    assert trace.status_code == 200
    assert "Farsta" in said(trace)
    log = said(site.as_(Role.ADMINISTRATOR).get("/handelser"))
    assert all(word in log for word in ("Person Publicist", "publicerade kvartalet", "gav dispens"))
    with site.engine.connect() as connection:
        assert prove(connection).fault is None


def _asks(site: Site) -> list[Finding]:
    """What somebody has to decide about before the quarter can be approved."""
    told = (Severity.FEL, Severity.VARNING)
    return [each for each in in_force(site).values() if each.open and each.severity in told]
