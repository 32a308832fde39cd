"""Many at once, and a halt in the middle: nothing is lost, and nothing is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import Table, select

from schemas.accounts import Role
from schemas.events import Act, Via
from sql.archive import sha256_of
from sql.audit_proof import prove
from sql.engine import writing
from sql.people import audit
from sql.warehouse import observation, receipt, ruling, submission
from steward.guard import COOKIE, CSRF
from tasks.collect.receipts import Receipt, add
from tasks.place import archive_of
from tests.web.browser import colleague
from tests.web.findings import CAUSE, Q4, address, fields_of, in_force
from tests.web.live import served
from tests.web.site import Browser, Site
from tests.web.workbooks import XLSX, edited, sent

VERSIONS = 3
AGAIN = 11
"""Files that are sent twice: with three new versions of thirteen units that makes fifty."""


@dataclass(frozen=True)
class Sent:
    """A file that was sent for a unit, and the version that it was told to be."""

    unit: str
    sha256: str
    version: int
    duplicate: bool


def send(base: str, browser: Browser, unit: str, data: bytes) -> Sent:
    """Over HTTP, and no question is asked twice."""
    answer = httpx2.post(
        f"{base}/lamna-in/2024Q4/{unit}",
        data={CSRF: browser.csrf},
        files={"file": (f"{unit}.xlsx", data, XLSX)},
        headers={"Cookie": f"{COOKIE}={browser.client.cookies[COOKIE]}"},
        timeout=120,
    )
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["location"])
    version = int(parts.path.rsplit("/", 1)[1])
    return Sent(unit, sha256_of(data), version, parts.query == "klart=dubblett")


def rows(site: Site, table: Table, *names: str) -> list[Any]:
    """Of 2024Q4, whose submissions are called after it."""
    named = table.c.submission if table is observation else table.c.quarter
    asked = select(*(table.c[name] for name in names)).where(named.contains("2024Q4"))
    with site.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(asked)]


def test_fifty_uploads_at_once_are_each_there_once(site: Site) -> None:
    units = sorted(each.code for each in site.municipality.at(Q4).units)
    assert len(units) == 13
    files = [
        (unit, edited(sent(site, unit), {"H2": number}))
        for number in range(1, VERSIONS + 1)
        for unit in units
    ]
    steward = site.as_(Role.GRANSKARE)
    with served(site.app) as base, ThreadPoolExecutor(50) as pool:
        asked = [pool.submit(send, base, steward, *each) for each in (*files, *files[:AGAIN])]
        told = [each.result() for each in asked]
    assert len(told) == 50
    _the_first_is_told_of_no_duplicate(told)
    _each_is_there_once(site, told)
    _no_figure_is_there_twice(site)
    _each_was_written_down(site, len(files))


def _the_first_is_told_of_no_duplicate(told: Sequence[Sent]) -> None:
    """Of two that bring the same file at once, either may be the one that has it loaded."""
    again = [each.sha256 for each in told if each.duplicate]
    times = Counter(each.sha256 for each in told)
    assert len(again) == len(set(again)) <= AGAIN
    assert all(times[each] == 2 for each in again)


def _each_is_there_once(site: Site, told: Sequence[Sent]) -> None:
    """The database has what was acknowledged, and the first version of each unit."""
    named = {(each.unit, each.version): each.sha256 for each in told}
    kept = rows(site, submission, "unit", "version", "sha256")
    assert len(kept) == len(named) + 13
    assert {(unit, version): sha256 for unit, version, sha256 in kept if version > 1} == named
    assert Counter(version for _, version in named) == {2: 13, 3: 13, 4: 13}
    received = rows(site, receipt, "sha256")
    assert sorted(received) == sorted((sha256,) for _, _, sha256 in kept)
    assert all(sha256_of(archive_of(site.settings).get(sha256)) == sha256 for (sha256,) in received)


def _no_figure_is_there_twice(site: Site) -> None:
    """H2 is outside the tables: every version of a unit has the figures of its first."""
    figures: dict[str, Counter[Any]] = {}
    for name, *figure in rows(site, observation, "submission", "sheet", "cell", "value"):
        figures.setdefault(name, Counter())[tuple(figure)] += 1
    assert len(figures) == 13 * 4
    for name, found in figures.items():
        assert found == figures[f"{name.rsplit('-v', 1)[0]}-v1"], name


def _each_was_written_down(site: Site, new: int) -> None:
    """What waited may have been worked off by the next delivery, which is no person's act."""
    told = rows(site, audit, "act", "via", "subject")
    assert sum((act, via) == (Act.RECEIVED, Via.PAGES) for act, via, _ in told) == new
    loaded = Counter(subject for act, _, subject in told if act == Act.LOADED)
    assert {name for name in loaded if not name.endswith("-v1")} == _later_versions(site)
    assert set(loaded.values()) == {1}
    with site.engine.connect() as connection:
        assert prove(connection).fault is None


def _later_versions(site: Site) -> set[str]:
    return {name for name, version in rows(site, submission, "id", "version") if version > 1}


def test_of_two_stewards_at_once_one_wins_and_the_other_is_told(site: Site) -> None:
    finding, together = next(iter(in_force(site, CAUSE).values())), Barrier(2)
    both = [site.as_(Role.GRANSKARE), site.browser(colleague(site, Role.GRANSKARE, "Person B"))]
    fields = [fields_of(each, address(finding), "waived") for each in both]

    def decide(number: int) -> int:
        form = {**fields[number], "decided": "waived", "reason": f"Skäl {number}."}
        together.wait()
        sent = both[number].post(f"{address(finding)}/beslut", {**form, "together": "ja"})
        return sent.status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, (0, 1)))
    assert sorted(answers) == [303, 409]
    reasons = {reason for (reason,) in rows(site, ruling, "reason")}
    assert reasons == {f"Skäl {answers.index(303)}."}
    assert len(rows(site, ruling, "nr")) == 4


def test_what_was_received_before_a_halt_is_there_after_the_next_start(site: Site) -> None:
    """The bytes and the receipt were kept; then the machine stopped."""
    data = edited(sent(site, "farsta"), {"E4": 9})
    sha256 = archive_of(site.settings).put(data)
    kept = Receipt(sha256, "farsta.xlsx", len(data), datetime.now(UTC), "farsta", "Person A")
    with writing(site.engine) as connection:
        add(connection, site.municipality.code, "2024Q4", [kept])
    site.close()
    again = Site(site.settings)
    with served(again.app) as base:
        assert again.as_(Role.RAPPORTOR).get("/lamna-in/2024Q4/farsta/kvitto/2").status_code == 200
        told = send(base, again.as_(Role.RAPPORTOR), "farsta", data)
    assert told == Sent("farsta", sha256, 2, duplicate=True)
    versions = rows(again, submission, "unit", "version", "sha256")
    assert versions.count(("farsta", 2, sha256)) == 1
    assert len(versions) == 14
    assert {each.rule for each in in_force(again, "farsta").values()} >= {"KON-511", "SUM-502"}
