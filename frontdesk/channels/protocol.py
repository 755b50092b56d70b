"""What every channel can do, and the values that go through it.

A channel knows nothing of customers, reservations or the database: it is given an address and a text, and gives back
what the provider said. Instants are epoch seconds (UTC).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

State = Literal["sent", "delivered", "read", "failed"]
"""What a provider tells of a message it took."""


class Attachment(Struct, frozen=True):
    """A file that came with a message, or ``reference``: what the provider wants to be asked for to hand it over."""

    name: str
    type: str
    content: bytes = b""
    reference: str = ""


class Template(Struct, frozen=True):
    """A text the provider has approved beforehand, by name, with what its places are filled with."""

    name: str
    language: str
    parameters: tuple[str, ...] = ()


class Outgoing(Struct, frozen=True):
    """A message to be sent. ``to``: address in the channel (e-mail, E.164 phone, id of the chat).

    ``key`` is ours and the same for every try of the same message. ``template`` stands for the text where the channel
    may not send free text now. ``answers`` names the message it answers, by the provider's id; ``thread`` those before it,
    oldest first. ``unsubscribe``: the address (https: or mailto:) under which the reader gets no more of these; only
    e-mail has a place for it. ``personal``: somebody wrote it to this reader, no rule did.
    """

    key: str
    to: str
    text: str
    subject: str = ""
    template: Template | None = None
    answers: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""
    thread: tuple[str, ...] = ()
    personal: bool = False


class Sent(Struct, frozen=True):
    """The provider took it, and calls it so."""

    external_id: str


class Received(Struct, frozen=True):
    """A message from outside. ``sender``: who wrote, as the channel names them; it is the address for an answer."""

    channel: str
    external_id: str
    sender: str
    text: str
    at: int
    name: str = ""
    phone: str = ""
    email: str = ""
    subject: str = ""
    answers: str = ""
    attachments: tuple[Attachment, ...] = ()
    left_out: str = ""
    """What could not be taken over, such as a file that is too large, as one of our sentences; empty: nothing."""
    thread: tuple[str, ...] = ()
    """The messages it says it follows, the nearest first; ``answers`` is the first of them."""
    automatic: bool = False
    """A machine wrote it: somebody's absence, a newsletter. Nobody waits for an answer."""


class Told(Struct, frozen=True):
    """What became of a message of ours. ``key``: ours, where the provider repeats it (SMS with a callback): by it a
    message that was doubtful is known to have gone."""

    channel: str
    external_id: str
    state: State
    at: int
    problem: str = ""
    key: str = ""


News = Received | Told


class ChannelError(Exception):
    """A message did not go, or nobody knows. ``problem`` is the provider's own words, in one line.

    ``again``: trying later may help, after ``after`` seconds where the provider named them. ``doubtful``: it may have
    gone: what was sent left this machine, and no answer came. Never both.
    """

    def __init__(self, problem: str, *, again: bool = False, doubtful: bool = False, after: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.again = again
        self.doubtful = doubtful
        self.after = after


class Forged(Exception):
    """What came claims to be from the provider and is not: the signature does not fit the bytes."""


class Channel(Protocol):
    """One way in and out. Not thread-safe: whoever sends from several threads makes one for each."""

    name: str

    def send(self, message: Outgoing) -> Sent:
        """Hand it to the provider, once. Raises ChannelError."""

    def test(self) -> str:
        """Ask the provider who we are, without sending anything; its answer in a few words. Raises ChannelError."""

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """What a webhook brought: raw bytes, headers (names in lower case), the address it was sent to.

        Raises Forged where the signature is wrong or missing, ValueError where it cannot be read. Kinds of news that
        mean nothing to us are left out.
        """

    def fetch(self, attachment: Attachment) -> Attachment:
        """The attachment with its content. Raises ChannelError."""

    def close(self) -> None:
        """Give back connections."""


class Polled(Protocol):
    """A channel that is asked for news instead of being told (IMAP, Telegram without a webhook)."""

    def poll(self, since: str) -> tuple[Sequence[News], str]:
        """What is new after ``since`` (what the last poll returned; empty: the first), and from where to go on.

        Nothing is taken for read at the provider before the next poll says so. Raises ChannelError.
        """
