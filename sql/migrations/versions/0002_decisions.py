"""Decisions about findings, approvals, and releases with what they printed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _must(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _may(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _by() -> list[sa.Column[Any]]:
    return [*_must("by", "role"), sa.Column("at", sa.DateTime(timezone=True), nullable=False)]


def _of_release(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality", "quarter", "version"],
        ["release.municipality", "release.quarter", "release.version"],
        name=f"fk_{table}_release",
    )


def upgrade() -> None:
    _decided()
    _released()


def _decided() -> None:
    op.create_table(
        "ruling",
        *_must("municipality"),
        _number("nr"),
        *_must("quarter", "finding", "fingerprint", "decided", "reason"),
        *_by(),
        *_may("sha256"),
        sa.PrimaryKeyConstraint("municipality", "nr", name="pk_ruling"),
    )
    op.create_table(
        "approval",
        *_must("municipality"),
        _number("nr"),
        *_must("quarter", "content"),
        *_by(),
        sa.PrimaryKeyConstraint("municipality", "nr", name="pk_approval"),
    )
    for table in ("ruling", "approval"):
        op.create_index(f"ix_{table}_municipality_quarter", table, ["municipality", "quarter"])


def _released() -> None:
    key = ("municipality", "quarter", "version")
    op.create_table(
        "release",
        *_must("municipality", "quarter"),
        _number("version"),
        *_must("content", "manifest", "internal_manifest"),
        *_by(),
        *_may("reason"),
        sa.PrimaryKeyConstraint(*key, name="pk_release"),
    )
    op.create_table(
        "release_input",
        *_must("municipality", "quarter"),
        _number("version"),
        *_must("unit", "sha256"),
        sa.PrimaryKeyConstraint(*key, "unit", name="pk_release_input"),
        _of_release("release_input"),
    )
    op.create_table(
        "release_figure",
        *_must("municipality", "quarter"),
        _number("version"),
        *_must("audience"),
        _number("nr"),
        _number("table_number"),
        *_must("lag", "row", "unit", "area", "column", "figure_quarter"),
        sa.Column("value", sa.Integer()),
        *_must("flag"),
        sa.PrimaryKeyConstraint(*key, "audience", "nr", name="pk_release_figure"),
        _of_release("release_figure"),
    )


def downgrade() -> None:
    for table in ("release_figure", "release_input", "release", "approval", "ruling"):
        op.drop_table(table)
