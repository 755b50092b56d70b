"""One call of a command: its global options, its desk, and how it answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontdesk.base.text import shown
from frontdesk.cli import output
from frontdesk.cli.doors import Doors
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


@dataclass
class Call:
    """What the words before and after the subcommand said for all commands. ``code`` is the exit code at the end."""

    doors: Doors
    database: str | None = None
    user: str | None = None
    json: bool = False
    dry_run: bool = False
    code: int = 0
    stays: bool = False
    """Whether the command goes on until it is told to end, and should hold little memory meanwhile."""
    _desk: Desk | None = None

    @property
    def url(self) -> str:
        """The database that is meant."""
        return self.database or self.doors.database

    @property
    def desk(self) -> Desk:
        """The desk of that database, opened when first asked for. Raises FrontdeskError(database_…)."""
        if self._desk is None:
            self._desk = self.open(self.url, dry_run=self.dry_run)
        return self._desk

    def open(self, url: str, *, dry_run: bool = False) -> Desk:
        """A desk of another database, for whoever acts here."""
        doors = self.doors
        user = self.user or doors.user
        return doors.open(url, clock=doors.clock, user=user, token=doors.token, dry_run=dry_run, lean=self.stays)

    def adopt(self, desk: Desk) -> Desk:
        """Use this desk from here on."""
        self._desk = desk
        return desk

    def close(self) -> None:
        """Give the database back."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def answer(self, document: Any, words: Callable[[], None]) -> None:
        """Answer with the document (--json) or in words."""
        if self.json:
            output.put_json(document)
        else:
            words()

    def done(self, document: dict[str, Any], did: str, would: str, words: Callable[[], None] | None = None) -> None:
        """Answer for a write: what was done, or, in a dry run, what would be."""
        sentence = would if self.dry_run else did
        if self.json:
            output.put_json({**document, "dry_run": True, "would": sentence} if self.dry_run else document)
            return
        output.put_line(sentence)
        if words is not None:
            words()

    @property
    def asks(self) -> bool:
        """True when a person is there to be asked."""
        return not self.json and not self.dry_run and bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())

    def confirmed(self, question: str) -> bool:
        """Ask a person who is there; where nobody is, the words of the command are enough."""
        if not self.asks:
            return True
        choice = _("y/N")
        print(f"{shown(question)} [{choice}] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in {"y", "yes", "s", "si", "sí"}
