"""What an import did, counted while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.values import Imported, Rejected
from frontdesk.language.i18n import _


@dataclass(slots=True)
class Tally:
    """Counts, and the rows that were rejected."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    def refuse(self, row: int, error: FrontdeskError) -> None:
        """Reject a row."""
        self.rejected.append(Rejected(row, error.code, error.sentence(_)))

    def result(self, rows: int, op: int | None) -> Imported:
        """The whole, rejected rows in their order."""
        rejected = tuple(sorted(self.rejected, key=lambda one: one.row))
        return Imported(rows, self.imported, self.updated, self.unchanged, rejected, op)


@dataclass(slots=True)
class Outcome:
    """What became of one chunk of rows, to be counted once it is committed."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, FrontdeskError]] = field(default_factory=list)

    def count(self, tally: Tally) -> None:
        """Add it to the whole."""
        tally.imported += self.imported
        tally.updated += self.updated
        tally.unchanged += self.unchanged
        for row, error in self.rejected:
            tally.refuse(row, error)
