"""What is done by itself: steps, addresses, the outbox. Figures that are a part of others."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _must(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


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
    _parts()
    _index()
    _calendar()
    _addresses()
    _outbox()
    _mailboxes()


def _parts() -> None:
    """What was loaded before has no rows of this kind."""
    op.add_column(
        "observation",
        sa.Column("part", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _index() -> None:
    """The totals of all quarters are read without the figures of kön beside them."""
    op.drop_index(_OBSERVATIONS, "observation")
    by = ["municipality", "submission", "statement", "lag", "kon"]
    op.create_index(f"{_OBSERVATIONS}_kon", "observation", by)


_OBSERVATIONS = "ix_observation_municipality_submission_statement_lag"


def _calendar() -> None:
    """What was set before says nothing of these days: the municipality's calendar holds."""
    op.add_column("collecting", sa.Column("consolidate", sa.Integer()))
    op.add_column("collecting", sa.Column("escalate", sa.Integer()))
    op.create_table(
        "step",
        *_must("municipality", "kind", "quarter", "unit"),
        _number("mark"),
        _time("at"),
        _key("step", "municipality", "kind", "quarter", "unit", "mark"),
    )


def _addresses() -> None:
    op.create_table(
        "contact",
        *_must("municipality"),
        _number("nr"),
        *_must("unit", "address", "by", "role"),
        _time("at"),
        _key("contact", "municipality", "nr"),
    )
    op.create_index("ix_contact_municipality_unit", "contact", ["municipality", "unit"])
    op.create_table(
        "notify_address",
        *_must("municipality", "account", "address"),
        _key("notify_address", "municipality", "account"),
        _of_account("notify_address"),
    )
    op.create_table(
        "notify_choice",
        *_must("municipality", "account", "notice", "pace"),
        _key("notify_choice", "municipality", "account", "notice"),
        _of_account("notify_choice"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        *_must("municipality"),
        _number("nr"),
        *_must("id", "channel", "notice", "quarter", "unit", "recipient", "subject", "body"),
        _time("created"),
        _time("due"),
        _number("attempts"),
        _time("tried", nullable=True),
        *_must("trouble", "outcome"),
        _time("ended", nullable=True),
        _key("outbox", "municipality", "nr"),
    )
    op.create_index(
        "ix_outbox_municipality_outcome_due", "outbox", ["municipality", "outcome", "due"]
    )


def _mailboxes() -> None:
    """What was received before came by no letter."""
    op.add_column("receipt", sa.Column("letter", sa.Text()))
    op.create_table(
        "mailbox",
        *_must("municipality", "address"),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        _key("mailbox", "municipality", "address"),
    )


def downgrade() -> None:
    op.drop_column("receipt", "letter")
    for table in ("mailbox", "outbox", "notify_choice", "notify_address", "contact", "step"):
        op.drop_table(table)
    op.drop_column("collecting", "escalate")
    op.drop_column("collecting", "consolidate")
    op.drop_index(f"{_OBSERVATIONS}_kon", "observation")
    by = ["municipality", "submission", "statement", "lag"]
    op.create_index(_OBSERVATIONS, "observation", by)
    op.drop_column("observation", "part")
