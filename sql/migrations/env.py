"""Alembic's way in: runs the migrations on the connection that sql/migrate.py hands over."""

from alembic import context

import sql.people
import sql.publication
import sql.schedule  # noqa: F401 - their tables are part of the metadata
from sql.warehouse import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making a new one
)
with context.begin_transaction():
    context.run_migrations()
