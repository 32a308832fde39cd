"""`kvartal user`: accounts for the pages, from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.swedish import SwedishCommand, SwedishGroup
from deploy.settings import Settings
from schemas.accounts import Account, Role
from schemas.errors import UserError
from schemas.events import Actor, Via
from schemas.municipality import Municipality
from schemas.person import Person

if TYPE_CHECKING:
    from sqlalchemy import Engine

_ROLES = click.Choice([role.value for role in Role])
_ROLE_NAMES = ", ".join(Role)
_KEEPER = Actor("Förvaltaren", "kommandorad", Via.COMMAND_LINE)
"""Who acts where nobody is named: whoever may run commands in the home."""

_login = click.argument("login", metavar="INLOGGNINGSNAMN")
_units = click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="ENHET",
    help="Enhet som en rapportör rapporterar för; kan anges flera gånger.",
)
_by = click.option(
    "--by",
    metavar="NAMN",
    callback=lambda _context, _option, text: Person.parse(text) if text else None,
    help='Vem som gör det, gärna med roll: "Namn, roll".',
)


@click.group("user", cls=SwedishGroup, no_args_is_help=False, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Lägg upp och ändra konton för den som loggar in på webbsidorna."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("list", cls=SwedishCommand)
@options.home
@options.output
def list_accounts(home: str | None, form: str) -> int:
    """Visa alla konton."""
    from steward.auth.accounts import accounts_of

    engine, municipality = _existing(home)
    with engine.connect() as connection:
        found = accounts_of(connection, municipality)
    if form == "json":
        _print({"accounts": [_document(each) for each in found]})
    else:
        click.echo("\n".join(_lines(found, municipality)) or "Det finns inga konton.")
    return 0


@command.command("add", cls=SwedishCommand)
@_login
@click.option("--name", required=True, metavar="NAMN", help="För- och efternamn.")
@click.option(
    "--role",
    required=True,
    type=_ROLES,
    metavar="ROLL",
    help=f"Kontots roll: {_ROLE_NAMES}.",
)
@_units
@_by
@options.home
@options.output
def add(
    login: str,
    name: str,
    role: str,
    units: tuple[str, ...],
    by: Person | None,
    home: str | None,
    form: str,
) -> int:
    """Lägg upp ett konto. Engångslösenordet visas en gång."""
    from steward.auth.accounts import add_account

    engine, municipality = _open(options.settings_of(home))
    made, password = add_account(
        engine, municipality, login, name, Role(role), units, _actor(by), datetime.now(UTC)
    )
    if form == "json":
        _print({"account": _document(made), "password": password})
    else:
        click.echo(f"{made.login} är upplagd som {made.role.label}.")
        _tell_password(password)
    return 0


@command.command("change", cls=SwedishCommand)
@_login
@click.option("--name", metavar="NAMN", help="Nytt namn.")
@click.option("--role", type=_ROLES, metavar="ROLL", help=f"Ny roll: {_ROLE_NAMES}.")
@_units
@click.option("--active/--inactive", default=None, help="Slå på eller stäng av kontot.")
@_by
@options.home
@options.output
def change(
    login: str,
    name: str | None,
    role: str | None,
    units: tuple[str, ...],
    active: bool | None,
    by: Person | None,
    home: str | None,
    form: str,
) -> int:
    """Ändra ett konto. Det som inte anges förblir som det är."""
    from steward.auth.accounts import change_account

    engine, municipality = _existing(home)
    before = _account(engine, municipality, login)
    now_role = Role(role) if role else before.role
    kept_units = before.units if now_role is Role.RAPPORTOR else ()
    now = change_account(
        engine,
        municipality,
        before.id,
        name=before.name if name is None else name,
        role=now_role,
        units=units or kept_units,
        active=before.active if active is None else active,
        by=_actor(by),
        at=datetime.now(UTC),
    )
    if form == "json":
        _print({"account": _document(now)})
    else:
        click.echo("\n".join(_lines([now], municipality)))
    return 0


@command.command("reset", cls=SwedishCommand)
@_login
@_by
@options.home
@options.output
def reset(login: str, by: Person | None, home: str | None, form: str) -> int:
    """Ge ett konto ett nytt engångslösenord, som visas en gång."""
    from steward.auth.accounts import reset_password

    engine, municipality = _existing(home)
    account = _account(engine, municipality, login)
    password = reset_password(engine, municipality, account.id, _actor(by), datetime.now(UTC))
    if form == "json":
        _print({"account": _document(account), "password": password})
    else:
        click.echo(f"{account.login} är utloggad och har ett nytt engångslösenord.")
        _tell_password(password)
    return 0


def _existing(home: str | None) -> tuple[Engine, Municipality]:
    settings = options.settings_of(home)
    options.require_database(settings)
    return _open(settings)


def _open(settings: Settings) -> tuple[Engine, Municipality]:
    from sql.migrate import migrate
    from tasks.place import engine_of, municipality_of

    engine = engine_of(settings)
    migrate(engine)
    return engine, municipality_of(settings)


def _account(engine: Engine, municipality: Municipality, login: str) -> Account:
    from steward.auth.accounts import find_account

    with engine.connect() as connection:
        found = find_account(connection, municipality, login)
    if found is None:
        raise UserError(f"Kontot {login} finns inte.", "Kontona visas av kvartal user list.")
    return found


def _actor(by: Person | None) -> Actor:
    return Actor(by.name, by.role, Via.COMMAND_LINE) if by else _KEEPER


def _tell_password(password: str) -> None:
    click.echo(f"Engångslösenord: {password}")
    click.echo("Det visas bara nu, och byts vid första inloggningen.")


def _lines(accounts: Iterable[Account], municipality: Municipality) -> list[str]:
    return [" · ".join(_facts(each, municipality)) for each in accounts]


def _facts(account: Account, municipality: Municipality) -> list[str]:
    listed = municipality.codelists["enhet"]
    units = [code.short for unit in sorted(account.units) if (code := listed.get(unit))]
    told = [account.login, account.name, account.role.label, ", ".join(units)]
    told.append("kommunens inloggning" if account.external else "")
    told.append("" if account.active else "avstängt")
    told.append("engångslösenord" if account.must_change else "")
    return [each for each in told if each]


def _document(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "units": sorted(account.units),
        "active": account.active,
        "external": account.external,
        "must_change": account.must_change,
    }


def _print(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
