"""What a run leaves for those who look at it in Prefect: counts and addresses, never what stands in
a cell, and nobody's words. The keys stay the same, so that Prefect shows how it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from deploy.settings import Settings
from schemas.findings import Finding, Severity, UnitState
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.state import QuarterStanding, quarter_standing, totals
from tasks.place import engine_of, municipality_of

_SHOWN = 20
"""Addresses of one rule: all of them are in the queue on the pages."""


def show_quarter(settings: Settings, quarter: Quarter) -> None:
    """The units of a quarter, its findings by rule, and a summary with the way to the pages."""
    city = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        standing = quarter_standing(connection, city, quarter)
        sums = totals(connection, city, quarter)
    about = f"{quarter}-{city.code}".lower()
    title = f"{city.name}, {quarter.label}"
    create_table_artifact(
        key=f"enheter-{about}", table=list(_units(city, standing)), description=f"Enheter: {title}"
    )
    create_table_artifact(
        key=f"fynd-{about}",
        table=list(_rules(standing.findings, _sheets(city, quarter))),
        description=f"Fynd per regel: {title}",
    )
    create_markdown_artifact(
        key=f"kvartal-{about}",
        markdown="\n".join(_summary(title, standing, sums, settings.web.public_url, quarter)),
        description=title,
    )


def _units(city: Municipality, standing: QuarterStanding) -> Iterator[dict[str, Any]]:
    names = city.codelists["enhet"]
    for each in standing.units:
        code = names.get(each.unit)
        counts = {severity.value: each.findings.get(severity, 0) for severity in Severity}
        yield {
            "enhet": code.short if code else each.unit,
            "läge": each.state.label,
            "version": each.version or "",
            **counts,
        }


def _sheets(city: Municipality, quarter: Quarter) -> frozenset[str]:
    """The sheets of the form: a sheet of another name may be called anything."""
    layouts = city.layouts_in(quarter)
    return frozenset(sheet for layout in layouts for sheet in layout.sheets)


def _rules(findings: Sequence[Finding], sheets: frozenset[str]) -> Iterator[dict[str, Any]]:
    by_rule: defaultdict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for each in findings:
        by_rule[each.rule, each.severity].append(each)
    for (rule, severity), found in sorted(by_rule.items()):
        places = [_place(each) for each in found if each.open and each.sheet in sheets]
        more = f" … och {len(places) - _SHOWN} till" if len(places) > _SHOWN else ""
        yield {
            "regel": rule,
            "grad": severity.value,
            "antal": len(found),
            "öppna": sum(each.open for each in found),
            "var": ", ".join(places[:_SHOWN]) + more,
        }


def _place(found: Finding) -> str:
    return " ".join(filter(None, (found.unit, found.address)))


def _summary(
    title: str,
    standing: QuarterStanding,
    sums: Mapping[str, int],
    address: str,
    quarter: Quarter,
) -> Iterator[str]:
    sent = [each for each in standing.units if each.state is not UnitState.MISSING]
    open_ones = sum(each.open for each in standing.findings)
    yield f"# {title}\n"
    yield f"- {len(sent)} av {len(standing.units)} enheter har lämnat in"
    yield f"- {open_ones} öppna fynd"
    yield from (f"- {lag}: {count} beslut" for lag, count in sums.items())
    yield ""
    for path, name in (
        (f"/kvartal/{quarter}", "Kvartalet"),
        (f"/kvartal/{quarter}/granskning", "Granskning"),
    ):
        yield f"- [{name}]({address}{path})" if address else f"- {name}: `{path}` på Kvartals sidor"
