"""What a person is told when a command cannot be carried out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from schemas.errors import UserError
from schemas.trail import trail


def report_failure(message: str, hint: str, as_json: bool) -> None:
    """One JSON document on standard output, or two lines on standard error."""
    if as_json:
        document = {"error": {"message": message, "hint": hint}}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{message}\n{hint}", err=True)


def explain_call(error: click.ClickException, as_json: bool) -> None:
    """Say in Swedish what is wrong with the call."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    hint = f"Kör «{command or 'kvartal'} --help» för att se hur kommandot används."
    report_failure(_call_problem(error), hint, as_json)


def _call_problem(error: click.ClickException) -> str:
    match error:
        case click.MissingParameter():
            return f"{_name(error)} saknas."
        case click.NoSuchOption():
            return f"Valet {error.option_name} finns inte."
        case click.BadParameter():
            return f"{_name(error)}: {_bad_value(error)}"
        case click.BadOptionUsage():
            return f"Valet {error.option_name} behöver ett värde."
        case click.UsageError() if error.message.startswith("No such command"):
            return f"Kommandot {error.message.split()[-1].strip(chr(39) + '.')} finns inte."
        case _:
            return "Anropet innehåller något som kommandot inte känner till."


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "Ett argument"
    if isinstance(error.param, click.Option):
        return f"Valet {error.param.opts[0]}"
    return f"Argumentet {error.param.human_readable_name}"


def _bad_value(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return f"välj ett av {', '.join(map(str, error.param.type.choices))}."
    return error.message


def machine_trouble(error: Exception) -> UserError | None:
    """The words for a full disk or a database that is away. SQLAlchemy is imported where it may
    have been what failed."""
    if not isinstance(error, OSError) and "sqlalchemy" not in sys.modules:
        return None
    from sql.trouble import trouble

    return trouble(error)


def report_our_error(error: Exception, arguments: Sequence[str], as_json: bool) -> None:
    """Log where it happened, and give the person a reference to it."""
    reference, body = trail(error)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    command = arguments[0] if arguments else ""
    print(f"{moment} error {reference} in «{command}»: {body}", file=sys.stderr)
    report_failure(
        f"Ett fel i Kvartal gjorde att kommandot inte kunde slutföras (referens {reference}).",
        f"Försök igen. Kvarstår felet, skicka loggen med referensen {reference} till förvaltaren.",
        as_json,
    )
