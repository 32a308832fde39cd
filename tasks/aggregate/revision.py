"""The list for the revisorer, out of the decisions of a quarter."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping

from schemas.counting import months_waited
from schemas.municipality import Codebook, Municipality
from schemas.quarter import Quarter
from schemas.revision import RevisionList, RevisionRow
from sql.state import totals
from sql.warehouse import DECISION_DAYS
from tasks.aggregate.decisions import read_decisions


def revision_list(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> RevisionList:
    """Every decision that the quarter's latest loaded versions tell. Nothing but what is shown
    decides the order, so that it gives no unit away."""
    told = read_decisions(connection, municipality, quarter)
    rows = sorted((_row(each, municipality.at(quarter)) for each in told), key=_order)
    counted = Counter(row.lag for row in rows)
    in_all = totals(connection, municipality, quarter)
    untold = ((lag, total - counted[lag]) for lag, total in in_all.items())
    return RevisionList(tuple(rows), tuple(each for each in untold if each[1] > 0))


def _row(told: RowMapping, codebook: Codebook) -> RevisionRow:
    days = {name: told[name] for name in DECISION_DAYS}

    def name(dimension: str) -> str | None:
        return _name(told[dimension], dimension, codebook)

    return RevisionRow(
        lag=told["lag"],
        lagrum=name("lagrum"),
        insats=name("insats"),
        beslutsdatum=told["beslutsdatum"],
        avbrottsdatum=told["avbrottsdatum"],
        orsak=name("orsak"),
        rapporttyp=name("rapporttyp"),
        status=name("status"),
        ended=told["verkstalld"] or told["avslutad"],
        waited=months_waited(days, codebook.quarter),
    )


def _name(code: str | None, dimension: str, codebook: Codebook) -> str | None:
    """The printed name of a code; one that is no longer valid keeps the name it had."""
    if code is None:
        return None
    view = codebook[dimension]
    entry = view[code] if code in view else codebook.municipality.codelists[dimension].get(code)
    return entry.short if entry else code


def _order(row: RevisionRow) -> tuple[Any, ...]:
    """By law, day and insats, then by all else that is shown; what was not told comes last."""
    first = (row.lag, row.beslutsdatum, row.insats)
    return tuple((each is None, _sortable(each)) for each in (*first, *astuple(row)))


def _sortable(value: str | date | int | None) -> str:
    return f"{value:06}" if isinstance(value, int) else str(value or "")
