"""The command `kvartal`: finds the command asked for and turns its end into an exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import ClassVar

import click

from cli.swedish import SwedishGroup
from schemas.errors import UserError

OK, ATTENTION, UNUSABLE, FAILED = 0, 1, 2, 3
"""Exit statuses (contract, section 3)."""


class Commands(SwedishGroup):
    """The commands by name; a command's module is imported when it is called."""

    summaries: ClassVar = {
        "demo": "Visa ett kvartal från början till slut på en påhittad stad.",
        "run": "Samla in, kontrollera och sammanställ ett kvartal.",
        "collect": "Hämta och läs in det som har kommit till inkorgarna.",
        "template": "Skriv arbetsböckerna som ska skickas ut till enheterna.",
        "check": "Kontrollera arbetsböcker innan de skickas in.",
        "status": "Visa vilka enheter som har lämnat in och hur det står till.",
        "findings": "Visa ett kvartals fynd.",
        "trace": "Visa varje cell bakom en siffra i tabellerna.",
        "decide": "Besluta om fynd: godta, ge dispens eller lämna tillbaka.",
        "approve": "Godkänn kvartalets utkast för publicering.",
        "publish": "Publicera det som har godkänts.",
        "compare": "Jämför kommuner per invånare, där definitionerna är desamma.",
        "verify": "Kontrollera att en utgåva är oförändrad.",
        "proofread": "Korrekturläs en rapport: tabeller och text mot varandra.",
        "import-history": "Läs in tidigare kvartal ur en publicerad rapport.",
        "backfill": "Kör flera kvartal i följd.",
        "serve": "Starta sidorna för granskare, rapportörer och attestanter.",
        "schedule": "Ge Prefects server det som ska köras av sig självt.",
        "user": "Lägg upp och ändra konton.",
        "audit": "Läs händelseloggen och kontrollera att den är hel.",
        "municipality": "Lägg till en kommun, eller kontrollera en kommuns mapp.",
        "tick": "Gör det som står på tur i kalendern.",
        "migrate": "Skapa eller uppgradera databasen.",
        "backup": "Säkerhetskopiera databas, arkiv och utgåvor.",
        "restore": "Återställ en säkerhetskopia i en ny hemmapp.",
        "purge": "Gallra kvartal som har sparats sin tid.",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.summaries:
            return None
        module = __import__(f"cli.commands.{cmd_name.replace('-', '_')}", fromlist=["command"])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl(list(self.summaries.items()))


@click.group(cls=Commands, name="kvartal", no_args_is_help=False, invoke_without_command=True)
@click.pass_context
def app(ctx: click.Context) -> None:
    """Kvartal samlar in, granskar och sammanställer kvartalets ej verkställda beslut
    enligt LSS och SoL.

    Kör «kvartal KOMMANDO --help» för att läsa om ett kommando.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit status; nothing but a status leaves it."""
    try:
        status = app.main(list(arguments), prog_name="kvartal", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return _explain(error, arguments)
    return status if isinstance(status, int) else OK


def _explain(error: BaseException, arguments: Sequence[str]) -> int:
    """Say why a command could not be carried out, and give the exit status."""
    from cli.failure import explain_call, machine_trouble, report_failure, report_our_error

    as_json = _wants_json(arguments)
    match error:
        case click.ClickException():
            explain_call(error, as_json)
        case UserError():
            report_failure(error.message, _hint(error), as_json)
        case KeyboardInterrupt() | click.Abort():
            report_failure("Avbrutet.", "Kör kommandot igen; inget är halvt inläst.", as_json)
        case Exception() if told := machine_trouble(error):
            report_failure(told.message, told.hint, as_json)
        case Exception():
            report_our_error(error, arguments, as_json)
            return FAILED
    return UNUSABLE


def _hint(error: UserError) -> str:
    """With what to type, where there is something: pages get the same errors without."""
    return f"{error.hint} På kommandoraden: {error.command}" if error.command else error.hint


def _wants_json(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(pair == ("--format", "json") for pair in pairs) or "--format=json" in arguments


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))
