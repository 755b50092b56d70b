"""Every table there is: whoever makes, copies or compares the whole database takes the metadata from here."""

from frontdesk.store import duty_tables, inquiry_tables, message_tables, schema
from frontdesk.store.columns import metadata

__all__ = ["duty_tables", "inquiry_tables", "message_tables", "metadata", "schema"]
