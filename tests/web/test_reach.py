"""What a rapportör learns of other units: nothing, by whatever address they ask.

Farsta asks for Järva, which has sent in, and for a unit that there never was.
"""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from schemas.accounts import Role
from schemas.quarter import Quarter
from sql.state import findings_of
from steward.rights import told_to_unit
from tests.web.findings import plant, warning
from tests.web.site import Site, said
from tests.web.workbooks import edited, send, sent

pytestmark = pytest.mark.usefixtures("undrafted")

Q4 = Quarter(2024, 4)
OTHERS = ("jarva", "nowhere")
OF_A_UNIT = (
    "/kvartal/2024Q4/enhet/{unit}",
    "/kvartal/2024Q4/enhet/{unit}?version=1&blad=Beslut&rad=1",
    "/kvartal/2024Q4/enhet/{unit}?version=2&jamfor=1",
    "/kvartal/2023Q1/enhet/{unit}",
    "/kvartal/2024Q4/enhet/{unit}/version/1/fil",
    "/kvartal/2024Q4/enhet/{unit}/version/9/fil",
    "/kvartal/2024Q4/enhet/{unit}/version/1/granskad",
    "/lamna-in/2024Q4/{unit}",
    "/lamna-in/2024Q4/{unit}/mall",
    "/lamna-in/2024Q4/{unit}/kvitto/1",
    "/lamna-in/2024Q4/{unit}/kvitto/9",
)
OF_ALL = (
    "/kvartal",
    "/kvartal/nu",
    "/kvartal/2024Q4",
    "/kvartal/2024Q4/granskning",
    "/kvartal/2024Q4/granskning?enhet=jarva",
    "/kvartal/2024Q4/tabeller",
    "/kvartal/2024Q4/tabeller/7/spar?rad=jarva&kolumn=boende-barn",
    "/kvartal/2024Q4/tabeller/1/spar?kolumn=2024Q4",
    "/kvartal/2024Q4/diagram/insatser",
    "/kvartal/2024Q4/attest",
    "/kvartal/2024Q4/utkast/tabeller.csv",
    "/kvartal/2024Q4/utgava/1",
    "/kvartal/2024Q4/utgava/1/internal/tabeller.csv",
)


def names_of_others(site: Site) -> list[str]:
    """What the other units are called, by any name, and as what their files came."""
    others = [each for each in site.municipality.at(Q4).units if each.code != "farsta"]
    names = [name for each in others for name in (each.short, each.name)]
    return [*names, *(f"{each.code}_2024Q4.xlsx" for each in others)]


def ids_of(site: Site, unit: str) -> list[str]:
    with site.engine.connect() as connection:
        return [each.id for each in findings_of(connection, site.municipality, Q4, unit)]


@pytest.fixture
def wide(site: Site) -> Site:
    """Farsta has sent in figures that move the municipality's totals, with Järva's on a sheet."""
    send(site, "farsta", edited(sent(site, "farsta"), {"B4": 99}), role=Role.RAPPORTOR)
    return site


@pytest.fixture
def alike(site: Site) -> Site:
    """Farsta has sent in the tables of Järva under its own name."""
    data = edited(sent(site, "jarva"), cover={"Rapporterande enhet": "Farsta"})
    assert send(site, "farsta", data, role=Role.RAPPORTOR).status_code == 303
    return site


@pytest.mark.parametrize("unit", OTHERS)
@pytest.mark.parametrize("address", OF_A_UNIT)
def test_no_page_of_another_unit_is_theirs(site: Site, address: str, unit: str) -> None:
    """Whether or not there is such a unit, a version or a file."""
    answer = site.as_(Role.RAPPORTOR).get(address.format(unit=unit))
    assert answer.status_code == 403
    assert not any(name in answer.text for name in names_of_others(site))


@pytest.mark.parametrize("address", OF_ALL)
def test_no_page_of_the_whole_quarter_is_theirs(site: Site, address: str) -> None:
    assert site.as_(Role.RAPPORTOR).get(address, follow_redirects=False).status_code == 403


@pytest.mark.parametrize("unit", OTHERS)
@pytest.mark.parametrize("to", ["", "/kontroll"])
def test_nothing_is_handed_in_for_another_unit(site: Site, unit: str, to: str) -> None:
    data = sent(site, "jarva")
    files = {"file": ("jarva.xlsx", data)}
    answer = site.as_(Role.RAPPORTOR).post(f"/lamna-in/2024Q4/{unit}{to}", files=files)
    assert answer.status_code == 403


def test_findings_of_others_are_as_those_that_there_never_were(site: Site) -> None:
    plant(site, warning("jarva"))
    browser = site.as_(Role.RAPPORTOR)
    pages = [
        browser.get(f"/fynd/2024Q4/{each}")
        for each in (*ids_of(site, "jarva"), *ids_of(site, "norra-innerstaden"), "0123456789ab")
    ]
    assert {each.status_code for each in pages} == {404}
    told = {re.sub(r"[0-9a-f]{12}", "", said(each)) for each in pages}
    assert len(told) == 1


def test_totals_of_the_municipality_are_not_told_to_a_unit(wide: Site) -> None:
    """UPP-541 is said of Farsta: a granskare reads it there, its rapportör does not."""
    there = "/kvartal/2024Q4/enhet/farsta"
    with wide.engine.connect() as connection:
        found = findings_of(connection, wide.municipality, Q4, "farsta")
    (total,) = {each.id for each in found if each.rule == "UPP-541" and "LSS" in str(each.subject)}
    steward, reporter = wide.as_(Role.GRANSKARE), wide.as_(Role.RAPPORTOR)
    assert f"/fynd/2024Q4/{total}" in steward.get(there).text
    for address in (there, "/lamna-in/2024Q4/farsta/kvitto/2", "/lamna-in/2024Q4/farsta"):
        page = reporter.get(address)
        assert page.status_code == 200
        assert total not in page.text
        assert "UPP-541" not in page.text
    copy = reporter.get(f"{there}/version/2/granskad").content
    assert "UPP-541" not in texts_of(copy)


def test_whose_tables_are_the_same_is_not_told_to_a_unit(alike: Site) -> None:
    """HIS-803 says so to both; Farsta is not told that the other is Järva."""
    reporter = alike.as_(Role.RAPPORTOR)
    there = "/kvartal/2024Q4/enhet/farsta"
    addresses = [there, f"{there}?blad=LSS", "/lamna-in/2024Q4/farsta/kvitto/2", "/lamna-in"]
    pages = [reporter.get(each) for each in addresses]
    assert "alla tal desamma som i en annan enhets rapport" in said(pages[1])
    told = [
        *(each.text for each in pages),
        texts_of(reporter.get(f"{there}/version/2/granskad").content),
    ]
    for text in told:
        assert [name for name in names_of_others(alike) if name in text] == []
    assert "Järva" in said(alike.as_(Role.GRANSKARE).get(f"{there}?blad=LSS"))


def test_no_page_of_theirs_names_another_unit(wide: Site) -> None:
    reporter = wide.as_(Role.RAPPORTOR)
    there = "/kvartal/2024Q4/enhet/farsta"
    sheets = [f"{there}?blad={name}" for name in ("Försättsblad", "LSS", "SoL", "Beslut")]
    for address in ("/lamna-in", "/lamna-in/2024Q4/farsta", "/lamna-in/2024Q4/farsta/kvitto/2",
                    there, f"{there}?version=1", *sheets):  # fmt: skip
        page = reporter.get(address)
        assert page.status_code == 200
        assert [name for name in names_of_others(wide) if name in page.text] == []


def test_what_is_said_of_its_own_workbook_is_told_whole(site: Site) -> None:
    own = warning("farsta")
    assert told_to_unit(own) == own


def texts_of(data: bytes) -> str:
    """Everything that is written in a workbook's list of findings."""
    sheet = load_workbook(io.BytesIO(data))["Granskning"]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
