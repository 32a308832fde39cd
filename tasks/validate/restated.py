"""Published reports against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection

from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.tables import SUMMA
from sql.differences import PrintedFigure, Restatement, restatements
from tasks.validate.case import PublishedCase, Restated
from tasks.validate.engine import judge_published


def judge_restated(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> Mapping[str, tuple[Finding, ...]]:
    """What each report prints of the quarter otherwise than the one before it, by its name."""
    found: dict[str, list[Restated]] = defaultdict(list)
    for each in restatements(connection, municipality, quarter):
        found[each.printed.report].append(_restated(municipality, quarter, each))
    return {
        report: judge_published(PublishedCase(report, quarter, tuple(restated)))
        for report, restated in found.items()
    }


def row_name(municipality: Municipality, quarter: Quarter, printed: PrintedFigure) -> str:
    """The row of a printed figure, as the quarter names it."""
    if printed.dimension is None or printed.code is None:
        return SUMMA
    codes = municipality.at(quarter)[printed.dimension]
    return codes[printed.code].name if printed.code in codes else printed.code


def _restated(municipality: Municipality, quarter: Quarter, each: Restatement) -> Restated:
    printed, before = each.printed, each.before
    return Restated(
        lag=printed.lag,
        table=municipality.codelists[printed.statement].title.casefold(),
        row=row_name(municipality, quarter, printed),
        printed=printed.value,
        earlier=before.value,
        now=_where(printed),
        before=_where(before),
    )


def _where(figure: PrintedFigure) -> str:
    return f"«{figure.title}», {figure.place}" if figure.place else f"«{figure.title}»"
