"""How a database of an older frontdesk becomes one of this (Alembic)."""
