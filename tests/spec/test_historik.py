"""HIS: counts against the unit's earlier quarters, and tables that were sent before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas.content import DecisionValues
from schemas.findings import Verdict
from schemas.history import Figures
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import QuarterCase
from tests.builders import Builder, decision, workbook
from tests.spec.harness import Spec, check, fires, silent
from tests.spec.past import BEFORE, figures, tables_alone

Q4 = Quarter(2024, 4)
USUAL = tables_alone(BEFORE, quarters=8)


def decisions(count: int, **fields: str) -> list[DecisionValues]:
    """So many decisions of LSS, all alike."""
    return [decision(f"FAR-{number:05}", **fields) for number in range(1, count + 1)]


MANY = decisions(14, insats="bostad-vuxna")
STILL = [*decisions(12, rapporttyp="ater"), decision("FAR-00099", "2024Q4", "SoL")]
LARGE = [*decisions(9, kon="kvinna"), decision("FAR-00010", rapporttyp="ater")]
SOL = [decision(f"FAR-{number:05}", lag="SoL") for number in range(1, 12)]


def sent(rows: Sequence[DecisionValues]) -> Figures:
    return figures(rows, Q4)


def quarter(**units: Sequence[DecisionValues]) -> QuarterCase:
    """What some units have sent, in a quarter in which all have."""
    told = {unit: sent(rows) for unit, rows in units.items()}
    codebook = load_municipality().at(Q4)
    return QuarterCase(codebook, frozenset(unit.code for unit in codebook.units), figures=told)


UNUSUAL = (
    fires(
        "HIS-801", "fjorton där det brukar vara ett", Builder.without_decisions,
        given=lambda: workbook(decisions=MANY), history=USUAL,
        at=("LSS!E4", "LSS!E11", "LSS!E17"), found=14, says="senaste kvartalen",
    ),
    silent("HIS-801", "ett beslut mer eller mindre", history=USUAL, verdict=Verdict.HELD),
    silent(
        "HIS-801", "tre kvartal säger för lite",
        given=lambda: workbook(decisions=MANY), history=tables_alone(BEFORE, quarters=3),
        verdict=Verdict.NOT_APPLICABLE,
    ),
    silent("HIS-801", "ingen historik", verdict=Verdict.NOT_APPLICABLE),
    silent(
        "HIS-801", "en felskriven total är KON-511:s",
        lambda book: book.count("LSS", "orsak", "annat-skal", "totalt", 30), history=USUAL,
    ),
    silent(
        "HIS-801", "inga tabeller", Builder.without_tables, history=USUAL,
        verdict=Verdict.NOT_APPLICABLE,
    ),
)  # fmt: skip

REPEATED = (
    fires(
        "HIS-803", "förra kvartalets tabeller", given=lambda: workbook(decisions=LARGE),
        edit=Builder.without_decisions, history=tables_alone(LARGE),
        at="LSS", says="Kv 3 2024", also=("LAG-533",),
    ),
    fires(
        "HIS-803", "två enheter med samma tabeller",
        given=lambda: quarter(farsta=LARGE, jarva=LARGE, bromma=SOL), at=("LSS", "LSS"),
        says="stadsdelsnämnd", alone=True,
    ),
    silent(
        "HIS-803", "en enda cell skiljer", given=lambda: workbook(decisions=LARGE),
        edit=Builder.without_decisions, verdict=Verdict.HELD,
        history=tables_alone([*LARGE[:-1], decision("FAR-00010", kon="kvinna")]),
    ),
    silent("HIS-803", "en liten enhet upprepar sig", Builder.without_decisions,
           history=tables_alone(BEFORE), verdict=Verdict.NOT_APPLICABLE),
    silent(
        "HIS-803", "inget hände under kvartalet", Builder.without_decisions,
        given=lambda: workbook(decisions=STILL), history=tables_alone(STILL),
        verdict=Verdict.NOT_APPLICABLE,
    ),
    silent("HIS-803", "ingen historik", verdict=Verdict.NOT_APPLICABLE),
    silent("HIS-803", "små enheter är lika av en slump",
           given=lambda: quarter(farsta=BEFORE, jarva=BEFORE)),
    silent("HIS-803", "olika enheter", given=lambda: quarter(farsta=LARGE, jarva=SOL, bromma=MANY)),
)  # fmt: skip

CASES = (*UNUSUAL, *REPEATED)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_historik(spec: Spec) -> None:
    check(spec)
