"""Two runs of one quarter at once: the second is told since when the first one runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from deploy.settings import load_settings
from flows.receive import receive
from schemas.clock import SWEDEN
from sql.lease import leased
from sql.migrate import migrate
from tasks.place import engine_of
from tests.builders import workbook
from tests.data.homes import delivery
from tests.data.submissions import Q4, STOCKHOLM, dump
from tests.flows.kvartal import kvartal


def test_the_second_of_two_runs_is_refused_and_uploads_go_on(
    prefect_server: str, tmp_path: Path
) -> None:
    settings = load_settings(tmp_path / "home", {})
    engine = engine_of(settings)
    migrate(engine)
    (tmp_path / "inbox").mkdir()
    workbook("jarva").save(tmp_path / "inbox" / "jarva.xlsx")
    run = ("run", Q4, "--inbox", tmp_path / "inbox", "--home", settings.home)
    with leased(engine, STOCKHOLM, Q4, 60):
        since = dump(engine)["lease"][0][3].astimezone(SWEDEN)
        refused = kvartal(*run)
        receive(settings, Q4, delivery(workbook().bytes()), datetime.now(UTC))
    assert refused.status == 2
    assert f"Kv 4 2024 körs redan, sedan {since:%H.%M}." in refused.err
    assert [row[1] for row in dump(engine)["submission"]] == ["farsta-2024Q4-v1"]
    assert kvartal(*run).status == 1  # eleven units have sent nothing
    assert len(dump(engine)["submission"]) == 2
    assert dump(engine)["lease"] == []
    engine.dispose()
