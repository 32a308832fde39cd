"""Findings of the demo's quarter for tests of their pages, beside the four that it has itself."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import delete, insert, select

from schemas.accounts import Role
from schemas.findings import Finding, Severity
from schemas.quarter import Quarter
from schemas.rulings import Decided
from sql.engine import writing
from sql.findings import insert_findings
from sql.state import findings_of
from sql.warehouse import finding, submission
from steward.decisions import decide
from tests.web.site import Browser, Site, said

Q4 = Quarter(2024, 4)
QUEUE = "/kvartal/2024Q4/granskning"
CAUSE = "norra-innerstaden"
"""The unit whose four findings have one cause in the demo: LSS!D17 is 0 and should be 1."""


def warning(unit: str = "farsta", **fields: Any) -> Finding:
    told = {"sheet": "SoL", "cell": "E5", "found": 40, "expected": 12} | fields
    return a_finding("HIS-801", Severity.VARNING, unit, **told)


def a_finding(rule: str, severity: Severity, unit: str, **fields: Any) -> Finding:
    """In the version that the unit has in the demo."""
    sent = {"submission": f"{unit}-2024Q4-v1", "version": 1}
    texts: dict[str, Any] = {"message": f"{rule} är bruten.", "fix": "Kontrollera talet."}
    return Finding(rule, severity, Q4, unit, **(texts | sent | fields))


def plant(site: Site, *findings: Finding) -> None:
    with writing(site.engine) as connection:
        insert_findings(connection, site.municipality.code, Q4, findings)


def plant_before(site: Site, unit: str) -> str:
    """A version before the one that the demo has; the name of its submission."""
    name = f"{unit}-2024Q4-v0"
    with writing(site.engine) as connection:
        row = connection.execute(
            select(submission).where(submission.c.id == f"{unit}-2024Q4-v1")
        ).mappings()
        other = {"id": name, "version": 0, "sha256": "0" * 64}
        connection.execute(insert(submission).values({**row.one(), **other}))
    return name


def uproot(site: Site, planted: Finding) -> None:
    with writing(site.engine) as connection:
        connection.execute(delete(finding).where(finding.c.id == planted.id))


def in_force(site: Site, unit: str | None = None) -> dict[str, Finding]:
    with site.engine.connect() as connection:
        found = findings_of(connection, site.municipality, Q4, unit)
    return {each.id: each for each in found}


def statuses(site: Site, unit: str) -> set[str]:
    return {each.status for each in in_force(site, unit).values()}


def decided_elsewhere(site: Site, ids: list[str], decided: Decided, by: Any, at: Any) -> None:
    """Somebody else decides meanwhile."""
    decide(site.engine, site.municipality, ids, decided, "Det är känt.", by, at)


def told(answer: Any) -> str:
    """What a page says, as one line of words."""
    return re.sub(r" ([.,])", r"\1", " ".join(said(answer).split()))


def targets(answer: Any, nr: int = 1) -> str:
    """The hidden field that names the findings of an entry of the queue."""
    entry = answer.text.split(f'<li id="nr-{nr}">')[1].split("</li>\n<li id=")[0]
    found = re.search(r'name="finding" value="([^"]+)"', entry)
    assert found
    return found[1]


def fields_of(browser: Browser, address: str, act: str) -> dict[str, str]:
    """The hidden fields of the form on a finding's page that makes this decision."""
    text = browser.get(address).text
    form = next(each for each in text.split("<form ") if f'value="{act}"' in each)
    return dict(re.findall(r'type="hidden" name="(finding|others)" value="([^"]*)"', form))


def address(finding: Finding) -> str:
    return f"/fynd/2024Q4/{finding.id}"


def of_rule(site: Site, rule: str) -> Finding:
    return next(each for each in in_force(site).values() if each.rule == rule)


def do(browser: Browser, finding: Finding, decided: str, reason: str, **more: str) -> int:
    """Send a form of the page as it stands, and give the answer's status."""
    fields = fields_of(browser, address(finding), decided)
    route = "forklara" if decided == "explained" else "beslut"
    form = {**fields, "decided": decided, "reason": reason, **more}
    return browser.post(f"{address(finding)}/{route}", form).status_code


def titles(site: Site, asked: str = "") -> list[str]:
    text = site.as_(Role.GRANSKARE).get(f"{QUEUE}{asked}").text
    return re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', text)
