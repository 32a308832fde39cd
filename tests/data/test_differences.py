"""Published figures against the submissions of the same quarter, on both databases.

The report is drawn by hand: one law, two rows, one quarter.
"""

from sqlalchemy import Engine

from schemas.published import PublishedReport, PublishedTable
from sql.differences import published_differences
from tasks.load.load import load
from tasks.load.published import load_published
from tests.data.submissions import Q4, STOCKHOLM, counts, judged, submission


def report(insats: tuple[int, int], total: int, kon: tuple[int, int]) -> PublishedReport:
    """Bostad för vuxna and kontaktperson as printed, their printed Summa, kvinna and man."""
    by_insats = {"bostad-vuxna": (insats[0],), "lss-kontaktperson": (insats[1],)}
    by_kon = {"kvinna": (kon[0],), "man": (kon[1],)}
    return PublishedReport(
        "prov",
        "Rapport för Kv 4 2024",
        "Prov",
        (
            PublishedTable("Tabell 1", "LSS", "insats", (Q4,), by_insats, (total,)),
            PublishedTable("Tabell 5", "LSS", "kon", (Q4,), by_kon, (sum(kon),)),
        ),
    )


def fill(engine: Engine) -> None:
    """Farsta 3 + 0 and Järva 1 + 2: bostad för vuxna 4, kontaktperson 2; kvinnor 2, män 4."""
    farsta = counts(insats={"bostad-vuxna": (1, 2)})
    jarva = counts(insats={"bostad-vuxna": (0, 1), "lss-kontaktperson": (1, 1)})
    sent = [judged(submission("farsta", lss=farsta)), judged(submission("jarva", lss=jarva))]
    load(engine, STOCKHOLM, Q4, sent)


def differences(engine: Engine) -> list[tuple[str | None, int, int]]:
    with engine.connect() as connection:
        found = published_differences(connection, STOCKHOLM, Q4)
    return [(each.code, each.published, each.submitted) for each in found]


def test_figures_that_agree_are_no_finding(engine: Engine) -> None:
    fill(engine)
    load_published(engine, STOCKHOLM, report((4, 2), 6, (2, 4)))
    assert differences(engine) == []


def test_each_row_and_total_that_differs_is_told(engine: Engine) -> None:
    fill(engine)
    load_published(engine, STOCKHOLM, report((5, 2), 7, (2, 4)))
    assert sorted(differences(engine), key=str) == [("bostad-vuxna", 5, 4), (None, 7, 6)]


def test_a_kon_that_differs_is_told(engine: Engine) -> None:
    fill(engine)
    load_published(engine, STOCKHOLM, report((4, 2), 6, (2, 3)))
    assert sorted(differences(engine), key=str) == [("man", 3, 4), (None, 5, 6)]


def test_a_quarter_that_was_not_published_has_none(engine: Engine) -> None:
    fill(engine)
    assert differences(engine) == []
