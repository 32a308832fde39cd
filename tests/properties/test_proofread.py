"""Generated sentences over random tables: every altered one is found, no true one is reported.

The sentences are made in `proofread_wordings` and `proofread_sentences`, from wordings of the
tests' own, out of figures that `proofread_city` draws.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemas.proof import Standing
from tests.properties import proofread_sentences  # noqa: F401 - registers its sentences
from tests.properties.proofread_city import City
from tests.properties.proofread_wordings import TEMPLATES
from tests.unit.proofread.claims.reports import proof

SENTENCES = 480


def sentences() -> Iterator[tuple[str, City, str, str]]:
    """Wordings in turn, each over a city of its own, until there are enough."""
    names = sorted(TEMPLATES)
    seed = made = 0
    while made < SENTENCES // 2:
        city = City(seed)
        name = names[seed % len(names)]
        pair = TEMPLATES[name](city)
        seed += 1
        if pair and pair[0] != pair[1]:
            made += 1
            yield name, city, *pair


CASES = list(sentences())


def test_there_are_enough() -> None:
    assert len({name for name, *_ in CASES}) >= 40
    assert 2 * len(CASES) >= 300


@pytest.mark.parametrize(
    ("name", "city", "true", "altered"),
    CASES,
    ids=[f"{name}-{city.seed}" for name, city, *_ in CASES],
)
def test_what_is_true_stands_and_what_is_altered_is_found(
    name: str, city: City, true: str, altered: str
) -> None:
    said = proof(city.tables, true)
    assert not said.findings, (true, [each.message for each in said.findings])
    assert any(claim.standing is Standing.RIGHT for claim in said.claims), true
    assert proof(city.tables, altered).findings, altered
