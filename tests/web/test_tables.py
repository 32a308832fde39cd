"""The page of the tables, and the diagrams of the draft on it."""

import re

import pytest

from schemas.accounts import Role
from schemas.quarter import Quarter
from tasks.aggregate.tables import make_tables
from tests.web.site import Site, said

ADDRESS = "/kvartal/2024Q4/tabeller"
Q4 = Quarter(2024, 4)
LINK = re.compile(r'href="(/kvartal/2024Q4/tabeller/\d+/spar\?[^"]+)"[^>]*>([^<]*)<')


def test_every_table_is_shown_as_it_is_now(site: Site) -> None:
    with site.engine.connect() as connection:
        tables = make_tables(connection, site.municipality, Q4)
    answer = site.as_(Role.LASARE).get(ADDRESS)
    assert answer.status_code == 200
    for table in tables:
        assert f'<h2 id="tabell-{table.number}">' in answer.text
        assert f'href="#tabell-{table.number}"' in answer.text
    known = [value for table in tables for row in table.rows for value in row.values]
    links = re.findall(
        r'href="/kvartal/2024Q4/tabeller/\d+/spar\?[^"]+"[^>]*>([^<]*)<', answer.text
    )
    assert len(links) == sum(value is not None for value in known)
    assert links[:5] == ["5", "4", "6", "7", "4"]  # Avlösarservice in Stockholm's own reports


def test_every_figure_leads_to_a_trace_that_adds_up(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    page = browser.get(ADDRESS).text
    links = LINK.findall(page)
    for address, text in links[:: max(1, len(links) // 40)]:
        answer = browser.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert f"<dd>{text}</dd>" in answer.text
        assert "stämmer" in said(answer)


def test_what_nobody_knows_has_no_trace_and_is_explained(site: Site) -> None:
    answer = site.as_(Role.LASARE).get(ADDRESS)
    assert '<td class="n">..</td>' in answer.text
    assert "Två punkter (..) betyder att ingen vet" in said(answer)


def test_figures_that_an_open_finding_is_about_are_marked(site: Site) -> None:
    """The demo's error is in Norra innerstaden's LSS table by reason, the row Annat skäl."""
    answer = site.as_(Role.GRANSKARE).get(ADDRESS)
    marked = re.findall(r'<a class="touched" href="([^"]+)"', answer.text)
    assert any("/tabeller/3/spar?rad=annat-skal&amp;kolumn=2024Q4" in each for each in marked)
    assert "berörs av" in said(answer)
    assert 'class="touched">12<' in answer.text


def test_the_diagrams_tell_what_they_show(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    page = browser.get(ADDRESS).text
    shown = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert "/kvartal/2024Q4/diagram/utveckling" in dict(shown)
    assert "kvartal 4 2023, 215 beslut" in dict(shown)["/kvartal/2024Q4/diagram/utveckling"]
    answer = browser.get(shown[0][0])
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")
    assert browser.get("/kvartal/2024Q4/diagram/..%2Frapport").status_code == 404


def test_the_tables_of_the_draft_can_be_downloaded(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    page = browser.get(ADDRESS).text
    for name in ("tabeller.xlsx", "tabeller.csv"):
        assert f'href="/kvartal/2024Q4/utkast/{name}"' in page
        answer = browser.get(f"/kvartal/2024Q4/utkast/{name}")
        written = site.settings.draft("2024Q4") / name
        assert answer.content == written.read_bytes()
        wanted = name.replace(".", "-2024Q4-utkast.")
        assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{wanted}"


def test_a_draft_that_is_no_longer_true_is_told(site: Site) -> None:
    browser = site.as_(Role.LASARE)
    assert "inte längre aktuellt" not in said(browser.get(ADDRESS))
    with site.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE observation SET value = value + 1 WHERE value = 53"
            " OR (statement = 'insats' AND nr = 1)"
        )
    assert "Siffror har ändrats" in said(browser.get(ADDRESS))


@pytest.mark.parametrize("quarter", ["2024Q3", "2019Q1"])
def test_a_quarter_without_a_draft_says_what_to_do(site: Site, quarter: str) -> None:
    answer = site.as_(Role.LASARE).get(f"/kvartal/{quarter}/tabeller")
    assert answer.status_code == 200
    assert "Det finns inget utkast än" in said(answer)
    assert "<img" not in answer.text


def test_the_number_of_queries_does_not_follow_the_data(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    with site.queries() as full:
        browser.get(ADDRESS)
    with site.queries() as empty:
        browser.get("/kvartal/2019Q1/tabeller")
    assert len(empty) <= len(full) <= 45


def test_a_rapportor_sees_no_tables(site: Site) -> None:
    browser = site.as_(Role.RAPPORTOR)
    for path in ("tabeller", "tabeller/1/spar?kolumn=2024Q4", "utkast/tabeller.csv",
                 "diagram/utveckling"):  # fmt: skip
        assert browser.get(f"/kvartal/2024Q4/{path}").status_code == 403
