"""`kvartal serve`: the stewards' pages."""

from __future__ import annotations

import secrets
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.port import require_free
from deploy.scheduling import WORD_FILE
from deploy.settings import Settings
from schemas.errors import UserError

if TYPE_CHECKING:
    from starlette.applications import Starlette

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("serve", cls=SwedishCommand)
@click.option("--host", default="127.0.0.1", metavar="ADRESS", help="Adressen att lyssna på.")
@click.option("--port", default=8400, type=click.IntRange(1, 65535), metavar="PORT", help="Porten.")
@click.option(
    "--with-scheduler",
    is_flag=True,
    help="Kör också det som ska göras av sig självt: Prefects server och en arbetare.",
)
@click.option(
    "--prefect-port",
    default=4200,
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Porten för Prefects server, som bara nås från den här maskinen.",
)
@options.home
def command(host: str, port: int, with_scheduler: bool, prefect_port: int, home: str | None) -> int:
    """Starta sidorna för granskare, rapportörer och attestanter.

    Utan inställningar nås de bara från den här maskinen, på http://127.0.0.1:8400, med databasen
    i hemmappen. Första gången skrivs en administratör och ett engångslösenord ut.

    \b
    Så når andra dem:
      1. Sätt KVARTAL_PUBLIC_URL till adressen som de ska använda:
         https://kvartal.kommunen.se
      2. Låt en webbserver med certifikat (nginx, Caddy, IIS) ta emot den
         adressen och skicka vidare till http://127.0.0.1:8400 med
         rubrikerna Host, X-Forwarded-For och X-Forwarded-Proto.
      3. Logga in med kommunens konton: sätt KVARTAL_OIDC_ISSUER,
         KVARTAL_OIDC_CLIENT_ID, KVARTAL_OIDC_CLIENT_SECRET och
         KVARTAL_OIDC_TENANT.
    """
    settings = options.installation(home)
    if with_scheduler:
        settings = _with_key(settings, host, port)
    served = (settings,) if settings.municipality else settings.each()
    require_free(host, port, "--port")  # before a password is shown that is shown but once
    for each in served:
        _require_tls(each, host)
        _prepare(each)
        here = f"http://{each.web.host or host}:{port}"
        click.echo(f"Kvartal körs på {each.web.public_url or here}")
    with _scheduled(settings, prefect_port) if with_scheduler else nullcontext():
        _serve(served, host, port)
    return 0


def _with_key(settings: Settings, host: str, port: int) -> Settings:
    """Prefect's server tells the pages of runs that went wrong, here and by a key of this time's
    where none is set."""
    key = settings.scheduling.key or secrets.token_urlsafe(32)
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)
    told = replace(settings.scheduling, key=key, hook=f"http://{here}:{port}")
    return replace(settings, scheduling=told)


@contextmanager
def _scheduled(settings: Settings, port: int) -> Iterator[None]:
    """With server and worker, which end in order when the pages do: as the pages' server ends, it
    sends itself once more the signal that ended it."""
    from flows.scheduling.scheduler import scheduler

    click.echo(f"Schemat visas på http://127.0.0.1:{port} om en minut. Inloggningen står i")
    click.echo(f"  {settings.prefect_server / WORD_FILE}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with scheduler(settings, port):
        yield


def _require_tls(settings: Settings, host: str) -> None:
    if host not in _LOOPBACK and not settings.web.public_url:
        raise UserError(
            f"Sidorna kan inte öppnas för andra på {host} utan TLS.",
            "Sätt KVARTAL_PUBLIC_URL till https-adressen som webbservern framför har; med flera "
            "kommuner KVARTAL_HOSTS, med en adress för var och en.",
        )


def _prepare(settings: Settings) -> None:
    """Bring the database up to date, and see that somebody can log in."""
    from sql.migrate import migrate
    from steward.auth.accounts import ensure_administrator
    from tasks.place import engine_of, municipality_of

    engine, municipality = engine_of(settings), municipality_of(settings)
    migrate(engine)
    made = ensure_administrator(engine, municipality, datetime.now(UTC))
    if made:
        login, password = made
        whose = f" i {municipality.name}" if settings.municipalities else ""
        click.echo(f"Det finns ingen administratör{whose}, så en har lagts upp:")
        click.echo(f"  användarnamn   {login}")
        click.echo(f"  engångslösenord {password}")
        click.echo("Lösenordet visas bara nu. Det byts vid första inloggningen.")


def _serve(served: Sequence[Settings], host: str, port: int) -> None:
    """Serve until somebody ends it."""
    import uvicorn

    uvicorn.run(
        _pages(served),
        host=host,
        port=port,
        log_level="warning",
        proxy_headers=True,
        forwarded_allow_ips=served[0].web.proxy,
        server_header=False,
    )


def _pages(served: Sequence[Settings]) -> Starlette:
    from flows.desk import Desk
    from steward.app import create_app
    from steward.many import create_apps

    if any(each.web.host for each in served):
        return create_apps({each.web.host: (each, Desk(each)) for each in served})
    (settings,) = served
    return create_app(settings, Desk(settings))
