"""Hand-drawn plans, editions and tables, and what the report makes of them."""

from __future__ import annotations

from datetime import date

from schemas.edition import Attest, Change, Edition, Input, Waiver
from schemas.facts import Facts
from schemas.findings import UnitState
from schemas.municipality import load_municipality
from schemas.plans import Content, Insert, Plan, Section
from schemas.quarter import Quarter
from schemas.report import Block, Report
from schemas.tables import Figure, PrintedRow, Table
from schemas.written import NOTHING_WRITTEN, Head, Written
from tasks.narrate.compose import report_of
from tasks.narrate.narrator import Story

NOW = Quarter(2024, 4)
STOCKHOLM = load_municipality("stockholm")
FILLED = Written(
    Head("SN 2025/1", "Handläggare A", None, date(2025, 3, 17), "Socialnämnden"),
    {"slut": ("Eget om {kvartal}.", "- en\n- två")},
)


def table(number: int, lag: str, *rows: PrintedRow) -> Table:
    """A table that follows five quarters; a row of fewer values has the last ones."""
    quarters = NOW.window()
    figures = tuple(
        Figure(number, lag, row.labels[0], "", "", "Antal", NOW, row.values[-1]) for row in rows
    )
    labels, codes = tuple(each.label for each in quarters), tuple(str(each) for each in quarters)
    return Table(number, lag, f"Beslut enligt {lag}", ("Insats",), labels, rows, figures, (), codes)


def by_insats(*summa: int | None, hidden: frozenset[int] = frozenset()) -> Table:
    first = PrintedRow(
        ("Bostad för vuxna",), (81, 75, 74, 60, 53), False, ("bostad-vuxna",), "insats"
    )
    return table(1, "LSS", first, PrintedRow(("Summa",), summa, True, (), "insats", hidden))


TABLE = by_insats(215, 185, 171, 160, 152)


def unit(code: str, name: str, state: UnitState = UnitState.ACCEPTED, findings: int = 0) -> Input:
    version = None if state is UnitState.MISSING else 1
    return Input(code, name, state, version, open_findings=findings)


EDITION = Edition(
    municipality="stockholm",
    city="Stockholms stad",
    quarter=NOW,
    inputs=(unit("farsta", "Farsta"), unit("jarva", "Järva")),
    rule_set="regler",
    code_version="1",
)


WAIVED = Waiver(
    "SUM-501", "Farsta", "Farsta, LSS!D17", "D17 står 0, väntat 1.", "Rättas nästa kvartal.",
    "Handläggare A", "enhetschef", date(2025, 2, 1),
)  # fmt: skip


CHANGES = (
    Change(1, "LSS", "Avlösarservice", "", "", "Antal", NOW, 4, 5),
    Change(8, "SoL", "Boendestöd", "jarva", "OF", "Antal", NOW, None, 1),
)
ROWS = (
    ("Tabell 1", "Avlösarservice", "Kv 4 2024", "4", "5"),
    ("Tabell 8", "Järva, OF, Boendestöd", "Kv 4 2024", "..", "1"),
)


ATTEST = Attest("Godkänd", "Chef A", "avdelningschef", date(2025, 3, 6))


def story(edition: Edition = EDITION, *tables: Table) -> Story:
    known = {each.number: each for each in tables or (TABLE,)}
    return Story(STOCKHOLM, edition, known, Facts(edition.quarter, {}, {}, (), {}))


def plan(*sections: Section) -> Plan:
    return Plan("prov", "Ej verkställda beslut", "Rapport, {kvartal}", sections)


def report(made: Plan, told: Story | None = None, written: Written = NOTHING_WRITTEN) -> Report:
    return report_of(made, told or story(), written)


def inserted(content: Content, edition: Edition) -> tuple[Block, ...]:
    made = plan(Section("a", "A", parts=(Insert(content),)))
    return report(made, story(edition)).blocks[1:]
