"""After a booking: the sentence to read back, and one key that sends the confirmation at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.base.text import shown
from frontdesk.desk.message_values import OutboxEntry
from frontdesk.desk.values import Reservation
from frontdesk.language.amounts import money_words
from frontdesk.language.i18n import _
from frontdesk.screens.rounds import RoundKeys
from frontdesk.widgets.keys import key
from frontdesk.widgets.message_words import channel_name, kind_words
from frontdesk.widgets.sentences import caution_sentence, is_matter, visit_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.dialogs.read_back import ReadBackDialog

SEND_NOW = (N_("send now"), N_("Send the confirmation at once; once it has gone, undo cannot recall it"))


class ReadsBack(RoundKeys):
    """What a main screen says of a booking that was made on it."""

    BINDINGS: ClassVar[list[BindingType]] = [key("E", "send_now", "main.send_now", *SEND_NOW)]

    def __init__(self) -> None:
        super().__init__()
        self._sendable: tuple[str, float] | None = None
        """The reservation (code) whose notices wait, and until when (epoch seconds) they do by themselves."""
        self._reading: ReadBackDialog | None = None
        """Where the latest booking is read, if the message line was too short for it."""

    def action_undo(self) -> None:
        """Take back the latest action."""
        raise NotImplementedError

    def made(self, visit: Reservation | None) -> None:
        """A visit was booked or seated by a dialog; None: it was closed."""
        raise NotImplementedError

    def booked(self, visit: Reservation | None) -> None:
        """Read back what was booked, in one sentence."""
        self.made(visit)
        if visit is None:
            return
        self.front.lost.over()
        price = money_words(visit.price, visit.currency)
        words = _("Booked: {visit}, {price}.").format(visit=visit_words(visit, self.today), price=price)
        note = " ".join(caution_sentence(caution) for caution in visit.warnings if not is_matter(caution))
        if note:
            note = _("Note: {caution} Booked all the same.").format(caution=note)
        note = " ".join(
            [*(caution_sentence(caution) for caution in visit.warnings if is_matter(caution)), note]
        ).strip()
        sentences = [words, note] if note else [words]
        self._reading = None
        if self._fits(*sentences):
            self.front.say(" ".join(sentences))
        else:  # nothing is cut without being read
            self.front.say(words)
            self._read_out(sentences)
        self._look_what_waits(visit, sentences)

    def _fits(self, *sentences: str) -> bool:
        return cell_len(" ".join(sentences)) < self.size.width

    def _read_out(self, sentences: list[str]) -> None:
        from frontdesk.screens.dialogs.read_back import ReadBackDialog

        self._reading = ReadBackDialog(_("Booked"), sentences, self.send_at_once, self.action_undo)
        self.app.push_screen(self._reading)

    # the confirmation ------------------------------------------------------------------------------------------------

    def _look_what_waits(self, visit: Reservation, sentences: list[str]) -> None:
        """Whether a notice of it waits for the undo window to pass: only then is there something to send; and whether it
        can reach anybody: else what was said is all they will hear."""

        def known(answer: tuple[list[OutboxEntry], bool]) -> None:
            entries, reaches = answer
            if not reaches:
                self._say_unreached(sentences)
            due = [one.due for one in entries if one.id and one.due > self.front.clock.seconds()]
            self._sendable = (visit.code, max(due)) if due and reaches else None
            self.refresh_bindings()

        self._sendable = None
        self.ask("sendable", lambda desk: desk.messages.notices(visit.code), known)

    def _say_unreached(self, sentences: list[str]) -> None:
        """Beside the booking, never in its place: shorter where the line is, else where it is read."""
        words = _("No message can reach them: there is no address for one.")
        if self._reading is not None and self._reading in self.app.screen_stack:
            self._reading.add(words)
            return
        for said in (words, _("No message can reach them.")):
            if self._fits(*sentences, said):
                self.front.say(" ".join((*sentences, said)))
                return
        if self.app.screen is self:  # somebody who has gone on is not held up
            self._read_out([*sentences, words])

    def tick(self, seconds: float) -> None:
        if self._sendable is not None and seconds >= self._sendable[1]:
            self._sendable = None
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "send_now":
            return self._sendable is not None
        return super().check_action(action, parameters)

    def action_send_now(self) -> None:
        self.send_at_once()

    def send_at_once(self) -> bool:
        """Let it go now and say so; False where nothing waits."""
        if self._sendable is None:
            self.front.say(_("No message waits to be sent for it."))
            return False
        code = self._sendable[0]

        def gone(answer: tuple[list[OutboxEntry], tuple[str, ...]]) -> None:
            entries, there = answer
            self._sendable = None
            self.refresh_bindings()
            self.front.say(_gone_words(entries, there))

        def send(desk: Desk) -> tuple[list[OutboxEntry], tuple[str, ...]]:
            there = desk.messages.set_up()  # first: whatever fails here, nothing has been sent yet
            return desk.messages.send_at_once(code), there

        self.tell(send, gone)
        return True


def _gone_words(entries: list[OutboxEntry], there: tuple[str, ...]) -> str:
    """What goes, by which channel; and what cannot go before its channel is set up. ``there``: those that are."""
    going, waiting = [], []
    for one in entries:
        way = one.channel.split(",")[0]
        kind = kind_words(one.kind)
        if way in there:
            going.append(f"{kind} ({channel_name(way)})")
        else:
            waiting.append((kind, channel_name(way) if way else _("a channel for it")))
    said = []
    if going:
        words = _("Goes to {name} at once: {messages}. Once it has gone, u cannot recall it.")
        said.append(words.format(name=shown(entries[0].name), messages=", ".join(going)))
    for kind, channel in waiting:
        words = _("To {name}: {message} waits until {channel} is set up: tell your administrator.")
        said.append(words.format(name=shown(entries[0].name), message=kind, channel=channel))
    return " ".join(said) or _("No message waits to be sent for it.")
