"""Proofreading our own report: what is ours, what somebody wrote, and what is only quoted."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest

from flows.edition import Part
from flows.proof import require_true_prose
from schemas.edition import Edition, Release
from schemas.errors import UserError
from schemas.plans import Content, Insert, Section, TablePart, Text
from schemas.written import Written
from tasks.publish.word.report import report_document
from tests.unit.narrate.hand_drawn import (
    EDITION,
    FILLED,
    STOCKHOLM,
    TABLE,
    WAIVED,
    plan,
    report,
    story,
)

WRONG = "Det finns 150 beslut enligt LSS."
"""The table says 152."""


def proofread(edition: Edition, section: Section, written: Written = FILLED) -> None:
    tables = Section("tabeller", "Tabeller", parts=(TablePart(1),))
    made = report(plan(section, tables), story(edition), written)
    document = report_document(made, {})
    require_true_prose(Part(edition, (TABLE,), made), document, STOCKHOLM)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage().rsplit(",", 1)[0] for each in caplog.records]


def test_a_waiver_quotes_figures_and_claims_none(caplog: pytest.LogCaptureFixture) -> None:
    message = "LSS!E17: i tabellen Orsak, raden «Annat skäl», är Totalt 7 men könen ger 6 beslut."
    waivers = (
        replace(WAIVED, message=message, reason=WRONG),
        replace(WAIVED, message=WRONG, reason="Enheten räknade\n12 beslut två gånger."),
    )
    section = Section("a", "A", parts=(Insert(Content.WAIVERS),))
    with caplog.at_level(logging.ERROR):
        proofread(replace(EDITION, waivers=waivers), section)
    assert told(caplog) == []


def test_the_reason_for_a_correction_is_quoted(caplog: pytest.LogCaptureFixture) -> None:
    release = Release(2, date(2025, 4, 1), 1, WRONG)
    with caplog.at_level(logging.ERROR):
        proofread(replace(EDITION, release=release), Section("a", "A"))
    assert told(caplog) == []


def test_a_sentence_of_ours_is_ours_beside_a_waiver(caplog: pytest.LogCaptureFixture) -> None:
    parts = (Insert(Content.WAIVERS), Text(WRONG))
    with caplog.at_level(logging.ERROR):
        proofread(replace(EDITION, waivers=(WAIVED,)), Section("a", "A", parts=parts))
    assert told(caplog) == ["RAP-821 in our own prose"]


def test_what_the_handlaggare_wrote_is_refused() -> None:
    written = replace(FILLED, sections={"a": (WRONG,)})
    with pytest.raises(UserError, match="150"):
        proofread(EDITION, Section("a", "A"), written)
