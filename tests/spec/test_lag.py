"""LAG: decisions never executed and interruptions kept apart."""

from __future__ import annotations

import pytest

from schemas.findings import Verdict
from tests.builders import Builder
from tests.spec.harness import Spec, check, fires, silent
from tests.spec.past import BEFORE, history


def without_row(book: Builder) -> Builder:
    """Take the row of interruptions out of LSS and let the first row have everything."""
    book["LSS"].delete_rows(33)
    return book.set("LSS", "B32", 2).set("LSS", "E32", 3).without_decisions()


def all_under_the_first(book: Builder) -> Builder:
    """Tables alone, every decision under «Ej verkställda inom tre månader»."""
    book.set("LSS", "B32", 2).set("LSS", "E32", 3)
    return book.set("LSS", "B33", 0).set("LSS", "E33", 0).without_decisions()


CASES = (
    fires(
        "LAG-533", "avbrotten har ingen rad", without_row,
        at="LSS!A31", found="inte med", expected="en rad", says="«Avbrott i verkställigheten»",
        also=("STR-202", "STR-203", "FUL-401"),
    ),
    fires(
        "LAG-533", "samma rad två gånger",
        lambda book: book.set("LSS", "A33", "Ej verkställda inom tre månader").without_decisions(),
        at=["LSS!A31", "LSS!A31"],
    ),
    fires(
        "LAG-533", "avbrott som är kända från förra kvartalet är borta", all_under_the_first,
        history=history(BEFORE), at="LSS!E33", found=0, expected="minst 1", alone=True,
    ),
    silent("LAG-533", "grunderna åtskilda", verdict=Verdict.HELD, history=history(BEFORE)),
    silent("LAG-533", "inget avbrott är känt", all_under_the_first),
    silent(
        "LAG-533", "med beslut är det TAB-522:s",
        lambda book: book.set("LSS", "E32", 3).set("LSS", "E33", 0), history=history(BEFORE),
    ),
    silent(
        "LAG-533", "en okänd rad är KOD-303:s",
        lambda book: book.set("LSS", "A33", "Uppehåll"),
    ),
    silent(
        "LAG-533", "inga tabeller", Builder.without_tables, verdict=Verdict.NOT_APPLICABLE
    ),
)  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_lag(spec: Spec) -> None:
    check(spec)
