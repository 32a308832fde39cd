"""The phrases: which edition it is, and how a draft stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.edition import Audience, Edition, Release
from schemas.findings import UnitState
from schemas.tables import Flag, Table
from tasks.publish.wording import (
    FLAG_MEANINGS,
    full_title,
    printable,
    sources_text,
    status_line,
)

INTERNAL = "UTKAST – intern utgåva, fullständiga uppgifter"


def test_a_draft_tells_how_its_units_stand(edition: Edition) -> None:
    assert status_line(edition) == (
        f"{INTERNAL}. 1 av 4 enheter saknas, 2 av 4 enheter är inte godtagna."
    )
    stopped = replace(edition.inputs[0], state=UnitState.STOPPED, version=None, open_findings=1)
    assert status_line(replace(edition, inputs=(stopped,))) == (
        f"{INTERNAL}. 1 av 1 enheter är inte godtagna."
    )
    settled = replace(edition, inputs=edition.inputs[:1])
    assert status_line(settled) == (f"{INTERNAL}. Alla enheter (1) har lämnat in och är godtagna.")


@pytest.mark.parametrize(
    ("audience", "replaces", "line"),
    [
        (Audience.PUBLIC, None, "Version 3, 2025-03-10."),
        (Audience.PUBLIC, 2, "Version 3, 2025-03-10, ersätter version 2."),
        (
            Audience.INTERNAL,
            None,
            "INTERN UTGÅVA – fullständiga uppgifter. Version 3, 2025-03-10.",
        ),
    ],
)
def test_a_release_tells_its_version(
    edition: Edition, audience: Audience, replaces: int | None, line: str
) -> None:
    release = Release(3, date(2025, 3, 10), replaces)
    assert status_line(replace(edition, audience=audience, release=release)) == line


def test_every_flag_is_explained() -> None:
    assert set(FLAG_MEANINGS) == set(Flag)


def test_one_source_and_many() -> None:
    assert sources_text(["a"]) == "Källa: a"
    assert sources_text(["a", "b"]) == "Källor: a; b"


def test_a_title_names_its_table(by_event: Table, underlag: Table) -> None:
    assert full_title(by_event) == "Tabell 11. Händelser, till och med Kv 4 2024"
    assert full_title(underlag) == "Underlag A. Beslut per insats och orsak, Kv 4 2024"


def test_control_characters_are_not_printed() -> None:
    assert printable("a\x00b\x0bc\ud800d\tå") == "a b c d\tå"
