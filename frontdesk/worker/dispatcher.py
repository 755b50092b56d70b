"""One worker: at every tick it plans what has become due, sends what is due, and asks the channels for news."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from frontdesk.base import failure_log
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.channels.protocol import Attachment, Channel, ChannelError, News, Outgoing, Polled, Template, Told
from frontdesk.desk import message_values
from frontdesk.desk.messages import receiving
from frontdesk.desk.messages.set_up import ALIVE

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

FILES = 10
"""Files fetched in a tick."""
BATCH = 20
"""Messages claimed at a time: what a worker that dies keeps from the others until its lease ends."""
BEAT_EVERY = 20
"""Seconds between two signs of life while a tick goes on sending."""
POLL_EVERY = 25
"""Seconds between two visits to a channel that has to be asked, whichever worker goes there."""
AWAY = ("database_", "not_set_up")
"""How the codes begin of what has nothing to do with the message."""
NOT_WHOLE = N_("it could not be taken over; it is still where it came from")
AHEAD = 60
"""Seconds by which the clock may be ahead of another worker's."""


class Dispatcher:
    """Not thread-safe: one thread ticks. ``base_url``: where the customers' links lead. ``alive`` is called again and again
    while a tick lasts."""

    def __init__(
        self,
        desk: Desk,
        channels: Mapping[str, Channel],
        *,
        base_url: str = "",
        name: str = "",
        ending: Callable[[], bool] = lambda: False,
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk.itself()
        self._channels = dict(channels)
        self._base_url = base_url
        self.host = socket.gethostname()
        self.name = name or f"{self.host}:{os.getpid()}"
        self._ending = ending
        self._alive = alive
        self._beaten = 0.0
        self._started = int(desk.clock.seconds())
        self._problems: dict[str, str] = dict.fromkeys(channels, "")
        self._others: dict[str, int] = {}
        self.problem = ""

    def tick(self) -> int:
        """Do what there is to do now; returns how many messages went. Never raises but FrontdeskError(database_…)."""
        messages = self._desk.messages
        self.problem = self._wrong_clock()
        sent = 0
        if not self.problem:
            messages.plan()
            self._hear()
            self._fetch()
            sent = self._send()
        self._beat()
        return sent

    def _beat(self) -> None:
        self._beaten = self._desk.clock.seconds()
        problems = tuple(self._problems.items())
        self._desk.messages.beat(self.name, self.host, self._started, problems, self.problem)
        self._alive()

    def leave(self) -> None:
        """End: others know at once."""
        self._desk.messages.leave(self.name)
        for channel in self._channels.values():
            channel.close()

    # clocks -----------------------------------------------------------------------------------------------------------

    def _wrong_clock(self) -> str:
        """Why nothing may be sent from here (``behind 600``, seconds); empty where the clock seems right.

        Behind the journal: somebody with a right clock wrote later than our present. Ahead of a worker that is alive, for
        it gives signs of life while we look: one of the two is wrong, and sending late is the lesser harm.
        """
        behind = self._desk.messages.behind()
        if behind:
            return f"behind {behind}"
        now, seen = int(self._desk.clock.seconds()), {}
        fast = 0
        for other in self._desk.messages.workers():
            if other.name == self.name or other.problem:
                continue
            seen[other.name] = other.beat
            before = self._others.get(other.name)
            late = now - other.beat
            if late > AHEAD and (before is None or before != other.beat):
                fast = max(fast, late)  # it beats, or has just been met: alive until it is seen to be silent
        self._others = seen
        return f"ahead {fast}" if fast else ""

    # sending ----------------------------------------------------------------------------------------------------------

    def _send(self) -> int:
        messages, sent = self._desk.messages, 0
        while not self._ending():
            claimed = messages.claim(tuple(self._channels), base_url=self._base_url, limit=BATCH)
            if not claimed:
                break
            for going in claimed:
                sent += self._send_one(going)
            if self._desk.clock.seconds() - self._beaten >= BEAT_EVERY:
                self._beat()
        return sent

    def _send_one(self, going: message_values.Dispatch) -> int:
        messages = self._desk.messages
        try:
            files = self._files(going)
        except FrontdeskError as error:
            if error.code.startswith("database_"):
                raise
            messages.not_sent(going, str(error))
            return 0
        if not messages.sending(going):
            return 0
        template = Template(going.template, going.language, going.parameters) if going.template else None
        outgoing = Outgoing(
            key=going.key,
            to=going.to,
            text=going.text,
            subject=going.subject,
            template=template,
            answers=going.answers,
            attachments=files,
            unsubscribe=going.unsubscribe,
            thread=going.thread,
            personal=going.kind == "reply",
        )
        try:
            answer = self._channels[going.channel].send(outgoing)
        except ChannelError as error:
            self._problems[going.channel] = error.problem if error.again else ""
            messages.not_sent(going, error.problem, again=error.again, doubtful=error.doubtful, after=error.after)
            return 0
        except Exception as error:  # a fault of ours: whether it went nobody knows
            failure_log.write(error, self._desk.clock.seconds())
            messages.not_sent(going, f"{type(error).__name__}: {error}"[:200], doubtful=True)
            return 0
        messages.sent(going, answer.external_id)
        if self._problems[going.channel]:
            self._problems[going.channel] = ""
            messages.answers_again(going.channel)
        return 1

    def _files(self, going: message_values.Dispatch) -> tuple[Attachment, ...]:
        """What goes with a message, made now."""
        if going.quote is None:
            return ()
        made = self._desk.inquiries.quote_file(going.quote)
        return (Attachment(made.name, "application/pdf", made.content),)

    # hearing ----------------------------------------------------------------------------------------------------------

    def _hear(self) -> None:
        """Ask the channels that do not tell by themselves."""
        for name, channel in self._channels.items():
            if not hasattr(channel, "poll") or self._ending() or not self._desk.messages.take_turn(name, POLL_EVERY):
                continue
            try:
                self._poll(name, channel)  # type: ignore[arg-type]
                self._problems[name] = ""
            except ChannelError as error:
                self._problems[name] = error.problem

    def _poll(self, name: str, channel: Polled) -> None:
        messages = self._desk.messages
        news, place = channel.poll(messages.place(name))
        for one in news:
            self._take(one)
        if place:
            messages.keep_place(name, place)

    def _take(self, one: News) -> None:
        """Keep what came. One that we stumble over is kept as far as it goes, and holds up no other."""
        messages = self._desk.messages
        if isinstance(one, Told):
            self._is_taken(lambda: messages.told(one.channel, one.external_id, one.state, one.at, one.problem, one.key))
        elif not self._is_taken(lambda: messages.receive(receiving.incoming(one))):
            bare = replace(one, text="", name="", subject="", answers="", thread=(), attachments=(), left_out=NOT_WHOLE)
            self._is_taken(lambda: messages.receive(receiving.incoming(bare)))

    def _is_taken(self, take: Callable[[], object]) -> bool:
        try:
            take()
        except Exception as error:
            if isinstance(error, FrontdeskError) and error.code.startswith(AWAY):
                raise  # all of it is asked for again when the database is back
            failure_log.write(error, self._desk.clock.seconds())
            return False
        return True

    def _fetch(self) -> None:
        """Files that came with messages and still are at the provider are kept here."""
        for number, channel, file in self._desk.messages.unfetched(tuple(self._channels), FILES):
            if self._ending():
                return
            try:
                found = self._channels[channel].fetch(Attachment(file.name, file.type, reference=file.reference))
            except ChannelError as error:
                if not error.again:
                    self._desk.messages.fetched(number, b"", error.problem)
                continue
            self._desk.messages.fetched(number, found.content, "")


def is_needed(desk: Desk, name: str = "") -> bool:
    """Whether no other worker gives signs of life, so that the app should dispatch itself."""
    now = desk.clock.seconds()
    try:
        return not any(one.name != name and now - one.beat < ALIVE for one in desk.messages.workers())
    except FrontdeskError:
        return False
