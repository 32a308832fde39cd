"""Errors made in a submission are judged as if they had been made in its workbook.

The benchmark of detection spoils submissions rather than workbooks, because that is faster.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from benchmarks.city import findings_of, read, units
from benchmarks.detection import CLASSES, SEED, Score
from benchmarks.errors import Written, count_cells, off_by_one, pasted_table, place_of, spoilt
from schemas.findings import Finding
from tasks.demo.draw import Draw
from tasks.validate.diagnose import MAX_TOGETHER

JARVA = next(unit for unit in units() if unit.code == "jarva")
WRONG = list(off_by_one(JARVA.now))[::90]


def in_workbook(data: bytes, written: Written) -> tuple[Finding, ...]:
    """The findings when the figures are written into the workbook itself."""
    book = load_workbook(BytesIO(data))
    for (sheet, row, column), value in written.items():
        book[sheet].cell(row, column).value = value
    saved = BytesIO()
    book.save(saved)
    return findings_of(read(saved.getvalue()), JARVA.history(with_decisions=True))


def in_submission(written: Written) -> tuple[Finding, ...]:
    return findings_of(spoilt(JARVA.now, written), JARVA.history(with_decisions=True))


@pytest.mark.parametrize("written", WRONG, ids=lambda written: str(*written))
def test_a_wrong_count_is_judged_alike(written: Written) -> None:
    assert in_submission(written) == in_workbook(JARVA.data, written) != ()


@pytest.mark.parametrize("number", range(len(CLASSES)), ids=[each[0] for each in CLASSES])
def test_every_class_is_judged_alike(number: int) -> None:
    draw = Draw(SEED)
    written = next(filter(None, (CLASSES[number][2](JARVA, draw) for _ in range(50))))
    assert in_submission(written) == in_workbook(JARVA.data, written) != ()


def test_the_city_is_clean_as_it_is() -> None:
    for unit in units():
        for kind in (True, False):
            assert findings_of(unit.submission(kind), unit.history(kind)) == (), unit.code


def test_no_cell_is_blamed_where_it_takes_a_whole_table() -> None:
    draw = Draw(SEED)
    for other in units():
        written = pasted_table(JARVA.now, other.before, draw)
        findings = findings_of(spoilt(JARVA.submission(with_decisions=False), written or {}))
        assert all(len(each.changes) <= MAX_TOGETHER for each in findings), other.code
        assert all(each.group for each in findings), other.code


def test_a_score_counts_what_the_findings_say() -> None:
    cell = next(cell for cell in count_cells(JARVA.now) if cell.count)
    written = {place_of(cell): (cell.count or 0) + 1}
    score = Score("", with_decisions=True)
    score.take(JARVA.now, written, in_submission(written))
    score.take(JARVA.now, written, ())
    assert (score.errors, score.found, score.named, score.among, score.pointed, score.misled) == (
        2, 1, 1, 1, 1, 0,
    )  # fmt: skip
    assert score.unnoticed == [cell.place]
