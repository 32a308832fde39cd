"""Help texts in Swedish: click's own headings and its help option."""

from __future__ import annotations

from typing import Any

import click


class _SwedishHelp(click.Command):
    """A command whose help is headed in Swedish."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rows = [row for row in (each.get_help_record(ctx) for each in options) if row]
        if rows:
            with formatter.section("Val"):
                formatter.write_dl([(name, _in_swedish(text)) for name, text in rows])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen och avsluta."
        return option


def _in_swedish(text: str) -> str:
    return text.replace("[required]", "[måste anges]")


class SwedishCommand(_SwedishHelp):
    """A command with Swedish help."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[VAL]…", **settings})


class SwedishGroup(_SwedishHelp, click.Group):
    """A group of commands with Swedish help."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["KOMMANDO", "[VAL]…"]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl(
                [(name, each.get_short_help_str(limit=80)) for name, each in self.commands.items()]
            )
