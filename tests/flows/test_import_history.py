"""`kvartal import-history`: what is taken, what is told, and that the same file changes nothing.

The report is drawn by hand: LSS by two insatser and by kön in two quarters. Its rows of Kv 3 2024
add up to 7 where the printed Summa is 8, and in Kv 4 2024 there are 6 by kön and 7 by insats.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from deploy.settings import load_settings
from flows.history import Taken, import_history
from schemas.errors import UserError
from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from sql.engine import open_engine
from sql.state import findings_of
from tasks.aggregate.tables import make_tables
from tasks.proofread.history import Naming
from tests.flows.kvartal import kvartal

STOCKHOLM = load_municipality("stockholm")
Q3, Q4 = Quarter(2024, 3), Quarter(2024, 4)

REPORT = """Ej verkställda beslut enligt LSS, kvartal 4, 2024

Källa: Nämnden, tjänsteutlåtande 2025-03-17

Tabell 1: Ej verkställda beslut enligt LSS fördelat på insats

Typ av insats\tKv 3\tKv 4
\t2024\t2024
Bostad för vuxna\t5\t4
Kontaktperson\t2\t3
Summa\t8\t7

Tabell 2: Ej verkställda beslut enligt LSS fördelat på kön

Kön\tKv 3 2024\tKv 4 2024
Man\t6\t4
Kvinna\t2\t2
Summa\t8\t6

Tabell 3: Ej verkställda beslut enligt LSS per stadsdelsnämnd

Nämnd\tKv 3 2024\tKv 4 2024
Farsta\t8\t6
"""
EARLIER = """Ej verkställda beslut enligt LSS, kvartal 3, 2024

Tabell 1: Ej verkställda beslut enligt LSS fördelat på insats

Typ av insats\tKv 3 2024
Bostad för vuxna\t6
Kontaktperson\t2
Summa\t8
"""
OWN = [("2024Q3", "SUM-502", 8, 7), ("2024Q4", "KON-512", 6, 7)]
RESTATED = ("2024Q3", "UPP-542", 5, 6)


def take(
    home: Path, text: str, file: str = "rapport.txt", dry_run: bool = False, **said: str
) -> Taken:
    settings = load_settings(home, {})
    return import_history(settings, text.encode(), file, Naming(**said), dry_run)


def told(taken: Taken) -> list[tuple[str, str, object, object]]:
    return [(str(each.quarter), each.rule, each.found, each.expected) for each in taken.findings]


def stored(home: Path, quarter: Quarter) -> list[tuple[str, object, object]]:
    engine = open_engine(load_settings(home, {}).database_url)
    with engine.connect() as connection:
        found = findings_of(connection, STOCKHOLM, quarter)
    engine.dispose()
    return [(each.rule, each.found, each.expected) for each in found]


def content(home: Path) -> dict[str, str]:
    """Every row of the warehouse, and every other file of the home."""
    with sqlite3.connect(home / "kvartal.db") as database:
        found = {"warehouse": "\n".join(database.iterdump())}
    files = (path for path in home.rglob("*") if path.is_file() and "kvartal.db" not in path.name)
    return found | {str(each): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def test_the_tables_are_taken_with_what_is_wrong_in_them(tmp_path: Path) -> None:
    taken = take(tmp_path, REPORT)
    assert (taken.report.name, taken.report.title, taken.report.source) == (
        "rapport-2024Q4",
        "Ej verkställda beslut enligt LSS, kvartal 4, 2024",
        "Nämnden, tjänsteutlåtande 2025-03-17",
    )
    assert told(taken) == OWN
    assert stored(tmp_path, Q3) == [("SUM-502", 8, 7)]
    assert stored(tmp_path, Q4) == [("KON-512", 6, 7)]
    assert [each.reason for each in taken.left] == [
        "Tabellen är per enhet; bara tal för hela kommunen läses in."
    ]
    sha256 = hashlib.sha256(REPORT.encode()).hexdigest()
    data = load_settings(tmp_path, {}).archive / sha256[:2] / sha256
    assert data.read_bytes() == REPORT.encode()


def test_the_figures_stand_in_the_tables_as_printed(tmp_path: Path) -> None:
    take(tmp_path, REPORT)
    engine = open_engine(load_settings(tmp_path, {}).database_url)
    with engine.connect() as connection:
        table = next(each for each in make_tables(connection, STOCKHOLM, Q4) if each.number == 1)
    engine.dispose()
    rows = {row.labels[0]: row.values[-2:] for row in table.rows}
    assert rows["Bostad för vuxna"] == (5, 4)
    assert rows["Summa"] == (8, 7)
    assert rows["Daglig verksamhet"] == (None, None)  # the report does not say


def test_the_place_of_each_figure_is_kept(tmp_path: Path) -> None:
    take(tmp_path, REPORT)
    with sqlite3.connect(tmp_path / "kvartal.db") as database:
        query = "SELECT insats, value, place FROM published WHERE statement = 'insats'"
        rows = set(database.execute(f"{query} AND quarter = '2024Q4'"))
    lines = {line.split("\t")[0]: number for number, line in enumerate(REPORT.splitlines(), 1)}
    assert rows == {
        ("bostad-vuxna", 4, f"rad {lines['Bostad för vuxna']}"),
        ("lss-kontaktperson", 3, f"rad {lines['Kontaktperson']}"),
        ("_T", 7, "rad 11"),
    }


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    assert not take(tmp_path, REPORT).known
    before = content(tmp_path)
    again = take(tmp_path, REPORT)
    assert (again.known, told(again)) == (True, OWN)
    assert content(tmp_path) == before
    assert take(tmp_path, REPORT, file="kopia.txt").report.name == "rapport-2024Q4"


def test_a_dry_run_of_an_empty_home_makes_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    taken = take(home, REPORT, dry_run=True)
    assert (told(taken), len(taken.report.tables)) == (OWN, 2)
    assert not home.exists()


def test_a_dry_run_tells_what_an_import_would_and_writes_nothing(tmp_path: Path) -> None:
    take(tmp_path, EARLIER, file="tidigare.txt")
    before = content(tmp_path)
    tried = take(tmp_path, REPORT, dry_run=True)
    assert content(tmp_path) == before
    done = take(tmp_path, REPORT)
    assert (tried.findings, tried.restated, tried.left) == (done.findings, done.restated, done.left)
    assert told(done) == [OWN[0], RESTATED, OWN[1]]


@pytest.mark.parametrize("later_first", [True, False])
def test_two_values_of_one_figure_are_both_kept_and_a_finding_of_the_later(
    tmp_path: Path, later_first: bool
) -> None:
    reports = [(REPORT, "senare.txt"), (EARLIER, "tidigare.txt")]
    for text, file in reports if later_first else reversed(reports):
        take(tmp_path, text, file)
    assert stored(tmp_path, Q3) == [("SUM-502", 8, 7), ("UPP-542", 5, 6)]
    assert stored(tmp_path, Q4) == [("KON-512", 6, 7)]
    with sqlite3.connect(tmp_path / "kvartal.db") as database:
        query = "SELECT report, value FROM published WHERE quarter = '2024Q3'"
        kept = set(database.execute(f"{query} AND insats = 'bostad-vuxna'"))
        (message,) = database.execute(
            "SELECT message FROM finding WHERE rule = 'UPP-542'"
        ).fetchone()
    assert kept == {("senare-2024Q4", 5), ("tidigare-2024Q3", 6)}
    assert message.startswith(
        "Kv 3 2024: talet för Bostad för vuxna (LSS, insatser och bistånd) är 5 i «Ej verkställda "
        "beslut enligt LSS, kvartal 4, 2024», rad 9, men 6 i den tidigare «Ej verkställda beslut "
        "enligt LSS, kvartal 3, 2024», rad 6."
    )


def test_the_order_in_which_reports_come_leaves_no_trace(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for home, reports in ((one, (REPORT, EARLIER)), (other, (EARLIER, REPORT, EARLIER))):
        for text in reports:
            take(home, text, f"{hashlib.sha256(text.encode()).hexdigest()[:6]}.txt")
    for quarter in (Q3, Q4):
        assert stored(one, quarter) == stored(other, quarter)


def test_another_file_of_the_same_name_asks_for_a_name(tmp_path: Path) -> None:
    take(tmp_path, REPORT)
    mended = REPORT.replace("Summa\t8\t7", "Summa\t7\t7")
    with pytest.raises(UserError, match="redan inläst som rapport-2024Q4"):
        take(tmp_path, mended)
    replaced = take(tmp_path, mended, name="rapport-2024Q4")
    assert not replaced.known
    assert ("SUM-502", 8, 7) not in stored(tmp_path, Q3)


def reports(home: Path) -> list[tuple[str, int]]:
    """Each report in the warehouse with the number of its figures."""
    with sqlite3.connect(home / "kvartal.db") as database:
        query = "SELECT report, COUNT(*) FROM published GROUP BY report ORDER BY report"
        return list(database.execute(query))


def test_a_file_under_a_wrong_name_is_moved_to_the_right_one(tmp_path: Path) -> None:
    """The mended file was taken beside the first; under the first's name it takes its place."""
    mended = REPORT.replace("Summa\t8\t7", "Summa\t7\t7")
    take(tmp_path, REPORT)
    take(tmp_path, mended, name="fel-namn")
    assert reports(tmp_path) == [("fel-namn", 12), ("rapport-2024Q4", 12)]
    moved = take(tmp_path, mended, name="rapport-2024Q4")
    assert (moved.known, moved.moved_from) == (True, ("fel-namn",))
    assert reports(tmp_path) == [("rapport-2024Q4", 12)]
    alone = tmp_path / "alone"
    take(alone, mended, name="rapport-2024Q4")
    for quarter in (Q3, Q4):
        assert stored(tmp_path, quarter) == stored(alone, quarter)


def test_a_file_is_moved_to_a_new_name_and_a_dry_run_only_tells(tmp_path: Path) -> None:
    file, home = tmp_path / "rapport.txt", tmp_path / "home"
    file.write_text(REPORT, encoding="utf-8")
    take(home, REPORT)
    before = content(home)
    tried = kvartal("import-history", file, "--home", home, "--name", "kv4", "--dry-run")
    assert "Samma fil var inläst som rapport-2024Q4; det namnet tas bort." in tried.out
    assert content(home) == before
    done = kvartal("import-history", file, "--home", home, "--name", "kv4", "--format", "json")
    assert done.document["moved_from"] == ["rapport-2024Q4"]
    assert reports(home) == [("kv4", 12)]
    assert stored(home, Q4) == [("KON-512", 6, 7)]
    assert take(home, REPORT).moved_from == ()


@pytest.mark.parametrize(
    "mark",
    ["UTKAST – offentlig utgåva", "UTKAST", "INTERN UTGÅVA – fullständiga uppgifter"],
)
def test_what_is_not_published_is_refused(tmp_path: Path, mark: str) -> None:
    title, rest = REPORT.split("\n", 1)
    with pytest.raises(UserError, match=f"märkt «{mark.partition(' – ')[0]}»"):
        take(tmp_path / "home", f"{title}\n\n{mark}\n{rest}", name="ändå")
    assert not (tmp_path / "home").exists()


def test_a_report_that_speaks_of_drafts_is_none(tmp_path: Path) -> None:
    title, rest = REPORT.split("\n", 1)
    told = f"{title}\n\nUtkastet till rapporten lämnades i februari.\n{rest}"
    assert take(tmp_path, told).report.quarters == (Q3, Q4)


def test_findings_of_a_quarter_that_nobody_has_sent(tmp_path: Path) -> None:
    """Nothing found in nothing is no good news; a published report is something."""
    take(tmp_path, EARLIER)
    nothing = kvartal("findings", "2019Q1", "--home", tmp_path)
    assert (nothing.status, nothing.out) == (1, "Inget har lämnats in för Kv 1 2019.\n")
    told = kvartal("findings", "2019Q1", "--home", tmp_path, "--format", "json")
    assert told.document == {"quarter": "2019Q1", "received": False, "findings": []}
    assert kvartal("findings", "2024Q3", "--home", tmp_path).out == "Inga fynd.\n"
    unit = kvartal("findings", "2024Q3", "--unit", "farsta", "--home", tmp_path)
    assert unit.status == 1
    assert unit.out.endswith("har inte lämnat in något för Kv 3 2024.\n")


def test_a_quarter_that_the_new_file_lacks_goes_with_its_findings(tmp_path: Path) -> None:
    take(tmp_path, REPORT, name="kv4")
    shorter = EARLIER.replace("Kv 3 2024", "Kv 4 2024")
    assert take(tmp_path, shorter, name="kv4").findings == ()
    assert (stored(tmp_path, Q3), stored(tmp_path, Q4)) == ([], [])


def test_the_command_tells_people_and_programs_the_same(tmp_path: Path) -> None:
    file, home = tmp_path / "rapport.txt", tmp_path / "home"
    file.write_text(REPORT, encoding="utf-8")
    text = kvartal("import-history", file, "--home", home, "--dry-run")
    assert text.status == 1
    assert "Provkörning, inget är sparat. 12 tal ur 2 tabeller skulle läsas in:" in text.out
    assert "fördelat på insats: 6 tal, Kv 3 2024, Kv 4 2024" in text.out
    assert "Tabellen är per enhet; bara tal för hela kommunen läses in." in text.out
    assert not home.exists()

    answer = kvartal("import-history", file, "--home", home, "--format", "json")
    document = answer.document
    assert answer.status == 1
    assert (document["quarters"], document["figures"]) == (["2024Q3", "2024Q4"], 12)
    assert document["report"]["sha256"] == hashlib.sha256(REPORT.encode()).hexdigest()
    assert [(each["axis"], each["figures"]) for each in document["tables"]] == [
        ("insats", 6), ("kon", 6),
    ]  # fmt: skip
    assert [each["title"] for each in document["skipped"]] == [
        "Tabell 3: Ej verkställda beslut enligt LSS per stadsdelsnämnd"
    ]
    assert [
        (f["quarter"], f["rule"], f["found"], f["expected"]) for f in document["findings"]
    ] == OWN


def test_a_report_without_findings_ends_well_and_one_that_differs_does_not(tmp_path: Path) -> None:
    file = tmp_path / "tidigare.txt"
    file.write_text(EARLIER, encoding="utf-8")
    assert kvartal("import-history", file, "--home", tmp_path / "home").status == 0
    other = tmp_path / "annan.txt"
    other.write_text(
        EARLIER.replace("vuxna\t6", "vuxna\t7").replace("a\t8", "a\t9"), encoding="utf-8"
    )
    answer = kvartal("import-history", other, "--home", tmp_path / "home", "--format", "json")
    assert answer.status == 1
    assert [
        (d["row"], d["found"], d["expected"], d["against"]) for d in answer.document["differences"]
    ] == [
        ("Summa", 9, 8, "tidigare-2024Q3"),
        ("Bostad för vuxna", 7, 6, "tidigare-2024Q3"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rapport"),
        (b"%PDF-1.4 broken", "rapport"),
        ("Ingen tabell här, bara text om beslut.".encode(), "har ingen tabell"),
        (REPORT.replace("Kv 3", "Kvart").replace("Kv 4", "Kvint").encode(), "går att läsa in:"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_leaves_nothing(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file, home = tmp_path / "rapport.pdf", tmp_path / "home"
    file.write_bytes(content)
    answer = kvartal("import-history", file, "--home", home, "--format", "json")
    assert answer.status == 2
    assert says in answer.document["error"]["message"]
    assert not home.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    answer = kvartal("import-history", tmp_path / "borta.docx", "--home", tmp_path / "home")
    assert (answer.status, answer.out) == (2, "")


@pytest.mark.postgres
def test_postgresql_tells_the_same(tmp_path: Path, blank_postgres: str) -> None:
    """Both reports, the later first; a dry run in between leaves nothing behind."""
    files = [tmp_path / "senare.txt", tmp_path / "tidigare.txt"]
    for file, text in zip(files, (REPORT, EARLIER), strict=True):
        file.write_text(text, encoding="utf-8")
    answers = [
        [
            kvartal("import-history", file, *dry, "--home", home, "--format", "json", env=env).out
            for file in files
            for dry in (["--dry-run"], [])
            if home.exists() or not dry
        ]
        for home, env in (
            (tmp_path / "sqlite", {}),
            (tmp_path / "postgres", {"KVARTAL_DATABASE_URL": blank_postgres}),
        )
    ]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 3
    assert '"against": "senare-2024Q4"' in answers[0][-1]
