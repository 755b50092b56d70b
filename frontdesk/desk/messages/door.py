"""The use cases of messages, as ``desk.messages``: for screens, commands, pages and workers (Law 1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.desk import message_values, values
from frontdesk.desk.messages import dispatching, planning, queue, set_up, threads, visitors
from frontdesk.desk.work import Work
from frontdesk.store import kept, outbox, workers

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class Messages:
    """What a Desk can do with messages. Every method may raise FrontdeskError; moments are epoch seconds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # what waits, and what went wrong ----------------------------------------------------------------------------------

    def listed(
        self, *, statuses: Sequence[str] = (), customer: str | None = None, code: str | None = None, limit: int = 200
    ) -> list[message_values.OutboxEntry]:
        """Messages on their way and what became of them, the latest first; of a reservation also those to come."""
        return self._desk.read(
            lambda work: queue.listed(work, statuses=statuses, customer=customer, code=code, limit=limit)
        )

    def troubled(self) -> list[message_values.OutboxEntry]:
        """What did not go and has not been looked at."""
        return self._desk.read(queue.troubled)

    def counts(self) -> tuple[int, int]:
        """How many wait to go; how many did not go and have not been looked at."""
        return self._desk.read(queue.counts)

    def retry(self, number: int, channel: str | None = None) -> message_values.OutboxEntry:
        """Send again what did not go, by another channel where one is named."""
        return self._desk.write(lambda work: queue.retry(work, number, channel))

    def drop(self, number: int) -> None:
        """What has not gone yet shall not go; what failed needs no more attention."""
        self._desk.write(lambda work: queue.drop(work, number))

    def send_now(self, number: int) -> None:
        """Do not wait until undo can no longer take it back."""
        self._desk.write(lambda work: queue.now(work, number))

    def notices(self, code: str) -> tuple[list[message_values.OutboxEntry], bool]:
        """What waits to be told of a reservation because of what was just agreed on; whether each has an address to go to."""
        return self._desk.read(lambda work: queue.notices(work, code))

    def send_at_once(self, code: str) -> list[message_values.OutboxEntry]:
        """Let a reservation's notices go now; returns them."""
        return self._desk.write(lambda work: queue.at_once(work, code))

    def set_up(self) -> tuple[str, ...]:
        """The channels that are known to be set up, here or at a worker; what goes by none of them waits."""
        return self._desk.read(lambda work: set_up.channels(work) or ())

    def looked_at(self, numbers: Sequence[int]) -> None:
        """Somebody has seen why these did not go."""
        self._desk.write(lambda work: queue.looked_at(work, numbers))

    # conversations ----------------------------------------------------------------------------------------------------

    def threads(self, *, unseen: bool = False, limit: int = 200, offset: int = 0) -> list[message_values.Thread]:
        """Conversations, the one with the latest message first."""
        return self._desk.read(lambda work: threads.listed(work, unseen=unseen, limit=limit, offset=offset))

    def unseen(self) -> int:
        """In how many conversations somebody wrote whom nobody has read yet."""
        return self._desk.read(threads.unseen)

    def thread(self, customer: str, *, limit: int = 200, before: int | None = None) -> message_values.Conversation:
        """A customer's messages over all channels, oldest first."""
        return self._desk.read(lambda work: threads.thread(work, customer, limit=limit, before=before))

    def see(self, customer: str, until: int) -> int:
        """What they wrote, up to a message, was read here."""
        return self._desk.write(lambda work: threads.see(work, customer, until))

    def reply(
        self, customer: str, text: str, *, channel: str | None = None, subject: str = ""
    ) -> message_values.Queued:
        """Write to a customer, by the channel they wrote by last unless another is named."""
        return self._desk.write(lambda work: threads.reply(work, customer, text, channel=channel, subject=subject))

    def consent(self, customer: str, purpose: str, given: bool, *, channel: str = "") -> None:
        """Write down what a customer agrees to, or does not want."""
        self._desk.write(lambda work: threads.consent(work, customer, purpose, given, channel=channel))

    def attachment(self, number: int) -> message_values.FileContent:
        """A file that came with a message."""
        return self._desk.read(lambda work: threads.attachment(work, number))

    def save_attachment(self, number: int, path: str | Path, *, overwrite: bool = False) -> int:
        """Write a file that came with a message to a file of that name; returns its bytes."""
        return self._desk.read(lambda work: threads.save(work, number, path, overwrite=overwrite))

    # texts ------------------------------------------------------------------------------------------------------------

    def texts(self) -> list[message_values.TemplateText]:
        """Every text, the business's own in place of those that come with the program."""
        return self._desk.read(queue.written)

    def write_text(self, name: str, language: str, subject: str, body: str, *, purpose: str = "service") -> None:
        """Write a text of the business's own."""
        self._desk.write(lambda work: queue.write(work, name, language, subject, body, purpose))

    def preview(self, name: str, language: str, code: str | None = None) -> tuple[str, str]:
        """(subject, body) of a text as it would go, for a real reservation."""
        return self._desk.read(lambda work: queue.preview(work, name, language, code))

    # from outside -----------------------------------------------------------------------------------------------------

    def receive(self, came: message_values.Incoming) -> int | None:
        """Keep a message from outside; its id, None where it is there already."""
        from frontdesk.desk.messages import receiving

        return self._desk.write(lambda work: receiving.receive(work, came))

    def told(self, channel: str, external_id: str, state: str, at: int, problem: str = "", key: str = "") -> bool:
        """What a provider says became of a message of ours (``key``: ours); False where that is nothing new."""
        from frontdesk.desk.messages import receiving

        return self._desk.write(lambda work: receiving.told(work, channel, external_id, state, at, problem, key))

    # customers' links: whoever holds one acts as ``web`` -----------------------------------------------------------------

    def visit(self, token: str) -> message_values.Visit:
        """The visit behind a customer's link. Raises FrontdeskError(link_unknown)."""
        return self._desk.by_link().read(lambda work: visitors.visit(work, token))

    def free(self, token: str, first: int, last: int) -> list[values.Slot]:
        """Where the visit could go from one day to another (ordinals, both included), by the customers' rules."""
        return self._desk.by_link().read(lambda work: visitors.free(work, token, first, last))

    def confirm(self, token: str) -> message_values.Visit:
        """The customer says that they come. Raises FrontdeskError (link_unknown, link_outdated, not_by_link)."""
        return self._desk.by_link().write(lambda work: visitors.confirm(work, token))

    def cancel(self, token: str, agreed: str = "free") -> message_values.Visit:
        """The customer cancels, on the terms they were shown. Raises FrontdeskError (link_…, not_by_link)."""
        return self._desk.by_link().write(lambda work: visitors.cancel(work, token, agreed))

    def move(self, token: str, start: int, staff: int | None = None) -> message_values.Visit:
        """The customer takes another time, epoch minutes, or person. Raises FrontdeskError (link_…, not_by_link)."""
        return self._desk.by_link().write(lambda work: visitors.move(work, token, start, staff))

    def opted_out(self, token: str) -> message_values.OptOut:
        """Who holds a link that ends marketing. Raises FrontdeskError(link_unknown)."""
        return self._desk.by_link().read(lambda work: visitors.opted_out(work, token))

    def opt_out(self, token: str) -> message_values.OptOut:
        """They want no more marketing. Raises FrontdeskError(link_unknown)."""
        return self._desk.by_link().write(lambda work: visitors.opt_out(work, token))

    # workers ----------------------------------------------------------------------------------------------------------

    def plan(self) -> int:
        """Write what has become due into the outbox, a piece at a time; returns how many messages that were.

        :data:`planning.MANY` or more: there may be more to plan, which the next tick does.
        """
        many = 0
        while many < planning.MANY and (made := self._desk.write(planning.plan)) is not None:
            many += made
        return many

    def behind(self) -> int:
        """Seconds by which the clock here is behind the journal; 0 where that is nothing to mind."""
        return self._desk.read(dispatching.behind)

    def claim(self, there: Sequence[str], *, base_url: str = "", limit: int = 20) -> list[message_values.Dispatch]:
        """Take due messages to send by these channels; nobody else gets them for two minutes."""
        if not self._desk.read(lambda work: outbox.has_due(work.connection, work.seconds)):
            return []
        return self._desk.write(lambda work: dispatching.claim(work, there, base_url, limit))

    def sending(self, going: message_values.Dispatch) -> bool:
        """Say that it goes now. False: it must not be sent any more."""
        return self._desk.write(lambda work: dispatching.sending(work, going))

    def sent(self, going: message_values.Dispatch, external_id: str) -> None:
        """The provider took it."""
        self._desk.write(lambda work: dispatching.sent(work, going, external_id))

    def not_sent(
        self,
        going: message_values.Dispatch,
        problem: str,
        *,
        again: bool = False,
        doubtful: bool = False,
        after: int | None = None,
    ) -> None:
        """The provider did not take it (``again``: it may later, after so many seconds), or nobody knows."""
        self._desk.write(
            lambda work: dispatching.not_sent(work, going, problem, again=again, doubtful=doubtful, after=after)
        )

    def answers_again(self, channel: str) -> None:
        """A channel that failed has taken a message: what waits for another try by it is due now."""
        self._desk.write(lambda work: dispatching.answers_again(work, channel))

    def beat(
        self, name: str, host: str, started: int, channels: Sequence[tuple[str, str]] = (), problem: str = ""
    ) -> None:
        """A worker's sign of life."""
        self._desk.write(lambda work: queue.beat(work, name, host, started, channels, problem))

    def leave(self, name: str) -> None:
        """A worker ends."""
        self._desk.write(lambda work: workers.leave(work.connection, name))

    def workers(self) -> list[message_values.WorkerState]:
        """Every worker that gave a sign of life lately."""
        return self._desk.read(queue.states)

    def take_turn(self, channel: str, every: int) -> bool:
        """Whether it is this worker's turn to ask a channel for news: one does in so many seconds."""
        return self._desk.write(lambda work: kept.take_turn(work.connection, f"poll:{channel}", work.seconds, every))

    def unfetched(self, channels: Sequence[str], limit: int) -> list[tuple[int, str, message_values.FromOutside]]:
        """Files that came with messages and still are at their providers: (number, channel, file)."""
        from frontdesk.desk.messages import receiving

        return self._desk.read(lambda work: receiving.unfetched(work, channels, limit))

    def fetched(self, number: int, content: bytes, problem: str) -> None:
        """A file is here, or cannot be had any more."""
        from frontdesk.desk.messages import receiving

        self._desk.write(lambda work: receiving.fetched(work, number, content, problem))

    def place(self, channel: str) -> str:
        """How far a channel has been read; empty: not at all."""
        return self._desk.read(lambda work: kept.kept_text(work.connection, f"read:{channel}") or "")

    def keep_place(self, channel: str, place: str) -> None:
        """A channel has been read so far."""

        def keep(work: Work) -> None:
            kept.put_text(work.connection, f"read:{channel}", place)

        self._desk.write(keep)
