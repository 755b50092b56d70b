"""The use cases of inquiries, as ``desk.inquiries``: for screens, commands and whatever takes mail in (Law 1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.desk import erasure, message_values, values
from frontdesk.desk.inquiries import (
    answering,
    booking,
    erasing,
    files,
    history,
    joining,
    looking,
    quotes,
    registering,
    reminders,
    stages,
)
from frontdesk.desk.inquiry_values import (
    Agreed,
    Inquiry,
    InquiryEdit,
    InquiryEvent,
    InquiryWish,
    Quote,
    QuoteLine,
    StageCount,
)
from frontdesk.desk.work import Work
from frontdesk.store.inquiries import InquiryRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontdesk.desk.desk import Desk
    from frontdesk.desk.inquiries import contact_form


class Inquiries:
    """What a Desk can do with inquiries. Every method may raise FrontdeskError; ``id`` is the public one, ``Q12``.

    ``version``: the one a change is meant for; it is refused (stale_version) where somebody else was faster.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # looking ----------------------------------------------------------------------------------------------------------

    def inquiries(
        self, stage: str | None = None, text: str = "", *, limit: int = 200, offset: int = 0
    ) -> list[Inquiry]:
        """Those of a stage, or all; what waits for us on top, then the latest. ``text``: every word is found in them."""
        return self._desk.read(lambda work: looking.listed(work, stage, text, limit, offset))

    def inquiry(self, id: str) -> Inquiry:
        """One of them."""
        return self._desk.read(lambda work: looking.one(work, id))

    def counts(self) -> tuple[StageCount, ...]:
        """Every stage in order, with how many are in it and how many of these wait for us."""
        return self._desk.read(looking.counts)

    def of_customer(self, customer: str) -> list[Inquiry]:
        """Those of a customer (``C42``), the latest first."""
        return self._desk.read(lambda work: looking.of_customer(work, customer))

    def of_reservation(self, code: str) -> list[Inquiry]:
        """The inquiries a reservation came of; none for whoever may not see them. Raises FrontdeskError(not_found)."""
        return self._desk.read(lambda work: looking.of_reservation(work, code))

    def history(self, id: str) -> list[InquiryEvent]:
        """What came in, what was sent and is to be sent, quotes, stages; oldest first."""
        return self._desk.read(lambda work: history.of(work, id))

    def quotes(self, id: str) -> list[Quote]:
        """Every quote of an inquiry, the first one first."""
        return self._desk.read(lambda work: quotes.listed(work, id))

    # writing ----------------------------------------------------------------------------------------------------------

    def _write(self, use_case: Callable[[Work], InquiryRecord]) -> Inquiry:
        return self._desk.write(lambda work: looking.value(work, use_case(work)))

    def register(self, wish: InquiryWish) -> Inquiry:
        """Write down what somebody asks."""
        return self._write(lambda work: registering.register(work, wish))

    def edit(self, id: str, changes: InquiryEdit, *, version: int | None = None) -> Inquiry:
        """Put right what was written down."""
        return self._write(lambda work: registering.edit(work, id, changes, version))

    def answer(
        self, id: str, text: str, *, subject: str | None = None, quote: int | None = None, version: int | None = None
    ) -> Inquiry:
        """Write to who asked, by e-mail, when undo can no longer take it back. ``quote``: the number of one that goes along."""
        return self._write(lambda work: answering.answer(work, id, text, subject=subject, quote=quote, version=version))

    def mail_goes(self) -> bool:
        """Whether e-mail is known to be set up; else an answer waits until it is."""
        return self._desk.read(answering.goes)

    def quote(
        self,
        id: str,
        lines: Sequence[QuoteLine],
        *,
        valid_until: int | None = None,
        note: str = "",
        taxes: str = "included",
        text: str | None = None,
        subject: str | None = None,
        send: bool = True,
        version: int | None = None,
    ) -> Inquiry:
        """Make a quote and send it by e-mail, as text and as a file; ``text`` None: with the house's words.

        ``send`` False: it was told on the phone, and is kept. ``valid_until``: the last day it holds, ordinal.
        """
        return self._write(
            lambda work: answering.quote(
                work, id, lines, valid_until=valid_until, note=note, taxes=taxes, text=text, subject=subject,
                send=send, version=version,
            )
        )  # fmt: skip

    def reckon(self, lines: Sequence[QuoteLine], taxes: str = "included") -> Quote:
        """What a quote of these lines would come to; nothing is written."""
        return self._desk.read(lambda work: quotes.reckoned(work, lines, taxes))

    def proposed_lines(self, id: str) -> tuple[QuoteLine, ...]:
        """The lines with which a quote begins: what was wished, at the house's prices."""
        return self._desk.read(lambda work: quotes.proposed(work, id))

    def schedule(self, id: str, days: int | None = None, *, version: int | None = None) -> Inquiry:
        """Set a reminder so many days after our last answer; None: the usual ones that are still to come."""
        return self._write(lambda work: reminders.schedule(work, id, days, version))

    def unschedule(self, id: str, days: int | None = None, *, version: int | None = None) -> Inquiry:
        """Take back the reminder of that many days; None: all that wait."""
        return self._write(lambda work: reminders.unschedule(work, id, days, version))

    def next(self, id: str, *, version: int | None = None) -> Inquiry:
        """To the next stage: answered, then quoted on the phone, then confirmed."""
        return self._write(lambda work: stages.forward(work, id, version))

    def confirm(self, id: str, *, version: int | None = None) -> Inquiry:
        """They said yes; now it waits to be booked."""
        return self._write(lambda work: stages.confirm(work, id, version))

    def lose(self, id: str, reason: str, *, version: int | None = None) -> Inquiry:
        """Nothing comes of it."""
        return self._write(lambda work: stages.lose(work, id, reason, version))

    def reopen(self, id: str, *, version: int | None = None) -> Inquiry:
        """A lost one goes on where it was."""
        return self._write(lambda work: stages.reopen(work, id, version))

    def settle(self, id: str, *, version: int | None = None) -> Inquiry:
        """What they wrote last needs no answer."""
        return self._write(lambda work: stages.settle(work, id, version))

    def proposed(self, id: str) -> values.Booking:
        """The booking an inquiry asks for, to begin with; ``start`` 0 where it names no day."""
        return self._desk.read(lambda work: booking.proposed(work, id))

    def agreed(self, id: str) -> Agreed | None:
        """What was quoted, and for what; None: nothing was."""
        return self._desk.read(lambda work: booking.agreed(work, id))

    def book(
        self, id: str, wanted: values.Booking | None = None, *, version: int | None = None
    ) -> tuple[values.Reservation, Inquiry]:
        """Book it, in one operation with the inquiry, at the price that was quoted. ``wanted`` None: just what was wished."""

        def once(work: Work) -> tuple[values.Reservation, Inquiry]:
            visit, record = booking.book(work, id, wanted, version)
            return visit, looking.value(work, record)

        return self._desk.write(once)

    def erase(self, id: str) -> None:
        """Take everything personal out of the inquiry of somebody who is no customer; it stays as a number."""
        self._desk.write(lambda work: erasing.erase_one(work, id))
        if not self._desk.dry_run:
            erasure.forget(self._desk.store, [id.strip().upper()])

    def link(self, id: str, code: str, *, version: int | None = None) -> Inquiry:
        """A reservation that was made otherwise is what came of it: it is booked."""
        return self._write(lambda work: booking.link(work, id, code, version))

    # the contact form: whoever sends it acts as ``web`` -----------------------------------------------------------------

    def form_page(self) -> contact_form.FormPage:
        """What the page of the contact form says."""
        from frontdesk.desk.inquiries import contact_form

        return self._desk.by_link().read(contact_form.page)

    def submit(self, form: contact_form.ContactForm) -> contact_form.FormAnswer:
        """Register what was asked by the contact form, once; or what is wrong with it, by field."""
        from frontdesk.desk.inquiries import contact_form

        return self._desk.by_link().write(lambda work: contact_form.submit(work, form))

    # from outside -----------------------------------------------------------------------------------------------------

    def received(self, message: int) -> Inquiry | None:
        """The inquiry that a message which came (its id) has joined, or joins now; None where it belongs to none.

        Every message joins by itself when it is received: this only asks.
        """

        def once(work: Work) -> Inquiry | None:
            record = joining.received(work, message)
            return looking.value(work, record) if record is not None else None

        return self._desk.write(once)

    def quote_file(self, quote: int) -> message_values.FileContent:
        """A quote (its id) as a PDF, made now from what was kept."""
        return files.quote_file(self._desk, quote)

    def save_quote(self, quote: int, path: Path, *, overwrite: bool = False) -> int:
        """Write a quote (its id) to a file of that name, a PDF (``.pdf``) or text (``.txt``); returns its bytes."""
        return files.save_quote(self._desk, quote, path, overwrite=overwrite)
