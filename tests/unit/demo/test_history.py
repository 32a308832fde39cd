"""The demo's two sources of the quarter before agree: its page of history, and its facts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from schemas.municipality import load_municipality
from tasks.demo.figures import LawFigures, history_files, load_figures
from tasks.proofread.history import to_published
from tasks.proofread.reading.reader import read_report

CITY = load_municipality("stockholm")


def known(figures: Mapping[str, int]) -> dict[str, int]:
    """Without those whose kön is unknown, which no table prints."""
    return {code: count for code, count in figures.items() if code != "saknas"}


@pytest.mark.parametrize("lag", ["LSS", "SoL"])
def test_the_quarter_before_is_that_of_the_history(lag: str) -> None:
    (file,) = history_files(CITY)
    report, _ = to_published(read_report(file.read_bytes(), file.name), CITY, "0" * 64)
    figures = load_figures(CITY)
    before: LawFigures = figures.before[lag]
    printed = {
        table.axis: {
            figure.code: figure.value
            for figure in table.figures
            if figure.quarter == figures.quarter.previous and figure.code
        }
        for table in report.tables
        if table.lag == lag
    }
    assert printed == {
        "insats": before.insats, "orsak": before.orsak, "kon": known(before.kon),
    }  # fmt: skip
    assert before.kon["saknas"] == 0
