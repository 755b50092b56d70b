"""One worker: at every tick it plans what has become due, sends what is due, and asks the channels for news."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import Channel, ChannelError, Outgoing, Polled, Received, Template
from frontdesk.desk import values
from frontdesk.desk.messages import receiving
from frontdesk.desk.messages.dispatching import ALIVE

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

BATCH = 20
"""Messages claimed at a time: what a worker that dies keeps from the others until its lease ends."""
AHEAD = 60
"""Seconds by which the clock may be ahead of another worker's."""


class Dispatcher:
    """Not thread-safe: one thread ticks. ``base_url``: where the customers' links lead."""

    def __init__(
        self,
        desk: Desk,
        channels: Mapping[str, Channel],
        *,
        base_url: str = "",
        name: str = "",
        ending: Callable[[], bool] = lambda: False,
    ) -> None:
        self._desk = desk.itself()
        self._channels = dict(channels)
        self._base_url = base_url
        self.host = socket.gethostname()
        self.name = name or f"{self.host}:{os.getpid()}"
        self._ending = ending
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
            sent = self._send()
        messages.beat(self.name, self.host, self._started, tuple(self._problems.items()), self.problem)
        return sent

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
        return sent

    def _send_one(self, going: values.Dispatch) -> int:
        messages = self._desk.messages
        if not messages.sending(going):
            return 0
        template = Template(going.template, going.language, going.parameters) if going.template else None
        outgoing = Outgoing(
            key=going.key, to=going.to, text=going.text, subject=going.subject, template=template, answers=going.answers
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
        self._problems[going.channel] = ""
        messages.sent(going, answer.external_id)
        return 1

    # hearing ----------------------------------------------------------------------------------------------------------

    def _hear(self) -> None:
        """Ask the channels that do not tell by themselves."""
        for name, channel in self._channels.items():
            poll = getattr(channel, "poll", None)
            if poll is None or self._ending():
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
            if isinstance(one, Received):
                messages.receive(receiving.incoming(one))
            else:
                messages.told(one.channel, one.external_id, one.state, one.at, one.problem, one.key)
        if place:
            messages.keep_place(name, place)


def is_needed(desk: Desk, name: str = "") -> bool:
    """Whether no other worker gives signs of life, so that the app should dispatch itself."""
    now = desk.clock.seconds()
    try:
        return not any(one.name != name and now - one.beat < ALIVE for one in desk.messages.workers())
    except FrontdeskError:
        return False
