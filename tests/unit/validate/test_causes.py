"""Findings as they are shown: what one cause explains stands together."""

from __future__ import annotations

from schemas.findings import Finding, Severity, Suggestion
from schemas.quarter import Quarter
from tasks.validate.causes import CauseGroup, by_cause
from tests.builders import Builder, workbook
from tests.spec.harness import findings_of

CAUSE = Suggestion("LSS", "D17", 0, 1)


def finding(rule: str, unit: str | None = "farsta", *, submission: str | None = "1") -> Finding:
    group = f"{unit}:LSS!D17"
    return Finding(
        rule, Severity.FEL, Quarter(2024, 4), unit, "Fel.", "Rätta.",
        group=group, cause=CAUSE, submission=submission,
    )  # fmt: skip


def test_what_the_quarter_says_of_a_unit_stands_with_the_unit_s_own_cause() -> None:
    own, of_quarter = finding("KON-511"), finding("UPP-541", submission=None)
    (group,) = by_cause([own, of_quarter])
    assert group.findings == (own, of_quarter)
    assert group.sentence == "LSS!D17 står 0; med 1 stämmer alla två kontrollerna."


def test_units_are_kept_apart() -> None:
    assert len(by_cause([finding("KON-511"), finding("KON-511", "jarva")])) == 2


def groups_of(book: Builder) -> tuple[CauseGroup, ...]:
    return by_cause(findings_of(book))


def test_a_forgotten_decision_is_named_as_one() -> None:
    """FAR-00002: a woman's daglig verksamhet, new, still open, decided in the summer."""
    (group,) = groups_of(workbook().remove("FAR-00002"))
    assert len(group.findings) == 24
    assert group.sentence == (
        "Tabellerna på bladet LSS stämmer med varandra men inte med bladet Beslut: där saknas ett "
        "beslut (Kvinna; Daglig verksamhet; Annat skäl; Ej verkställda vid kvartalets slut; "
        "Nyrapporterade; Ej verkställda inom tre månader; 3–6 månader)."
    )


def test_a_decision_too_many_is_named_as_one() -> None:
    book = workbook().add(like="FAR-00002", Löpnummer="FAR-00099")
    (group,) = groups_of(book)
    assert group.sentence and "där finns ett beslut (Kvinna; " in group.sentence
    assert group.sentence.endswith(") för mycket.")


def test_a_decision_that_was_moved_is_neither() -> None:
    (group,) = groups_of(workbook().alter("FAR-00004", Insats="Sysselsättning"))
    assert group.sentence is None


def test_exchanged_columns_are_named_and_no_single_cell() -> None:
    """On LSS the women and men of insats differ in rows 4 to 11."""
    book = workbook().set("LSS", "B1", "Man").set("LSS", "C1", "Kvinna")
    (group,) = groups_of(book)
    assert {each.cause for each in group.findings} == {None}
    assert len(group.changes) > 2
    assert group.sentence == (
        "Kolumnerna Man och Kvinna ser omkastade ut i tabellen Insats på bladet LSS, raderna 4–11."
    )


def test_two_changes_are_told_in_one_sentence() -> None:
    book = workbook().set("LSS", "B2", 3).set("LSS", "B3", 2).without_decisions()
    (group,) = groups_of(book)
    assert group.sentence == (
        "Med 0 i LSS!B2 (nu 3) och 0 i LSS!B3 (nu 2) stämmer alla tre kontrollerna."
    )


def test_no_sentence_names_more_than_three_cells() -> None:
    changes = tuple(Suggestion("LSS", f"B{row}", 1, 3) for row in range(2, 7))
    several = Finding(
        "SUM-502", Severity.FEL, Quarter(2024, 4), "farsta", "Fel.", "Rätta.", group="g",
        changes=changes,
    )  # fmt: skip
    assert CauseGroup((several,)).sentence == (
        "Fem celler behöver ändras för att kontrollen ska stämma, bland dem LSS!B2, LSS!B3 och "
        "LSS!B4."
    )
    torn = Finding(
        "SUM-502", Severity.FEL, Quarter(2024, 4), "farsta", "Fel.", "Rätta.", group="g",
        candidates=changes,
    )  # fmt: skip
    assert str(CauseGroup((torn,)).sentence).count("LSS!") == 3
