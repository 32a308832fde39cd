"""The page of a finding: what it shows, what may be done there, and who is told what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from schemas.accounts import Role
from schemas.findings import Severity
from schemas.person import Person
from sql.people import audit
from tests.web.findings import (
    CAUSE,
    Q4,
    QUEUE,
    a_finding,
    address,
    do,
    in_force,
    of_rule,
    plant,
    plant_before,
    statuses,
    told,
    uproot,
    warning,
)
from tests.web.site import Site

NOW = datetime(2025, 2, 1, 9, 0, tzinfo=UTC)
OTHER = Person("Handläggare B", "granskare")
pytestmark = pytest.mark.usefixtures("undrafted")


def test_a_finding_tells_what_where_why_and_how_it_is_mended(site: Site) -> None:
    answer = site.as_(Role.GRANSKARE).get(address(of_rule(site, "TAB-522")))
    words = told(answer)
    for text in (
        "Norra innerstaden: LSS!D17",
        "LSS!D17 står 0; med 1 stämmer alla fyra kontrollerna.",
        "Hittat 0 Väntat 1 Skillnad −1",
        "Så rättas det Räkna besluten en gång till.",
        "norra-innerstaden_2024Q4.xlsx, 15 januari 2025 kl. 10.00",
        "Varje tal i tabellerna ska vara antalet beslut som det räknar",
        "Källa: Kvartalsrapportens mall",
        "KON-511 LSS!E17 öppet",
        "SUM-502 LSS!D18 öppet",
        "UPP-541 öppet",
        "Version 1 kom in, med fyndet: 0 (väntat 1)",
    ):
        assert text in words, text


def test_the_sheet_is_cut_around_the_cell_with_its_headers_and_marks(site: Site) -> None:
    text = site.as_(Role.GRANSKARE).get(address(of_rule(site, "KON-511"))).text
    table = text.split('<table class="sheet"')[1].split("</table>")[0]
    cells = [line.strip() for line in table.splitlines()]
    assert "<td>Uppgift saknas</td>" in table
    assert '<tr><th scope="row">17</th>' in table
    assert '<td class="mark cause n">0 <small>bör vara 1</small></td>' in cells
    assert '<td class="mark here n">7 <small>väntat 6</small></td>' in cells
    assert '<td class="mark n">1 <small>bryts också här</small></td>' in cells
    assert "rader utelämnade" in table


def test_what_is_said_of_the_quarter_shows_the_cell_that_explains_it(site: Site) -> None:
    answer = site.as_(Role.GRANSKARE).get(address(of_rule(site, "UPP-541")))
    assert "0 bör vara 1" in told(answer)


def test_what_was_said_of_other_figures_is_told_so(site: Site) -> None:
    odd = warning(found=40)
    plant(site, odd)
    browser = site.as_(Role.GRANSKARE)
    do(browser, odd, "accepted", "Fyrtio är rätt.")
    uproot(site, odd)
    again = replace(odd, found=45)
    plant(site, again)
    words = told(browser.get(address(again)))
    assert "Öppet igen. Fyndet HIS-801 godtogs" in words
    assert "Gällde andra siffror än nu: 40 (väntat 12)." in words
    notice = browser.get(f"/fynd/2024Q4/SYS-903-{again.id}", follow_redirects=False)
    assert (notice.status_code, notice.headers["location"]) == (303, address(again))


def test_a_mended_finding_tells_its_life_and_offers_nothing(site: Site) -> None:
    before = plant_before(site, "farsta")
    old = warning(submission=before, version=0)
    plant(site, old)
    answer = site.as_(Role.GRANSKARE).get(address(old))
    words = told(answer)
    assert "Fyndet finns inte i den senaste versionen: det är rättat." in words
    assert "Version 0 kom in, med fyndet: 40 (väntat 12)" in words
    assert "Version 1 kom in, utan fyndet" in words
    assert '<li class="here" aria-current="step">rättat</li>' in answer.text
    assert 'name="decided"' not in answer.text


def test_a_finding_of_an_older_version_leads_to_the_same_in_the_newest(site: Site) -> None:
    before = plant_before(site, "farsta")
    old, new = warning(submission=before, version=0), warning()
    plant(site, old, new)
    answer = site.as_(Role.GRANSKARE).get(f"{address(old)}?allvar=varning", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{address(new)}?allvar=varning",
    )


def test_the_way_leads_through_the_queue_as_it_is_filtered(site: Site) -> None:
    plant(site, *(warning(cell=f"E{row}", message=f"Rad {row}.") for row in (1, 2, 3)))
    browser = site.as_(Role.GRANSKARE)
    one, two, three = (each for each in in_force(site).values() if each.rule == "HIS-801")
    asked = "?allvar=varning"
    text = browser.get(f"{address(two)}{asked}").text
    assert f'<a href="{address(one)}{asked}" rel="prev" data-key="p">' in text
    assert f'<a href="{address(three)}{asked}" rel="next" data-key="n">' in text
    assert "2 av 3" in text
    assert f'<a href="{QUEUE}{asked}">Granskningskön</a>' in text
    do(browser, two, "accepted", "Känt.")
    assert "2 av 3" in browser.get(f"{address(two)}{asked}").text  # it stays where it was
    assert f'href="{address(three)}{asked}" rel="next"' in (
        browser.get(f"{address(one)}{asked}").text
    )


def test_a_rapportor_is_told_of_another_units_finding_as_of_one_that_never_was(site: Site) -> None:
    theirs = of_rule(site, "KON-511")
    reporter = site.as_(Role.RAPPORTOR, "farsta")
    found = reporter.get(address(theirs))
    never = reporter.get("/fynd/2024Q4/0123456789ab")
    assert (found.status_code, never.status_code) == (404, 404)
    assert told(found).replace(theirs.id, "…") == told(never).replace("0123456789ab", "…")
    form = {"finding": f"{theirs.id} 0 explained", "reason": "Jag gissar."}
    answer = reporter.post(f"{address(theirs)}/forklara", form)
    assert answer.status_code == 404
    assert ">Jag gissar.</textarea>" in answer.text
    assert reporter.post(f"{address(theirs)}/kommentar", {"text": "Hej."}).status_code == 404
    assert statuses(site, CAUSE) == {"open"}


def test_a_rapportor_reads_nothing_of_the_city_in_what_is_said_of_their_unit(site: Site) -> None:
    """UPP-541 tells the totals of the municipality."""
    of_city = a_finding(
        "UPP-541", Severity.FEL, "farsta", submission=None, version=None, group="farsta:SoL!E5"
    )
    own = warning(group="farsta:SoL!E5")
    plant(site, own, of_city)
    reporter = site.as_(Role.RAPPORTOR, "farsta")
    shown = reporter.get(address(own))
    assert shown.status_code == 200
    assert "UPP-541" not in shown.text
    assert of_city.id not in shown.text
    assert reporter.get(address(of_city)).status_code == 404
    assert "UPP-541" in site.as_(Role.GRANSKARE).get(address(own)).text


def test_a_rapportor_walks_among_findings_of_own_units_alone(site: Site) -> None:
    own = warning()
    plant(site, own, warning("jarva"))
    text = site.as_(Role.RAPPORTOR, "farsta").get(address(own)).text
    assert 'rel="next"' not in text
    assert 'rel="prev"' not in text
    assert 'href="/lamna-in/2024Q4/farsta"' in text


def test_decision_rows_are_shown_to_those_who_may_see_them_and_that_is_logged(site: Site) -> None:
    about = warning(sheet="Beslut", cell="H3", found="2019-03-04", expected=None)
    plant(site, about)
    reader = site.as_(Role.LASARE).get(address(about))
    assert "<h2>Bladet Beslut</h2>" not in reader.text
    assert "Fyndet gäller beslutsrader." in told(reader)
    assert _read_by(site) == []
    steward = site.as_(Role.GRANSKARE).get(address(about))
    assert "<h2>Bladet Beslut</h2>" in steward.text
    assert "Löpnummer" in told(steward)
    assert _read_by(site) == [("Person granskare", "farsta", "farsta-2024Q4-v1")]


def _read_by(site: Site) -> list[tuple[str, str, str]]:
    with site.engine.connect() as connection:
        rows = connection.execute(
            select(audit.c.actor, audit.c.unit, audit.c.subject).where(
                audit.c.act == "read-decisions"
            )
        )
        return [tuple(row) for row in rows]


def test_a_finding_stands_in_its_own_quarter_alone(site: Site) -> None:
    cause = of_rule(site, "KON-511")
    browser = site.as_(Role.GRANSKARE)
    assert browser.get(f"/fynd/2024Q3/{cause.id}").status_code == 404
    assert browser.get(f"/fynd/{Q4}/finns-inte").status_code == 404


def test_the_page_asks_the_database_as_often_for_many_findings_as_for_few(site: Site) -> None:
    browser, cause = site.as_(Role.GRANSKARE), of_rule(site, "KON-511")
    with site.queries() as few:
        browser.get(address(cause))
    plant(site, *(warning(CAUSE, cell=f"E{row}") for row in range(1, 201)))
    with site.queries() as many:
        browser.get(address(cause))
    assert len(many) == len(few) <= 25
