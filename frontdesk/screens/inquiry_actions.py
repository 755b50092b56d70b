"""What is done with the inquiry under the cursor: answered, quoted, reminded of, confirmed, booked, lost, put right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit
from frontdesk.desk.values import Booking, Reservation
from frontdesk.language.dates import instant
from frontdesk.language.i18n import _
from frontdesk.language.inquiries import stage_words
from frontdesk.screens.frame import MainScreen
from frontdesk.screens.inquiry_card import MESSAGES, QUOTE, REMINDERS, InquiryCard, Whole
from frontdesk.screens.inquiry_words import who_words
from frontdesk.screens.wish import Wish
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import LineList

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.dialogs.question import Stored


REOPENED = N_("{name}: {stage}; its reminders stay taken back: r sets them.")


class InquiryActions(MainScreen):
    """A screen with an inquiry under the cursor, and its card beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "answer", "inquiries.answer", N_("answer"), N_("Answer by e-mail")),
        key("q", "quote", "inquiries.quote", N_("quote"), N_("Make a quote: send it, or only keep it")),
        key("r", "remind", "inquiries.remind", N_("reminders"), N_("Set reminders, at most three, or take them back")),
        key("c", "confirm", "inquiries.confirm", N_("confirmed"), N_("They said yes; now it waits to be booked")),
        key("greater_than_sign", "forward", "inquiries.next", N_("move on"),
            N_("Move it to the next stage; a lost one goes on where it was")),
        key("n", "settle", "inquiries.settle", N_("none needed"), N_("What they wrote last needs no answer"), show=False),
        key("x", "lose", "inquiries.lose", N_("lost"), N_("Nothing comes of it; the reason is asked")),
        key("e", "edit", "inquiries.edit", N_("edit"), N_("Put right what was written down"), show=False),
        key("p", "pdf", "inquiries.pdf", N_("PDF"), N_("Save the quote as a PDF, or as text (.txt)"), show=False),
    ]  # fmt: skip

    @property
    def inquiry(self) -> Inquiry | None:
        """The inquiry under the cursor."""
        raise NotImplementedError

    @property
    def card(self) -> InquiryCard:
        raise NotImplementedError

    def read_card(self, then: Callable[[Whole], None] | None = None) -> None:
        """Read the inquiry under the cursor, then do something with it."""
        raise NotImplementedError

    def follow(self, inquiry: Inquiry) -> None:
        """Something was done with an inquiry: show it."""
        raise NotImplementedError

    def _with_whole(self, then: Callable[[Whole], None]) -> None:
        """Do something with the inquiry under the cursor as it is now."""
        if self.inquiry is None:
            self.front.say(_("There is no inquiry under the cursor: i registers one."))
        else:
            self.read_card(then)

    def _say(self, sentence: str, inquiry: Inquiry) -> None:
        self.front.say(sentence)
        self.told_of(inquiry.id)
        self.follow(inquiry)

    # answering --------------------------------------------------------------------------------------------------------

    def action_answer(self) -> None:
        self._with_whole(self._write_to)

    def _write_to(self, whole: Whole) -> None:
        """Open the form of an answer, where there is an address."""
        if not self._has_address(whole.inquiry):
            return
        from frontdesk.screens.dialogs.answer import AnswerDialog

        one = whole.inquiry

        def order(desk: Desk, text: str, subject: str | None, version: int) -> Inquiry:
            return desk.inquiries.answer(one.id, text, subject=subject, version=version)

        self.app.push_screen(AnswerDialog(one, whole.events, order, self.front.replies), self._answered)

    def _has_address(self, one: Inquiry) -> bool:
        if one.email:
            return True
        words = _("No e-mail of {name} is known: e writes it down, > says that it was answered on the phone.")
        self.front.say(words.format(name=who_words(one)), bad=True)
        return False

    def _answered(self, one: Inquiry | None) -> None:
        if one is not None:
            self._say_when_it_goes(one, _("To {name} by e-mail, in a minute; u takes it back."))

    def _say_when_it_goes(self, one: Inquiry, words: str) -> None:
        """Say that it goes; or that it waits, where nobody knows of a way by which it could."""

        def known(goes: bool) -> None:
            waits = _("To {name}: waits until e-mail is set up: tell your administrator; u takes it back.")
            self._say((words if goes else waits).format(name=who_words(one)), one)

        self.ask("mail goes", lambda desk: desk.inquiries.mail_goes(), known)

    @on(LineList.Chosen, f"#{MESSAGES}")
    def choose_message(self) -> None:
        """Enter: save a file, or show the rest of a mail."""
        file = self.card.file
        if file is None:
            self.card.unfold()
            return
        from frontdesk.screens.dialogs.saving import save_attached

        self.app.push_screen(save_attached(file))

    # quoting ----------------------------------------------------------------------------------------------------------

    def action_quote(self) -> None:
        def open_form(whole: Whole) -> None:
            one = whole.inquiry
            if one.stage == "lost":
                self.front.say(_("It is lost: > lets it go on."), bad=True)
                return
            self.ask("lines", lambda desk: desk.inquiries.proposed_lines(one.id), partial(form, whole), keys_wait=True)

        def form(whole: Whole, proposed: Any) -> None:
            from frontdesk.screens.dialogs.quote import QuoteDialog

            premises = self.front.premises
            if premises is None:
                return
            latest = whole.quotes[-1] if whole.quotes else None
            dialog = QuoteDialog(
                whole, latest.lines if latest is not None else proposed, premises.business.currency, self.front.replies,
                self.today,
            )  # fmt: skip
            self.app.push_screen(dialog, self._quoted)

        self._with_whole(open_form)

    def _quoted(self, done: tuple[Inquiry, bool] | None) -> None:
        if done is None:
            return
        one, sent = done
        if sent:
            self._say_when_it_goes(one, _("Quote to {name} by e-mail, in a minute; u takes it back."))
        else:
            words = _("Quote for {name} kept, no reminders set (r sets them); u takes it back.")
            self._say(words.format(name=who_words(one)), one)

    def action_pdf(self) -> None:
        """Ask where to, then write the quote there."""
        quote, one = self.card.quote, self.inquiry
        whole = self.card.whole
        if quote is None or one is None or whole is None or whole.inquiry.id != one.id:
            self.front.say(_("There is no quote yet: q makes one."))
            return
        from frontdesk.screens.dialogs.saving import save_form

        name = f"{one.id}-{quote.number}.pdf"
        number = quote.id

        def save(desk: Desk, path: Path, /, *, overwrite: bool) -> int:
            return desk.inquiries.save_quote(number, path, overwrite=overwrite)

        self.app.push_screen(save_form(name, save))

    @on(LineList.Chosen, f"#{QUOTE}")
    def choose_quote(self) -> None:
        self.action_pdf()

    # reminders --------------------------------------------------------------------------------------------------------

    def action_remind(self) -> None:
        def open_form(whole: Whole) -> None:
            one = whole.inquiry
            if one.answered_at is None:
                self.front.say(_("Reminders follow our answer: s writes it."), bad=True)
                return
            from frontdesk.screens.dialogs.reminding import RemindersDialog

            self.card.open(REMINDERS)
            self.app.push_screen(RemindersDialog(one, self.today), done)

        def done(one: Inquiry | None) -> None:
            if one is None:
                return
            waiting = sum(reminder.state == "waiting" for reminder in one.reminders)
            words = _("Reminders of {name}: {count} set.").format(name=who_words(one), count=waiting)
            self._say(words, one)

        self._with_whole(open_form)

    @on(LineList.Chosen, f"#{REMINDERS}")
    def choose_reminder(self) -> None:
        self.action_remind()

    # stages -----------------------------------------------------------------------------------------------------------

    def _step(
        self, order: Callable[[Desk, Inquiry], Inquiry], words: str = N_("{name}: {stage}; u takes it back.")
    ) -> None:
        """Do something with the inquiry as it is shown: it is refused where somebody else was faster."""
        one = self.inquiry
        if one is None:
            self.front.say(_("There is no inquiry under the cursor: i registers one."))
            return

        def done(now: Inquiry) -> None:
            self._say(_(words).format(name=who_words(now), stage=stage_words(now.stage)), now)

        self.tell(lambda desk: order(desk, one), done, self.refused)

    def action_forward(self) -> None:
        one = self.inquiry
        if one is not None and one.stage == "confirmed":
            self.action_book()
        elif one is not None and one.stage == "lost":
            had = any(reminder.state == "stopped" for reminder in one.reminders)
            words = REOPENED if had else N_("{name}: {stage}; u takes it back.")
            self._step(lambda desk, one: desk.inquiries.reopen(one.id, version=one.version), words)
        else:
            self._step(lambda desk, one: desk.inquiries.next(one.id, version=one.version))

    def action_confirm(self) -> None:
        self._step(lambda desk, one: desk.inquiries.confirm(one.id, version=one.version))

    def action_settle(self) -> None:
        self._step(lambda desk, one: desk.inquiries.settle(one.id, version=one.version))

    def action_lose(self) -> None:
        from frontdesk.screens.dialogs.question import Asked, FormDialog

        def open_form(whole: Whole) -> None:
            one = whole.inquiry
            kept = self.front.replies.of(f"lose {one.id}", one.stage)
            fields = [Asked("reason", _("Why lost"), "", _("too dear, other dates, no answer…"), needed=True)]

            def done(form: FormDialog, values: dict[str, str]) -> None:
                def lost(now: Inquiry) -> None:
                    kept.clear()
                    form.dismiss(None)
                    words = _("{name} is lost; u takes it back, f shows the lost ones.")
                    self._say(words.format(name=who_words(now)), now)

                def anew(now: Inquiry) -> Stored:
                    nonlocal one
                    one = now
                    return fields, []

                def refused(error: FrontdeskError) -> bool:
                    self.reread()
                    again = form.changed_meanwhile(error, lambda desk: desk.inquiries.inquiry(one.id), anew)
                    return again or form.refused(error)

                reason, id, version = values["reason"], one.id, one.version
                form.tell(lambda desk: desk.inquiries.lose(id, reason, version=version), lost, refused)

            title = _("{name}: nothing comes of it").format(name=who_words(one))
            self.app.push_screen(FormDialog(title, fields, done, kept=kept))

        self._with_whole(open_form)

    def action_edit(self) -> None:
        from frontdesk.screens.dialogs.inquiry import has_question, inquiry_fields, read_inquiry
        from frontdesk.screens.dialogs.question import FormDialog

        def open_form(whole: Whole) -> None:
            stored, premises = whole.inquiry, self.front.premises
            if premises is None:
                return
            id, name = stored.id, f"inquiry {stored.id}"
            kept = self.front.replies.of(name, stored.version)
            fields, question = inquiry_fields(stored, premises), has_question(stored)

            def done(form: FormDialog, values: dict[str, str]) -> None:
                changed = read_inquiry(form, values, fields, stored, premises, self.today)
                if changed is None:
                    return

                def saved(now: Inquiry) -> None:
                    kept.clear()
                    form.dismiss(None)
                    self._say(_("{name} is saved.").format(name=who_words(now)), now)

                def anew(now: Inquiry) -> Stored:
                    nonlocal stored, fields
                    stored, fields = now, inquiry_fields(now, premises, question=question)  # as many as there are
                    self.front.replies.moved_on(name, now.version)
                    return fields, []

                def refused(error: FrontdeskError) -> bool:
                    return form.changed_meanwhile(error, lambda desk: desk.inquiries.inquiry(id), anew) or form.refused(
                        error
                    )

                version = stored.version
                form.tell(lambda desk: desk.inquiries.edit(id, InquiryEdit(**changed), version=version), saved, refused)

            self.app.push_screen(FormDialog(_("Edit inquiry"), fields, done, kept=kept))

        self._with_whole(open_form)

    # booking ----------------------------------------------------------------------------------------------------------

    def action_book(self) -> None:
        """The booking form with all that was wished; the inquiry becomes booked with it."""

        def ask_what(whole: Whole) -> None:
            one = whole.inquiry
            if one.stage == "lost":
                self.front.say(_("It is lost: > lets it go on."), bad=True)
                return
            self.ask("wished", partial(look, one), partial(book, one), keys_wait=True)

        def look(one: Inquiry, desk: Desk) -> tuple[Booking, bool]:
            begun = any((draft.body.get("inquiry") or [""])[0] == one.id for draft in desk.drafts())
            return desk.inquiries.proposed(one.id), begun

        def book(one: Inquiry, answer: tuple[Booking, bool]) -> None:
            wished, begun = answer
            self._to_place(one)
            minute = (
                instant(one.starts, one.minute, one.zone) if one.starts is not None and one.minute is not None else None
            )
            self.book(
                Wish(
                    service=wished.lines[0].service if wished.lines else None,
                    day=one.starts,
                    minute=minute,
                    zone=one.zone,
                    customer=one.customer,
                    party=wished.party if wished.party > 1 else None,
                    nights=wished.nights or None,
                    inquiry=(one.id, one.version),
                    newcomer=wished.customer if one.customer is None else None,
                    notes=wished.notes,
                )
            )
            if begun:
                self.front.say(_("A booking from it is on hold already: o brings it back."), stays=True)

        if self.inquiry is None:
            super().action_book()
        else:
            self._with_whole(ask_what)

    def _to_place(self, one: Inquiry) -> None:
        """It is booked where it was asked for."""
        premises, here = self.front.premises, self.front.place
        if premises is not None and here is not None and one.location_id not in (None, here.id):
            wanted = next((place for place in premises.locations if place.id == one.location_id), None)
            if wanted is not None:
                self.front.place = wanted
                self.front.placed.publish(None)

    def written(self, visit: Reservation) -> None:
        one = self.inquiry
        self.told_of(visit.code, visit.customer.id, *([one.id] if one is not None else []))
        self.reread()

    def registered(self, inquiry: Inquiry) -> None:
        """The cursor goes to what was just registered."""
        words = _("Registered: {id}, {name}; u takes it back.")
        self._say(words.format(id=inquiry.id, name=shown(who_words(inquiry))), inquiry)
