"""The clean workbooks of tests/data/workbooks, read, and what they leave to the next quarter."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from schemas.history import History, PastDecision
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Decision, Source, Submission
from tasks.read.reader import read_workbook

FOLDER = Path(__file__).parents[1] / "data" / "workbooks"


@cache
def sample(name: str) -> Submission:
    """`farsta_2024Q4`, read for the quarter in its name."""
    data = (FOLDER / f"{name}.xlsx").read_bytes()
    source = Source(hashlib.sha256(data).hexdigest(), f"{name}.xlsx")
    quarter = Quarter.parse(name.partition("_")[2])
    read = read_workbook(data, source, load_municipality(), quarter)
    assert isinstance(read, Submission)
    return read


def history_of(submission: Submission) -> History:
    """The submission as the quarter before the one that is judged."""
    assert submission.quarter
    past = tuple(_past(submission, decision) for decision in submission.decisions or ())
    return History({submission.quarter: past})


def _past(submission: Submission, decision: Decision) -> PastDecision:
    place = decision.cells["lopnummer"]
    codes = {field: str(code) for field, code in decision.codes.items()}
    return PastDecision(
        quarter=submission.quarter or Quarter(2024, 3),
        unit=str(submission.unit),
        lopnummer=decision.lopnummer,
        sheet=place.sheet,
        cell=place.address,
        lag=str(decision.lag),
        lagrum=codes["lagrum"],
        omrade=decision.codes.get("omrade"),
        insats=codes["insats"],
        kon=codes["kon"],
        rapporttyp=codes["rapporttyp"],
        status=codes["status"],
        beslutsdatum=decision.days.get("beslutsdatum"),
        avbrottsdatum=decision.days.get("avbrottsdatum"),
        kommentar=decision.text("kommentar"),
    )
