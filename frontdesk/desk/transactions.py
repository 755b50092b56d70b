"""Transactions of one actor: what is read is one snapshot, what is written has its journal, or none of it stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self, TypeVar

from frontdesk.base.clock import Clock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import identity, statuses, values
from frontdesk.desk.house import KeptRules, Rules
from frontdesk.desk.work import PendingOverdue, Work
from frontdesk.engine.kept import Kept
from frontdesk.store import journal
from frontdesk.store.connection import Store
from frontdesk.store.feed import Feed

if TYPE_CHECKING:
    from sqlalchemy import Connection

Result = TypeVar("Result")


class Transactions:
    """A store as one actor sees it. Thread-safe; every method may raise FrontdeskError.

    ``dry_run``: every write is rolled back at its end and its result returned all the same. ``sends_by``: the channels
    for messages that the config here sets up.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        actor: values.Actor,
        *,
        dry_run: bool = False,
        kept: KeptRules | None = None,
        slots_kept: Kept | None = None,
        sends_by: Sequence[str] = (),
    ) -> None:
        self.store = store
        self.clock = clock
        self.actor = actor
        self.dry_run = dry_run
        self.kept_rules = kept or KeptRules()
        self._slots = slots_kept or Kept()
        self.sends_by = tuple(sends_by)
        self._generation = store.generation
        self._feed: Feed | None = None

    def write(self, use_case: Callable[[Work], Result], *, op: int | None = None) -> Result:
        """Run a use case in one transaction with its journal. ``op``: rows join an operation that was begun before."""

        def once(minds_pending: bool) -> Result:
            def work(connection: Connection) -> Result:
                work = self._work(connection, op)
                work.minds_pending, work.writes = minds_pending, True
                result = use_case(work)
                work.finish()
                return result

            return self.store.writing(work, keep=not self.dry_run)

        return self._minding_pending(once)

    def read(self, use_case: Callable[[Work], Result]) -> Result:
        """Run a use case that only reads, on one consistent snapshot."""

        def once(minds_pending: bool) -> Result:
            with self.store.reading() as connection:
                work = self._work(connection)
                work.minds_pending = minds_pending
                return use_case(work)

        try:
            return self._minding_pending(once)
        except FrontdeskError as error:
            if error.code != "database_unreachable":
                raise
        return self._minding_pending(once)  # a connection had died while nobody used it: another one may do

    def _work(self, connection: Connection, op: int | None = None) -> Work:
        if self._generation != self.store.generation:
            self._generation, self._slots = self.store.generation, Kept()
        rules = self.kept_rules.get(connection, self.store.generation)
        return Work(connection, rules, self.actor, int(self.clock.seconds()), op=op, sends_by=self.sends_by)

    def _minding_pending(self, once: Callable[[bool], Result]) -> Result:
        """Run once; where pending reservations have run out of time, let them expire first and run again."""
        try:
            return once(True)
        except PendingOverdue:
            pass
        if not self.dry_run:
            try:
                self.itself().write(statuses.expire)
            except FrontdeskError as error:
                if error.code != "database_read_only":
                    raise
        return once(False)

    def rules(self) -> Rules:
        """The business's rules as they stand. Raises FrontdeskError(not_set_up)."""
        return self.read(lambda work: work.rules)

    def itself(self) -> Self:
        """The same desk for what the program does by itself."""
        return self._as(identity.SYSTEM)

    def by_link(self) -> Self:
        """The same desk for customers who hold a link."""
        return self._as(identity.WEB)

    def _as(self, actor: values.Actor) -> Self:
        return type(self)(
            self.store, self.clock, actor, dry_run=self.dry_run, kept=self.kept_rules, slots_kept=self._slots,
            sends_by=self.sends_by,
        )  # fmt: skip

    def examine(self) -> None:
        """Ask whether the database answers and fits this program. Raises FrontdeskError(database_…)."""
        self.store.examine()

    def close(self) -> None:
        """Give back every connection."""
        if self._feed is not None:
            self._feed.close()
        self.store.close()

    def acting(self, name: str, token: str | None = None) -> Self:
        """The same desk for another user. Raises FrontdeskError (not_found, not_allowed)."""
        actor = self.read(lambda work: identity.actor(work, name, token, self.actor))
        return self._as(actor)

    def trying(self) -> Self:
        """The same desk, of which nothing stays."""
        return type(self)(
            self.store, self.clock, self.actor, dry_run=True, kept=self.kept_rules, sends_by=self.sends_by
        )

    def now(self) -> int:
        """The present epoch minute."""
        return int(self.clock.seconds() // 60)

    def seq(self) -> int:
        """The journal's last seq."""
        return self.read(lambda work: journal.last_seq(work.connection))

    def stirred(self) -> bool:
        """Whether anybody wrote since the last call; for one polling thread only."""
        if self._feed is None:
            self._feed = Feed(self.store)
        return self._feed.stirred()
