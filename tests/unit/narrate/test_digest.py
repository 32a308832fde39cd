"""The digest of a report's content: what alters it, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.edition import Edition, Release
from schemas.plans import Content, Insert, Say, Section, TablePart, Text
from schemas.tables import Table
from schemas.written import Written
from tasks.narrate.digest import content_digest
from tests.unit.narrate.hand_drawn import (
    ATTEST,
    CHANGES,
    EDITION,
    FILLED,
    TABLE,
    WAIVED,
    plan,
    report,
    story,
)

WHOLE = plan(
    Section("slut", "Allt", parts=(Text("I {stad}."), Say(("total",), "LSS"), TablePart(1))),
    Section(
        "attest",
        "Attest",
        parts=tuple(Insert(each) for each in (Content.ATTEST, Content.WAIVERS, Content.CHANGES)),
    ),
)


def digest(edition: Edition = EDITION, made: Table = TABLE, written: Written = FILLED) -> str:
    return content_digest(report(WHOLE, story(edition, made), written))


def test_approving_and_publishing_leave_the_digest() -> None:
    approved = replace(EDITION, attests=(ATTEST,))
    released = replace(approved, release=Release(2, date(2025, 5, 1), 1, "Rättat.", CHANGES))
    assert digest() == digest(approved) == digest(released)
    assert report(WHOLE).notices != report(WHOLE, story(released)).notices


def test_everything_that_is_read_alters_the_digest() -> None:
    first, summa = TABLE.rows
    altered = replace(TABLE, rows=(replace(first, values=(81, 75, 74, 60, 54)), summa))
    hidden = replace(TABLE, rows=(first, replace(summa, hidden=frozenset({1}))))
    figures = replace(TABLE, figures=TABLE.figures[:-1])
    sections = {"slut": ("Något annat.",)}
    digests = [
        digest(),
        digest(made=altered),
        digest(made=hidden),
        digest(made=figures),
        digest(replace(EDITION, waivers=(WAIVED,))),
        digest(replace(EDITION, waivers=(replace(WAIVED, reason="Annat skäl."),))),
        digest(replace(EDITION, city="Annan stad")),
        digest(written=replace(FILLED, sections=sections)),
        digest(written=replace(FILLED, head=replace(FILLED.head, till="En annan"))),
    ]
    assert len(set(digests)) == len(digests)
