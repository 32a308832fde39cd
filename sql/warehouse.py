"""The tables of the warehouse.

Everything belongs to a municipality, and what a unit sent belongs to a submission: one file from
one unit for one quarter, one version. Codes are text, quarters are written `2024Q4`, instants are
UTC. Written by tasks/collect and tasks/load alone; the views in sql/views read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
)

from schemas.cube import DIMENSIONS, TOTAL
from sql.columns import by, code, flag, number, said, time

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

DECISION_CODES = (
    "lagrum", "omrade", "insats", "kon", "aldersgrupp", "orsak", "kompensatorisk", "rapporttyp",
    "status",
)  # fmt: skip
DECISION_DAYS = ("beslutsdatum", "avbrottsdatum", "erbjudandedatum", "verkstalld", "avslutad")
DECISION_TEXTS = ("undertyp", "delorsak", "kommentar", "personnyckel")


def _of_submission() -> ForeignKeyConstraint:
    """A part of a submission goes when the submission is replaced."""
    return ForeignKeyConstraint(
        ["municipality", "submission"],
        ["submission.municipality", "submission.id"],
        ondelete="CASCADE",
    )


def _dimensions() -> list[Column[str]]:
    """A column for each dimension of the cube, `_T` where it is summed over."""
    return [code(name) for name in DIMENSIONS]


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True))


receipt = Table(
    "receipt",
    metadata,
    code("municipality"),
    code("quarter"),
    code("sha256"),
    said("file_name", nullable=False),
    Column("size", BigInteger, nullable=False),
    time("received"),
    said("duplicate_of"),
    code("unit", nullable=True),
    said("sender"),
    time("purged", nullable=True),
    said("letter"),
    PrimaryKeyConstraint("municipality", "quarter", "sha256", "file_name"),
)
"""A file that was received. `duplicate_of` is the name under which its bytes came first; `unit`
and `sender` say for whom it was delivered, and by whom, where that is known; `letter` is the
Message-ID of the mail that it came with. From `purged` on the file itself is gone, or about to be
removed."""

mailbox = Table(
    "mailbox",
    metadata,
    code("municipality"),
    code("address"),
    Column("validity", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("municipality", "address"),
)
"""How far a mailbox has been gone through: the UID of its last letter, in the numbering that its
UIDVALIDITY names."""

submission = Table(
    "submission",
    metadata,
    code("municipality"),
    code("id"),
    code("unit"),
    code("quarter"),
    number("version"),
    code("sha256"),
    said("file_name", nullable=False),
    code("state"),
    flag("loaded"),
    flag("with_decisions"),
    Column("template_version", Integer),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("municipality", "unit", "quarter", "version"),
    UniqueConstraint("municipality", "quarter", "sha256"),
)
"""`loaded`: its figures count. `with_decisions`: it tells every decision, or that there is none."""

observation = Table(
    "observation",
    metadata,
    code("municipality"),
    code("submission"),
    number("nr"),
    code("lag"),
    code("statement"),
    *_dimensions(),
    Column("part", Boolean, nullable=False, server_default=false()),
    number("value"),
    said("sheet"),
    code("cell", nullable=True),
    PrimaryKeyConstraint("municipality", "submission", "nr"),
    _of_submission(),
    Index(None, "municipality", "submission", "statement", "lag", "kon"),
)
"""A figure. `statement` is the table it was stated in; `cell` is null when it was counted. A `part`
is included in another row of the table, such as «därav Bostad först»: no sum counts it."""

decision = Table(
    "decision",
    metadata,
    code("municipality"),
    code("submission"),
    number("sheet_row"),
    said("sheet"),
    code("cell", nullable=True),
    said("lopnummer", nullable=False),
    code("lag", nullable=True),
    *(code(name, nullable=True) for name in DECISION_CODES),
    *(Column(name, Date) for name in DECISION_DAYS),
    *(said(name) for name in DECISION_TEXTS),
    PrimaryKeyConstraint("municipality", "submission", "sheet_row"),
    _of_submission(),
)
"""A row of the decision sheet, with what could be understood. `cell` is where löpnummer stands."""

finding = Table(
    "finding",
    metadata,
    code("municipality"),
    code("quarter"),
    code("id"),
    number("nr"),
    code("fingerprint"),
    code("submission", nullable=True),
    Column("version", Integer),
    said("source"),
    code("rule"),
    code("severity"),
    code("about", nullable=True),
    code("unit", nullable=True),
    said("sheet"),
    code("cell", nullable=True),
    _json("found"),
    _json("expected"),
    said("subject"),
    said("message", nullable=False),
    said("fix", nullable=False),
    code("status"),
    code("cause_group", nullable=True),
    _json("cause"),
    _json("changes"),
    _json("candidates"),
    PrimaryKeyConstraint("municipality", "quarter", "id"),
    _of_submission(),
    Index(None, "municipality", "submission"),
    Index(None, "municipality", "id"),
)
"""A broken rule. It hangs on a submission; on a `source`, which is the SHA-256 of a file of no
known unit or the name of a published report; or on the quarter alone. `quarter` is the one
collected, `about` the one that the finding itself names."""

outcome = Table(
    "outcome",
    metadata,
    code("municipality"),
    code("submission"),
    code("rule"),
    code("verdict"),
    said("reason"),
    PrimaryKeyConstraint("municipality", "submission", "rule"),
    _of_submission(),
)

published_report = Table(
    "published_report",
    metadata,
    code("municipality"),
    code("name"),
    said("title", nullable=False),
    said("source", nullable=False),
    code("last_quarter"),
    said("file_name"),
    code("sha256", nullable=True),
    PrimaryKeyConstraint("municipality", "name"),
)
"""A published report whose figures were taken in. `sha256` finds its file in the archive."""

published = Table(
    "published",
    metadata,
    code("municipality"),
    code("report"),
    code("quarter"),
    code("lag"),
    code("statement"),
    *_dimensions(),
    number("value"),
    said("place"),
    PrimaryKeyConstraint("municipality", "report", "quarter", "lag", "statement", *DIMENSIONS),
    ForeignKeyConstraint(
        ["municipality", "report"],
        ["published_report.municipality", "published_report.name"],
        ondelete="CASCADE",
    ),
    Index(None, "municipality", "quarter"),
)
"""The figures of published reports, as printed. `place` says where in the report."""

ruling = Table(
    "ruling",
    metadata,
    code("municipality"),
    number("nr"),
    code("quarter"),
    code("finding"),
    code("fingerprint"),
    code("decided"),
    said("reason", nullable=False),
    *by(),
    code("sha256", nullable=True),
    code("place", nullable=True),
    _json("found"),
    _json("expected"),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter"),
)
"""What somebody decided about a finding; the latest of one fingerprint is in force. `place` is
where, whatever the figures; `found` and `expected` are the figures that it was about."""

approval = Table(
    "approval",
    metadata,
    code("municipality"),
    number("nr"),
    code("quarter"),
    code("content"),
    *by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter"),
)
"""Who approved which content of a quarter."""

installed = Table(
    "installed",
    metadata,
    code("part"),
    code("digest"),
    PrimaryKeyConstraint("part"),
)
"""Which migrations and views the database holds, so that looking takes one query."""


_SUMMED_OVER = dict.fromkeys(DIMENSIONS, TOTAL)


def dimension_values(members: Mapping[str, str]) -> dict[str, str]:
    """The dimension columns of a figure whose named members are given."""
    return {**_SUMMED_OVER, **members}
