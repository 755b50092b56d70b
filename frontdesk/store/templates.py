"""The texts of messages that the business wrote itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from frontdesk.store.message_tables import template


def template_rows(connection: Connection) -> list[Any]:
    """Every text the business wrote itself."""
    return list(connection.execute(select(template).order_by(template.c.name, template.c.language)))


def set_template(connection: Connection, name: str, language: str, purpose: str, subject: str, body: str) -> int:
    """Write a text in place of the one that comes with the program; returns its version."""
    mine = (template.c.name == name, template.c.language == language)
    said = {"purpose": purpose, "subject": subject, "body": body}
    changed = update(template).where(*mine).values(version=template.c.version + 1, **said)
    version = connection.execute(changed.returning(template.c.version)).scalar_one_or_none()
    if version is None:
        connection.execute(insert(template).values(name=name, language=language, **said))
    return int(version or 1)


def drop_template(connection: Connection, name: str, language: str) -> None:
    """Go back to the text that comes with the program."""
    connection.execute(delete(template).where(template.c.name == name, template.c.language == language))


def number_of(connection: Connection, name: str, language: str) -> int:
    """The id of a text of the business's own."""
    query = select(template.c.id).where(template.c.name == name, template.c.language == language)
    return int(connection.execute(query).scalar_one())
