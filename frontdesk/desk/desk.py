"""The one door to the data (Law 1): every screen, command, page and worker does what it does through a Desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import Progress
from frontdesk.desk import (
    agenda,
    arrival,
    availability,
    beside,
    customers,
    drafts,
    erasure,
    finding,
    history,
    holds,
    identity,
    moving,
    permission,
    reading,
    reservations,
    several,
    statuses,
    today,
    twice,
    undo,
    values,
    waiting,
    walk_ins,
)
from frontdesk.desk.directory import Directory
from frontdesk.desk.duty.door import Duty
from frontdesk.desk.inquiries.door import Inquiries
from frontdesk.desk.messages.door import Messages

if TYPE_CHECKING:
    from frontdesk.desk import day_values
    from frontdesk.desk.line_values import Around, Understood


class Desk(Directory):
    """The use cases of a business, for one actor. Thread-safe; every method may raise FrontdeskError."""

    _extended_on: int | None = None

    def _extend_series(self) -> None:
        """Once a day and process: weekly sessions are made some months ahead, so more must be made in time."""
        day = self.now() // 1440
        if self._extended_on == day or self.dry_run:
            return
        self._extended_on = day
        from frontdesk.desk import series  # it needs a Desk itself

        try:
            series.extend_sessions(self.itself())
        except FrontdeskError as error:
            if error.code != "database_read_only":
                raise

    @property
    def messages(self) -> Messages:
        """What goes to customers and comes from them."""
        return Messages(self)

    @property
    def inquiries(self) -> Inquiries:
        """What somebody asks before there is a reservation."""
        return Inquiries(self)

    @property
    def duty(self) -> Duty:
        """What one shift leaves to the next: calls, handovers, day sheets, lost demand."""
        return Duty(self)

    def users(self) -> list[values.User]:
        """Who may act here."""
        return self.read(identity.users)

    def give_token(self, name: str) -> str:
        """A new token for a user; only its digest is kept."""
        return self.write(lambda work: identity.give_token(work, name))

    # availability -----------------------------------------------------------------------------------------------------

    def slots(self, query: values.SlotQuery) -> list[values.Slot]:
        """Free starts: one row for each start and person."""
        self._extend_series()
        return self.read(lambda work: availability.slots(work, query, self._slots))

    def free_starts(self, service: int, people: tuple[int, ...], start: int, end: int) -> dict[int, list[range]]:
        """Each person's own free starts in [start, end), epoch minutes, as ranges on the grid."""
        return self.read(lambda work: availability.free_starts(work, service, people, start, end, self._slots))

    def why(self, booking: values.Booking) -> list[values.Obstacle]:
        """Every rule that stands in the way of a time; empty when it can be booked."""
        return self.read(lambda work: availability.why(work, booking))

    def cautions(self, booking: values.Booking) -> list[values.Caution]:
        """What is to be said of a time that can be had before it is booked: that its customer has another visit then."""
        return self.read(lambda work: list(twice.of_wish(work, booking)))

    def alternatives(self, booking: values.Booking, limit: int = 3) -> list[values.Slot]:
        """The free starts nearest to a wish."""
        return self.read(lambda work: availability.alternatives(work, booking, limit))

    def understand(self, text: str, around: Around | None = None) -> Understood:
        """What a line typed at the desk says (``ana lopez corte jue 10:30 con marta``), and what stands in its way.

        ``around``: where it was typed; what the line leaves unsaid is taken from there. Books nothing.
        """
        from frontdesk.desk import quick_line
        from frontdesk.desk.line_values import Around

        return self.read(lambda work: quick_line.understand(work, text, around or Around()))

    # lists ------------------------------------------------------------------------------------------------------------

    def day(
        self,
        day: int,
        location: int | None = None,
        kinds: tuple[str, ...] = ("staff",),
        filter: values.Filter | None = None,
    ) -> day_values.Day:
        """The agenda of one business day (ordinal); what a filter does not choose is marked so."""
        self._extend_series()
        return self.read(lambda work: agenda.day(work, day, location, kinds, filter))

    def board(self, location: int | None = None) -> day_values.Today:
        """What goes on at the desk at this minute."""
        self._extend_series()
        return self.read(lambda work: today.board(work, location))

    def reservations(
        self,
        filter: values.Filter,
        *,
        offset: int = 0,
        limit: int | None = None,
        order: str = "start",
        descending: bool = False,
    ) -> list[values.Reservation]:
        """The reservations a filter chooses, a page of them where asked."""
        return self.read(lambda work: agenda.listed(work, filter, offset, limit, order, descending))

    def count(self, filter: values.Filter) -> int:
        """How many reservations a filter chooses."""
        return self.read(lambda work: agenda.count(work, filter))

    def reservation(self, code: str) -> values.Reservation:
        """A reservation by its code. Raises FrontdeskError (not_found, not_allowed)."""
        return self.read(lambda work: reading.reservation_value(work, reading.find(work, code)))

    def beside(self, code: str) -> values.Beside:
        """A reservation with what matters of its customer. Raises FrontdeskError (not_found, not_allowed)."""
        return self.read(lambda work: beside.of(work, code))

    def customers(self, query: str = "", *, limit: int = 50, offset: int = 0) -> list[values.Customer]:
        """Customers in whom every word is found: names, digits of phones, e-mail, tags."""
        return self.read(lambda work: customers.search(work, query, limit, offset))

    def count_customers(self, query: str = "") -> int:
        """How many customers a search finds."""
        return self.read(lambda work: customers.count(work, query))

    def callers(self, phone: str) -> list[values.Customer]:
        """Customers who have exactly this phone, however it is written."""
        return self.read(lambda work: customers.callers(work, phone))

    def find(self, text: str, limit: int = 6) -> values.Found:
        """Whatever a text fits: customers, a reservation by its code, people and things, services; so many of each."""
        return self.read(lambda work: finding.find(work, text, limit))

    def waits(self) -> day_values.Waits:
        """How much waits for somebody of the business."""
        return self.read(finding.waits)

    def customer(self, id: str) -> values.Card:
        """All that is known of a customer."""
        return self.read(lambda work: customers.card(work, id))

    def events(self, first: int, last: int, location: int | None = None) -> list[values.Event]:
        """Events from one business day (ordinal) to another, both included."""
        return self.read(lambda work: agenda.events(work, first, last, location))

    def history(self, what: str) -> list[values.Change]:
        """What happened to a reservation (code) or customer (``C42``), oldest first."""
        return self.read(lambda work: history.of(work, what))

    # files: these take their time, and whoever is told of progress may stop them ------------------------------------------

    def require(self, verb: str) -> None:
        """Raises FrontdeskError(not_allowed) where the actor's role does not allow it."""
        permission.require(self.actor, verb)

    def import_columns(
        self, path: Path, kind: str | None = None, mapping: Mapping[str, str] | None = None
    ) -> values.ImportColumns:
        """How a file would be understood. Raises FrontdeskError (not_allowed, wrong_file, wrong_value)."""
        from frontdesk.desk.imports import preview

        return preview.columns(self, path, kind, mapping or {})

    def import_file(
        self,
        kind: str,
        path: Path,
        *,
        mapping: Mapping[str, str] | None = None,
        create_missing: bool = False,
        progress: Progress | None = None,
        dry_run: bool = False,
    ) -> values.Imported:
        """Bring in customers or reservations. Raises FrontdeskError (not_allowed, wrong_file, interrupted, …)."""
        from frontdesk.desk import imports

        desk = self.trying() if dry_run else self
        return imports.run(desk, kind, path, mapping=mapping, create_missing=create_missing, progress=progress)

    def export_file(
        self,
        kind: str,
        path: Path,
        chosen: values.Filter | str | None = None,
        *,
        progress: Progress | None = None,
        overwrite: bool = False,
        dry_run: bool = False,
    ) -> int:
        """Write customers or reservations to a file; returns how many. Raises FrontdeskError (file_exists, …)."""
        from frontdesk.desk import exports

        desk = self.trying() if dry_run else self
        return exports.write(desk, kind, path, chosen, progress, overwrite=overwrite)

    def back_up(self, path: Path, *, progress: Progress | None = None, dry_run: bool = False) -> int:
        """Copy the whole database to a new file; returns its bytes. Raises FrontdeskError (file_exists, …)."""
        from frontdesk.desk import upkeep

        return upkeep.backup(self.trying() if dry_run else self, path, progress)

    # the change feed --------------------------------------------------------------------------------------------------

    def news(self, since: int, held: tuple[int, int, int] | None = None) -> day_values.News:
        """Which days and customers were touched after a seq, and whether the holds are others than those marked."""
        return self.read(lambda work: history.news(work, since, held))

    # reservations -----------------------------------------------------------------------------------------------------

    def book(self, booking: values.Booking) -> values.Reservation:
        """Book a visit. Raises FrontdeskError (slot_taken, not_open, session_full, already_booked, ambiguous, …)."""
        return self.write(lambda work: reservations.book(work, booking))

    def hold(self, booking: values.Booking, minutes: int = 5) -> values.Hold:
        """Keep a booking's time for so many minutes."""
        return self.write(lambda work: holds.hold(work, booking, minutes))

    def release(self, token: str) -> None:
        """Let go what a hold keeps; nothing happens where it is gone."""
        self.write(lambda work: holds.drop(work, token))

    # drafts on hold ---------------------------------------------------------------------------------------------------

    def park(
        self,
        kind: str,
        body: dict[str, Any],
        *,
        booking: values.Booking | None = None,
        hold: str | None = None,
        location: int | None = None,
    ) -> values.Parked:
        """Put aside what was typed; a booking's time is kept 15 minutes longer, where it can be."""
        return self.write(lambda work: drafts.park(work, kind, body, booking=booking, hold=hold, location=location))

    def drafts(self) -> list[values.Parked]:
        """What was put aside within a day, the latest first."""
        return self.read(drafts.parked)

    def take_up(self, number: int) -> values.Parked:
        """Go on with a draft, which is then nobody else's. Raises FrontdeskError (not_found, not_allowed)."""
        return self.write(lambda work: drafts.take_up(work, number))

    def drop(self, number: int) -> None:
        """Throw a draft away and let its time go. Raises FrontdeskError (not_found, not_allowed)."""
        self.write(lambda work: drafts.drop(work, number))

    # visits -----------------------------------------------------------------------------------------------------------

    def walk_in(
        self,
        lines: tuple[values.LineWish, ...],
        customer: values.CustomerWish,
        *,
        party: int = 1,
        location: int | None = None,
        notes: str = "",
    ) -> values.Reservation:
        """Serve somebody this minute, by the first who can."""
        return self.write(
            lambda work: walk_ins.seat(work, lines, customer, party=party, location=location, notes=notes)
        )

    def walk_in_options(self, location: int | None = None, party: int = 1) -> list[values.WalkIn]:
        """For each service the first who can serve a party, and the wait in minutes."""
        return self.read(lambda work: walk_ins.options(work, location, party))

    # the waiting list -------------------------------------------------------------------------------------------------

    def wait(
        self,
        service: int,
        customer: values.CustomerWish,
        *,
        party: int = 1,
        location: int | None = None,
        quoted: int | None = None,
    ) -> values.Waiting:
        """Put somebody on the waiting list of today. ``quoted``: the wait they were told, minutes."""
        return self.write(
            lambda work: waiting.add(work, service, customer, party=party, location=location, quoted=quoted)
        )

    def waiting(self, location: int | None = None) -> list[values.Waiting]:
        """Who waits now, longest first."""
        return self.read(lambda work: waiting.listed(work, location))

    def call(self, number: int, *, version: int | None = None) -> values.Waiting:
        """Tell somebody who waits that it is their turn."""
        return self.write(lambda work: waiting.call(work, number, version))

    def seat(self, number: int, *, version: int | None = None) -> values.Reservation:
        """Serve somebody who waited, this minute. Raises FrontdeskError (slot_taken, …); they wait on then."""
        return self.write(lambda work: waiting.seat(work, number, version))

    def left(self, number: int, *, version: int | None = None) -> values.Waiting:
        """Somebody did not wait any longer."""
        return self.write(lambda work: waiting.gone(work, number, version))

    # changes ----------------------------------------------------------------------------------------------------------

    def move(
        self,
        code: str,
        start: int,
        *,
        staff: int | None = None,
        resources: tuple[int, ...] | None = None,
        version: int | None = None,
        overlap: bool = False,
        reason: str | None = None,
    ) -> values.Reservation:
        """Another time (epoch minute) or person for a visit; its length stays."""
        return self.write(
            lambda work: moving.move(
                work, code, start, staff=staff, resources=resources, version=version, overlap=overlap, reason=reason
            )
        )

    def move_cost(
        self, code: str, start: int, *, staff: int | None = None, resources: tuple[int, ...] | None = None
    ) -> values.MoveCost:
        """What a move to another time (epoch minute) or person would meet and leave behind. Raises as ``move`` does."""
        return self.read(lambda work: moving.preview(work, code, start, staff=staff, resources=resources))

    def resize(
        self, code: str, minutes: int, *, version: int | None = None, overlap: bool = False, reason: str | None = None
    ) -> values.Reservation:
        """Longer or shorter: ``minutes`` is the whole visit's length."""
        return self.write(
            lambda work: reservations.resize(work, code, minutes, version=version, overlap=overlap, reason=reason)
        )

    def edit(self, code: str, changes: values.ReservationEdit, *, version: int | None = None) -> values.Reservation:
        """Party, notes, price, channel, customer or services of a reservation."""
        return self.write(lambda work: reservations.edit(work, code, changes, version))

    def cancel(
        self,
        code: str,
        *,
        by: str = "customer",
        reason: str | None = None,
        waive: bool = False,
        version: int | None = None,
    ) -> values.Reservation:
        """Void a reservation and keep its history. ``waive``: a manager lets a late one go free."""
        return self.write(lambda work: statuses.cancel(work, code, by=by, reason=reason, waive=waive, version=version))

    def cancel_preview(self, code: str, by: str = "customer") -> values.Cancellation:
        """What cancelling now would mean."""
        return self.read(lambda work: statuses.preview(work, code, by))

    def no_show_preview(self, code: str) -> values.Cancellation:
        """What it would mean to record that nobody came."""
        return self.read(lambda work: statuses.no_show_preview(work, code))

    def delete(self, code: str, reason: str, *, version: int | None = None) -> None:
        """Take a wrong record out of every list; a manager's, with a reason."""
        self.write(lambda work: reservations.delete(work, code, reason, version))

    def confirm(self, code: str, *, version: int | None = None) -> values.Reservation:
        """Pending becomes confirmed; arrived too, where that was a slip."""
        return self.write(lambda work: statuses.become(work, code, "confirmed", "confirm", version))

    def arrive(self, code: str, *, version: int | None = None) -> values.Reservation:
        """The customer is here."""
        return self.write(lambda work: statuses.become(work, code, "arrived", "arrive", version))

    def complete(self, code: str, *, version: int | None = None) -> values.Reservation:
        """The visit is over; only after arrival."""
        return self.write(lambda work: statuses.become(work, code, "completed", "complete", version))

    def no_show(self, code: str, *, version: int | None = None) -> values.Reservation:
        """The customer did not come; from the start on."""
        return self.write(lambda work: statuses.become(work, code, "no_show", "no-show", version))

    def several_preview(self, action: str, codes: Sequence[str]) -> values.Several:
        """What an action (several.ACTIONS) would mean for these reservations. Raises the refusal of the first that cannot."""
        return self.read(lambda work: several.preview(work, action, codes))

    def several(
        self, action: str, wanted: Sequence[tuple[str, int | None]], *, reason: str | None = None
    ) -> list[values.Reservation]:
        """An action (several.ACTIONS) for all of these (code, version) or for none; one operation, one undo."""
        return self.write(lambda work: several.do(work, action, wanted, reason))

    def pay(
        self, code: str, amount: int, method: str, *, version: int | None = None, paid: int | None = None
    ) -> values.Reservation:
        """Take a payment, minor units; ``paid``: refused where by now another sum than this has been paid."""
        return self.write(lambda work: reservations.pay(work, code, amount, method, version, paid))

    def owed_besides(self, code: str) -> int:
        """What a reservation's customer owes for others, minor units: fees, and visits of the last days not paid."""
        return self.read(lambda work: arrival.owed_besides(work, code))

    def undo(self, op: int | None = None) -> values.Undone:
        """Take back the actor's last operation, or the one named. Raises FrontdeskError (nothing_to_undo, cannot_undo)."""
        return self.write(lambda work: undo.undo(work, op))

    def undoable(self) -> values.Undone | None:
        """What undo would take back."""
        return self.read(undo.last)

    # customers --------------------------------------------------------------------------------------------------------

    def add_customer(self, wish: values.CustomerWish, more: values.CustomerEdit | None = None) -> values.Customer:
        """A new customer, even where somebody like that exists."""
        return self.write(lambda work: customers.add(work, wish, more))

    def edit_customer(self, id: str, changes: values.CustomerEdit, *, version: int | None = None) -> values.Customer:
        """Change what is said of a customer."""
        return self.write(lambda work: customers.edit(work, id, changes, version))

    def add_note(self, id: str, body: str, *, internal: bool = False) -> values.Note:
        """Write a note on the card; internal ones are read by managers and admins only."""
        return self.write(lambda work: customers.add_note(work, id, body, internal))

    def merge_customers(self, keep: str, other: str) -> values.Customer:
        """Two records of one person become one."""
        return self.write(lambda work: customers.merge(work, keep, other))

    def merge_preview(self, keep: str, other: str) -> values.Merging:
        """Two records side by side, and what merging them would make."""
        return self.read(lambda work: customers.merge_preview(work, keep, other))

    def erase_customer(self, id: str, *, confirmed: bool = False) -> None:
        """Take everything personal out of a customer; visits stay as numbers."""
        gone = self.write(lambda work: customers.erase(work, id, confirmed))
        if not self.dry_run:
            erasure.forget(self.store, gone)
            from frontdesk.desk.duty import emergency  # seldom wanted, and it needs more than the desk itself does

            emergency.rewrite(self)

    def export_customer(self, id: str) -> values.Card:
        """Everything kept about a customer, every reservation included."""
        return self.read(lambda work: customers.export(work, id))
