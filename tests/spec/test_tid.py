"""TID: the statutory clocks. The quarter is 2024Q4; the clean rows stand in tests/builders.py."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.findings import Verdict
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from tasks.validate.case import Case
from tests.builders import Builder, decision, workbook
from tests.spec.harness import Spec, check, fires, read, silent
from tests.spec.past import BEFORE, earlier, history


def open_since(day: date, quarter: str = "2024Q4", lag: str = "LSS") -> Builder:
    return workbook("farsta", quarter, [decision("FAR-1", quarter, lag, beslutsdatum=day)])


def made_under(lagrum: str, day: date) -> Case:
    """A SoL decision in the collection of 2025Q4, as judged in January 2026."""
    row = decision("FAR-1", "2025Q4", "SoL", beslutsdatum=day, lagrum=lagrum)
    submission = read(workbook("farsta", "2025Q4", [row]), "2025Q4")
    return Case(submission, load_municipality(), Quarter(2025, 4), date(2026, 1, 20))


AGE = (
    fires(
        "TID-601", "fattat dagen efter gränsen",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 10, 1)),
        at="Beslut!H3", found="2024-10-01", expected="2024-09-30", says="FAR-00002", alone=True,
    ),
    silent(
        "TID-601", "fattat på gränsdagen",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 9, 30)),
    ),
    silent(
        "TID-601", "tre månader efter 30 november är februaris sista dag",
        given=lambda: open_since(date(2024, 12, 31), "2025Q1"), quarter="2025Q1",
    ),
    silent(
        "TID-601", "yngre, men avslutat under kvartalet",
        lambda book: book.alter("FAR-00005", Beslutsdatum=date(2024, 11, 1)),
    ),
    silent(
        "TID-601", "yngre, men verkställt under kvartalet",
        lambda book: book.alter(
            "FAR-00002", Beslutsdatum=date(2024, 11, 1), Status="Verkställt",
            Verkställt_datum=date(2024, 12, 2),
        ),
    ),
    silent(
        "TID-601", "ett avbrott räknas från avbrottet",
        lambda book: book.alter(
            "FAR-00003", Beslutsdatum=date(2024, 10, 1), Status="Ej verkställt",
            Verkställt_datum=None,
        ),
    ),
    silent(
        "TID-601", "ett datum i framtiden är TID-604:s",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2042, 8, 10)),
    ),
    silent("TID-601", "inga beslut", Builder.without_decisions, verdict=Verdict.NOT_APPLICABLE),
    fires(
        "TID-602", "avbrottet börjar samma dag som beslutet",
        lambda book: book.alter("FAR-00003", Avbrottsdatum=date(2024, 1, 1)),
        at="Beslut!I4", found="2024-01-01", expected="efter beslutsdagen 2024-01-01",
    ),
    fires(
        "TID-602", "avbrottet börjar före beslutet",
        lambda book: book.alter("FAR-00003", Avbrottsdatum=date(2023, 12, 1)),
        at="Beslut!I4", found="2023-12-01", expected="efter beslutsdagen 2024-01-01",
    ),
    fires(
        "TID-602", "öppet avbrott som är för nytt",
        lambda book: book.alter(
            "FAR-00003", Avbrottsdatum=date(2024, 11, 20), Status="Ej verkställt",
            Verkställt_datum=None,
        ),
        at="Beslut!I4", found="2024-11-20", expected="senast 2024-09-30",
    ),
    silent(
        "TID-602", "nytt avbrott som verkställdes under kvartalet",
        lambda book: book.alter("FAR-00003", Avbrottsdatum=date(2024, 10, 5)),
    ),
    silent("TID-602", "avbrott äldre än tre månader", verdict=Verdict.HELD),
)  # fmt: skip

ENDINGS = (
    fires(
        "TID-603", "verkställt efter kvartalet",
        lambda book: book.alter("FAR-00003", Verkställt_datum=date(2025, 1, 2)),
        at="Beslut!P4", found="2025-01-02", says="senast 2024-12-31",
    ),
    fires(
        "TID-603", "avslutat före beslutet",
        lambda book: book.alter("FAR-00005", Avslutsdatum=date(2024, 8, 9)),
        at="Beslut!Q6", found="2024-08-09", expected="tidigast 2024-08-10", says="Beslutsdatum",
        alone=True,
    ),
    fires(
        "TID-603", "verkställt på nytt före avbrottet",
        lambda book: book.alter("FAR-00003", Verkställt_datum=date(2024, 4, 30)),
        at="Beslut!P4", expected="tidigast 2024-05-01", says="Avbrottsdatum", alone=True,
    ),
    fires(
        "TID-603", "både verkställt och avslutat",
        lambda book: book.alter("FAR-00003", Avslutsdatum=date(2024, 12, 1)),
        at="Beslut!Q4", found="2024-12-01", expected="tomt", says="Verkställt datum", alone=True,
    ),
    fires(
        "TID-603", "verkställt utan datum",
        lambda book: book.alter("FAR-00003", Verkställt_datum=None),
        at="Beslut!P4", found=None, expected="ett datum", says="Status är Verkställt",
    ),
    fires(
        "TID-603", "öppet med avslutsdatum",
        lambda book: book.alter("FAR-00002", Avslutsdatum=date(2024, 12, 1)),
        at="Beslut!Q3", found="2024-12-01", expected="tomt", says="Status är Ej verkställt",
    ),
    fires(
        "TID-603", "avslutat med datum i fel kolumn",
        lambda book: book.alter(
            "FAR-00005", Avslutsdatum=None, Verkställt_datum=date(2024, 12, 21)
        ),
        at="Beslut!P6", found="2024-12-21", says="Status är Avslutat", alone=True,
    ),
    silent(
        "TID-603", "verkställt samma dag som avbrottet",
        lambda book: book.alter("FAR-00003", Verkställt_datum=date(2024, 5, 1)),
    ),
    silent(
        "TID-603", "verkställt före kvartalet, rapporterat sent",
        lambda book: book.alter("FAR-00003", Verkställt_datum=date(2024, 9, 12)),
    ),
    silent(
        "TID-603", "ett datum som inte går att tyda är KOD-305:s",
        lambda book: book.alter("FAR-00003", Verkställt_datum="i oktober"),
    ),
    silent("TID-603", "öppna, verkställda och avslutade beslut", verdict=Verdict.HELD),
)  # fmt: skip

CALENDAR = (
    fires(
        "TID-604", "beslutsdatum i framtiden",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2042, 8, 10)),
        at="Beslut!H3", found="2042-08-10", says="inte ligger i framtiden", alone=True,
    ),
    fires(
        "TID-604", "erbjudandedatum före 1982",
        lambda book: book.alter("FAR-00001", Erbjudandedatum=date(1981, 12, 31)),
        at="Beslut!L2", found="1981-12-31", expected="tidigast 1982-01-01",
        alone=True,
    ),
    silent(
        "TID-604", "lagens första dag och dagens datum",
        lambda book: book.alter(
            "FAR-00001", Beslutsdatum=date(1982, 1, 1), Erbjudandedatum=date(2025, 1, 20)
        ),
    ),
    fires(
        "TID-605", "LSS före LSS",
        lambda book: book.alter("FAR-00001", Beslutsdatum=date(1993, 12, 31)),
        at="Beslut!B2", found="LSS 9 §", says="1993-12-31",
    ),
    fires(
        "TID-605", "förra lagen efter den 30 juni 2025", quarter="2025Q4",
        given=lambda: made_under("sol-2001-4-1", date(2025, 7, 1)),
        at="Beslut!B2", found="SoL 4 kap. 1 §",
        expected="SoL 11 kap. 1 § eller SoL 12 kap. 1 §", says="2025-07-01", alone=True,
    ),
    fires(
        "TID-605", "nya lagen före den 1 juli 2025", quarter="2025Q4",
        given=lambda: made_under("sol-2025-11-1", date(2025, 6, 30)),
        at="Beslut!B2", found="SoL 11 kap. 1 §", expected="SoL 4 kap. 1 §",
        also=("TID-606", "TID-607"), alone=True,
    ),
    fires(
        "TID-605", "nya lagen innan den finns",
        lambda book: book.alter("FAR-00004", Lagrum="SoL 11 kap. 1 §"),
        at="Beslut!B5", found="SoL 11 kap. 1 §", expected="SoL 4 kap. 1 §", alone=True,
    ),
    silent(
        "TID-605", "förra lagens sista dag", quarter="2025Q4",
        given=lambda: made_under("sol-2001-4-1", date(2025, 6, 30)),
    ),
    silent(
        "TID-605", "LSS från dess första dag",
        lambda book: book.alter("FAR-00001", Beslutsdatum=date(1994, 1, 1)),
    ),
    fires(
        "TID-606", "ny, men tre månader hade gått förra kvartalet",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 6, 30)),
        at="Beslut!N3", found="Ny", expected="Åter", says="2024-09-30", also=("TID-607",),
    ),
    silent(
        "TID-606", "tre månader gick ut på kvartalets första dag",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 7, 1)),
    ),
    silent(
        "TID-606", "rapporterat förut är KED-703:s",
        lambda book: book.alter("FAR-00001", Rapporttyp="Ny"), history=history(BEFORE),
    ),
    silent(
        "TID-606", "ett nytt avbrott i ett gammalt beslut",
        lambda book: book.alter(
            "FAR-00003", Rapporttyp="Ny", Avbrottsdatum=date(2024, 8, 1)
        ),
    ),
)  # fmt: skip

WAITING = (
    fires(
        "TID-607", "över tolv månader utan kommentar",
        lambda book: book.alter("FAR-00001", Beslutsdatum=date(2023, 12, 31), Kommentar=None),
        at="Beslut!R2", says="över 12 månader", history=history(BEFORE), also=("KED-704",),
    ),
    fires(
        "TID-607", "sex månader utan kommentar",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 6, 30), Rapporttyp="Åter"),
        at="Beslut!R3", says="6–12 månader", history=history([*BEFORE, earlier("FAR-00002")]),
        also=("KED-704",),
    ),
    fires(
        "TID-607", "samma kommentar som förra kvartalet",
        at="Beslut!R2", says="6–12 månader", history=history(
            [earlier("FAR-00001", kommentar="Nytt erbjudande planeras, uppföljt 2024-12.")]
        ),
        also=("KED-703",),
    ),
    silent(
        "TID-607", "under sex månader",
        lambda book: book.alter("FAR-00002", Beslutsdatum=date(2024, 7, 2)),
    ),
    silent(
        "TID-607", "verkställt",
        lambda book: book.alter("FAR-00003", Kommentar=None),
    ),
    silent("TID-607", "kommentar finns", history=history(BEFORE), verdict=Verdict.HELD),
    silent(
        "TID-607", "kvartalet före är inte känt",
        lambda book: book.alter("FAR-00001", Kommentar=None), verdict=Verdict.NOT_APPLICABLE,
    ),
)  # fmt: skip

CASES = (*AGE, *ENDINGS, *CALENDAR, *WAITING)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_tid(spec: Spec) -> None:
    check(spec)
