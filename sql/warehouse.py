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
    Text,
    UniqueConstraint,
    false,
)

from schemas.cube import DIMENSIONS, TOTAL
from sql.types import ReceivedText, UtcTime

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


def _code(name: str, *, nullable: bool = False) -> Column[str]:
    """A text of ours: a code, a quarter, a hash, an address."""
    return Column(name, Text, nullable=nullable)


def _said(name: str, *, nullable: bool = True) -> Column[str]:
    """A text of somebody else's."""
    return Column(name, ReceivedText, nullable=nullable)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True))


def _of_submission() -> ForeignKeyConstraint:
    """A part of a submission goes when the submission is replaced."""
    return ForeignKeyConstraint(
        ["municipality", "submission"],
        ["submission.municipality", "submission.id"],
        ondelete="CASCADE",
    )


def _dimensions() -> list[Column[str]]:
    """A column for each dimension of the cube, `_T` where it is summed over."""
    return [_code(name) for name in DIMENSIONS]


def _by() -> list[Column[Any]]:
    """Who decided, in which role, and when."""
    return [
        _said("by", nullable=False),
        _said("role", nullable=False),
        Column("at", UtcTime, nullable=False),
    ]


def _of_release() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality", "quarter", "version"],
        ["release.municipality", "release.quarter", "release.version"],
    )


receipt = Table(
    "receipt",
    metadata,
    _code("municipality"),
    _code("quarter"),
    _code("sha256"),
    _said("file_name", nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", UtcTime, nullable=False),
    _said("duplicate_of"),
    _code("unit", nullable=True),
    _said("sender"),
    Column("purged", UtcTime),
    _said("letter"),
    PrimaryKeyConstraint("municipality", "quarter", "sha256", "file_name"),
)
"""A file that was received. `duplicate_of` is the name under which its bytes came first; `unit`
and `sender` say for whom it was delivered, and by whom, where that is known; `letter` is the
Message-ID of the mail that it came with. From `purged` on the file itself is gone, or about to be
removed."""

mailbox = Table(
    "mailbox",
    metadata,
    _code("municipality"),
    _code("address"),
    Column("validity", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("municipality", "address"),
)
"""How far a mailbox has been gone through: the UID of its last letter, in the numbering that its
UIDVALIDITY names."""

submission = Table(
    "submission",
    metadata,
    _code("municipality"),
    _code("id"),
    _code("unit"),
    _code("quarter"),
    Column("version", Integer, nullable=False),
    _code("sha256"),
    _said("file_name", nullable=False),
    _code("state"),
    Column("loaded", Boolean, nullable=False),
    Column("with_decisions", Boolean, nullable=False),
    Column("template_version", Integer),
    PrimaryKeyConstraint("municipality", "id"),
    UniqueConstraint("municipality", "unit", "quarter", "version"),
    UniqueConstraint("municipality", "quarter", "sha256"),
)
"""`loaded`: its figures count. `with_decisions`: it tells every decision, or that there is none."""

observation = Table(
    "observation",
    metadata,
    _code("municipality"),
    _code("submission"),
    Column("nr", Integer, nullable=False),
    _code("lag"),
    _code("statement"),
    *_dimensions(),
    Column("part", Boolean, nullable=False, server_default=false()),
    Column("value", Integer, nullable=False),
    _said("sheet"),
    _code("cell", nullable=True),
    PrimaryKeyConstraint("municipality", "submission", "nr"),
    _of_submission(),
    Index(None, "municipality", "submission", "statement", "lag", "kon"),
)
"""A figure. `statement` is the table it was stated in; `cell` is null when it was counted. A `part`
is included in another row of the table, such as «därav Bostad först»: no sum counts it."""

decision = Table(
    "decision",
    metadata,
    _code("municipality"),
    _code("submission"),
    Column("sheet_row", Integer, nullable=False),
    _said("sheet"),
    _code("cell", nullable=True),
    _said("lopnummer", nullable=False),
    _code("lag", nullable=True),
    *(_code(name, nullable=True) for name in DECISION_CODES),
    *(Column(name, Date) for name in DECISION_DAYS),
    *(_said(name) for name in DECISION_TEXTS),
    PrimaryKeyConstraint("municipality", "submission", "sheet_row"),
    _of_submission(),
)
"""A row of the decision sheet, with what could be understood. `cell` is where löpnummer stands."""

finding = Table(
    "finding",
    metadata,
    _code("municipality"),
    _code("quarter"),
    _code("id"),
    Column("nr", Integer, nullable=False),
    _code("fingerprint"),
    _code("submission", nullable=True),
    Column("version", Integer),
    _said("source"),
    _code("rule"),
    _code("severity"),
    _code("about", nullable=True),
    _code("unit", nullable=True),
    _said("sheet"),
    _code("cell", nullable=True),
    _json("found"),
    _json("expected"),
    _said("subject"),
    _said("message", nullable=False),
    _said("fix", nullable=False),
    _code("status"),
    _code("cause_group", nullable=True),
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
    _code("municipality"),
    _code("submission"),
    _code("rule"),
    _code("verdict"),
    _said("reason"),
    PrimaryKeyConstraint("municipality", "submission", "rule"),
    _of_submission(),
)

published_report = Table(
    "published_report",
    metadata,
    _code("municipality"),
    _code("name"),
    _said("title", nullable=False),
    _said("source", nullable=False),
    _code("last_quarter"),
    _said("file_name"),
    _code("sha256", nullable=True),
    PrimaryKeyConstraint("municipality", "name"),
)
"""A published report whose figures were taken in. `sha256` finds its file in the archive."""

published = Table(
    "published",
    metadata,
    _code("municipality"),
    _code("report"),
    _code("quarter"),
    _code("lag"),
    _code("statement"),
    *_dimensions(),
    Column("value", Integer, nullable=False),
    _said("place"),
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
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _code("quarter"),
    _code("finding"),
    _code("fingerprint"),
    _code("decided"),
    _said("reason", nullable=False),
    *_by(),
    _code("sha256", nullable=True),
    _code("place", nullable=True),
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
    _code("municipality"),
    Column("nr", Integer, nullable=False),
    _code("quarter"),
    _code("content"),
    *_by(),
    PrimaryKeyConstraint("municipality", "nr"),
    Index(None, "municipality", "quarter"),
)
"""Who approved which content of a quarter."""

release = Table(
    "release",
    metadata,
    _code("municipality"),
    _code("quarter"),
    Column("version", Integer, nullable=False),
    _code("content"),
    _code("manifest"),
    _code("internal_manifest"),
    *_by(),
    _said("reason"),
    PrimaryKeyConstraint("municipality", "quarter", "version"),
)
"""A publication. `content` is what was approved, `manifest` and `internal_manifest` the SHA-256
of the two editions' manifest.json; `reason` says why it replaces the release before it."""

release_input = Table(
    "release_input",
    metadata,
    _code("municipality"),
    _code("quarter"),
    Column("version", Integer, nullable=False),
    _code("unit"),
    _code("sha256"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "unit"),
    _of_release(),
)
"""Which bytes stood for a unit in a release."""

release_figure = Table(
    "release_figure",
    metadata,
    _code("municipality"),
    _code("quarter"),
    Column("version", Integer, nullable=False),
    _code("audience"),
    Column("nr", Integer, nullable=False),
    Column("table_number", Integer, nullable=False),
    _code("lag"),
    _said("row", nullable=False),
    _code("unit"),
    _code("area"),
    _said("column", nullable=False),
    _code("figure_quarter"),
    Column("value", Integer),
    _code("flag"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "audience", "nr"),
    _of_release(),
)
"""The figures that a release printed, in its internal and in its public edition."""

installed = Table(
    "installed",
    metadata,
    _code("part"),
    _code("digest"),
    PrimaryKeyConstraint("part"),
)
"""Which migrations and views the database holds, so that looking takes one query."""


_SUMMED_OVER = dict.fromkeys(DIMENSIONS, TOTAL)


def dimension_values(members: Mapping[str, str]) -> dict[str, str]:
    """The dimension columns of a figure whose named members are given."""
    return {**_SUMMED_OVER, **members}
