"""Prefect's server and worker: where they are, and what they are told when kvartal starts them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.reading import secret
from schemas.errors import UserError

WORD_FILE = "inloggning"


@dataclass(frozen=True)
class Scheduling:
    """`api_url` is the server that is asked, empty where a run has one of its own for as long as it
    lasts. `database_url` is where a server that kvartal starts keeps its runs; empty for a file in
    the home. It tells the pages of runs that went wrong, at `hook` where that is another address
    than everybody's, and says who it is by the `key`."""

    api_url: str = ""
    database_url: str = field(default="", repr=False)
    hook: str = ""
    key: str = field(default="", repr=False)


def load_scheduling(env: Mapping[str, str]) -> Scheduling:
    """Raises UserError."""
    return Scheduling(
        api_url=(env.get("PREFECT_API_URL") or "").rstrip("/"),
        database_url=_asynchronous(secret(env, "KVARTAL_PREFECT_DATABASE_URL")),
        hook=(env.get("KVARTAL_SCHEDULER_HOOK") or "").rstrip("/"),
        key=secret(env, "KVARTAL_SCHEDULER_KEY"),
    )


def server_environment(
    scheduling: Scheduling, home: Path, port: int, word: str
) -> Mapping[str, str]:
    """What a server of ours and those that ask it are told besides the environment that they get.

    Who may order runs can have the worker do anything: the server asks for a word, and answers no
    other site's scripts. It has a home of its own, as a run by hand has a server for itself
    meanwhile, on the file of the other. Slots are kept in files: those kept in memory stay taken
    for ever after a death. Runs tell that they live, so that the dead are known
    (deploy/automations.yaml).
    """
    lease_storage = "prefect.server.concurrency.lease_storage.filesystem"
    address = f"http://127.0.0.1:{port}"
    told = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_API_AUTH_STRING": word,
        "PREFECT_SERVER_API_AUTH_STRING": word,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address,
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": lease_storage,
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "60",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
        "KVARTAL_SCHEDULER_HOOK": scheduling.hook,
        "KVARTAL_SCHEDULER_KEY": scheduling.key,
    }
    if scheduling.database_url:
        told["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = scheduling.database_url
    return told


def without_proxy(env: Mapping[str, str]) -> Mapping[str, str]:
    """That no proxy is the way to loopback, besides what the environment says of others: a worker
    fetches from them. What is written small goes first where there is both."""
    said = env.get("no_proxy") or env.get("NO_PROXY")
    hosts = ",".join(filter(None, (said, "127.0.0.1")))
    return {"NO_PROXY": hosts, "no_proxy": hosts}


def server_word(home: Path) -> str:
    """What those show who ask a server of ours: made once, in a file for its owner's eyes."""
    file = home / WORD_FILE
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(f"kvartal:{secrets.token_urlsafe(24)}")
    return file.read_text()


def _asynchronous(url: str) -> str:
    """The address with the driver that Prefect's server takes. Raises UserError."""
    scheme, found, rest = url.partition("://")
    if not url or (found and scheme in ("postgresql+asyncpg", "sqlite+aiosqlite")):
        return url
    if not found or scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise UserError(
            "Adressen i KVARTAL_PREFECT_DATABASE_URL går inte att använda.",
            "Ange postgresql://användare@värd/databas, en egen databas med tillägget pg_trgm, "
            "eller ta bort den: då ligger Prefects databas i hemmappen.",
        )
    return f"postgresql+asyncpg://{rest}"
