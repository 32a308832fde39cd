"""A quarter of every municipality of an installation, and who may work it off."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deploy.division import Division, Runner
from deploy.settings import load_settings
from schemas.errors import UserError
from schemas.quarter import Quarter
from sql.state import totals
from tasks.place import engine_of, municipality_of
from tests.builders import workbook
from tests.data import neighbour
from tests.flows.kvartal import kvartal

Q4 = Quarter(2024, 4)


def test_a_quarter_of_all_municipalities_by_two_workers_of_dask(
    prefect_server: str, tmp_path: Path
) -> None:
    data = neighbour.neighbour(tmp_path / "data")
    (tmp_path / "stockholm").mkdir()
    (tmp_path / neighbour.CODE).mkdir()
    workbook("jarva").save(tmp_path / "stockholm" / "jarva.xlsx")
    for unit in neighbour.UNITS:
        (tmp_path / neighbour.CODE / f"{unit}.xlsx").write_bytes(neighbour.sent(unit))
    environment = {
        "KVARTAL_MUNICIPALITIES": f"stockholm, {neighbour.CODE}",
        "KVARTAL_DATA": str(data),
        "KVARTAL_TASK_RUNNER": "dask",
        "KVARTAL_BATCH_SIZE": "10",  # a group for each municipality
    }
    run = ("run", Q4, "--inbox", tmp_path / "{kommun}", "--home", tmp_path / "home")
    answer = kvartal(*run, "--format", "json", env=environment)
    assert answer.status == 0, answer.err
    assert answer.document["municipalities"] == [
        {"municipality": "stockholm", "files": 1, "failed": None},
        {"municipality": neighbour.CODE, "files": 2, "failed": None},
    ]
    found = {}
    for settings in load_settings(tmp_path / "home", environment).each():
        with engine_of(settings).connect() as connection:
            city = municipality_of(settings)
            found[city.code] = totals(connection, city, Q4)
        assert (settings.draft(str(Q4)) / "rapport.docx").is_file()
        engine_of(settings).dispose()
    # Each workbook of the neighbour's states 7 decisions of LSS in its Summa row, Järva's three.
    assert found == {"stockholm": {"LSS": 3, "SoL": 3}, neighbour.CODE: {"LSS": 14, "SoL": 0}}


@pytest.mark.parametrize(
    ("runner", "kind"),
    [("threads", "ThreadPoolTaskRunner"), ("processes", "ProcessPoolTaskRunner")],
)
def test_batches_go_to_whom_the_settings_name(runner: str, kind: str) -> None:
    from flows.runner import runner_of

    assert type(runner_of(Division(Runner(runner)))).__name__ == kind


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.runner import runner_of

    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)
    with pytest.raises(UserError, match="Dask är inte installerat"):
        runner_of(Division(Runner.DASK))
