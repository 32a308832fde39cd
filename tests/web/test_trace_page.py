"""The page of a trace: from a figure to its cells."""

import pytest

from schemas.accounts import Role
from tests.web.site import Site, said

ADDRESS = "/kvartal/2024Q4/tabeller"


def test_a_figure_is_told_unit_by_unit_with_links_to_its_cells(site: Site) -> None:
    """Annat skäl of LSS: 84 in all, and 7 in Norra innerstaden, of which an open finding tells."""
    answer = site.as_(Role.GRANSKARE).get(f"{ADDRESS}/3/spar?rad=annat-skal&kolumn=2024Q4")
    assert answer.status_code == 200
    text = said(answer)
    assert "Siffran 84 Delarnas summa 84 stämmer" in text
    assert text.count("Version 1, ") == 13
    link = "/kvartal/2024Q4/enhet/norra-innerstaden?version=1&amp;blad=LSS&amp;cell=E17"
    assert f'href="{link}"' in answer.text
    assert "KON-511" in text and 'href="/fynd/2024Q4/' in answer.text


def test_decision_rows_are_counted_and_opened_by_whoever_may_read_them(site: Site) -> None:
    address = f"{ADDRESS}/9/spar?rad=3-6&kolumn=_T"
    granskare, lasare = (site.as_(role).get(address) for role in (Role.GRANSKARE, Role.LASARE))
    assert "Siffran 64 Delarnas summa 64 stämmer" in said(granskare)
    assert "12 beslutsrader" in said(granskare) and "12 beslutsrader" in said(lasare)
    assert "Beslut!A6" in granskare.text
    assert "Beslut!A" not in lasare.text


def test_a_published_figure_names_its_report_and_its_place(site: Site) -> None:
    answer = site.as_(Role.LASARE).get(f"{ADDRESS}/1/spar?rad=bostad-vuxna&kolumn=2023Q4")
    text = said(answer)
    assert "Siffran 81 Delarnas summa 81 stämmer Kommer från 1 rapport" in text
    assert "tidigare publicerad rapport" in text
    assert "/enhet/" not in answer.text


def test_a_row_of_two_codes_is_a_unit_and_its_area(site: Site) -> None:
    answer = site.as_(Role.LASARE).get(f"{ADDRESS}/8/spar?rad=farsta&rad=OF&kolumn=_T")
    text = said(answer)
    assert "Farsta OF, Summa" in text
    assert "farsta_2024Q4.xlsx" in text and "jarva" not in text


def test_cells_of_nought_are_told_apart(site: Site) -> None:
    answer = site.as_(Role.LASARE).get(f"{ADDRESS}/8/spar?kolumn=_T")
    assert "Siffran 136 Delarnas summa 136 stämmer" in said(answer)
    assert "celler med 0" in said(answer)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("99/spar?kolumn=2024Q4", "Tabell 99 finns inte"),
        ("1/spar?rad=okand&kolumn=2024Q4", "har ingen sådan rad"),
        ("1/spar?kolumn=1999Q1", "har ingen sådan kolumn"),
        ("1/spar?kolumn=2024Q4&utgava=7", "har ingen utgåva v7"),
        ("1/spar", "saknar något"),
        ("ett/spar?kolumn=2024Q4", "har fel form"),
    ],
)
def test_what_is_not_there_is_said_in_swedish(site: Site, asked: str, told: str) -> None:
    answer = site.as_(Role.LASARE).get(f"{ADDRESS}/{asked}")
    assert answer.status_code in (400, 422)
    assert told in said(answer)


def test_the_number_of_queries_is_bounded(site: Site) -> None:
    browser = site.as_(Role.GRANSKARE)
    for asked in ("3/spar?kolumn=2024Q4", "8/spar?kolumn=_T", "9/spar?kolumn=_T"):
        with site.queries() as sent:
            assert browser.get(f"{ADDRESS}/{asked}").status_code == 200
        assert len(sent) <= 16
