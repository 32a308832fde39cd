"""The tables of what was published: each release, what stood behind it, and what it printed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Table

from sql.columns import by, code, number, said
from sql.warehouse import metadata


def _of_release() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality", "quarter", "version"],
        ["release.municipality", "release.quarter", "release.version"],
    )


release = Table(
    "release",
    metadata,
    code("municipality"),
    code("quarter"),
    number("version"),
    code("content"),
    code("manifest"),
    code("internal_manifest"),
    *by(),
    said("reason"),
    PrimaryKeyConstraint("municipality", "quarter", "version"),
)
"""A publication. `content` is what was approved, `manifest` and `internal_manifest` the SHA-256
of the two editions' manifest.json; `reason` says why it replaces the release before it."""

release_input = Table(
    "release_input",
    metadata,
    code("municipality"),
    code("quarter"),
    number("version"),
    code("unit"),
    code("sha256"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "unit"),
    _of_release(),
)
"""Which bytes stood for a unit in a release."""

release_figure = Table(
    "release_figure",
    metadata,
    code("municipality"),
    code("quarter"),
    number("version"),
    code("audience"),
    number("nr"),
    number("table_number"),
    code("lag"),
    said("row", nullable=False),
    code("unit"),
    code("area"),
    said("column", nullable=False),
    code("figure_quarter"),
    Column("value", Integer),
    code("flag"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "audience", "nr"),
    _of_release(),
)
"""The figures that a release printed, in its internal and in its public edition."""

release_source = Table(
    "release_source",
    metadata,
    code("municipality"),
    code("quarter"),
    number("version"),
    code("of_quarter"),
    code("unit"),
    code("submission"),
    code("sha256"),
    PrimaryKeyConstraint("municipality", "quarter", "version", "of_quarter", "unit"),
    _of_release(),
)
"""Which submission stood for a unit in each quarter that a release shows."""
