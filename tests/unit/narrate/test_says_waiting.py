"""Elapsed time, decisions and interruptions apart, in cases drawn by hand."""

from tests.unit.narrate.stories import elapsed, said, story

WAITING = story(
    tables=(
        elapsed("LSS", {"ej-inom-tre-manader": (57, 45, 32), "avbrott": (7, 5, 6)}),
        elapsed("SoL", {"ej-inom-tre-manader": (57, 44, 22), "avbrott": (8, 5, 0)}),
    ),
)


def test_elapsed_time_with_interruptions_apart() -> None:
    assert said("elapsed", WAITING) == (
        "Av besluten enligt LSS har 134 inte verkställts inom tre månader från det att de "
        "fattades. Tiden sedan beslutet är 3–6 månader för 57 beslut, 6–12 månader för 45 och "
        "över 12 månader för 32. För 77 av 134 beslut (57 procent) har det alltså gått minst ett "
        "halvår."
    )
    assert said("elapsed-interruptions", WAITING) == (
        "I 18 fall har en insats som hade påbörjats avbrutits och inte återupptagits inom tre "
        "månader. Tiden sedan avbrottet är 3–6 månader för 7 beslut, 6–12 månader för 5 och över "
        "12 månader för 6."
    )
    assert said("elapsed-interruptions", WAITING, "SoL") == (
        "Avbrott i verkställigheten ligger bakom 13 beslut, och tiden sedan avbrottet är 3–6 "
        "månader för 8 beslut och 6–12 månader för 5."
    )


def test_time_that_nobody_divided_by_ground_is_told_apart() -> None:
    table = elapsed(
        "LSS", {"ej-inom-tre-manader": (4, 0, 0), "avbrott": (0, 0, 0), "_U": (1, 2, 0)}
    )
    told = story(tables=(table,))
    assert said("elapsed", told) == (
        "Av besluten enligt LSS har fyra inte verkställts inom tre månader från det att de "
        "fattades. Tiden sedan beslutet är 3–6 månader för samtliga. För ytterligare tre beslut "
        "är det inte redovisat om tiden räknas från beslutet eller från ett avbrott."
    )
    assert said("elapsed-interruptions", told) == (
        "Inga avbrott i verkställigheten har rapporterats enligt LSS."
    )


def test_hidden_times_are_not_told() -> None:
    table = elapsed("LSS", {"ej-inom-tre-manader": (4, None, None), "avbrott": (0, None, 0)})
    assert said("elapsed", story(tables=(table,))) == ""
