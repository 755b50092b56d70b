"""How a file would be understood: what it holds, and which column is which field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import permission
from frontdesk.desk.imports import sniff
from frontdesk.desk.imports.sources import Source
from frontdesk.desk.values import ImportColumn, ImportColumns

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


def columns(desk: Desk, path: Path, kind: str | None, mapping: Mapping[str, str]) -> ImportColumns:
    """The columns as they are understood. Without a kind: reservations where it can hold some, else customers.

    Raises FrontdeskError (not_allowed, wrong_file, wrong_value).
    """
    permission.require(desk.actor, "import")
    content = sniff.examine(path)
    if content.kind == "calendar":
        return ImportColumns("reservations", 0)
    if content.kind == "contacts":
        return ImportColumns("customers", Source(path, "customers", content, mapping).count)
    if kind is not None:
        return _understood(Source(path, kind, content, mapping), kind)
    try:
        return _understood(Source(path, "reservations", content, mapping), "reservations")
    except FrontdeskError as first:
        try:
            return _understood(Source(path, "customers", content, mapping), "customers")
        except FrontdeskError:
            raise first from None


def _understood(source: Source, kind: str) -> ImportColumns:
    said = next((row for _number, row in source if isinstance(row, dict)), {})
    found = tuple(ImportColumn(field, column, said.get(field, "")) for field, column in source.understood.items())
    used = {one.column for one in found}
    return ImportColumns(kind, source.count, found, tuple(one for one in source.columns if one and one not in used))
