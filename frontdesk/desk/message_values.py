"""Messages and conversations as they go in and out of the desk: plain data, moments in epoch seconds."""

from __future__ import annotations

from msgspec import Struct

from frontdesk.desk.values import Cancellation


class Dispatch(Struct, frozen=True):
    """A message that a worker has claimed and is to send: by which channel, to which address there, what it says.

    ``template`` with its ``parameters`` stands for the text where the channel takes no free text now. ``key`` is the same
    for every try of the message.
    """

    id: int
    lease: str
    key: str
    kind: str
    channel: str
    to: str
    subject: str
    text: str
    customer: str
    answers: str = ""
    template: str = ""
    language: str = ""
    parameters: tuple[str, ...] = ()
    attempts: int = 0
    unsubscribe: str = ""
    """Where the reader gets no more of these."""
    thread: tuple[str, ...] = ()
    """Of a mail: the ids of those before the one it answers, oldest first."""
    quote: int | None = None
    """The quote that goes with it as a file: ``desk.inquiries.quote_file``."""


class Visit(Struct, frozen=True):
    """A reservation as whoever holds its customer's link may see it, in the customer's ``language``.

    ``valid`` False: the link is for an earlier time, and nothing more is told. ``link``: what stands in the link of the
    visit as it now stands. ``acts``: which of confirm, cancel, move can be done now; ``confirmed``: the customer has
    said that they come. ``cost``: what cancelling now means. ``unmovable``: why it cannot be moved through the link
    (begun, late, asked: by the business only, desk: not sold on the web); empty where it can.
    """

    business: str
    language: str
    valid: bool = True
    link: str = ""
    status: str = ""
    service: str = ""
    staff: str | None = None
    staff_id: int | None = None
    location: str = ""
    start: int = 0
    end: int = 0
    zone: str = "UTC"
    party: int = 1
    nights: int = 0
    acts: tuple[str, ...] = ()
    confirmed: bool = False
    cost: Cancellation | None = None
    unmovable: str = ""

    @property
    def terms(self) -> str:
        """What cancelling now means, in one word, as it is agreed to: ``free``, ``unit``, ``fee:1000``."""
        return self.cost.terms if self.cost is not None else "free"


class OptOut(Struct, frozen=True):
    """The holder of a link that ends marketing. ``done``: they get none already."""

    business: str
    language: str
    done: bool


class AttachedFile(Struct, frozen=True):
    """A file of a message; ``size`` in bytes."""

    id: int
    name: str
    type: str
    size: int


class FileContent(Struct, frozen=True):
    name: str
    content: bytes


class Message(Struct, frozen=True):
    """A message of a conversation. Moments in epoch seconds. ``seen``: somebody here has read it. ``written``: of a
    mail, what they wrote now, without what it quotes; ``text`` is all of it. ``automatic``: a machine wrote it."""

    id: int
    channel: str
    direction: str
    at: int
    state: str
    state_at: int
    subject: str
    text: str
    author: str
    problem: str | None
    seen: bool
    attachments: tuple[AttachedFile, ...] = ()
    written: str = ""
    automatic: bool = False


class Thread(Struct, frozen=True):
    """A conversation in short: its last message, and how many of theirs nobody has read."""

    customer: str
    name: str
    unseen: int
    at: int
    channel: str
    direction: str
    state: str
    text: str


class Way(Struct, frozen=True):
    """A channel by which somebody can be reached. ``window``: seconds for which it takes free text; None: always."""

    channel: str
    address: str
    window: int | None = None


class Queued(Struct, frozen=True):
    """A message of the outbox that is not among those of the conversation: it waits, or it never went.

    ``due`` and ``at`` (when it was written) in epoch seconds. ``state``: waiting, failed, dropped or recalled.
    """

    id: int
    kind: str
    channel: str
    due: int
    text: str
    state: str = "waiting"
    at: int = 0
    author: str = ""
    problem: str = ""


class Conversation(Struct, frozen=True):
    """A customer's messages, what waits to go, by which ways they can be answered, and by which they wrote last.

    ``marketing``: what they said to marketing; None: nothing. ``not_set_up``: ways there would be, were
    their channels set up.
    """

    customer: str
    name: str
    messages: tuple[Message, ...]
    waiting: tuple[Queued, ...]
    ways: tuple[Way, ...]
    channel: str
    marketing: bool | None = None
    not_set_up: tuple[Way, ...] = ()


class FromOutside(Struct, frozen=True):
    """A file that came with a message; ``reference`` where the provider still has it."""

    name: str
    type: str
    content: bytes = b""
    reference: str = ""


class Incoming(Struct, frozen=True):
    """A message from outside, as a channel decoded it; ``at`` in epoch seconds."""

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
    attachments: tuple[FromOutside, ...] = ()
    left_out: str = ""
    thread: tuple[str, ...] = ()
    automatic: bool = False


class OutboxEntry(Struct, frozen=True):
    """A message on its way, or what became of it. Moments in epoch seconds. ``code``: the reservation it is about."""

    id: int
    kind: str
    status: str
    customer: str
    name: str
    code: str | None
    channel: str
    template: str
    due: int
    problem: str
    attempts: int
    made_by: str
    ended: int | None = None


class WorkerState(Struct, frozen=True):
    """A worker that gave a sign of life at ``beat`` (epoch seconds). ``channels``: (name, problem or empty)."""

    name: str
    host: str
    started: int
    beat: int
    channels: tuple[tuple[str, str], ...]
    problem: str


class TemplateText(Struct, frozen=True):
    """A text of messages. ``own``: the business wrote it itself."""

    name: str
    language: str
    purpose: str
    subject: str
    body: str
    own: bool = False
