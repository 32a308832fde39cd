"""KED: decisions followed from 2024Q3 to the clean workbook of 2024Q4."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.history import History
from schemas.quarter import Quarter
from tests.builders import Builder, decision, workbook
from tests.spec.harness import Spec, check, fires, silent
from tests.spec.past import BEFORE, earlier, history, past

RESUMED = history(
    [
        earlier("FAR-00001"), earlier("FAR-00004"),
        earlier("FAR-00003", status="verkstallt", avbrottsdatum=None),
    ]
)  # fmt: skip
"""FAR-00003 was executed in the quarter before; the clean workbook has it interrupted since."""

KNOWN = history(BEFORE)
Q3 = Quarter(2024, 3)
MERGED = History(
    {
        Q3: (
            past(earlier("FAR-00001"), 2, Q3, "alvsjo"),
            past(earlier("FAR-00001", insats="boende-barn"), 2, Q3, "hagersten"),
        )
    }
)


GONE = (
    fires(
        "KED-701", "ett öppet beslut är borta",
        at="Beslut!A5", found="FAR-00007", says="Kv 3 2024",
        history=history([*BEFORE, decision("FAR-00007")]), alone=True,
    ),
    fires(
        "KED-701", "nollrapport fast ett beslut var öppet", at="Beslut!A2", found="FAR-00001",
        given=lambda: workbook(decisions=[], nollrapport=True),
        history=history([earlier("FAR-00001")]), alone=True,
    ),
    silent(
        "KED-701", "löpnumret skrivet med annan skiftläge",
        lambda book: book.alter("FAR-00001", Löpnummer="far-00001 "), history=KNOWN,
    ),
    silent(
        "KED-701", "det som inte är med var redan verkställt", verdict=Verdict.HELD,
        history=history([*BEFORE, decision("FAR-00007", status="verkstallt")]),
    ),
    silent("KED-701", "kvartalet före är inte känt", verdict=Verdict.NOT_APPLICABLE),
    silent(
        "KED-701", "tabeller utan beslut", Builder.without_decisions,
        verdict=Verdict.NOT_APPLICABLE, history=KNOWN,
    ),
)  # fmt: skip

TYPES = (
    fires(
        "KED-703", "ny fast den rapporterades förra kvartalet",
        lambda book: book.alter("FAR-00001", Rapporttyp="Ny"),
        at="Beslut!N2", found="Rapporttyp Ny", expected="Åter", says="Kv 3 2024", history=KNOWN,
    ),
    fires(
        "KED-703", "åter fast den inte fanns förra kvartalet",
        lambda book: book.alter("FAR-00002", Rapporttyp="Åter"),
        at="Beslut!N3", found="Rapporttyp Åter", expected="Ny", says="Kv 3 2024", history=KNOWN,
    ),
    fires(
        "KED-703", "tillbaka efter verkställighet",
        at="Beslut!H4", expected="ett nytt beslutsdatum", says="verkställt Kv 3 2024",
        history=history(
            [earlier("FAR-00001"), earlier("FAR-00003", status="verkstallt"), earlier("FAR-00004")]
        ),
        alone=True,
    ),
    silent(
        "KED-703", "avslutat löpnummer används för ett nytt beslut",
        history=history([*BEFORE, earlier(
            "FAR-00002", status="avslutat", beslutsdatum=date(2024, 1, 9)
        )]),
    ),
    silent(
        "KED-703", "verkställt beslut som avbrutits är nytt",
        lambda book: book.alter("FAR-00003", Rapporttyp="Ny"), history=RESUMED,
    ),
    fires(
        "KED-703", "verkställt beslut som avbrutits räknas som återrapporterat",
        at="Beslut!N4", found="Rapporttyp Åter", expected="Ny", says="börjat på nytt",
        history=RESUMED, alone=True,
    ),
    silent(
        "KED-703", "kvartalet emellan kom utan beslut",
        lambda book: book.alter("FAR-00001", Rapporttyp="Ny"),
        history=history([earlier("FAR-00001")], "2024Q2"),
    ),
    silent("KED-703", "nya och återrapporterade rätt", verdict=Verdict.HELD, history=KNOWN),
    silent(
        "KED-703", "rapporterat tidigare men inte förra kvartalet",
        history=History({
            **history([earlier("FAR-00001")], "2024Q2").decisions,
            **history([earlier("FAR-00003"), earlier("FAR-00004")]).decisions,
        }),
    ),
    silent("KED-703", "ingen historik", verdict=Verdict.NOT_APPLICABLE),
)  # fmt: skip

FACTS = (
    fires(
        "KED-704", "kön ändrat", at="Beslut!F2", found="Man", expected="Kvinna",
        history=history([earlier("FAR-00001", kon="kvinna"), *BEFORE[1:]]), alone=True,
    ),
    fires(
        "KED-704", "insats och beslutsdatum ändrade",
        at=["Beslut!D5", "Beslut!H5"], says="Kv 3 2024",
        history=history(
            [*BEFORE[:2], earlier("FAR-00004", insats="hemtjanst", beslutsdatum=date(2024, 4, 1))]
        ),
        alone=True,
    ),
    fires(
        "KED-704", "lagrum ändrat", at="Beslut!B2", found="LSS 9 §",
        expected="SoL 4 kap. 1 §",
        history=history([earlier("FAR-00001", lagrum="sol-2001-4-1"), *BEFORE[1:]]), alone=True,
    ),
    silent("KED-704", "allt som förut", verdict=Verdict.HELD, history=KNOWN),
    silent(
        "KED-704", "samma löpnummer från två enheter som slagits ihop", history=MERGED,
    ),
)  # fmt: skip

UNIQUE = (
    fires(
        "KED-706", "samma löpnummer på två rader",
        lambda book: book.add(like="FAR-00001"),
        at="Beslut!A8", found="FAR-00001", says="Beslut!A2",
    ),
    silent(
        "KED-706", "två tomma löpnummer är FUL-401:s",
        lambda book: book.alter("FAR-00001", Löpnummer=None).alter("FAR-00002", Löpnummer=None),
    ),
    silent("KED-706", "alla olika", verdict=Verdict.HELD),
)  # fmt: skip

CASES = (*GONE, *TYPES, *FACTS, *UNIQUE)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_kedja(spec: Spec) -> None:
    check(spec)
