"""KED and UPP: the stock of open decisions, from tables alone.

The clean workbook's LSS: FAR-00001 and FAR-00003 come again, FAR-00002 is new; one is executed, so
2 + 1 − 1 = 2 are open. SoL: FAR-00004 comes again, two are new, one is closed: 1 + 2 − 1 = 2.
"""

from __future__ import annotations

import pytest

from schemas.findings import Verdict
from schemas.history import History
from tests.builders import Builder, decision, workbook
from tests.spec.harness import Spec, check, findings_of, fires, silent
from tests.spec.past import BEFORE, history, tables_alone

KNOWN = tables_alone(BEFORE)
ONE_MORE = tables_alone([*BEFORE, decision("FAR-00007")])
MERGED = tables_alone(BEFORE, units=("alvsjo", "hagersten-liljeholmen"))
MERGED_WITH_MORE = tables_alone(
    [*BEFORE, decision("FAR-00007")], units=("alvsjo", "hagersten-liljeholmen")
)
NOTHING_OPEN = tables_alone([decision("FAR-00007", status="verkstallt")])


def tables(book: Builder) -> Builder:
    return book.without_decisions()


def one_forgotten(book: Builder) -> Builder:
    """An open decision is left out of the row of open ones and of nothing else."""
    return book.count("LSS", "handelse", "ej-verkstallt", "totalt", 1).without_decisions()


FLOW = (
    fires(
        "KED-702", "ett beslut försvann mellan kvartalen", tables, history=ONE_MORE,
        at="LSS!E21", found=2, expected=3, says="3 som var öppna vid slutet av Kv 3 2024",
    ),
    fires(
        "KED-702", "fel antal öppna i tabellen", one_forgotten, history=KNOWN,
        at="LSS!E21", found=1, expected=2,
    ),
    fires(
        "KED-702", "besluten var kända förra kvartalet, nu bara tabeller", tables,
        history=history([*BEFORE, decision("FAR-00007", lag="SoL")]),
        at="SoL!E28", found=2, expected=3, also=("KED-701",),
    ),
    fires(
        "KED-702", "inget var öppet förra kvartalet", tables, history=NOTHING_OPEN,
        at=("LSS!E21", "SoL!E28"), found=2,
    ),
    silent("KED-702", "beståndet går ihop", tables, history=KNOWN, verdict=Verdict.HELD),
    silent(
        "KED-702", "med beslut i båda kvartalen är det KED-701:s", verdict=Verdict.NOT_APPLICABLE,
        history=history([*BEFORE, decision("FAR-00007")]),
    ),
    silent("KED-702", "förra kvartalet är inte känt", tables, verdict=Verdict.NOT_APPLICABLE),
    silent(
        "KED-702", "bara beslut", Builder.without_tables, history=KNOWN,
        verdict=Verdict.NOT_APPLICABLE,
    ),
)  # fmt: skip

CARRIED = (
    fires(
        "KED-707", "ett beslut försvann mellan kvartalen", tables, history=ONE_MORE,
        at="LSS!E28", found=2, expected=3, says="Kv 3 2024",
    ),
    fires(
        "KED-707", "bara beslutsrader nu", Builder.without_tables, history=ONE_MORE,
        at="Beslut", found=2, expected=3,
    ),
    fires(
        "KED-707", "nollrapport utan tabeller fast beslut var öppna",
        lambda book: [book.drop_sheet(sheet) for sheet in ("LSS", "SoL", "Beslut")],
        given=lambda: workbook(decisions=[], nollrapport=True), history=KNOWN,
        at=("Försättsblad!B7", "Försättsblad!B7"), found=0,
    ),
    silent("KED-707", "samma bestånd", tables, history=KNOWN, verdict=Verdict.HELD),
    silent("KED-707", "bara beslutsrader, rätt antal", Builder.without_tables, history=KNOWN,
           verdict=Verdict.HELD),
    silent("KED-707", "efter en sammanslagning är det UPP-543:s", tables, history=MERGED_WITH_MORE,
           verdict=Verdict.NOT_APPLICABLE),
    silent("KED-707", "förra kvartalet är inte känt", tables, verdict=Verdict.NOT_APPLICABLE),
    silent("KED-707", "med beslut i båda kvartalen är det KED-703:s",
           history=history(BEFORE), verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

TAKEN_OVER = (
    fires(
        "UPP-543", "ett beslut följde inte med", tables, history=MERGED_WITH_MORE,
        at="LSS!E28", found=2, expected=3,
        says="Älvsjö stadsdelsnämnd och Hägersten-Liljeholmens stadsdelsnämnd",
    ),
    silent("UPP-543", "allt följde med", tables, history=MERGED, verdict=Verdict.HELD),
    silent("UPP-543", "enheten fanns redan", tables, history=KNOWN,
           verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

CASES = (*FLOW, *CARRIED, *TAKEN_OVER)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_bestand(spec: Spec) -> None:
    check(spec)


def test_what_only_the_quarter_before_contradicts_is_one_group_without_a_cause() -> None:
    findings = findings_of(tables(workbook()), history=ONE_MORE)

    assert {each.rule for each in findings} == {"KED-702", "KED-707"}
    assert {each.group for each in findings} == {"farsta:LSS"}
    assert not any(each.cause or each.candidates for each in findings)


@pytest.mark.parametrize("known", [KNOWN, ONE_MORE], ids=["that alone", "and a decision is gone"])
def test_a_typing_error_is_the_cause_of_what_it_breaks(known: History) -> None:
    """New decisions of LSS: 1, typed as 4. The stock that it no longer agrees with does not hide
    the cell; and where something else is wrong with the stock, that is told apart from it."""
    book = workbook().count("LSS", "rapporttyp", "ny", "totalt", 4)
    findings = findings_of(tables(book), history=known)

    cell = book.address("LSS", "rapporttyp", "ny", "totalt")
    typed = [each for each in findings if each.cause]
    assert {each.cause.cell for each in typed if each.cause} == {cell}
    assert {each.rule for each in typed} >= {"KON-511", "SUM-502"}
    stock = {each.rule: each.group for each in findings if each.rule.startswith("KED")}
    if known is KNOWN:
        assert stock == {"KED-702": f"farsta:LSS!{cell}"}
    else:
        assert stock == dict.fromkeys(("KED-702", "KED-707"), "farsta:LSS")
