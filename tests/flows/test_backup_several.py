"""A backup of an installation with two municipalities holds both, each in its place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.settings import load_settings
from flows.keeping.backup import backup
from flows.keeping.bundle import described
from flows.keeping.restore import restore
from flows.keeping.verify_all import verify_everything
from flows.receive import receive
from schemas.events import Act
from schemas.quarter import Quarter
from sql.archive import sha256_of
from sql.audit_reading import events
from sql.migrate import migrate
from tasks.place import archive_of, engine_of, municipality_of
from tests.builders import workbook
from tests.data import neighbour
from tests.data.homes import AT, delivery

Q4 = Quarter(2024, 4)
LATER = datetime(2025, 2, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("chosen", [None, "stockholm"])
def test_both_come_back(chosen: str | None, tmp_path: Path) -> None:
    """Whichever of them the command was given for: the database is one."""
    environment = {
        "KVARTAL_MUNICIPALITIES": f"stockholm, {neighbour.CODE}",
        "KVARTAL_DATA": str(neighbour.neighbour(tmp_path / "data")),
    }
    home = load_settings(tmp_path / "home", environment, chosen)
    migrate(engine_of(home))
    unit = next(iter(neighbour.UNITS))
    files = {
        "stockholm": ("farsta", workbook().bytes()),
        neighbour.CODE: (unit, neighbour.sent(unit)),
    }
    for each in home.each():
        code, data = files[each.municipality]
        receive(each, Q4, delivery(data, code), AT)
    file, contents = backup(home, tmp_path / "kopia.tar", LATER)
    assert (contents.missing, described(contents)["archive"]) == ((), 2)
    fresh = load_settings(tmp_path / "fresh", environment, chosen)
    restore(file, fresh, LATER)
    for each in fresh.each():
        _, data = files[each.municipality]
        assert archive_of(each).get(sha256_of(data)) == data
        assert verify_everything(each) == ()
        with engine_of(each).connect() as connection:
            (told,) = events(connection, municipality_of(each), act=Act.RESTORED)
        assert told.event.at == LATER
    for each in (home, fresh):
        engine_of(each).dispose()
