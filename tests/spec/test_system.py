"""SYS by drawn cases: a rule that could not run is a finding, never a pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import Case
from tasks.validate.columns import ColumnFaults
from tests.builders import workbook
from tests.spec.harness import Spec, check, fires, read, silent


def clean() -> Case:
    return Case(read(workbook()), load_municipality(), Quarter(2024, 4), date(2025, 1, 20))


def without_column_faults() -> Case:
    """The run over the whole collection failed, and three rules build on it."""
    return replace(clean(), faults=ColumnFaults((), "Great Expectations: ImportError"))


CASES = (
    fires(
        "SYS-901", "tre regler som inte kunde köras", given=without_column_faults,
        at=(None, None, None), says="kunde inte köras", alone=True,
    ),
    silent("SYS-901", "alla regler kördes", given=clean),
)  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_system(spec: Spec) -> None:
    check(spec)
