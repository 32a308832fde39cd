"""Published figures against the submissions of the same quarter and against each other, on both
databases. The reports are drawn by hand: one law, two rows, one quarter.
"""

from sqlalchemy import Engine

from schemas.published import PublishedReport
from sql.differences import published_differences, restatements
from sql.engine import writing
from tasks.load.load import load
from tests.data.published import keep, report, table
from tests.data.submissions import Q4, STOCKHOLM, counts, judged, submission


def city(insats: tuple[int, int], total: int, kon: tuple[int, int]) -> PublishedReport:
    """Bostad för vuxna and kontaktperson as printed, their printed Summa, kvinna and man."""
    by_insats = {"bostad-vuxna": insats[0], "lss-kontaktperson": insats[1]}
    by_kon = {"kvinna": kon[0], "man": kon[1]}
    return report("prov", table("insats", by_insats, total, Q4), table("kon", by_kon, sum(kon), Q4))


def fill(engine: Engine) -> None:
    """Farsta 3 + 0 and Järva 1 + 2: bostad för vuxna 4, kontaktperson 2; kvinnor 2, män 4."""
    farsta = counts(insats={"bostad-vuxna": (1, 2)})
    jarva = counts(
        insats={"bostad-vuxna": (0, 1), "lss-kontaktperson": (1, 1)},
        handelse={"ej-verkstallt": (1, 1), "verkstallt": (0, 1)},
    )
    sent = [judged(submission("farsta", lss=farsta)), judged(submission("jarva", lss=jarva))]
    load(engine, STOCKHOLM, Q4, sent)


def differences(engine: Engine) -> list[tuple[str | None, int, int]]:
    with engine.connect() as connection:
        found = published_differences(connection, STOCKHOLM, Q4)
    return [(each.printed.code, each.printed.value, each.submitted) for each in found]


def restated(engine: Engine) -> list[tuple[str, str, str | None, int, str, int, str | None]]:
    with engine.connect() as connection:
        found = restatements(connection, STOCKHOLM, Q4)
    return [
        (
            each.printed.report, each.printed.statement, each.printed.code, each.printed.value,
            each.before.report, each.before.value, each.before.place,
        )
        for each in found
    ]  # fmt: skip


def test_figures_that_agree_are_no_finding(engine: Engine) -> None:
    fill(engine)
    keep(engine, city((4, 2), 6, (2, 4)))
    assert differences(engine) == []


def test_each_row_and_total_that_differs_is_told(engine: Engine) -> None:
    fill(engine)
    keep(engine, city((5, 2), 7, (2, 4)))
    assert sorted(differences(engine), key=str) == [("bostad-vuxna", 5, 4), (None, 7, 6)]


def test_a_kon_that_differs_is_told(engine: Engine) -> None:
    fill(engine)
    keep(engine, city((4, 2), 6, (2, 3)))
    assert sorted(differences(engine), key=str) == [("man", 3, 4), (None, 5, 6)]


def test_every_table_is_held_against_the_submissions(engine: Engine) -> None:
    """Järva's händelser: 2 open and 1 executed, of which the report has 1."""
    fill(engine)
    printed = table("handelse", {"ej-verkstallt": 1, "verkstallt": 1}, 3, Q4)
    keep(engine, report("prov", printed))
    assert differences(engine) == [("ej-verkstallt", 1, 2)]


def test_a_quarter_that_was_not_published_has_none(engine: Engine) -> None:
    fill(engine)
    assert differences(engine) == []


def test_a_quarter_without_submissions_has_none(engine: Engine) -> None:
    keep(engine, city((5, 2), 7, (2, 4)))
    assert differences(engine) == []
    assert restated(engine) == []


def test_a_report_is_held_against_the_one_before_it(engine: Engine) -> None:
    """The later of two is the one with the later quarter, whatever came in first; a third that
    repeats what the second said restates nothing."""
    later = table("orsak", {"annat-skal": 1}, 1, Q4.shift(1))
    first = report("forsta", table("insats", {"bostad-vuxna": 5, "lss-kontaktperson": 2}, 7, Q4))
    own = table("insats", {"bostad-vuxna": 4, "lss-kontaktperson": 2}, 6, Q4)
    keep(engine, report("andra", own, later))
    keep(engine, first)
    keep(engine, report("tredje", own, later))
    assert restated(engine) == [
        ("andra", "insats", None, 6, "forsta", 7, "rad 3"),
        ("andra", "insats", "bostad-vuxna", 4, "forsta", 5, "rad 1"),
    ]


def test_another_municipality_s_report_is_none_of_ours(engine: Engine) -> None:
    keep(engine, city((5, 2), 7, (2, 4)))
    with writing(engine) as connection:
        for name in ("published_report", "published"):
            connection.exec_driver_sql(f"CREATE TEMPORARY TABLE copied AS SELECT * FROM {name}")
            connection.exec_driver_sql("UPDATE copied SET municipality = 'annan'")
            connection.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM copied")
            connection.exec_driver_sql("DROP TABLE copied")
        connection.exec_driver_sql("UPDATE published SET value = 9 WHERE municipality = 'annan'")
    fill(engine)
    assert sorted(differences(engine), key=str) == [("bostad-vuxna", 5, 4), (None, 7, 6)]
    assert restated(engine) == []
