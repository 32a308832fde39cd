"""Column faults by Great Expectations: one run over all values that nobody has asked about yet.

The suites are derived from the layouts' columns (`frames`). This is the only module that imports
Great Expectations and pandas, and only when it is asked: they take seconds to load. Nothing is
kept: no files, no reports of its own, no words to the outside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Submission
from tasks.validate.columns import ColumnFaults, by_submission
from tasks.validate.frames import LAG, Frame, Numbered, Promise, make_frames
from tasks.validate.remembered import Asked, Remembered, asked

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.datasource.fluent.pandas_datasource import PandasDatasource

ROW = "_row"
ID = "id"

_MEMORY: dict[str, Remembered] = {}
"""By what is promised."""


class IncompleteRunError(Exception):
    """An expectation was dropped, or could not be evaluated: nothing it says can be trusted."""


def expect(
    submissions: Sequence[Submission], municipality: Municipality, quarter: Quarter
) -> tuple[ColumnFaults, ...]:
    """The column faults of each submission, the same that `column_faults` finds one by one.

    Whatever goes wrong is told as each submission's failure: then the rules that build on the
    faults have not run, which is a finding and never a pass.
    """
    try:
        found = list(_run(make_frames(submissions, municipality.at(quarter))))
    except Exception as error:  # the library may raise anything, and its words may quote a cell
        failure = f"Great Expectations: {type(error).__name__}"
        return tuple(ColumnFaults((), failure) for _ in submissions)
    return by_submission(found, len(submissions))


def _run(frames: Sequence[Frame]) -> Iterator[Numbered]:
    """Ask about the values that are new, and tell of all."""
    for frame in map(asked, frames):
        memory = _MEMORY.setdefault(frame.spec, Remembered())
        if rows := memory.unknown(frame):
            memory.learn(frame, rows, _failing(frame, rows))
        yield from memory.faults(frame)


def _failing(frame: Asked, rows: Sequence[int]) -> set[tuple[str, int]]:
    """Promises that rows break, by promise and row."""
    answer = _validate(_source(), frame, rows)
    spec = frame.frame.spec
    _compare(spec, [_meta(result) for result in answer.results])
    return {
        (_meta(result)[ID], rows[row]) for result in answer.results for row in _failing_rows(result)
    }


def _source() -> PandasDatasource:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    chatty = logging.getLogger("great_expectations.data_context.types.base")
    chatty.setLevel(logging.WARNING)  # it sets INFO for itself, and tells of folders it never makes
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context.data_sources.add_pandas("collected")


def build_suite(name: str, spec: Sequence[Promise]) -> ExpectationSuite:
    """The suite of a spec. Raises IncompleteRunError when an expectation was dropped, which
    Great Expectations does without a word to types that it does not know."""
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=name, expectations=[_expectation(each) for each in spec])
    _compare(spec, [each.meta for each in suite.expectations])
    return suite


def _expectation(promise: Promise) -> dict[str, Any]:
    from great_expectations.expectations.row_conditions import Column

    kwargs: dict[str, Any] = {"column": promise.column, **promise.kwargs}
    if promise.lag is not None:
        kwargs["row_condition"] = Column(LAG) == promise.lag
    return {
        "type": promise.type,
        "kwargs": kwargs,
        "severity": "critical",
        "meta": {ID: promise.id},
    }


def _validate(
    source: PandasDatasource, frame: Asked, rows: Sequence[int]
) -> ExpectationSuiteValidationResult:
    import pandas as pd

    # Text all through: a column of mixed objects would make an expectation fail, not its rows.
    table = pd.DataFrame(frame.only(rows), dtype="str").assign(**{ROW: range(len(rows))})
    whole = source.add_dataframe_asset("new").add_batch_definition_whole_dataframe("whole")
    batch = whole.get_batch({"dataframe": table})
    return batch.validate(
        build_suite("new", frame.frame.spec),
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [ROW]},
    )


def _failing_rows(result: Any) -> list[int]:
    if result.exception_info.get("raised_exception") is not False:
        raise IncompleteRunError
    if result.success:
        return []
    return [int(each[ROW]) for each in result.result["unexpected_index_list"]]


def _meta(result: Any) -> dict[str, str]:
    meta: dict[str, str] = result.expectation_config.meta
    return meta


def _compare(spec: Sequence[Promise], metas: Sequence[Any]) -> None:
    if sorted(each.id for each in spec) != sorted(str((meta or {}).get(ID)) for meta in metas):
        raise IncompleteRunError
