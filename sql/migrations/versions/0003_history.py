"""Where the figures of a published report stand in it, and which file it was."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("published_report", sa.Column("file_name", sa.Text()))
    op.add_column("published_report", sa.Column("sha256", sa.Text()))
    op.add_column("published", sa.Column("place", sa.Text()))


def downgrade() -> None:
    op.drop_column("published", "place")
    op.drop_column("published_report", "sha256")
    op.drop_column("published_report", "file_name")
