"""What becomes a figure: stated cells, and tables counted from decisions."""

from datetime import date

from schemas.cube import Observation
from schemas.submission import Cell, CountRow, CountTable, Submission
from tasks.load.observations import observations
from tests.data.submissions import Q4, STOCKHOLM, counts, decision, submission


def figures(read: Submission, lag: str, table: str) -> dict[tuple[tuple[str, str], ...], int]:
    """Values by the named members, in order."""
    return {
        tuple(sorted(each.members.items())): each.value
        for each in observations(read, Q4, STOCKHOLM)
        if (each.lag, each.table) == (lag, table)
    }


def test_every_stated_cell_is_a_figure_with_its_address() -> None:
    read = submission(lss=counts(insats={"bostad-vuxna": (1, 2, 3)}))
    assert observations(read, Q4, STOCKHOLM) == (
        Observation("LSS", "insats", {"insats": "bostad-vuxna", "kon": "kvinna"}, 1, "LSS", "B2"),
        Observation("LSS", "insats", {"insats": "bostad-vuxna", "kon": "man"}, 2, "LSS", "C2"),
        Observation("LSS", "insats", {"insats": "bostad-vuxna", "kon": "saknas"}, 3, "LSS", "D2"),
        Observation("LSS", "insats", {"insats": "bostad-vuxna"}, 6, "LSS", "E2"),
        Observation("LSS", "insats", {"kon": "kvinna"}, 1, "LSS", "B3"),
        Observation("LSS", "insats", {"kon": "man"}, 2, "LSS", "C3"),
        Observation("LSS", "insats", {"kon": "saknas"}, 3, "LSS", "D3"),
        Observation("LSS", "insats", {}, 6, "LSS", "E3"),
    )


def test_a_row_of_sol_is_an_area_and_an_insats() -> None:
    read = submission(sol=counts(insats={"OF/boendestod": (1, 0), "IFO/oppenvard": (0, 2)}))
    found = figures(read, "SoL", "insats")
    assert found[(("insats", "boendestod"), ("omrade", "OF"))] == 1
    assert found[(("insats", "oppenvard"), ("kon", "man"), ("omrade", "IFO"))] == 2
    assert found[()] == 3


def test_a_wrong_total_is_kept_as_stated() -> None:
    read = submission(lss=counts(orsak={"annat-skal": (95, 56, 0, 152)}))
    found = figures(read, "LSS", "orsak")
    assert found[(("orsak", "annat-skal"),)] == 152
    assert found[(("kon", "kvinna"), ("orsak", "annat-skal"))] == 95


def test_what_is_no_count_and_an_unknown_row_give_no_figure() -> None:
    def row(code: str | None, *values: object) -> CountRow:
        cells = {
            name: Cell("LSS", 2, place, value)  # type: ignore[arg-type]  # whatever stands there
            for place, (name, value) in enumerate(
                zip(("kvinna", "man", "saknas", "totalt"), values, strict=True), 2
            )
        }
        return CountRow({"insats": Cell("LSS", 2, 1, "rad")}, {"insats": code}, cells)

    table = CountTable(
        "LSS",
        "insats",
        "Insats",
        {"insats": Cell("LSS", 1, 1, "Insats")},
        (
            row("bostad-vuxna", None, "tre", -1, 2.5),
            row("korttidsvistelse", float("inf"), 10**12, "", 4.0),
            row(None, 1, 1, 1, 3),
        ),
        None,
    )
    read = submission()
    made = Submission(read.source, read.layout, "farsta", Q4, read.cover, (table,), None, {})
    assert figures(made, "LSS", "insats") == {(("insats", "korttidsvistelse"),): 4}


def test_decisions_alone_are_counted_into_every_table() -> None:
    read = submission(
        decisions=[
            decision("A", 2, kon="man", beslutsdatum=date(2024, 7, 1)),
            decision(
                "B", 3, kon="kvinna", insats="korttidsvistelse", orsak="tackat-nej",
                status="verkstallt", rapporttyp="ater",
                beslutsdatum=date(2023, 1, 1), avbrottsdatum=date(2024, 2, 29),
                verkstalld=date(2024, 12, 1),
            ),
        ]
    )  # fmt: skip
    assert figures(read, "LSS", "insats") == {
        (): 2,
        (("kon", "man"),): 1,
        (("kon", "kvinna"),): 1,
        (("insats", "bostad-vuxna"),): 1,
        (("insats", "bostad-vuxna"), ("kon", "man")): 1,
        (("insats", "korttidsvistelse"),): 1,
        (("insats", "korttidsvistelse"), ("kon", "kvinna")): 1,
    }
    assert figures(read, "LSS", "handelse")[(("handelse", "verkstallt"),)] == 1
    assert figures(read, "LSS", "rapporttyp")[(("rapporttyp", "ny"),)] == 1
    grund = figures(read, "LSS", "grund")
    assert grund[(("grund", "avbrott"),)] == 1
    assert grund[(("grund", "ej-inom-tre-manader"),)] == 1
    vantetid = figures(read, "LSS", "vantetid")
    # 1 July to 31 December is a day short of six months; 29 February to 1 December is nine.
    assert vantetid[(("vantetid", "3-6"),)] == 1
    assert vantetid[(("vantetid", "6-12"),)] == 1
    assert figures(read, "SoL", "insats") == {}
    places = {(each.sheet, each.cell) for each in observations(read, Q4, STOCKHOLM)}
    assert places == {("Beslut", None)}


def test_a_begun_table_is_taken_as_stated_and_the_others_are_counted() -> None:
    read = submission(
        lss=counts(insats={"bostad-vuxna": (0, 7)}),
        decisions=[decision("A"), decision("B", 3, lag="SoL")],
    )
    assert figures(read, "LSS", "insats")[()] == 7
    assert figures(read, "LSS", "orsak")[()] == 1
    assert figures(read, "SoL", "insats")[(("insats", "boendestod"), ("omrade", "OF"))] == 1


def test_a_decision_without_a_code_counts_in_the_sums_alone() -> None:
    read = submission(decisions=[decision("A", orsak=None, kon=None)])
    assert figures(read, "LSS", "orsak") == {(): 1}
    assert figures(read, "LSS", "insats") == {(): 1, (("insats", "bostad-vuxna"),): 1}
