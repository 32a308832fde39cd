"""People: accounts, what they say of findings, the event log; and the sources of releases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REFUSED = "the event log is only added to"


def _must(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _may(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _by() -> list[sa.Column[Any]]:
    return [*_must("by", "role"), _time("at")]


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality", "account"],
        ["account.municipality", "account.id"],
        name=f"fk_{table}_account",
        ondelete="CASCADE",
    )


def upgrade() -> None:
    _accounts()
    _log_ins()
    _said_of_findings()
    _collected()
    _event_log()
    op.create_index(
        "ix_observation_municipality_submission_statement_lag",
        "observation",
        ["municipality", "submission", "statement", "lag"],
    )


def _accounts() -> None:
    op.create_table(
        "account",
        *_must("municipality", "id", "login", "name", "role"),
        *_may("password"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        *_may("issuer", "subject"),
        _time("created"),
        _time("secured"),
        _key("account", "municipality", "id"),
        sa.UniqueConstraint("municipality", "login", name="uq_account_municipality_login"),
        sa.UniqueConstraint(
            "municipality", "issuer", "subject", name="uq_account_municipality_issuer_subject"
        ),
    )
    op.create_table(
        "account_unit",
        *_must("municipality", "account", "unit"),
        _key("account_unit", "municipality", "account", "unit"),
        _of_account("account_unit"),
    )


def _log_ins() -> None:
    op.create_table(
        "session",
        *_must("digest", "municipality", "account", "csrf"),
        _time("started"),
        _time("seen"),
        _key("session", "digest"),
        _of_account("session"),
    )
    op.create_index("ix_session_municipality_account", "session", ["municipality", "account"])
    op.create_table(
        "attempt",
        *_must("municipality"),
        _number("nr"),
        *_must("login", "origin"),
        _time("at"),
        _key("attempt", "municipality", "nr"),
    )
    for name in ("login", "origin"):
        op.create_index(
            f"ix_attempt_municipality_{name}_at", "attempt", ["municipality", name, "at"]
        )
    op.create_table(
        "token",
        *_must("municipality", "id", "label", "unit", "digest"),
        *_by(),
        _time("revoked", nullable=True),
        _time("used", nullable=True),
        _key("token", "municipality", "id"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
    )


def _said_of_findings() -> None:
    op.create_index("ix_finding_municipality_id", "finding", ["municipality", "id"])
    op.add_column("ruling", sa.Column("place", sa.Text()))
    op.add_column("ruling", sa.Column("found", sa.JSON()))
    op.add_column("ruling", sa.Column("expected", sa.JSON()))
    op.create_table(
        "comment",
        *_must("municipality"),
        _number("nr"),
        *_must("quarter", "place", "finding", "text"),
        *_by(),
        _key("comment", "municipality", "nr"),
    )
    op.create_table(
        "assignment",
        *_must("municipality"),
        _number("nr"),
        *_must("quarter", "place"),
        *_may("owner"),
        _day("due", nullable=True),
        *_by(),
        _key("assignment", "municipality", "nr"),
    )
    for table in ("comment", "assignment"):
        op.create_index(
            f"ix_{table}_municipality_quarter_place", table, ["municipality", "quarter", "place"]
        )


def _collected() -> None:
    op.add_column("receipt", sa.Column("unit", sa.Text()))
    op.add_column("receipt", sa.Column("sender", sa.Text()))
    op.add_column("receipt", _time("purged", nullable=True))
    op.create_table(
        "collecting",
        *_must("municipality"),
        _number("nr"),
        *_must("quarter"),
        _day("opens"),
        _day("deadline"),
        *_must("reminders"),
        *_by(),
        _key("collecting", "municipality", "nr"),
    )
    op.create_index("ix_collecting_municipality_quarter", "collecting", ["municipality", "quarter"])
    op.create_table(
        "lease",
        *_must("municipality", "quarter", "owner"),
        _time("since"),
        _time("until"),
        _key("lease", "municipality", "quarter"),
    )
    op.create_table(
        "release_source",
        *_must("municipality", "quarter"),
        _number("version"),
        *_must("of_quarter", "unit", "submission", "sha256"),
        _key("release_source", "municipality", "quarter", "version", "of_quarter", "unit"),
        sa.ForeignKeyConstraint(
            ["municipality", "quarter", "version"],
            ["release.municipality", "release.quarter", "release.version"],
            name="fk_release_source_release",
        ),
    )


def _event_log() -> None:
    op.create_table(
        "audit",
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        *_must("municipality"),
        _time("at"),
        *_must("actor", "role", "via", "act"),
        *_may("quarter", "unit", "subject", "detail"),
        *_must("before", "digest"),
        _key("audit", "nr"),
    )
    for names in ([], ["quarter"], ["quarter", "unit"], ["unit"], ["act"], ["actor"]):
        columns = ["municipality", *names, "nr"]
        op.create_index(f"ix_audit_{'_'.join(columns)}", "audit", columns)
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def _refuse_on_sqlite() -> None:
    """REPLACE would delete without asking a trigger, so a row must be the next one."""
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
    op.execute(
        "CREATE TRIGGER audit_next BEFORE INSERT ON audit "
        "WHEN NEW.nr <> (SELECT COALESCE(MAX(nr), 0) + 1 FROM audit) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    for act, level in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"audit_no_{act.split()[0].lower()}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON audit "
            f"FOR EACH {level} EXECUTE FUNCTION audit_refuse()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse() CASCADE")
    op.drop_index("ix_observation_municipality_submission_statement_lag", "observation")
    for table in (
        "audit", "release_source", "lease", "collecting", "assignment", "comment", "token",
        "attempt", "session", "account_unit", "account",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("ix_finding_municipality_id", "finding")
    for table, names in (
        ("ruling", ("place", "found", "expected")),
        ("receipt", ("unit", "sender", "purged")),
    ):
        for name in names:
            op.drop_column(table, name)
