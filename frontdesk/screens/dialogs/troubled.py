"""Messages that did not go: why, and what is to become of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.message_values import Conversation, OutboxEntry
from frontdesk.desk.values import Undone
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.question import PickDialog, ask_first
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.message_words import (
    channel_name,
    kind_words,
    moment_near,
    no_way_words,
    problem_words,
    state_words,
    window_words,
    worker_words,
)
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

LINE_BROKE = N_("the line broke while it was being sent: nobody knows whether it went")
"""What the desk says of one nobody knows about."""
OURS = ("message.retry", "message.drop")
"""What is done here, as the journal calls it: only that is taken back here."""


class TroubledDialog(Dialog[None]):
    """Each with its reason below; what was dealt with leaves the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("r", "retry", "troubled.retry", N_("send again"), N_("Send it again by the same way")),
        key("v", "by", "troubled.by", N_("other channel"), N_("Send it by another channel")),
        key("delete", "drop", "troubled.drop", N_("set aside"), N_("It needs no more attention")),
        key("u", "undo", "troubled.undo", N_("undo"), N_("Take back what was done here last")),
    ]

    def __init__(self, today: int) -> None:
        super().__init__()
        self._today = today
        self._entries: list[OutboxEntry] = []
        self.unready = True
        """Until it is known what there is, keys wait."""

    def compose_body(self) -> Iterable[Widget]:
        yield LineList(
            (Heading(_("Customer")), Heading(_("Message"), 20), Heading(_("Became"), 12), Heading(_("When"), 17)),
            id="rows",
        )
        yield PlainText("", id="why")

    def on_mount(self) -> None:
        self.title_is(_("Messages that did not go"))
        self.read()

    @property
    def lines(self) -> LineList:
        return self.query_one("#rows", LineList)

    @property
    def entry(self) -> OutboxEntry | None:
        """The message under the cursor."""
        return self._entries[self.lines.cursor] if self.lines.cursor < len(self._entries) else None

    def read(self) -> None:
        self.ask("troubled", lambda desk: desk.messages.troubled(), self._show)

    def _show(self, entries: list[OutboxEntry]) -> None:
        self._entries = entries
        self.unready = False
        self.lines.empty = _("Everything went, or was dealt with.")
        self.lines.fill([self._row(one) for one in entries], min(self.lines.cursor, max(0, len(entries) - 1)))
        self._put_why()

    def _row(self, one: OutboxEntry) -> tuple[str, ...]:
        what = f"{kind_words(one.kind)} · {channel_name(one.channel)}" if one.channel else kind_words(one.kind)
        at = one.ended if one.ended is not None else one.due
        return shown(one.name), what, state_words(one.status), moment_near(at, self.zone, self._today)

    @on(LineList.Moved)
    def moved(self) -> None:
        if not self.over:
            self._put_why()

    def _put_why(self) -> None:
        """Why it did not go, in a sentence; and what keeps all of them from going."""
        one = self.entry
        said = []
        if one is not None:
            about = f" ({one.code})" if one.code else ""
            why = problem_words(one.problem) or _("nobody knows why")
            said.append(f"{kind_words(one.kind)}{about}, {shown(one.name)}: {why}.")
            if one.status == "doubtful" and one.problem == LINE_BROKE:
                said.append(_("Ask before sending it again."))  # the rest was just said
            elif one.status == "doubtful":
                said.append(_("Nobody knows whether it went: ask before sending it again."))
        waits = self.front.waits
        said.append(worker_words(waits.workers, waits.outgoing, self.front.clock.seconds())[1])
        self.query_one("#why", PlainText).update("\n".join(part for part in said if part))

    # what is done with them -------------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def action_retry(self) -> None:
        """Send it again; where it may have gone, that is asked first."""
        one = self.entry
        if one is not None:
            self._sure(one, partial(self._again, one, None))

    def _sure(self, one: OutboxEntry, then: Callable[[], object]) -> None:
        if one.status != "doubtful":
            then()
            return
        sentences = [
            _("Nobody knows whether it went: ask {name} before sending it again.").format(name=shown(one.name)),
            _("Enter sends it again; Esc leaves it."),
        ]
        ask_first(self, _("Perhaps gone"), sentences, then)

    def _again(self, one: OutboxEntry, channel: str | None) -> None:
        def done(now: OutboxEntry) -> None:
            words = _("On its way again: {message} to {name}; u takes it back.")
            self.front.say(words.format(message=kind_words(one.kind), name=shown(one.name)))
            self.read()

        self.tell(lambda desk: desk.messages.retry(one.id, channel), done)

    def action_by(self) -> None:
        """Choose among the channels there are to the customer."""
        one = self.entry
        if one is None:
            return

        def choose(talk: Conversation) -> None:
            ways = talk.ways
            if not ways and talk.not_set_up:
                self.front.say(no_way_words(talk), bad=True)
                return
            if not ways:
                self.front.say(_("There is no phone, e-mail or chat of {name}.").format(name=shown(one.name)), bad=True)
                return

            def picked(index: int | None) -> None:
                if index is not None:
                    self._sure(one, partial(self._again, one, ways[index].channel))

            rows = [
                " · ".join(
                    part for part in (channel_name(way.channel), shown(way.address), window_words(way.window)) if part
                )
                for way in ways
            ]
            self.app.push_screen(PickDialog(_("By which channel?"), rows), picked)

        def look(desk: Desk) -> Conversation:
            return desk.messages.thread(one.customer, limit=1)

        self.ask("ways", look, choose, keys_wait=True)

    def action_drop(self) -> None:
        one = self.entry
        if one is None:
            return

        def done(nothing: None) -> None:
            words = _("Set aside: {message} to {name}; u takes it back.")
            self.front.say(words.format(message=kind_words(one.kind), name=shown(one.name)))
            self.read()

        self.tell(lambda desk: desk.messages.drop(one.id), done)

    def action_undo(self) -> None:
        def named(undone: Undone | None) -> None:
            if undone is None or undone.verb not in OURS:
                self.front.say(_("Nothing was done here that could be undone."))
                return

            def back(done: Undone) -> None:
                self.front.say(_("It stands here again: {name}.").format(name=shown(done.summary)))
                self.read()

            self.tell(lambda desk: desk.undo(undone.op), back)

        self.ask("preview", lambda desk: desk.undoable(), named, keys_wait=True)
