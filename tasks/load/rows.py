"""A judged submission as rows of the warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.cube import Observation
from schemas.judgement import Judged
from schemas.submission import Decision, Submission
from sql.warehouse import DECISION_CODES, DECISION_DAYS, DECISION_TEXTS, dimension_values

Key = Mapping[str, str]
"""The columns that say whose part a row is: municipality and submission."""


def submission_row(judged: Judged) -> dict[str, Any]:
    """The submission's own columns, without its id, unit, quarter and version."""
    read = judged.read if isinstance(judged.read, Submission) else None
    return {
        "sha256": judged.read.source.sha256,
        "file_name": judged.read.source.file_name,
        "state": judged.state.value,
        "loaded": judged.loadable,
        "with_decisions": read is not None and _tells_decisions(read),
        "template_version": read.layout.version if read else None,
    }


def observation_rows(key: Key, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    return [
        {
            **key,
            "nr": nr,
            "lag": each.lag,
            "statement": each.table,
            **dimension_values(each.members),
            "part": each.part,
            "value": each.value,
            "sheet": each.sheet,
            "cell": each.cell,
        }
        for nr, each in enumerate(observations, 1)
    ]


def decision_rows(key: Key, decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    return [
        {
            **key,
            "sheet_row": each.row,
            **_place(each),
            "lopnummer": each.lopnummer,
            "lag": each.lag,
            **{name: each.codes.get(name) for name in DECISION_CODES},
            **{name: each.days.get(name) for name in DECISION_DAYS},
            **{name: each.text(name) for name in DECISION_TEXTS},
        }
        for each in decisions
    ]


def outcome_rows(key: Key, judged: Judged) -> list[dict[str, Any]]:
    return [
        {**key, "rule": each.rule, "verdict": each.verdict.value, "reason": each.reason}
        for each in judged.outcomes
    ]


def _tells_decisions(read: Submission) -> bool:
    """Whether it is known which decisions the unit had: it lists them, or says there are none."""
    return bool(read.decisions) or read.nollrapport is True


def _place(each: Decision) -> dict[str, str | None]:
    cell = each.cells.get("lopnummer")
    return {"sheet": cell.sheet if cell else None, "cell": cell.address if cell else None}
