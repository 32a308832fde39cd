"""Whatever happens in whichever order, both databases hold the same, and loading it all again in
any order changes nothing.

Thirty sequences here; benchmarks/bench_sequences.py tries a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from tests.properties.sequences import SEEDS, SEQUENCES, Happening, try_on_both

FIXTURES_STAY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.postgres
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=FIXTURES_STAY)
@given(happenings=SEQUENCES, seed=SEEDS)
def test_both_databases_hold_the_same_after_any_sequence(
    sqlite_template: Path,
    postgres_engine: Engine,
    tmp_path: Path,
    happenings: Sequence[Happening],
    seed: int,
) -> None:
    try_on_both(sqlite_template, postgres_engine, tmp_path, happenings, seed)
