"""`kvartal check`: a unit's own check of its workbooks before it sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from cli import options
from cli.swedish import SwedishCommand
from cli.terminal import one_line
from deploy.settings import Settings
from schemas.errors import UserError
from schemas.findings import Severity
from schemas.history import NO_HISTORY, History
from schemas.judgement import Judged
from schemas.municipality import Municipality, load_municipality
from schemas.quarter import Quarter
from schemas.submission import Source, Submission
from tasks.read.parse import parse_here
from tasks.read.reader import read_workbook
from tasks.validate.case import Case
from tasks.validate.engine import judge, judge_unreadable


@click.command("check", cls=SwedishCommand)
@click.argument("workbooks", metavar="ARBETSBOK…", nargs=-1, required=True)
@click.option(
    "--quarter",
    type=options.parse_quarter,
    metavar="KVARTAL",
    help="Kvartalet som samlas in (annars det som filen själv anger).",
)
@click.option(
    "--annotated",
    metavar="KOPIA.xlsx",
    help="Skriv också en kopia av arbetsboken där fynden är listade och deras celler märkta.",
)
@options.home
@options.output
def command(
    workbooks: tuple[str, ...],
    quarter: Quarter | None,
    annotated: str | None,
    home: str | None,
    form: str,
) -> int:
    """Kontrollera arbetsböcker innan de skickas in.

    Kör alla regler som inte behöver andra enheters uppgifter. Inget sparas.
    """
    settings = options.settings_of(home)
    municipality = load_municipality(settings.municipality, settings.data)
    paths = [_existing(name) for name in workbooks]
    checked = [(path, check(path, quarter, settings, municipality)) for path in paths]
    if annotated:
        from cli.annotated import require_own_file, write_annotated

        require_own_file(Path(annotated), paths)
        path, judged = checked[0]
        write_annotated(path, judged, _title(path, judged, municipality), Path(annotated))
    if form == "json":
        import json

        click.echo(json.dumps({"files": [_as_json(*each) for each in checked]}, ensure_ascii=False))
    else:
        for path, judged in checked:
            click.echo("\n".join(_as_text(path, judged, municipality)))
        if annotated:
            click.echo(f"Kopian med märkta celler ligger i {annotated}.")
    return int(any(_needs_mending(judged) for _, judged in checked))


def check(
    path: Path, quarter: Quarter | None, settings: Settings, municipality: Municipality
) -> Judged:
    """Judge one workbook by the rules that need no other unit."""
    data = path.read_bytes()
    source = Source("", path.name)
    read = read_workbook(data, source, municipality, quarter, parse=parse_here)  # it is their own
    named = read.quarter if isinstance(read, Submission) else None
    collected = quarter or named or Quarter.of(date.today()).previous
    if not isinstance(read, Submission):
        judged = judge_unreadable(read, collected)
    elif quarter or named:
        history = _history(settings, municipality, collected, read.unit)
        judged = judge(Case(read, municipality, collected, date.today(), history))
    else:
        judged = judge(Case(read, municipality, collected, date.today(), assumed=True))
    return judged if quarter or named else _of_no_quarter(judged)


def _of_no_quarter(judged: Judged) -> Judged:
    """The findings without the quarter that only stood in."""
    findings = tuple(replace(finding, quarter=None) for finding in judged.findings)
    return replace(judged, findings=findings)


def _history(
    settings: Settings, municipality: Municipality, quarter: Quarter, unit: str | None
) -> History:
    """The unit's earlier quarters, where a home has them."""
    if unit is None or not settings.has_database:
        return NO_HISTORY
    from sql.engine import open_engine
    from sql.history import load_history
    from sql.migrate import is_migrated

    engine = open_engine(settings.database_url)
    if not is_migrated(engine):
        return NO_HISTORY
    with engine.connect() as connection:
        return load_history(connection, municipality, quarter, [unit]).get(unit, NO_HISTORY)


def _existing(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise UserError(f"{name} är en mapp.", "Ange arbetsböckerna i den, till exempel *.xlsx.")
    if not path.is_file():
        raise UserError(f"Filen {name} finns inte.", "Kontrollera sökvägen och filens namn.")
    return path


def _needs_mending(judged: Judged) -> bool:
    return any(each.severity in (Severity.STOPP, Severity.FEL) for each in judged.findings)


def _as_json(path: Path, judged: Judged) -> dict[str, Any]:
    quarter = judged.read.quarter if isinstance(judged.read, Submission) else None
    return {
        "file": str(path),
        "unit": judged.unit,
        "quarter": str(quarter) if quarter else None,
        "findings": [finding.as_json() for finding in judged.findings],
    }


def _title(path: Path, judged: Judged, municipality: Municipality) -> str:
    unit = municipality.codelists["enhet"].get(judged.unit) if judged.unit else None
    quarter = judged.read.quarter if isinstance(judged.read, Submission) else None
    known = [unit.name if unit else "", quarter.label if quarter else ""]
    return one_line(" · ".join([path.name, *filter(None, known)]))


def _as_text(path: Path, judged: Judged, municipality: Municipality) -> Iterator[str]:
    yield click.style(_title(path, judged, municipality), bold=True)
    if judged.findings:
        from cli.text import findings_text

        yield from findings_text(judged.findings)
    else:
        yield "  Inget att anmärka: arbetsboken kan skickas in."
