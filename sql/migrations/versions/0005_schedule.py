"""Figures that are a part of another row's."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _parts()


def _parts() -> None:
    """What was loaded before has no rows of this kind."""
    op.add_column(
        "observation",
        sa.Column("part", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("observation", "part")
