"""KON: kön against the totals, the other tables and the quarter before."""

from __future__ import annotations

import pytest

from schemas.content import DecisionValues
from schemas.findings import Verdict
from tests.builders import Builder, decision, workbook
from tests.spec.harness import Spec, check, fires, silent
from tests.spec.past import BEFORE, history, tables_alone


def reported_again(women: int, men: int) -> list[DecisionValues]:
    """So many LSS decisions that were open the quarter before and are open now."""
    kon = ["kvinna"] * women + ["man"] * men
    return [
        decision(f"FAR-{number:05}", kon=each, rapporttyp="ater", kommentar=None)
        for number, each in enumerate(kon, 1)
    ]


def ended(women: int, men: int) -> list[DecisionValues]:
    """So many LSS decisions that ended the quarter before, and are not heard of again."""
    kon = ["kvinna"] * women + ["man"] * men
    return [
        decision(f"FAR-9{number:04}", kon=each, status="verkstallt")
        for number, each in enumerate(kon)
    ]


def exchange(book: Builder) -> Builder:
    """Exchange the columns Kvinna and Man in every table of the sheet LSS."""
    for women, men in zip(book["LSS"]["B"], book["LSS"]["C"], strict=True):
        if isinstance(women.value, int):
            women.value, men.value = men.value, women.value
    return book


SUMS = (
    fires(
        "KON-511", "beslutet utan kön är bortglömt", lambda book: book.set("LSS", "E17", 3),
        at="LSS!E17", found=3, expected=2, says="«Annat skäl»",
    ),
    fires(
        "KON-511", "summaradens kön ger inte totalen", lambda book: book.set("SoL", "E31", 2),
        at="SoL!E31", found=2, expected=3, says="«Summa»",
    ),
    silent("KON-511", "rena tabeller", verdict=Verdict.HELD),
    silent(
        "KON-511", "en tom cell är FUL-401:s", lambda book: book.set("LSS", "B17", None),
        verdict=Verdict.HELD,
    ),
    fires(
        "KON-512", "en tabell har en man färre", lambda book: book.set("LSS", "C29", 0),
        at="LSS!C29", found=0, expected=1, says="Man",
    ),
    fires(
        "KON-512", "kvinna och man omkastade i en summarad",
        lambda book: book.set("SoL", "B36", 2).set("SoL", "C36", 1), at=["SoL!B36", "SoL!C36"],
    ),
    silent("KON-512", "rena tabeller", verdict=Verdict.HELD),
)  # fmt: skip

AGAIN = reported_again(5, 2)

EXCHANGED = (
    fires(
        "KON-513", "de återrapporterade är spegelvända", exchange,
        given=lambda: workbook(decisions=AGAIN), history=history(AGAIN),
        at="LSS!B1", found="Kvinna 2, Man 5", expected="Kvinna 5, Man 2", says="Kv 3 2024",
    ),
    fires(
        "KON-513", "de återrapporterade är spegelvända, bara tabeller båda kvartalen", exchange,
        given=lambda: workbook(decisions=AGAIN).without_decisions(), history=tables_alone(AGAIN),
        at="LSS!B1", found="Kvinna 2, Man 5", expected="Kvinna 5, Man 2", says="Kv 3 2024",
    ),
    silent(
        "KON-513", "samma beslut rätt redovisade, bara tabeller båda kvartalen",
        given=lambda: workbook(decisions=AGAIN).without_decisions(), history=tables_alone(AGAIN),
        verdict=Verdict.HELD,
    ),
    fires(
        "KON-513", "bara kvinnor blev bara män",
        given=lambda: workbook(decisions=[decision(f"FAR-{n}") for n in range(10)]),
        history=history(ended(9, 0)),
        at="LSS!B1", found="Kvinna 0, Man 10", alone=True,
    ),
    silent(
        "KON-513", "samma beslut rätt redovisade", verdict=Verdict.HELD,
        given=lambda: workbook(decisions=AGAIN), history=history(AGAIN),
    ),
    silent(
        "KON-513", "ett enda beslut skiljer kvinnor från män", exchange,
        given=lambda: workbook(decisions=reported_again(3, 2)),
        history=history(reported_again(3, 2)),
    ),
    silent(
        "KON-513", "för få beslut för att slumpen ska vara utesluten",
        given=lambda: workbook(decisions=[decision(f"FAR-{n}") for n in range(7)]),
        history=history(ended(7, 0)),
    ),
    silent("KON-513", "vanlig variation", history=history(BEFORE), verdict=Verdict.HELD),
    silent("KON-513", "ingen historik", verdict=Verdict.NOT_APPLICABLE),
    silent(
        "KON-513", "inga tabeller", Builder.without_tables, history=history(BEFORE),
        verdict=Verdict.NOT_APPLICABLE,
    ),
)  # fmt: skip

CASES = (*SUMS, *EXCHANGED)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_kon(spec: Spec) -> None:
    check(spec)
