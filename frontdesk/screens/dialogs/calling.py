"""The call list: one key says what came of a call, and the cursor goes on to whom to call next."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.duty.values import CallList, ToCall
from frontdesk.desk.values import Reservation, Undone
from frontdesk.language.calls import call_words, outcome_words, outcomes_short
from frontdesk.language.dates import near_day_words, span_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.verbs import verb_words
from frontdesk.screens.dialogs.cancel import CancelDialog, Terms
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.question import DEAF_FOR
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.marks import mark
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import with_words


class CallDialog(Dialog[Reservation]):
    """Who has not said yet that they come on the next open day. The answer is the reservation to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("k", "log('confirmed')", "calls.confirmed", N_("they come"), N_("They answered and come: confirmed")),
        key("l", "log('call_back')", "calls.back", N_("call back"), N_("They answered and will call back")),
        key("n", "log('no_answer')", "calls.no_answer", N_("no answer"), N_("Nobody answered")),
        key("v", "log('voicemail')", "calls.voicemail", N_("voicemail"), N_("A message was left on the voicemail")),
        key("x", "cancel", "calls.cancel", N_("cancel"), N_("They do not come: cancel; the fee is shown first")),
        key("u", "undo", "calls.undo", N_("undo"), N_("Take back what was done here last")),
    ]

    def __init__(self, today: int) -> None:
        super().__init__()
        self._today = today
        self._list: CallList | None = None
        self._next: tuple[str, ...] = ()
        """Codes: on the line of the first of them that is there the cursor is to be when the list has been read again."""
        self._deaf_until = 0.0
        self.unready = True
        """Until it is known who is to be called, keys wait."""

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(
            (
                Heading(_("Time"), 5), Heading(_("Customer")), Heading(_("Phone"), 15), Heading(_("Service")),
                Heading(_("With"), 9), Heading(_("Calls"), 10),
            ),
            id="rows",
        )  # fmt: skip
        yield PlainText("", id="why")

    def on_mount(self) -> None:
        self.title_is(_("Calls"))
        self.front.stirred.subscribe(self, self._stirred)
        self.read()

    def _stirred(self, news: News) -> None:
        """What another terminal logs is seen here at once."""
        if self._list is None or any(day == self._list.day for _place, day in news.days) or news.customers:
            self.read()

    @property
    def lines(self) -> LineList:
        return self.query_one("#rows", LineList)

    @property
    def entry(self) -> ToCall | None:
        """The line under the cursor."""
        entries = self._list.entries if self._list is not None else ()
        return entries[self.lines.cursor] if self.lines.cursor < len(entries) else None

    def read(self) -> None:
        place = self.place_id
        self.ask("calls", lambda desk: desk.duty.calls(place), self._show, self._failed)

    def _failed(self, error: FrontdeskError) -> bool:
        self.unready = False
        return False

    def _show(self, found: CallList) -> None:
        here = self.entry
        wanted = self._next or ((here.visit.code,) if here is not None else ())
        self._next, self._list, self.unready = (), found, False
        day = near_day_words(found.day, found.today)
        left = ngettext("{count} to call", "{count} to call", found.left).format(count=found.left)
        self.title_is(_("Calls for {day}").format(day=day), left)
        self.lines.empty = _("Nobody is left to call about {day}.").format(day=day)
        codes = [entry.visit.code for entry in found.entries]
        there = next((code for code in wanted if code in codes), None)
        at = codes.index(there) if there else min(self.lines.cursor, max(0, len(codes) - 1))
        self.lines.fill([self._row(entry) for entry in found.entries], at)
        self._put_why()

    def _row(self, entry: ToCall) -> tuple[str, ...]:
        visit = entry.visit
        phone = shown(visit.customer.phone or _("no phone"))
        who = with_words(visit.staff, visit.resources)
        sign = mark(visit.status) if entry.done or visit.status == "pending" else ""
        return (
            time_words(visit.start, visit.zone), f"{sign} {shown(visit.customer.name)}".strip(), phone,
            shown(visit.service), who, outcomes_short([one.outcome for one in entry.calls]),
        )  # fmt: skip

    @on(LineList.Moved)
    def moved(self) -> None:
        if not self.over:
            self._put_why()

    def _put_why(self) -> None:
        """The whole of what was cut above, and every call that was made."""
        entry, said = self.entry, ""
        if entry is not None:
            visit = entry.visit
            parts = [visit.customer.name, visit.customer.phone or "", span_words(visit.start, visit.end, visit.zone)]
            party = ngettext("{count} person", "{count} people", visit.party).format(count=visit.party)
            parts += [party if visit.party > 1 else "", visit.service]
            said = " · ".join(shown(part) for part in parts if part)
            rest = (with_words(visit.staff, visit.resources), shown(visit.notes))
            said = " · ".join(part for part in (said, *rest) if part)
            zone, today = visit.zone, self._today
            calls = [call_words(one.at, one.by, one.outcome, zone, today) for one in entry.calls[-3:]]
            said += "\n" + " · ".join(calls) if calls else ""
        self.query_one("#why", PlainText).update(said)

    # what came of it --------------------------------------------------------------------------------------------------

    def action_log(self, outcome: str) -> None:
        """Write it down and go on; one key pressed too often is not said of the next."""
        entry = self.entry
        if entry is None or time.monotonic() < self._deaf_until:
            return
        visit = entry.visit
        after = self.lines.cursor + 1
        entries = self._list.entries if self._list is not None else ()
        following = entries[after].visit.code if after < len(entries) and not entries[after].done else ""

        def done(now: ToCall) -> None:
            self._deaf_until = time.monotonic() + DEAF_FOR
            words = _("{name}: {outcome}; u takes it back.")
            self.front.say(words.format(name=shown(visit.customer.name), outcome=outcome_words(outcome)))
            self._next = (following,) if following else (visit.code,)
            self.read()

        self.tell(lambda desk: desk.duty.log_call(visit.code, outcome, version=visit.version), done, self._refused)

    def _refused(self, error: FrontdeskError) -> bool:
        self.read()
        return False

    def action_cancel(self) -> None:
        entry = self.entry
        if entry is None:
            return
        code = entry.visit.code

        def question(terms: Terms) -> None:
            dialog = CancelDialog(terms, self._today)
            dialog.waives = False

            def gone(now: Reservation) -> None:
                self.front.say(_("Cancelled: {name}; u takes it back.").format(name=shown(now.customer.name)))
                self.read()

            def answered(yes: bool | None) -> None:
                if yes:
                    by, reason, version = dialog.by, dialog.reason or None, terms.visit.version
                    self.tell(
                        lambda desk: desk.cancel(code, by=by, reason=reason, version=version), gone, self._refused
                    )

            self.app.push_screen(dialog, answered)

        self.ask("preview", lambda desk: Terms.of(desk, code), question, self._refused, keys_wait=True)

    def action_undo(self) -> None:
        """Only what concerns the list is taken back here."""

        def named(undone: Undone | None) -> None:
            ours = undone is not None and (undone.verb.startswith("call.") or undone.verb in ("cancel", "confirm"))
            if undone is None or not ours:
                self.front.say(_("Nothing was done here that could be undone."))
                return

            def back(done: Undone) -> None:
                what = f"{verb_words(done.verb)} · {shown(done.customer or done.summary)}"
                self.front.say(_("Undone: {what}.").format(what=what))
                self._next = done.about
                self.read()

            self.tell(lambda desk: desk.undo(undone.op), back, self._refused)

        self.ask("preview", lambda desk: desk.undoable(), named, keys_wait=True)

    @on(LineList.Chosen)
    def go_there(self) -> None:
        """Enter: to the reservation, where it can be moved and edited."""
        if self.entry is not None:
            self.dismiss(self.entry.visit)
