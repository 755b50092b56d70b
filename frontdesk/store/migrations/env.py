"""Alembic's environment: migrations run on the connection that frontdesk.store.migrating hands over."""

from __future__ import annotations

from alembic import context

from frontdesk.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
