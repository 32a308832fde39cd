"""Decisions as rows of the decision sheet."""

from __future__ import annotations

from schemas.content import DecisionValues
from schemas.municipality import Codebook
from schemas.quarter import add_months
from tasks.demo.cases import OPEN, Case, Report
from tasks.demo.draw import Draw
from tasks.demo.invented import Texts

LONG_WAIT = 6
"""After so many months a unit says in a comment what has been done since last time."""

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def decision_row(case: Case, codebook: Codebook, texts: Texts, draw: Draw) -> DecisionValues:
    """The decision as its unit reports it in the codebook's quarter."""
    report = case.reports[codebook.quarter]
    person = {"personnyckel": case.personnyckel} if case.personnyckel else {}
    return {
        "lopnummer": case.lopnummer,
        "lagrum": _lagrum(case, codebook),
        "omrade": case.omrade,
        "insats": case.insats,
        "undertyp": case.undertyp,
        "kon": case.kon,
        "aldersgrupp": case.aldersgrupp,
        "beslutsdatum": case.beslutsdatum,
        "avbrottsdatum": case.avbrottsdatum,
        "orsak": report.reason.orsak,
        "delorsak": report.reason.delorsak,
        "erbjudandedatum": report.offered,
        "kompensatorisk": case.kompensatorisk,
        "rapporttyp": report.rapporttyp,
        "status": report.status,
        "verkstalld": report.ended if report.status == "verkstallt" else None,
        "avslutad": report.ended if report.status == "avslutat" else None,
        "kommentar": _comment(case, report, texts, draw),
        **person,
    }


def _lagrum(case: Case, codebook: Codebook) -> str:
    """The first right of the law that was in force on the day of the decision."""
    rights = codebook["lagrum"].of_lag(case.lag)
    return next(each.code for each in rights if each.decided.holds(case.beslutsdatum))


def _comment(case: Case, report: Report, texts: Texts, draw: Draw) -> str | None:
    """A new comment each quarter: the month in it is one of the quarter's."""
    waited = add_months(case.start, LONG_WAIT) <= report.quarter.last_day
    if report.status != OPEN or not waited:
        return None
    orsak = report.reason.orsak
    if orsak not in texts.kommentarer:
        return None
    to_live_in = case.insats in texts.housing and orsak == "resursbrist-bostad"
    said = draw.pick(texts.kommentarer_housing if to_live_in else texts.kommentarer[orsak])
    month = MONTHS[report.quarter.first_day.month - 1 + draw.below(3)]
    return f"{said}, uppföljt i {month}."
