"""How a quarter stands, as one document: what `run` and `status` tell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from cli.published import Published, published
from cli.text import counts_text
from deploy.settings import Settings
from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import Municipality, load_municipality
from schemas.quarter import Quarter
from sql.gate import publishable
from sql.migrate import migrated_engine
from sql.state import UnitStanding, quarter_standing, totals


@dataclass(frozen=True)
class Overview:
    """A quarter's units, totals and outputs.

    `unattributed` are findings of no known unit. Those about a file are told and hinder nothing:
    as long as its unit has sent nothing else, that unit is missing. The others are about the
    quarter as a whole. `published` is None before the first release.
    """

    municipality: Municipality
    quarter: Quarter
    units: tuple[UnitStanding, ...]
    totals: Mapping[str, int]
    outputs: tuple[Path, ...]
    unattributed: tuple[Finding, ...]
    publishable: bool
    published: Published | None

    @property
    def needs_a_person(self) -> bool:
        """Findings of severity stopp or fel, or units that are missing (exit status 1)."""
        counts = [(unit.findings.get(each, 0), each) for unit in self.units for each in Severity]
        return (
            any(count and _serious(severity) for count, severity in counts)
            or any(unit.state is UnitState.MISSING for unit in self.units)
            or self._quarter_is_wrong
        )

    @property
    def _quarter_is_wrong(self) -> bool:
        return any(
            _serious(each.severity) for each in self.unattributed if each.open and each.file is None
        )

    def as_json(self) -> str:
        return json.dumps(
            {
                "quarter": str(self.quarter),
                "units": [_unit(unit) for unit in self.units],
                "totals": dict(self.totals),
                "outputs": [str(path) for path in self.outputs],
                "publishable": self.publishable,
                "published": self.published.as_json() if self.published else None,
                "unattributed": [finding.as_json() for finding in self.unattributed],
            },
            ensure_ascii=False,
        )

    def as_text(self) -> Iterator[str]:
        names = self.municipality.codelists["enhet"]
        rows = [(_name(names.get(unit.unit), unit), unit) for unit in self.units]
        width = max((len(name) for name, _ in rows), default=0)
        yield click.style(f"{self.municipality.name} {self.quarter.label}", bold=True)
        for name, unit in rows:
            version = f"version {unit.version}" if unit.version else ""
            told = counts_text(unit.findings) if unit.version else ""
            line = f"  {name:{width}}  {unit.state.label:14}  {version:10}  {told}"
            yield line.rstrip()
        yield ""
        yield "  ".join(f"{lag} {count}" for lag, count in self.totals.items())
        if self.unattributed:
            yield f"{len(self.unattributed)} fynd hör inte till någon känd enhet."
        yield "Kan godkännas." if self.publishable else "Kan inte godkännas ännu."
        if self.published:
            yield from self.published.as_text()
        yield from (f"Skrivet: {path}" for path in self.outputs)


def overview(settings: Settings, quarter: Quarter) -> Overview:
    """Read how a quarter stands. A home without a database has received nothing."""
    municipality = load_municipality(settings.municipality, settings.data)
    with migrated_engine(settings.database_url).connect() as connection:
        standing = quarter_standing(connection, municipality, quarter)
        return Overview(
            municipality,
            quarter,
            standing.units,
            totals(connection, municipality, quarter),
            _outputs(settings, quarter),
            tuple(each for each in standing.findings if each.unit is None),
            publishable(standing.units, standing.findings),
            published(connection, municipality, quarter),
        )


def _outputs(settings: Settings, quarter: Quarter) -> tuple[Path, ...]:
    draft = settings.draft(str(quarter))
    return tuple(sorted(path for path in draft.rglob("*") if path.is_file()))


def _serious(severity: Severity) -> bool:
    return severity in (Severity.STOPP, Severity.FEL)


def _unit(unit: UnitStanding) -> dict[str, Any]:
    counts = {each.value: unit.findings.get(each, 0) for each in Severity}
    return {
        "unit": unit.unit,
        "state": unit.state.value,
        "version": unit.version,
        "findings": counts,
    }


def _name(code: Any, unit: UnitStanding) -> str:
    return code.short if code else unit.unit


def show(settings: Settings, quarter: Quarter, form: str, found: Sequence[str] = ()) -> int:
    """Print how a quarter stands and give the exit status; `found` is put after the text."""
    standing = overview(settings, quarter)
    if form == "json":
        click.echo(standing.as_json())
    else:
        click.echo("\n".join([*standing.as_text(), *found]))
    return int(standing.needs_a_person)
