"""A unit's versions: what each was, how it looked, and what differs from one to the next."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import Engine

from deploy.settings import Settings
from flows.receive import receive
from schemas.findings import Finding, Severity, UnitState
from schemas.person import Person
from schemas.rulings import Decided
from schemas.submission import Submission, Unreadable
from sql.engine import writing
from sql.versions import Version, version_findings, versions_of
from steward.changes import Became, Change, Kind, became, changes
from steward.decisions import decide
from steward.grid import Grid, grid_of, tabs_of
from steward.submissions import annotated, read_back
from tasks.validate.causes import by_cause
from tests.builders import Builder, workbook
from tests.data.homes import AT, delivery
from tests.data.submissions import Q4, STOCKHOLM

LATER = AT + timedelta(days=1)
NUMBER = "20000101-2384"  # one of Skatteverket's test numbers


def wrong() -> Builder:
    """Bostad för vuxna: Man stands as 9, and every sum that it is in is one of 1."""
    return workbook().count("LSS", "insats", "bostad-vuxna", "man", 9)


BLAMED = workbook().address("LSS", "insats", "bostad-vuxna", "man")


def versions(engine: Engine, unit: str = "farsta") -> tuple[Version, ...]:
    with engine.connect() as connection:
        return versions_of(connection, STOCKHOLM, Q4, unit)


def findings(engine: Engine, version: Version) -> tuple[Finding, ...]:
    with engine.connect() as connection:
        return version_findings(connection, STOCKHOLM, version)


def read(home: Settings, version: Version) -> Submission:
    found = read_back(home, version)
    assert isinstance(found, Submission)
    return found


def two_versions(home: Settings, before: Builder, after: Builder) -> None:
    receive(home, Q4, delivery(before.bytes(), file_name="först.xlsx"), AT)
    receive(home, Q4, delivery(after.bytes(), file_name="sedan.xlsx"), LATER)


def test_every_version_with_who_sent_it_and_what_was_found_in_it(
    home: Settings, engine: Engine
) -> None:
    two_versions(home, wrong(), workbook())
    first, second = versions(engine)
    assert (first.number, first.file_name, first.received) == (1, "först.xlsx", AT)
    assert (first.state, first.newest, first.loaded) == (UnitState.QUARANTINED, False, True)
    assert first.findings[Severity.FEL] == len(
        [each for each in findings(engine, first) if each.severity is Severity.FEL]
    )
    assert first.findings[Severity.FEL] > 0
    assert (second.number, second.file_name, second.sender) == (2, "sedan.xlsx", "Handläggare A")
    assert (second.state, second.newest, set(second.findings.values())) == (
        UnitState.ACCEPTED,
        True,
        {0},
    )
    assert versions(engine, "jarva") == ()


def test_a_file_that_is_no_workbook_is_a_version_and_is_read_back_as_that(
    home: Settings, engine: Engine
) -> None:
    receive(home, Q4, delivery(b"Hej"), AT)
    (version,) = versions(engine)
    assert (version.state, version.loaded) == (UnitState.STOPPED, False)
    assert isinstance(read_back(home, version), Unreadable)


def grid(home: Settings, engine: Engine, version: Version, sheet: str, **window: int) -> Grid:
    groups = by_cause(findings(engine, version))
    found = grid_of(read(home, version), sheet, groups, **window)
    assert found is not None
    return found


def test_the_grid_marks_what_findings_point_at_and_what_a_cause_blames(
    home: Settings, engine: Engine
) -> None:
    two_versions(home, wrong(), workbook())
    first, second = versions(engine)
    sheet = grid(home, engine, first, "LSS")
    cells = {each.address: each for row in sheet.rows for each in row.cells}
    assert cells["A1"].text == "Insats"
    assert cells[BLAMED].text == "9"
    (cause,) = cells[BLAMED].causes
    assert cause.sentence is not None
    assert f"LSS!{BLAMED}" in cause.sentence
    pointed = {address for address, cell in cells.items() if cell.findings}
    assert pointed == {each.cell for each in findings(engine, first) if each.sheet == "LSS"}
    assert cells[BLAMED].severity is Severity.FEL
    assert cells["A1"].severity is None
    assert int(BLAMED[1:]) in sheet.marked
    mended = grid(home, engine, second, "LSS")
    assert (mended.marked, mended.loose) == ((), ())


def test_a_long_sheet_is_shown_some_rows_at_a_time(home: Settings, engine: Engine) -> None:
    receive(home, Q4, delivery(workbook().bytes()), AT)
    (version,) = versions(engine)
    part = grid(home, engine, version, "Beslut", first=3, count=2)
    assert [row.number for row in part.rows] == [3, 4]
    assert [row.cells[0].text for row in part.rows] == ["FAR-00002", "FAR-00003"]
    assert (part.length, part.decisions, part.cut) == (7, True, False)
    assert part.columns[:3] == ("A", "B", "C")
    beyond = grid(home, engine, version, "Beslut", first=900)
    assert beyond.rows == ()
    tabs = tabs_of(read(home, version), ())
    assert [(each.name, each.decisions) for each in tabs] == [
        ("Försättsblad", False),
        ("LSS", False),
        ("SoL", False),
        ("Beslut", True),
    ]
    assert grid_of(read(home, version), "Blad 9", ()) is None


def test_values_are_shown_as_people_see_them(home: Settings, engine: Engine) -> None:
    book = workbook().set("LSS", "H1", 1.5).set("LSS", "H2", True).set("LSS", "H3", NUMBER)
    receive(home, Q4, delivery(book.bytes()), AT)
    (version,) = versions(engine)
    column = [row.cells[7].text for row in grid(home, engine, version, "LSS", count=4).rows]
    assert column[:2] == ["1,5", "SANT"]
    assert "2384" not in column[2]
    assert column[3] == ""
    cover = grid(home, engine, version, "Försättsblad")
    assert cover.rows[4].cells[1].text == "2025-01-09"  # Upprättad


def test_whole_columns_and_places_without_a_cell_are_told(home: Settings, engine: Engine) -> None:
    receive(home, Q4, delivery(workbook().bytes()), AT)
    (version,) = versions(engine)

    def at(cell: str | None) -> Finding:
        return Finding("STR-204", Severity.VARNING, Q4, "farsta", "Dold.", "Visa.", "LSS", cell)

    groups = by_cause([at("B:C"), at("3:3"), at("A1:B2"), at(None)])
    found = grid_of(read(home, version), "LSS", groups, count=3)
    assert found is not None
    marked = {each.address for row in found.rows for each in row.cells if each.findings}
    assert marked == {"B1", "C1", "B2", "C2", "B3", "C3", "A3", "D3", "E3", "A1", "A2"}
    assert [each.cell for each in found.loose] == [None]


def test_a_version_returned_has_its_cells_marked(home: Settings, engine: Engine) -> None:
    two_versions(home, wrong(), workbook())
    first, second = versions(engine)
    book = load_workbook(BytesIO(annotated(home, first, findings(engine, first))))
    comment = book["LSS"][BLAMED].comment
    assert comment is not None
    assert "Så rättar du" in comment.text
    clean = load_workbook(BytesIO(annotated(home, second, findings(engine, second))))
    assert clean["LSS"][BLAMED].comment is None


def test_what_was_decided_is_told_of_the_newest_version_alone(
    home: Settings, engine: Engine
) -> None:
    receive(home, Q4, delivery(wrong().bytes()), AT)
    (version,) = versions(engine)
    wrongs = [each for each in findings(engine, version) if each.severity is Severity.FEL]
    by = Person("Handläggare A", "samordnare")
    names = [each.id for each in wrongs]
    decide(engine, STOCKHOLM, names, Decided.WAIVED, "Känt sedan förr.", by, AT)
    assert {each.status for each in findings(engine, version) if each.severity is Severity.FEL} == {
        "waived"
    }
    receive(home, Q4, delivery(workbook().bytes()), LATER)
    first, _ = versions(engine)
    assert {each.status for each in findings(engine, first)} == {"open"}


def difference(home: Settings, engine: Engine, before: Builder, after: Builder) -> list[Change]:
    two_versions(home, before, after)
    first, second = versions(engine)
    return list(changes(read(home, first), read(home, second)))


def test_a_figure_that_was_mended_is_the_only_change(home: Settings, engine: Engine) -> None:
    assert difference(home, engine, wrong(), workbook()) == [
        Change(Kind.CHANGED, "LSS", "Insats: Bostad för vuxna, Man", BLAMED, BLAMED, "9", "1")
    ]


def test_what_only_moved_has_not_changed(home: Settings, engine: Engine) -> None:
    assert difference(home, engine, workbook(), workbook().move("LSS", rows=2, columns=1)) == []


def test_a_moved_figure_is_told_with_both_its_places(home: Settings, engine: Engine) -> None:
    (change,) = difference(home, engine, wrong(), workbook().move("LSS", rows=1))
    below = f"{BLAMED[0]}{int(BLAMED[1:]) + 1}"
    assert (change.cell_before, change.cell_after) == (BLAMED, below)
    assert (change.before, change.after) == ("9", "1")


def test_decisions_are_matched_by_lopnummer(home: Settings, engine: Engine) -> None:
    after = workbook().remove("FAR-00002").alter("FAR-00004", Beslutsdatum=date(2024, 4, 2))
    after.add("FAR-00001", Löpnummer="FAR-00099")
    found = difference(home, engine, workbook(), after)
    moved = workbook().decision_cell("FAR-00004", "Beslutsdatum")
    column, row = moved[:-1], int(moved[-1])
    assert found == [
        Change(Kind.REMOVED, "Beslut", "Beslut FAR-00002", "A3", None),
        Change(
            Kind.CHANGED, "Beslut", "Beslut FAR-00004, Beslutsdatum", moved, f"{column}{row - 1}",
            "2024-05-01", "2024-04-02",
        ),
        Change(Kind.ADDED, "Beslut", "Beslut FAR-00099", None, "A7"),
    ]  # fmt: skip


def test_the_cover_and_whole_tables_are_compared_too(home: Settings, engine: Engine) -> None:
    after = workbook().cover("Kommentar", "Rättad.").drop_table("LSS", "Orsak")
    assert [
        (each.kind, each.sheet, each.what, each.after)
        for each in difference(home, engine, workbook(), after)
    ] == [
        (Kind.CHANGED, "Försättsblad", "Kommentar", "Rättad."),
        (Kind.REMOVED, "LSS", "Tabellen Orsak, LSS", None),
    ]


def test_what_became_of_the_findings(home: Settings, engine: Engine) -> None:
    again = wrong().alter("FAR-00004", Beslutsdatum="i våras")
    two_versions(home, wrong().cover("Kommun", "Malmö"), again)
    first, second = versions(engine)
    found = became(findings(engine, first), findings(engine, second))
    assert {each.rule for each in found.mended} == {"KOD-301"}
    assert {(each.rule, each.version) for each in found.new} >= {("KOD-305", 2)}
    kept = {each.fingerprint for each in found.still}
    assert kept == {each.fingerprint for each in findings(engine, first)} - {
        each.fingerprint for each in found.mended
    }
    assert became((), ()) == Became((), (), ())


def test_a_version_of_a_unit_that_nobody_signed_has_no_sender(
    home: Settings, engine: Engine
) -> None:
    receive(home, Q4, delivery(workbook().bytes()), AT)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE receipt SET unit = NULL, sender = NULL")
    (version,) = versions(engine)
    assert version.sender is None
