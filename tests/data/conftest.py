"""What the tests of homes with a database share: a home of each kind of database, a mail server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from tests.data.homes import home_of
from tests.data.mailroom import Mailroom, opened


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Iterator[Settings]:
    with home_of(engine, tmp_path) as settings:
        yield settings


@pytest.fixture
def room() -> Iterator[Mailroom]:
    with opened(Mailroom()) as made:
        yield made
