"""`kvartal proofread`: a report's tables and prose, ours or anybody's, held against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cli import options
from cli.swedish import SwedishCommand
from schemas.findings import Severity
from schemas.municipality import load_municipality
from schemas.proof import Claim, Place, Proof, ProofFinding, ReadReport, ReadTable, Standing
from tasks.proofread.reading.reader import read_report

FIRST_TOLD = 5
"""So many of the claims that could not be bound are told, unless all are asked for."""


@click.command("proofread", cls=SwedishCommand)
@click.argument("report", metavar="RAPPORT")
@click.option(
    "--annotated",
    metavar="KOPIA.docx",
    help="Skriv också en kopia av Word-dokumentet med fynden som kommentarer.",
)
@click.option(
    "--all", "tell_all", is_flag=True, help="Visa alla påståenden som inte gick att binda."
)
@options.home
@options.output
def command(report: str, annotated: str | None, tell_all: bool, home: str | None, form: str) -> int:
    """Korrekturläs en rapport: tabellernas summor, och textens siffror mot tabellerna.

    Läser Word, PDF, Excel, OpenDocument-kalkyl, webbsidor och text. Inget sparas.
    """
    from tasks.proofread.proofread import proofread

    settings = options.settings_of(home)
    municipality = load_municipality(settings.municipality, settings.data)
    path = Path(report)
    data = options.content_of(path)
    if annotated:
        from cli.annotated_report import require_own_document

        require_own_document(path, data, Path(annotated))
    proof = proofread(read_report(data, path.name), municipality)
    if annotated:
        from cli.annotated_report import write_annotated

        write_annotated(data, proof, Path(annotated))
    if form == "json":
        click.echo(json.dumps(_as_json(report, proof), ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(proof, tell_all)))
        if annotated:
            click.echo(f"Kopian med kommentarer ligger i {annotated}.")
    return int(any(each.severity is not Severity.GRANSKA for each in proof.findings))


def _as_json(file: str, proof: Proof) -> dict[str, Any]:
    unbound = _standing(proof, Standing.UNBOUND)
    return {
        "file": file,
        "tables": [_table_json(table) for table in proof.report.tables],
        "claims": len(proof.claims),
        "bound": len(proof.claims) - len(unbound),
        "unbound": len(unbound),
        "wrong": len(_standing(proof, Standing.WRONG)),
        "findings": [finding.as_json() for finding in proof.findings],
        "unread": [
            {"title": each.title, "reason": each.reason, **_place_json(each.place)}
            for each in proof.report.unread
        ],
        "unbound_claims": [
            {"kind": each.kind, "quote": each.quote, "reason": each.bound} | _place_json(each.place)
            for each in unbound
        ],
    }


def _table_json(table: ReadTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "headings": list(table.headings),
        "columns": list(table.columns),
        "rows": [
            {
                "labels": list(row.labels),
                "values": [cell.value for cell in row.cells],
                "texts": [cell.text for cell in row.cells],
                "sum": row.is_sum,
            }
            for row in table.rows
        ],
        **_place_json(table.place),
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {"line": place.line, "page": place.page, "sheet": place.sheet}


def _standing(proof: Proof, standing: Standing) -> list[Claim]:
    return [claim for claim in proof.claims if claim.standing is standing]


def _as_text(proof: Proof, tell_all: bool) -> Iterator[str]:
    yield click.style(proof.report.file, bold=True)
    yield from _summary(proof)
    yield from _findings(proof)
    yield from _unread(proof.report)
    yield from _unbound(proof, tell_all)


def _summary(proof: Proof) -> Iterator[str]:
    claims = len(proof.claims)
    right, wrong, unbound = (
        len(_standing(proof, each)) for each in (Standing.RIGHT, Standing.WRONG, Standing.UNBOUND)
    )
    yield (
        f"  {_counted(len(proof.report.tables), 'tabell', 'tabeller')} och "
        f"{_counted(claims, 'påstående', 'påståenden')} i texten: {right} stämmer, {wrong} är fel, "
        f"{unbound} gick inte att binda till någon siffra."
    )
    yield "" if proof.findings else "  Inget fel hittades."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _findings(proof: Proof) -> Iterator[str]:
    """The findings under their places, in the order of the report."""
    told = ""
    for finding in proof.findings:
        where = _where(finding, proof.report)
        if where != told:
            yield click.style(where, bold=True)
        told = where
        severity = click.style(finding.severity.value, fg="red")
        yield f"  {severity} {finding.rule}  {finding.message}"
        if finding.quote:
            yield f"    I texten: «{finding.quote}»"
        if finding.found is not None or finding.expected is not None:
            yield f"    Står: {_shown(finding.found)}. Väntat: {_shown(finding.expected)}."
    if proof.findings:
        yield ""


def _shown(value: str | int | None) -> str:
    return "inget" if value is None else str(value)


def _where(finding: ProofFinding, report: ReadReport) -> str:
    if finding.table is None:
        return _place(finding.place, report)
    row = f"raden {finding.row}" if finding.row else ""
    column = f"kolumnen {finding.column}" if finding.column else ""
    return ", ".join(filter(None, (finding.table.rstrip("."), row, column)))


def _place(place: Place, report: ReadReport) -> str:
    told = place.told(report.line_word)
    return told[:1].upper() + told[1:]


def _unread(report: ReadReport) -> Iterator[str]:
    if report.unread:
        yield click.style(
            "Tabeller som inte gick att läsa, och därför inte är granskade:", bold=True
        )
        for each in report.unread:
            name = each.title or "Tabell utan rubrik"
            yield f"  {name} ({_place(each.place, report)}): {each.reason}"
        yield ""


def _unbound(proof: Proof, tell_all: bool) -> Iterator[str]:
    unbound = _standing(proof, Standing.UNBOUND)
    if not unbound:
        return
    yield click.style("Gick inte att binda till någon siffra; läs själv:", bold=True)
    yield from _claims(unbound if tell_all else unbound[:FIRST_TOLD], proof.report)
    if len(unbound) > FIRST_TOLD and not tell_all:
        yield f"  … och {len(unbound) - FIRST_TOLD} till. Kör med --all för att se alla."


def _claims(claims: Sequence[Claim], report: ReadReport) -> Iterator[str]:
    for claim in claims:
        quote = claim.quote.rstrip(".")
        yield f"  {_place(claim.place, report)}: «{quote}»: {claim.bound}"
