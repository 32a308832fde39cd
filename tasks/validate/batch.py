"""Judging submissions as they are collected: with their columns, their past and the deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from sqlalchemy import Connection

from schemas.history import NO_HISTORY
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Submission, Unreadable
from sql.calendar import collecting_of
from sql.history import load_history
from tasks.validate.case import Case
from tasks.validate.columns import ColumnFaults
from tasks.validate.engine import judge, judge_unreadable
from tasks.validate.expectations import expect

Readings: TypeAlias = Sequence[Submission | Unreadable]

Faults: TypeAlias = Mapping[str, ColumnFaults]
"""Each submission's column faults by its SHA-256."""

NOT_YET: Faults = MappingProxyType({})
"""Nobody has looked at the columns: every case looks at its own."""


def columns_of(municipality: Municipality, quarter: Quarter, readings: Readings) -> Faults:
    """Great Expectations, once over everything."""
    submissions = [each for each in readings if isinstance(each, Submission)]
    faults = expect(submissions, municipality, quarter)
    return {each.source.sha256: found for each, found in zip(submissions, faults, strict=True)}


def judge_readings(
    connection: Connection,
    municipality: Municipality,
    quarter: Quarter,
    readings: Readings,
    today: date,
    faults: Faults = NOT_YET,
) -> tuple[Judged, ...]:
    """Every rule on every submission, with the units' earlier quarters."""
    submissions = [each for each in readings if isinstance(each, Submission)]
    units = {each.attributed for each in submissions if each.attributed}
    history = load_history(connection, municipality, quarter, units)
    deadline = collecting_of(connection, municipality, quarter).deadline

    def judged(read: Submission | Unreadable) -> Judged:
        if isinstance(read, Unreadable):
            return judge_unreadable(read, quarter)
        past = history.get(read.attributed or "", NO_HISTORY)
        own_faults = faults.get(read.source.sha256)
        case = Case(read, municipality, quarter, today, past, own_faults, deadline=deadline)
        return judge(case)

    return tuple(judged(each) for each in readings)
