"""Stockholm's published figures, as printed."""

from schemas.published import load_published
from schemas.quarter import Quarter

REPORT = load_published("stockholm-kv4-2024")


def test_printed_totals() -> None:
    printed = {
        (table.lag, table.axis): [table.printed_total(each) for each in table.quarters]
        for table in REPORT.tables
    }
    assert printed == {
        ("LSS", axis): [215, 185, 171, 160] for axis in ("insats", "orsak", "kon")
    } | {("SoL", axis): [132, 111, 122, 156] for axis in ("insats", "orsak", "kon")}


def test_the_one_column_whose_rows_make_another_sum() -> None:
    differing = {
        (table.lag, table.axis, str(quarter)): sum(table.column(quarter).values())
        for table in REPORT.tables
        for quarter in table.quarters
        if sum(table.column(quarter).values()) != table.printed_total(quarter)
    }
    assert differing == {("SoL", "insats", "2024Q2"): 120}


def test_observations_keep_the_printed_total_beside_the_rows() -> None:
    observations = REPORT.observations(Quarter(2024, 2))
    of_table = [each for each in observations if (each.lag, each.table) == ("SoL", "insats")]
    total = next(each.value for each in of_table if not each.members)
    assert total == 122
    assert sum(each.value for each in of_table if each.members) == 120
