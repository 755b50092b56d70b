"""Import of customers and reservations."""

from frontdesk.desk.imports.importing import run

__all__ = ["run"]
