"""`kvartal template`: the workbooks to send out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from cli import options
from cli.swedish import SwedishCommand
from deploy.settings import Settings
from schemas.codelists import Code
from schemas.content import DecisionValues
from schemas.errors import UserError
from schemas.municipality import Codebook, load_municipality
from schemas.quarter import Quarter

Known = Mapping[str, Sequence[DecisionValues]]
"""The open decisions of the quarter before, by unit; a unit that is not a key is not known."""


@dataclass(frozen=True)
class Form:
    """A workbook that was written. `decisions` are pre-filled; None: there was no telling."""

    unit: Code
    path: Path
    decisions: int | None


@dataclass(frozen=True)
class _Making:
    """What all workbooks of a quarter are made with, and where they are written."""

    codebook: Codebook
    deadline: date | None
    folder: Path


@click.command("template", cls=SwedishCommand)
@options.quarter
@click.option("--unit", metavar="ENHET", help="Bara arbetsboken för en enhet (annars alla).")
@click.option("--out", required=True, metavar="MAPP", help="Mappen som arbetsböckerna skrivs i.")
@click.option("--force", is_flag=True, help="Skriv över arbetsböcker som redan finns i mappen.")
@options.home
@options.output
def command(
    quarter: Quarter, unit: str | None, out: str, force: bool, home: str | None, form: str
) -> int:
    """Skriv arbetsböckerna som ska skickas ut till enheterna för ett kvartal.

    Besluten som inte var verkställda vid slutet av kvartalet före fylls i, om de finns i hemmet.
    """
    from tasks.template.outgoing import layout_in_use

    settings = options.settings_of(home)
    codebook = load_municipality(settings.municipality, settings.data).at(quarter)
    units = _units(codebook, unit)
    for each in units:
        layout_in_use(codebook.of_unit(each.code))  # before anything is written
    known = _open_decisions(settings, codebook, units)
    deadline = _deadline(settings, codebook)
    making = _Making(codebook, deadline, _folder(out, units, quarter, force))
    forms = _write(units, known or {}, making)
    if form == "json":
        click.echo(json.dumps(_as_json(quarter, forms), ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(quarter, forms, settings, known)))
    return 0


def _units(codebook: Codebook, name: str | None) -> list[Code]:
    if name is None:
        return list(codebook.units)
    unit = codebook.units.find(name)
    if unit is None:
        near = codebook.units.suggest(name)
        raise UserError(
            f"{name} är ingen enhet som rapporterar {codebook.quarter.label}.",
            f"Menade du {near}?"
            if near
            else f"Enheterna är {', '.join(each.code for each in codebook.units)}.",
        )
    return [unit]


def _open_decisions(settings: Settings, codebook: Codebook, units: Sequence[Code]) -> Known | None:
    """What the home knows of the quarter before; None when it has no database."""
    if not settings.has_database:
        return None
    from sql.migrate import migrated_engine
    from sql.open_decisions import open_decisions

    with migrated_engine(settings.database_url).connect() as connection:
        codes = [unit.code for unit in units]
        return open_decisions(connection, codebook.municipality, codebook.quarter, codes)


def _deadline(settings: Settings, codebook: Codebook) -> date | None:
    """The last day to send in as the home has it; None when it has no database."""
    if not settings.has_database:
        return None
    from sql.calendar import collecting_of
    from sql.migrate import migrated_engine

    with migrated_engine(settings.database_url).connect() as connection:
        return collecting_of(connection, codebook.municipality, codebook.quarter).deadline


def _folder(out: str, units: Sequence[Code], quarter: Quarter, force: bool) -> Path:
    """The folder, ready to be written in. Raises UserError before anything is written."""
    from tasks.template.outgoing import form_name

    folder = Path(out)
    taken = [name for unit in units if (folder / (name := form_name(unit.code, quarter))).exists()]
    if taken and not force:
        some = ", ".join(taken[:3]) + (" …" if taken[3:] else "")
        raise UserError(
            f"I {folder} finns redan {some}. Inget har skrivits.",
            "Välj en annan mapp, eller lägg till --force för att skriva över.",
        )
    return folder


def _write(units: Sequence[Code], known: Known, making: _Making) -> list[Form]:
    try:
        making.folder.mkdir(parents=True, exist_ok=True)
        return [_write_one(unit, known.get(unit.code), making) for unit in units]
    except OSError:
        raise UserError(
            f"Det går inte att skriva i {making.folder}.",
            "Kontrollera att det är en mapp som du får skriva i, och att ingen av arbetsböckerna "
            "är öppen i ett annat program.",
        ) from None


def _write_one(unit: Code, known: Sequence[DecisionValues] | None, making: _Making) -> Form:
    from tasks.template.outgoing import form_name, form_of

    codebook = making.codebook.of_unit(unit.code)
    path = making.folder / form_name(unit.code, codebook.quarter)
    path.write_bytes(form_of(unit, known, making.deadline, codebook))
    return Form(unit, path, None if known is None else len(known))


def _as_json(quarter: Quarter, forms: Sequence[Form]) -> dict[str, object]:
    files = [
        {"file": str(each.path), "unit": each.unit.code, "decisions": each.decisions}
        for each in forms
    ]
    return {"quarter": str(quarter), "files": files}


def _as_text(
    quarter: Quarter, forms: Sequence[Form], settings: Settings, known: Known | None
) -> Iterator[str]:
    before = quarter.previous.label
    yield click.style(f"Arbetsböcker för {quarter.label}", bold=True)
    width = max(len(str(each.path)) for each in forms)
    for each in forms:
        prefilled = "" if known is None else _prefilled(each, before)
        yield f"  {str(each.path).ljust(width)}  {prefilled}".rstrip()
    if known is None:
        yield (
            f"Inga beslut är ifyllda i förväg: det finns ingen databas i {settings.home}, så "
            f"besluten från {before} är inte kända."
        )


def _prefilled(form: Form, before: str) -> str:
    match form.decisions:
        case None:
            return f"inga beslut ifyllda: besluten från {before} är inte kända"
        case 0:
            return f"inga öppna beslut från {before}"
        case 1:
            return f"1 öppet beslut från {before} ifyllt"
        case count:
            return f"{count} öppna beslut från {before} ifyllda"
