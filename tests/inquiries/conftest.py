"""A small hotel that answers by e-mail and reminds who does not reply, and a post office that keeps what goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryWish
from frontdesk.desk.message_values import Incoming
from frontdesk.desk.opening import open_desk
from frontdesk.worker.dispatcher import Dispatcher
from tests.messages.conftest import Post

HOTEL = """
[business]
name = "Hotel Miramar"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Playa"
timezone = "Europe/Madrid"

[[rooms]]
name = "101"

[[rooms]]
name = "102"

[[services]]
name = "Habitación doble"
needs = ["room"]
nights = true
check_in = "15:00"
check_out = "11:00"
price = "90.00"
max_party = 2

[[reminders]]
when = "booked"
channels = ["email"]
template = "confirmation"

[[reminders]]
when = "inquiry +2d"
channels = ["email"]
template = "inquiry_reminder"

[[reminders]]
when = "inquiry +5d"
channels = ["email"]
template = "inquiry_reminder"

[[reminders]]
when = "inquiry +10d"
channels = ["email"]
template = "inquiry_reminder"
"""

MINUTE, DAY = 60, 86_400
ARRIVAL = 739_961
"""Friday 11 December 2026."""


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    return open_business(store_url, HOTEL)


@pytest.fixture
def email() -> Post:
    return Post("email")


@pytest.fixture
def worker(desk: Desk, email: Post) -> Dispatcher:
    return Dispatcher(desk, {"email": email}, name="one")  # type: ignore[dict-item]


@pytest.fixture
def asked(desk: Desk) -> Callable[..., Inquiry]:
    """Somebody asks on the phone: ``asked(party=2)``."""

    def made(**more: object) -> Inquiry:
        given: dict[str, object] = {
            "name": "Rosa Gil",
            "email": "rosa@example.com",
            "phone": "600333444",
            "asked": "¿Qué cuesta una doble del 11 al 13?",
            "services": (desk.find_service("Habitación doble").id,),
            "starts": ARRIVAL,
            "ends": ARRIVAL + 2,
            "party": 2,
        }
        return desk.inquiries.register(InquiryWish(**(given | more)))  # type: ignore[arg-type]

    return made


@pytest.fixture
def writes(desk: Desk, clock: FixedClock) -> Callable[..., int]:
    """Somebody writes a mail: ``writes("sí, resérvala", answers="email-1")``; the id of the message."""
    made: list[int] = []

    def write(text: str, sender: str = "rosa@example.com", answers: str = "", **more: object) -> int:
        name = f"<in{len(made)}@example.com>"
        came = Incoming("email", name, sender, text, int(clock.seconds()), answers=answers, **more)  # type: ignore[arg-type]
        number = desk.itself().messages.receive(came)
        assert number is not None
        made.append(number)
        return number

    return write


@pytest.fixture
def another(desk: Desk, clock: FixedClock) -> Iterator[Callable[..., Desk]]:
    """The same database through a desk of its own, as another process has it."""
    opened: list[Desk] = []

    def make() -> Desk:
        opened.append(open_desk(str(desk.store.path) if desk.store.path else f"{desk.store.where}", clock=clock))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
