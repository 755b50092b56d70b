"""The salon with rules for its messages, and a post office that takes what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.channels.protocol import Attachment, ChannelError, News, Outgoing, Received, Sent
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish, Reservation
from frontdesk.worker.dispatcher import Dispatcher
from tests.conftest import SALON
from tests.desk.wishes import wish

RULES = """
[[reminders]]
when = "booked"
channels = ["sms", "email"]
template = "confirmation"

[[reminders]]
when = "changed"
channels = ["sms", "email"]
template = "changed"

[[reminders]]
when = "cancelled"
channels = ["sms", "email"]
template = "cancelled"

[[reminders]]
when = "-24h"
channels = ["sms", "email"]
template = "reminder"

[[reminders]]
when = "+1d"
channels = ["sms", "email"]
template = "thanks"

[[reminders]]
when = "birthday"
channels = ["email"]
template = "birthday"

[[reminders]]
when = "inactive 90d"
channels = ["email"]
template = "inactive"
"""


class Post:
    """A channel whose provider is this list. ``refuses`` is raised instead, once for each error in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.went: list[Outgoing] = []
        self.refuses: list[Exception] = []
        self.files: dict[str, bytes] = {}

    def send(self, message: Outgoing) -> Sent:
        if self.refuses:
            raise self.refuses.pop(0)
        self.went.append(message)
        return Sent(f"{self.name}-{len(self.went)}")

    def fetch(self, attachment: Attachment) -> Attachment:
        if attachment.reference not in self.files:
            raise ChannelError("nothing here")
        return Attachment(attachment.name, attachment.type, self.files[attachment.reference])

    def close(self) -> None:
        pass

    def test(self) -> str:
        return self.name

    def decode(self, body: bytes, headers: object, url: str) -> list[object]:
        return []


class Mailbox(Post):
    """A channel that has to be asked; it tells the same again and again."""

    def __init__(self, name: str, news: Sequence[News] = ()) -> None:
        super().__init__(name)
        self.asked: list[str] = []
        self.news = news or [Received(self.name, "<m1@x>", "eva@example.com", "llego tarde", 1)]

    def poll(self, since: str) -> tuple[Sequence[News], str]:
        self.asked.append(since)
        return self.news, f"place {len(self.asked)}"


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    return open_business(store_url, SALON + RULES)


@pytest.fixture
def sms() -> Post:
    return Post("sms")


@pytest.fixture
def email() -> Post:
    return Post("email")


@pytest.fixture
def worker(desk: Desk, sms: Post, email: Post) -> Dispatcher:
    return Dispatcher(desk, {"sms": sms, "email": email}, name="one")  # type: ignore[dict-item]


@pytest.fixture
def book(desk: Desk) -> Callable[..., Reservation]:
    """Book somebody with a phone: ``book("2026-11-25 10:00")``."""

    def made(start: str, name: str = "Eva Ruiz", staff: str | None = "Marta", **who: str) -> Reservation:
        given = {"phone": "600111222"} | who
        booking = wish(desk, "Corte", start, staff)
        import msgspec

        return desk.book(msgspec.structs.replace(booking, customer=CustomerWish(name=name, **given)))

    return made


@pytest.fixture
def another(desk: Desk, clock: FixedClock) -> Iterator[Callable[..., Desk]]:
    """The same database through a desk of its own, with a clock of its own."""
    opened: list[Desk] = []

    def make(ahead: int = 0) -> tuple[Desk, FixedClock]:
        own = FixedClock(clock.seconds() + ahead)
        url = str(desk.store.path) if desk.store.path else f"{desk.store.where}"
        made = open_desk(url, clock=own)
        opened.append(made)
        return made, own

    yield make
    for one in opened:
        one.close()


def texts(post: Post) -> list[str]:
    return [message.text for message in post.went]
