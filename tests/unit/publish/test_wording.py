"""The phrases: numbers in Swedish print, and how units stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.edition import Edition
from schemas.findings import UnitState
from schemas.tables import Flag, Table
from tasks.publish.wording import (
    FLAG_MEANINGS,
    Standing,
    draft_line,
    number,
    printable,
    section_title,
    standings,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ".."), (0, "0"), (152, "152"), (1234, "1\u00a0234"), (1234567, "1\u00a0234\u00a0567")],
)
def test_number(value: int | None, text: str) -> None:
    assert number(value) == text


def test_units_are_told_by_how_they_stand(edition: Edition) -> None:
    assert standings(edition) == (
        Standing("Har inte lämnat in, siffrorna saknas", ("Önämnden",)),
        Standing("Öppna fel, siffrorna är med som de lämnades", ("Dals nämnd (2 öppna fynd)",)),
        Standing("Varningar att förklara, siffrorna är med", ("Bergs nämnd (1 öppet fynd)",)),
    )


def test_a_stopped_unit_is_told(edition: Edition) -> None:
    stopped = replace(edition.inputs[0], state=UnitState.STOPPED, version=None, open_findings=1)
    (told,) = standings(replace(edition, inputs=(stopped,)))
    assert told.units == ("Viks nämnd (1 öppet fynd)",)
    assert draft_line(replace(edition, inputs=(stopped,))) == (
        "UTKAST. 1 av 1 enheter är inte godtagna."
    )


def test_draft_line(edition: Edition) -> None:
    assert draft_line(edition) == (
        "UTKAST. 1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."
    )
    settled = replace(edition, inputs=edition.inputs[:1])
    assert standings(settled) == ()
    assert draft_line(settled) == "UTKAST. Alla enheter (1) har lämnat in och är godtagna."


def test_every_flag_is_explained() -> None:
    assert set(FLAG_MEANINGS) == set(Flag)


def test_a_heading_is_a_phrase(by_event: Table) -> None:
    assert section_title(by_event) == "Per händelse"


def test_control_characters_are_not_printed() -> None:
    assert printable("a\x00b\x0bc\ud800d\tå") == "a b c d\tå"
