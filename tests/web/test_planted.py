"""What is planted in one place to do harm in another: file names, texts, cells, whole files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import pytest
from httpx2 import Response
from lxml import html

from schemas.accounts import Role
from schemas.events import SYSTEM
from schemas.findings import Severity
from steward.attachment import attachment
from steward.auth.accounts import add_account
from steward.auth.tokens import make_token
from tests.unit.read.hostile import Hostile, contents, document_types, formats, reaches
from tests.web.findings import CAUSE, a_finding, address, of_rule, plant, warning
from tests.web.site import Browser, Site
from tests.web.workbooks import FLAWED, XLSX, edited, send, sent

pytestmark = pytest.mark.usefixtures("undrafted")
MARKUP = """'"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}${7*7}"""
Q4 = "/api/v1/quarters/2024Q4"


def key_of(site: Site, unit: str, label: str = "Prov") -> dict[str, str]:
    person = site.account(Role.ADMINISTRATOR).person
    now = datetime.now(UTC)
    _, key = make_token(site.engine, site.municipality, unit, label, SYSTEM, person, now)
    return {"Authorization": f"Bearer {key}"}


def renamed_sheet(data: bytes) -> bytes:
    """The workbook with a sheet more, whose name and only cell are markup."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    book.create_sheet("<img src=x onerror=a()>").append([MARKUP])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def planted(site: Site) -> None:
    """Markup wherever anybody can write."""
    book = renamed_sheet(edited(sent(site, FLAWED), {"B5": MARKUP, "A6": MARKUP}))
    assert send(site, FLAWED, book, f"{MARKUP.replace('/', '')}.xlsx").status_code == 303
    odd = warning("farsta", message=MARKUP, fix=MARKUP, found=MARKUP, subject=MARKUP)
    plant(site, odd, a_finding("KOD-303", Severity.FEL, "jarva", sheet="LSS", cell=MARKUP))
    steward = site.as_(Role.GRANSKARE)
    assert steward.post(f"{address(odd)}/kommentar", {"text": MARKUP}).status_code == 303
    named = {"finding": odd.id, "owner": MARKUP, "due": ""}
    steward.post(f"{address(odd)}/fordela", named)
    explained = {"finding": f"{odd.id} 0 explained", "reason": MARKUP}
    site.as_(Role.RAPPORTOR).post(f"{address(odd)}/forklara", explained)
    now = datetime.now(UTC)
    add_account(site.engine, site.municipality, "odd", MARKUP, Role.LASARE, [], SYSTEM, now)
    key_of(site, "farsta", MARKUP[:100])


def pages(site: Site) -> Iterator[tuple[str, Response]]:
    """Where any of it may be shown."""
    about = [of_rule(site, "HIS-801"), of_rule(site, "KOD-303")]
    unit = f"/kvartal/2024Q4/enhet/{FLAWED}"
    for role, paths in {
        Role.GRANSKARE: [
            "/kvartal/2024Q4", "/kvartal/2024Q4/granskning", "/kvartal/2024Q4/tabeller", unit,
            f"{unit}?blad=LSS", f"{unit}?blad=Beslut", f"{unit}?version=2&jamfor=1",
            f"{unit}?blad=%3Cimg%20src%3Dx%20onerror%3Da()%3E", "/kvartal/2024Q4/attest",
            f"/lamna-in/2024Q4/{FLAWED}", f"/lamna-in/2024Q4/{FLAWED}/kvitto/2", "/lamna-in",
            *map(address, about), f"{unit}?blad={MARKUP}&cell={MARKUP}",
            f"/kvartal/2024Q4/granskning?enhet={MARKUP}", f"/fynd/2024Q4/{MARKUP}",
            f"/kvartal/2024Q4/tabeller/1/spar?rad={MARKUP}&kolumn={MARKUP}",
        ],
        Role.ADMINISTRATOR: ["/handelser", "/anvandare", "/nycklar", f"/handelser?person={MARKUP}"],
    }.items():  # fmt: skip
        browser: Browser = site.as_(role)
        for path in paths:
            yield path, browser.get(path)
    yield "log-in", site.anybody().get(f"/logga-in?next=/{MARKUP}")
    failed = {"login": MARKUP, "password": MARKUP, "next": f"/{MARKUP}", "kept.reason": MARKUP}
    yield "refused", site.anybody().post("/logga-in", data=failed)


def test_no_page_runs_what_somebody_wrote(site: Site) -> None:
    planted(site)
    shown = 0
    for path, answer in pages(site):
        assert answer.status_code in (200, 400, 401, 404), path
        root = html.fromstring(answer.content)
        for element in root.iter("*"):
            assert not [name for name in element.attrib if str(name).startswith("on")], path
            assert element.tag != "script" or str(element.get("src")).startswith("/static/"), path
            assert element.tag != "img" or str(element.get("src")).startswith("/kvartal/"), path
            link = str(element.get("href", "/"))
            assert not link or link.startswith(("/", "#", "?", "https://", "mailto:")), path
        shown += "<script>alert(2)</script>{{7*7}}" in root.text_content()
    assert shown >= 8  # else it was planted nowhere


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename="b.html',
        "a\r\nSet-Cookie: x=1",
        "../../etc/passwd",
        "å\u202e;x=é.xlsx",
        "%0d%0aX:",
    ],
)
def test_a_file_name_adds_nothing_to_a_header(name: str) -> None:
    told = attachment(b"", name).headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9_.~%-]+", told)


def test_a_file_is_handed_out_to_be_kept_whatever_it_calls_itself(site: Site) -> None:
    name = 'rapport".html;\r\nX-Odd: 1.xlsx'
    send(site, FLAWED, edited(sent(site, FLAWED), {"D17": 1}), name)
    answer = site.as_(Role.GRANSKARE).get(f"/kvartal/2024Q4/enhet/{FLAWED}/version/2/fil")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "x-odd" not in answer.headers


@pytest.mark.parametrize(
    "hostile",
    [*islice(formats(), 3), *document_types(), *islice(reaches(), 2), *islice(contents(), 2)],
    ids=str,
)
def test_the_check_of_other_systems_answers_whatever_it_is_sent(
    site: Site, hostile: Hostile
) -> None:
    files = {"file": (hostile.name, hostile.make(), XLSX)}
    answer = site.anybody().post(f"{Q4}/check", files=files, headers=key_of(site, "farsta"))
    assert answer.status_code == 200
    assert [each["rule"] for each in answer.json()["findings"]] == [hostile.rule]


def test_a_bomb_is_no_more_than_a_finding(site: Site) -> None:
    """A thousandfold of what is sent."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        with zipfile.ZipFile(io.BytesIO(sent(site, "farsta"))) as book:
            for name in book.namelist():
                bomb.writestr(name, book.read(name))
        bomb.writestr("xl/media/image1.png", b"\0" * 400_000_000)
    assert len(packed.getvalue()) < 2**20
    files = {"file": ("bok.xlsx", packed.getvalue(), XLSX)}
    answer = site.anybody().post(f"{Q4}/submission", files=files, headers=key_of(site, "farsta"))
    assert (answer.status_code, answer.json()["state"]) == (201, "stopped")


def test_a_key_is_told_no_more_than_a_rapportor(site: Site) -> None:
    """Totals of the municipality, and whose tables are the same, are not told."""
    whole = {"submission": None, "version": None, "sheet": "LSS"}
    same = "På bladet LSS är alla tal desamma som i Järvas rapport."
    plant(
        site,
        a_finding("UPP-541", Severity.FEL, "farsta", **whole),
        a_finding("HIS-803", Severity.VARNING, "farsta", **{**whole, "message": same}),
        warning("farsta"),
    )
    answer = site.anybody().get(f"{Q4}/findings", headers=key_of(site, "farsta"))
    assert {each["rule"] for each in answer.json()["findings"]} == {"HIS-801", "HIS-803"}
    assert "Järva" not in answer.text
    assert CAUSE not in answer.text
