"""Where a task works: the settings, opened. One engine for each process and database."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Engine

from deploy.settings import Settings
from schemas.municipality import Municipality, load_municipality
from sql.archive import Archive
from sql.engine import open_engine


def engine_of(settings: Settings) -> Engine:
    """The warehouse of a home."""
    return _engine(settings.database_url)


def archive_of(settings: Settings) -> Archive:
    """The received files of a home."""
    return Archive(settings.archive)


def municipality_of(settings: Settings) -> Municipality:
    """The municipality that a home is run for."""
    return load_municipality(settings.municipality, settings.data)


@cache
def _engine(url: str) -> Engine:
    return open_engine(url)
