"""SUM: printed sums along rows and columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Cell, CountRow, CountTable, Source, Submission
from tasks.validate.case import Case
from tests.builders import Builder
from tests.spec.harness import Spec, check, fires, silent


def by_area(of: int, ifo: int, total: int) -> Case:
    """A submission in a template whose rows are divided by område, with one row."""
    city = load_municipality()
    columns = {"of": "OF", "ifo": "IFO", "totalt": "Totalt"}
    layout = replace(city.layouts[0], count_columns=columns)
    labels = {"orsak": Cell("SoL", 2, 1, "Annat skäl")}
    counts = {
        field: Cell("SoL", 2, place, count)
        for place, (field, count) in enumerate(zip(columns, (of, ifo, total), strict=True), 2)
    }
    headers = {"orsak": Cell("SoL", 1, 1, "Orsak")}
    row = CountRow(labels, {"orsak": "annat-skal"}, counts)
    table = CountTable("SoL", "orsak", "Orsak", headers, (row,), None)
    source = Source("0" * 64, "rapport.xlsx")
    quarter = Quarter(2024, 4)
    submission = Submission(source, layout, "farsta", quarter, {}, (table,), None, {})
    return Case(submission, city, quarter, date(2025, 1, 20))


CASES = (
    fires(
        "SUM-501", "områdena ger inte totalen", given=lambda: by_area(2, 3, 6),
        at="SoL!D2", found=6, expected=5, says="«Annat skäl»", also=("STR-203", "FUL-401"),
    ),
    silent("SUM-501", "områdena ger totalen", given=lambda: by_area(2, 3, 5)),
    silent("SUM-501", "mallen har kön på varje rad", verdict=Verdict.NOT_APPLICABLE),
    fires(
        "SUM-502", "fel summa", lambda book: book.set("LSS", "E11", 5),
        at="LSS!E11", found=5, expected=3, says="kolumnen Totalt",
    ),
    fires(
        "SUM-502", "fel tal på en rad", lambda book: book.set("SoL", "C13", 0),
        at="SoL!C18", found=1, expected=0, says="kolumnen Kvinna",
    ),
    silent(
        "SUM-502", "en rad med tal är borta ur tabellen: det säger FUL-401",
        lambda book: book["LSS"].delete_rows(5), verdict=Verdict.HELD,
    ),
    silent("SUM-502", "rena tabeller", verdict=Verdict.HELD),
    silent(
        "SUM-502", "en tom rad är FUL-401:s", lambda book: book.set("LSS", "B5", None),
        verdict=Verdict.HELD,
    ),
    silent(
        "SUM-502", "inga tabeller", Builder.without_tables, verdict=Verdict.NOT_APPLICABLE
    ),
)  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_summor(spec: Spec) -> None:
    check(spec)
