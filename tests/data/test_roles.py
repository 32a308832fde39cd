"""On PostgreSQL the application can do all its work with a role that can change no table and
nothing in the event log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from deploy.settings import Settings
from flows.keeping.purge import purge
from flows.receive import receive
from schemas.errors import UserError
from schemas.events import SYSTEM, Via
from schemas.findings import Severity
from schemas.person import Person
from schemas.rulings import Decided
from sql.engine import open_engine, writing
from sql.lease import leased
from sql.migrate import migrate
from sql.state import findings_of
from steward.approval import approve
from steward.auth.sessions import start_session
from steward.decisions import decide
from steward.threads import comment
from tests.builders import workbook
from tests.data.homes import AT, delivery, home_of
from tests.data.people import with_password
from tests.data.submissions import Q4, STOCKHOLM, dump

pytestmark = pytest.mark.postgres

GRANTS = Path(__file__).parents[2] / "deploy" / "postgres-roles.sql"
PASSWORD = "bara-i-prov"


@pytest.fixture
def app(postgres_engine: Engine) -> Iterator[Engine]:
    """The warehouse as the application's role sees it. Roles are the whole server's, so the test
    has one with the name of its database."""
    name = f"{postgres_engine.url.database}_app"
    with writing(postgres_engine) as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'"))
        grants = GRANTS.read_text(encoding="utf-8").replace("kvartal_app", name)
        connection.exec_driver_sql(grants)
    url = make_url(postgres_engine.url).set(username=name, password=PASSWORD)
    engine = open_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with writing(postgres_engine) as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))


@pytest.fixture
def home(app: Engine, tmp_path: Path) -> Iterator[Settings]:
    with home_of(app, tmp_path) as settings:
        yield settings


def test_the_application_can_do_all_its_work(app: Engine, home: Settings) -> None:
    migrate(app)  # there is nothing to do, and asking is allowed
    by = Person("Person B", "samordnare")
    start_session(app, STOCKHOLM, with_password(app, "b.person"), AT)
    with leased(app, STOCKHOLM, Q4, 60):
        receive(home, Q4, delivery(workbook().bytes()), AT)
        receive(home, Q4, delivery(workbook().bytes(), file_name="igen.xlsx"), AT)
    with app.connect() as connection:
        found = findings_of(connection, STOCKHOLM, Q4)
    errors = [each.id for each in found if each.severity is Severity.FEL]
    comment(app, STOCKHOLM, errors[0], "Se över.", by, AT, via=Via.PAGES)
    decide(app, STOCKHOLM, errors, Decided.WAIVED, "Rättas.", by, AT)
    approve(app, STOCKHOLM, Q4, "0" * 64, Person("Person C", "chef"), AT)
    purge(home, SYSTEM, AT.replace(year=2027, month=2))
    acts = [row[6] for row in sorted(dump(app)["audit"])]
    assert acts[-2:] == ["approved", "purged"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'Person C'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DROP TRIGGER audit_no_update ON audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "ALTER TABLE submission ADD COLUMN more text",
        "DROP VIEW tabell_1",
        "CREATE TABLE more (a text)",
        "UPDATE installed SET digest = ''",
        "SET session_replication_role = replica",
    ],
)
def test_it_can_change_no_table_and_no_event(app: Engine, home: Settings, statement: str) -> None:
    receive(home, Q4, delivery(workbook().bytes()), AT)
    before = dump(app)
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), writing(app) as some:
        some.execute(text(statement))
    assert dump(app) == before


def test_a_new_version_is_not_installed_by_it(postgres_engine: Engine, app: Engine) -> None:
    with writing(postgres_engine) as connection:
        connection.execute(text("UPDATE installed SET digest = 'of an older version'"))
    with pytest.raises(UserError) as refused:
        migrate(app)
    assert "kvartal migrate" in refused.value.hint
