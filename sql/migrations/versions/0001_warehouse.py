"""The first tables of the warehouse."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_DIMENSIONS = (
    "omrade", "insats", "orsak", "kon", "handelse", "rapporttyp", "grund", "vantetid",
)  # fmt: skip


def _must(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _may(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _of_submission(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality", "submission"],
        ["submission.municipality", "submission.id"],
        name=f"fk_{table}_submission",
        ondelete="CASCADE",
    )


def upgrade() -> None:
    _received()
    _contents()
    _judgement()
    _published()
    op.create_table(
        "installed",
        *_must("part", "digest"),
        sa.PrimaryKeyConstraint("part", name="pk_installed"),
    )


def _received() -> None:
    op.create_table(
        "receipt",
        *_must("municipality", "quarter", "sha256", "file_name"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        *_may("duplicate_of"),
        sa.PrimaryKeyConstraint(
            "municipality", "quarter", "sha256", "file_name", name="pk_receipt"
        ),
    )
    op.create_table(
        "submission",
        *_must("municipality", "id", "unit", "quarter"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_must("sha256", "file_name", "state"),
        sa.Column("loaded", sa.Boolean(), nullable=False),
        sa.Column("with_decisions", sa.Boolean(), nullable=False),
        sa.Column("template_version", sa.Integer()),
        sa.PrimaryKeyConstraint("municipality", "id", name="pk_submission"),
        sa.UniqueConstraint(
            "municipality", "unit", "quarter", "version",
            name="uq_submission_municipality_unit_quarter_version",
        ),
        sa.UniqueConstraint(
            "municipality", "quarter", "sha256", name="uq_submission_municipality_quarter_sha256"
        ),
    )  # fmt: skip


def _contents() -> None:
    op.create_table(
        "observation",
        *_must("municipality", "submission"),
        sa.Column("nr", sa.Integer(), nullable=False),
        *_must("lag", "statement", *_DIMENSIONS),
        sa.Column("value", sa.Integer(), nullable=False),
        *_may("sheet", "cell"),
        sa.PrimaryKeyConstraint("municipality", "submission", "nr", name="pk_observation"),
        _of_submission("observation"),
    )
    days = ("beslutsdatum", "avbrottsdatum", "erbjudandedatum", "verkstalld", "avslutad")
    op.create_table(
        "decision",
        *_must("municipality", "submission"),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        *_may("sheet", "cell"),
        *_must("lopnummer"),
        *_may("lag", "lagrum", "omrade", "insats", "kon", "aldersgrupp", "orsak"),
        *_may("kompensatorisk", "rapporttyp", "status"),
        *(sa.Column(name, sa.Date()) for name in days),
        *_may("undertyp", "delorsak", "kommentar", "personnyckel"),
        sa.PrimaryKeyConstraint("municipality", "submission", "sheet_row", name="pk_decision"),
        _of_submission("decision"),
    )


def _judgement() -> None:
    op.create_table(
        "finding",
        *_must("municipality", "quarter", "id"),
        sa.Column("nr", sa.Integer(), nullable=False),
        *_must("fingerprint"),
        *_may("submission"),
        sa.Column("version", sa.Integer()),
        *_may("source"),
        *_must("rule", "severity"),
        *_may("about", "unit", "sheet", "cell"),
        sa.Column("found", sa.JSON()),
        sa.Column("expected", sa.JSON()),
        *_may("subject"),
        *_must("message", "fix", "status"),
        *_may("cause_group"),
        sa.Column("cause", sa.JSON()),
        sa.Column("changes", sa.JSON()),
        sa.Column("candidates", sa.JSON()),
        sa.PrimaryKeyConstraint("municipality", "quarter", "id", name="pk_finding"),
        _of_submission("finding"),
    )
    op.create_index("ix_finding_municipality_submission", "finding", ["municipality", "submission"])
    op.create_table(
        "outcome",
        *_must("municipality", "submission", "rule", "verdict"),
        *_may("reason"),
        sa.PrimaryKeyConstraint("municipality", "submission", "rule", name="pk_outcome"),
        _of_submission("outcome"),
    )


def _published() -> None:
    op.create_table(
        "published_report",
        *_must("municipality", "name", "title", "source", "last_quarter"),
        sa.PrimaryKeyConstraint("municipality", "name", name="pk_published_report"),
    )
    key = ("municipality", "report", "quarter", "lag", "statement", *_DIMENSIONS)
    op.create_table(
        "published",
        *_must(*key),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_published"),
        sa.ForeignKeyConstraint(
            ["municipality", "report"],
            ["published_report.municipality", "published_report.name"],
            name="fk_published_published_report",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_published_municipality_quarter", "published", ["municipality", "quarter"])


def downgrade() -> None:
    for table in (
        "installed", "published", "published_report", "outcome", "finding", "decision",
        "observation", "submission", "receipt",
    ):  # fmt: skip
        op.drop_table(table)
