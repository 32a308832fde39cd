"""What Prefect is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.scheduling import load_scheduling, server_environment, server_word, without_proxy
from schemas.errors import UserError

URL = "KVARTAL_PREFECT_DATABASE_URL"


def test_an_address_of_postgresql_gets_the_driver_of_prefects_server() -> None:
    made = load_scheduling({URL: "postgresql://kvartal:secret@db/prefect"})
    assert made.database_url == "postgresql+asyncpg://kvartal:secret@db/prefect"
    assert "secret" not in repr(made)
    told = server_environment(made, Path("/home"), 4200, "kvartal:ord")
    assert told["PREFECT_SERVER_DATABASE_CONNECTION_URL"] == made.database_url


@pytest.mark.parametrize("url", ["mysql://db/prefect", "prefect.db"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(UserError, match=URL):
        load_scheduling({URL: url})


def test_nobody_is_called_and_slots_outlive_the_server() -> None:
    told = server_environment(load_scheduling({}), Path("/home"), 4321, "kvartal:ord")
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    assert (told["PREFECT_SERVER_ANALYTICS_ENABLED"], told["DO_NOT_TRACK"]) == ("false", "1")
    assert told["PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE"].endswith(".filesystem")
    assert "PREFECT_SERVER_DATABASE_CONNECTION_URL" not in told


def test_hosts_that_are_reached_without_a_proxy_still_are() -> None:
    told = without_proxy({"NO_PROXY": "s3.kommun.example"})
    assert set(told.values()) == {"s3.kommun.example,127.0.0.1"}
    assert set(without_proxy({}).values()) == {"127.0.0.1"}


def test_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("nyckel\n")
    made = load_scheduling({"KVARTAL_SCHEDULER_KEY_FILE": str(tmp_path / "key")})
    assert made.key == "nyckel" and "nyckel" not in repr(made)


def test_the_word_is_made_once_for_its_owners_eyes(tmp_path: Path) -> None:
    word = server_word(tmp_path)
    assert word.startswith("kvartal:") and len(word) > 30
    assert server_word(tmp_path) == word
    assert (tmp_path / "inloggning").stat().st_mode & 0o777 == 0o600
