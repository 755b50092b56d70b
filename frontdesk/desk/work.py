"""One use case's transaction: the connection, who acts, what time it is, and the journal rows it will leave (Law 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import permission
from frontdesk.desk.house import Rules
from frontdesk.desk.messages import following
from frontdesk.desk.values import Actor
from frontdesk.engine.zones import local
from frontdesk.store import customers, journal, reservations
from frontdesk.store.customers import CustomerRecord
from frontdesk.store.records import ReservationRecord, image_of
from frontdesk.store.waiting import WaitingRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection

PENDING_SECONDS = 24 * 3600
"""How long a pending reservation keeps its time, at most until its start (RULES.md)."""


class PendingOverdue(Exception):
    """Pending reservations have run out of time: they must give it back before the question is answered."""


class Work:
    """A use case while it runs. ``seconds`` and ``minute`` are the present moment (epoch, UTC), fixed for the transaction."""

    def __init__(
        self,
        connection: Connection,
        rules: Rules | None,
        actor: Actor,
        seconds: int,
        *,
        op: int | None = None,
        sends_by: tuple[str, ...] = (),
    ) -> None:
        self.connection = connection
        self._rules = rules
        self.actor = actor
        self.seconds = seconds
        self.minute = seconds // 60
        self.op = op
        self.sends_by = sends_by
        self.entries: list[journal.Entry] = []
        self.followed: list[following.Change] = []
        self.minds_pending = True
        self.writes = False

    @property
    def rules(self) -> Rules:
        """The business's rules. Raises FrontdeskError(not_set_up)."""
        if self._rules is None:
            raise FrontdeskError("not_set_up")
        return self._rules

    def require(self, verb: str) -> None:
        """Raises FrontdeskError(not_allowed) when the actor's role does not allow it."""
        permission.require(self.actor, verb)

    def settle_pending(self) -> None:
        """Raises PendingOverdue when a pending reservation takes time it no longer may; Desk sees to it."""
        if self.minds_pending and reservations.overdue(self.connection, self.minute, self.seconds - PENDING_SECONDS):
            raise PendingOverdue

    @property
    def own_only(self) -> tuple[int, int] | None:
        """(staff member, since epoch minute) where the actor sees own records only, else None."""
        if not permission.own_only(self.actor):
            return None
        since = dt.datetime.fromtimestamp(self.seconds, dt.UTC) - dt.timedelta(days=30.44 * permission.SERVED_MONTHS)
        return (self.actor.resource if self.actor.resource is not None else -1, int(since.timestamp()) // 60)

    def day_of(self, minute: int, location: int) -> int:
        """The business day (ordinal) an epoch minute belongs to."""
        day, of_day = local(minute, self.rules.zone(location))
        return day - 1 if of_day < self.rules.business.day_ends else day

    # the journal ------------------------------------------------------------------------------------------------------

    def record(
        self,
        verb: str,
        kind: str,
        entity: int,
        version: int,
        image: Any,
        *,
        private: dict[str, Any] | None = None,
        customer: int | None = None,
        location: int | None = None,
        day_before: int | None = None,
        day_after: int | None = None,
    ) -> None:
        """Leave a journal row. ``image`` (plain values, nothing personal, no free text) None: the record is gone."""
        self.entries.append(
            journal.Entry(
                verb,
                kind,
                entity,
                version,
                None if image is None else msgspec.json.encode(image).decode(),
                msgspec.json.encode(private).decode() if private else None,
                customer,
                location,
                day_before,
                day_after,
            )
        )

    def finish(self) -> int | None:
        """Write the journal rows as the transaction's last statements; returns the operation's number."""
        self.follow()
        if self.entries:
            self.op = journal.append(self.connection, self.entries, op=self.op, at=self.seconds, actor=self.actor.name)
            self.entries = []
        return self.op

    def follow(self) -> None:
        """What was done to reservations so far is done to their messages too."""
        if self.followed:
            following.follow(self, self.followed)
            self.followed = []

    # reservations -----------------------------------------------------------------------------------------------------

    def load(self, number: int) -> ReservationRecord:
        """A reservation by its id. Raises KeyError."""
        found = reservations.load(self.connection, [number])
        if not found:
            raise KeyError(number)
        return found[0]

    def add_reservations(self, records: Iterable[ReservationRecord], verb: str) -> None:
        """Write new reservations and their journal rows. The resources are locked by the caller."""
        new = list(records)
        reservations.insert_all(self.connection, new)
        for record in new:
            self.record_reservation(verb, None, record)

    def change_reservation(
        self, verb: str, before: ReservationRecord, after: ReservationRecord, *, freed: bool = False
    ) -> ReservationRecord:
        """Write a changed reservation under the next version and journal it; returns it as it now stands.

        ``freed``: its claims and seats have been deleted already (several are changed together) and are written anew.
        """
        timed = (
            before.claims != after.claims
            or before.starts != after.starts
            or before.ends != after.ends
            or before.resources != after.resources
            or (before.status == "cancelled") != (after.status == "cancelled")
        )
        after = msgspec.structs.replace(
            after,
            version=before.version + 1,
            schedule_version=before.schedule_version + (1 if timed else 0),
            scheduled_at=self.seconds if timed else before.scheduled_at,
        )
        parts = timed or before.lines != after.lines or before.seats != after.seats or before.party != after.party
        parts = parts or freed or (bool(after.seats) and before.customer != after.customer)
        reservations.replace(self.connection, after, parts=parts)
        self.record_reservation(verb, before, after)
        return after

    def remove_reservation(self, verb: str, before: ReservationRecord) -> None:
        """Delete a reservation; the journal remembers it."""
        reservations.remove(self.connection, before.id)
        self.followed.append(following.Change(verb, before.id, before, None))
        body = msgspec.json.encode({"reason": before.reason}).decode() if before.reason else None
        self.entries.append(
            journal.Entry(
                verb,
                "reservation",
                before.id,
                before.version + 1,
                None,
                body,
                before.customer,
                before.location,
                before.day,
                None,
            )
        )

    def record_reservation(self, verb: str, before: ReservationRecord | None, after: ReservationRecord) -> None:
        """Journal a reservation as it now stands; its messages follow."""
        self.followed.append(following.Change(verb, after.id, before, after))
        image, private = image_of(after)
        self.entries.append(
            journal.Entry(
                verb,
                "reservation",
                after.id,
                after.version,
                image,
                private,
                after.customer,
                after.location,
                before.day if before else None,
                after.day,
            )
        )

    # customers --------------------------------------------------------------------------------------------------------

    def add_customers(self, records: Iterable[CustomerRecord], verb: str) -> None:
        """Write new customers and their journal rows."""
        new = list(records)
        customers.insert_all(self.connection, new)
        for record in new:
            self.record_customer(verb, record)

    def change_customer(
        self,
        verb: str,
        before: CustomerRecord,
        after: CustomerRecord,
        *,
        handed: dict[str, list[int]] | None = None,
    ) -> CustomerRecord:
        """Write a changed customer under the next version and journal it; returns it as it now stands."""
        after = msgspec.structs.replace(after, version=before.version + 1)
        customers.replace(self.connection, after)
        self.record_customer(verb, after, handed=handed)
        return after

    def record_customer(
        self,
        verb: str,
        after: CustomerRecord | None,
        *,
        gone: tuple[int, int] | None = None,
        handed: dict[str, list[int]] | None = None,
    ) -> None:
        """Journal a customer: what is personal goes to the private part. ``gone``: (id, version) of one that is deleted;
        ``handed``: what a merged one gave away, by table, for the undo."""
        if after is None:
            assert gone is not None
            self.record(verb, "customer", gone[0], gone[1], None, customer=gone[0])
            return
        plain: dict[str, Any] = {
            "id": after.id,
            "created_at": after.created_at,
            "merged_into": after.merged_into,
            "erased": after.erased,
        }
        if handed is not None:
            plain["handed"] = handed
        body = {
            name: value
            for name in ("name", "phone", "email", "birthday", "language", "external_id", "tags", "preferences")
            if (value := getattr(after, name))
        }
        self.record(verb, "customer", after.id, after.version, plain, private=body or None, customer=after.id)

    # the waiting list -------------------------------------------------------------------------------------------------

    def record_waiting(self, verb: str, after: WaitingRecord) -> None:
        """Journal an entry of the waiting list as it now stands; name and phone go to the private part."""
        plain = {name: value for name in after.__struct_fields__ if (value := getattr(after, name)) is not None}
        private = {name: value for name in ("name", "phone") if (value := plain.pop(name, None))}
        self.record(
            verb, "waiting", after.id, after.version, plain,
            private=private or None, customer=after.customer, location=after.location, day_after=after.day,
        )  # fmt: skip
