"""A home around a test's database, and workbooks handed in to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from deploy.settings import Settings, load_settings
from schemas.delivery import Delivery
from schemas.events import Actor, Via
from tasks.place import engine_of

AT = datetime(2025, 1, 15, 9, tzinfo=UTC)
SENDER = Actor("Handläggare A", "rapportör", Via.PAGES)


@contextmanager
def home_of(engine: Engine, folder: Path) -> Iterator[Settings]:
    """The settings of a home in this folder with this database."""
    url = engine.url.render_as_string(hide_password=False)
    settings = load_settings(folder, {"KVARTAL_DATABASE_URL": url})
    yield settings
    engine_of(settings).dispose()


def delivery(data: bytes, unit: str = "farsta", file_name: str = "rapport.xlsx") -> Delivery:
    return Delivery(file_name, data, unit, SENDER)
