"""UPP: the municipality's tables against each other, and published figures against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.findings import Finding, Severity
from schemas.history import FigureKey, Figures
from schemas.municipality import load_municipality
from schemas.person import Person
from schemas.quarter import Quarter
from schemas.rulings import Decided, Ruling
from sql.reopened import with_reopened
from tasks.validate.case import Difference, PublishedCase, QuarterCase, Restated
from tasks.validate.engine import judge_quarter
from tests.builders import Builder, clean_decisions, workbook
from tests.spec.harness import Spec, check, findings_of, fires, silent
from tests.spec.past import figures

Q3 = Quarter(2024, 3)


def quarter(*differences: Difference) -> QuarterCase:
    """A quarter in which every unit has reported."""
    codebook = load_municipality().at(Q3)
    return QuarterCase(codebook, frozenset(unit.code for unit in codebook.units), differences)


SENT: Figures = figures(clean_decisions(), Q3)


def spoiled(lag: str, table: str, row: str, column: str, added: int) -> Figures:
    key = FigureKey(lag, table, (row,), column)
    return {**SENT, key: SENT.get(key, 0) + added}


def city(*findings: Finding, **units: Figures) -> QuarterCase:
    """Units with the figures of the clean workbook, but for those that are given."""
    told = {"bromma": SENT, "farsta": SENT, "jarva": SENT, **units}
    codebook = load_municipality().at(Q3)
    reported = frozenset(unit.code for unit in codebook.units)
    return QuarterCase(codebook, reported, figures=told, findings=findings)


def one_missing(book: Builder) -> Builder:
    """The woman among those with another reason is not counted."""
    return book.count("LSS", "orsak", "annat-skal", "kvinna", 1)


ONE_WOMAN_LESS = spoiled("LSS", "orsak", "annat-skal", "kvinna", -1)

CITY = (
    fires(
        "UPP-541", "en enhet har en kvinna för lite i en tabell", at=None, found=5, expected=6,
        says="tabeller Orsak ger tillsammans 5 i kolumnen Kvinna",
        given=lambda: city(farsta=ONE_WOMAN_LESS),
    ),
    fires(
        "UPP-541", "enhetens eget fynd säger vilken cell", at=None, found=5, expected=6,
        says="Farsta stadsdelsnämnd (−1: LSS!B17 står 1, väntat 2)",
        given=lambda: city(*findings_of(one_missing(workbook())), farsta=ONE_WOMAN_LESS),
    ),
    fires(
        "UPP-541", "två enheter i samma tabell", at=None, found=10, expected=9,
        says="Järva stadsdelsnämnd (+2), Farsta stadsdelsnämnd (−1)",
        given=lambda: city(
            farsta=spoiled("SoL", "grund", "avbrott", "totalt", -1),
            jarva=spoiled("SoL", "grund", "avbrott", "totalt", 2),
        ),
    ),
    silent("UPP-541", "allt stämmer", given=city),
    silent("UPP-541", "ingen har lämnat in", given=quarter),
    silent("UPP-541", "nämnder med var sin mall", given=lambda: of_forms(0)),
    fires(
        "UPP-541", "en av mallarna har fel i sina egna tabeller", at=None, found=33, expected=32,
        says="Socialnämnden (+1)", given=lambda: of_forms(1),
    ),
)  # fmt: skip


def of_forms(more: int) -> QuarterCase:
    """Two units whose forms have no table in common, the second with so many more in one list."""
    codebook = load_municipality("eskilstuna").at(Q3)
    von = {"insats": {"hemtjanst": 26}, "rapporttyp": {"ny": 19, "ater": 7}}
    lists = {"ej-verkstallt": 10, "verkstallt": 13, "avslutat": 9 + more}
    sn = {"insats": {"kontaktfamilj": 32}, "handelse": lists, "grund": {"avbrott": 32}}
    told = {"vard-och-omsorgsnamnden": of_tables(von), "socialnamnden": of_tables(sn)}
    return QuarterCase(codebook, frozenset(told), figures=told)


def of_tables(tables: Mapping[str, Mapping[str, int]]) -> Figures:
    return {
        FigureKey("SoL", table, (row,), "totalt"): value
        for table, rows in tables.items()
        for row, value in rows.items()
    }


RESTATED = Restated(
    "LSS", "insatser", "Bostad för vuxna", 73, 71, "«Rättad», s. 2, rad 9", "«Första», rad 4"
)

PUBLISHED = (
    fires(
        "UPP-542", "publicerat tal är ett annat", at=None, found=156, expected=154,
        says="talet för Summa (SoL), Kv 3 2024",
        given=lambda: quarter(Difference("SoL", "Summa", 156, 154, "Kvartal 4, 2024")),
    ),
    silent("UPP-542", "allt stämmer", given=quarter),
    fires(
        "UPP-542", "en senare rapport har ett annat tal", at=None, found=73, expected=71,
        says="Kv 3 2024: talet för Bostad för vuxna (LSS, insatser) är 73 i «Rättad», s. 2, rad 9, "
        "men 71 i den tidigare «Första», rad 4.",
        given=lambda: PublishedCase("rattad-2024Q4", Q3, (RESTATED,)),
    ),
    silent("UPP-542", "rapporterna är eniga", given=lambda: PublishedCase("rattad-2024Q4", Q3)),
)  # fmt: skip

CASES = (*CITY, *PUBLISHED)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_uppgifter(spec: Spec) -> None:
    check(spec)


def test_a_deviating_total_has_the_cause_and_the_group_of_the_unit() -> None:
    own = findings_of(one_missing(workbook()))
    (told,) = judge_quarter(city(*own, farsta=ONE_WOMAN_LESS))

    assert told.unit == "farsta"
    assert {each.group for each in own} == {told.group}
    assert told.cause and (told.cause.cell, told.cause.found, told.cause.suggested) == ("B17", 1, 2)


def test_what_two_units_explain_is_tied_to_neither() -> None:
    other = spoiled("LSS", "orsak", "annat-skal", "kvinna", 3)
    (told,) = judge_quarter(city(farsta=ONE_WOMAN_LESS, jarva=other))

    assert (told.unit, told.group, told.cause) == (None, None, None)


def test_a_finding_that_is_tied_only_by_being_open_again_explains_nothing() -> None:
    then = Finding("HIS-801", Severity.VARNING, Q3, "farsta", "Ovanligt.", "Se efter.", sheet="LSS")
    now = replace(then, found=9)
    person, at = Person("Handläggare A"), datetime(2025, 1, 31, tzinfo=UTC)
    made = Ruling(
        then.id, then.fingerprint, Decided.ACCEPTED, "Känt.", person, at, place=then.place, nr=1
    )
    again = with_reopened([now], {then.fingerprint: made})
    (told,) = judge_quarter(city(*again, farsta=ONE_WOMAN_LESS))

    assert [each.group for each in again] == [now.id, now.id]
    assert (told.unit, told.group, told.cause) == ("farsta", None, None)
