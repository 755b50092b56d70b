"""Mail that comes in: which inquiry it joins, when it is a new one, and when it is none."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.base.clock import FixedClock
from frontdesk.channels import mail_read
from frontdesk.channels.protocol import Received
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryWish
from frontdesk.desk.message_values import Incoming
from frontdesk.desk.messages import receiving
from frontdesk.desk.values import CustomerWish
from tests.conftest import SALON
from tests.messages.conftest import RULES

GMAIL = (
    "\n\nEl lun, 23 nov 2026 a las 10:42, Peluquería Norte (<\nhola@norte.example>) escribió:\n\n> Hola, Lucía\n> …\n"
)

MINUTE = 60
_numbers = itertools.count(1)


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    """On SQLite and on PostgreSQL."""
    return open_business(store_url, SALON + RULES)


def mail(text: str = "Quería pedir presupuesto", **more: Any) -> Incoming:
    """A mail from Lucía, out of the blue."""
    number = next(_numbers)
    known: dict[str, Any] = {
        "channel": "email", "external_id": f"<m{number}@x>", "sender": "lucia@example.com", "text": text,
        "at": 1_795_410_000 + number, "name": "Lucía Vera", "email": "lucia@example.com", "subject": "Boda el 12 de junio",
    }  # fmt: skip
    known |= more
    if "thread" in known:
        known["answers"] = known["thread"][0]
    return Incoming(**known)


def only(desk: Desk) -> Inquiry:
    (found,) = desk.inquiries.inquiries()
    return found


def went(desk: Desk, customer: str, *, inquiry: str | None = None) -> str:
    """We wrote to a customer by e-mail, and it went; its Message-ID."""
    desk.messages.reply(customer, "Hola", channel="email")
    for entry in desk.messages.listed(statuses=("waiting",)):
        desk.messages.send_now(entry.id)
    (going,) = desk.messages.claim(("email",))
    assert desk.messages.sending(going)
    sent_as = f"<ours{going.id}@norte.example>"
    desk.messages.sent(going, sent_as)
    return sent_as


def test_a_mail_out_of_the_blue_is_an_inquiry(desk: Desk) -> None:
    desk.messages.receive(mail("Quería pedir presupuesto para cuatro.\n\n-- \nLucía"))
    found = only(desk)
    assert (found.source, found.stage, found.waits, found.name) == ("email", "new", True, "Lucía Vera")
    assert found.email == "lucia@example.com"
    assert found.asked == "Boda el 12 de junio\n\nQuería pedir presupuesto para cuatro."
    assert (found.starts, found.ends) == (None, None)  # what they said of days stays words
    assert found.customer is not None
    (message,) = desk.messages.thread(found.customer.id).messages
    assert message.text.endswith("Lucía")  # all of it is kept


def test_the_same_mail_twice_is_one(desk: Desk) -> None:
    came = mail()
    assert desk.messages.receive(came) is not None
    assert desk.messages.receive(came) is None
    assert len(desk.inquiries.inquiries()) == 1


def test_a_second_mail_of_the_same_sender_joins_what_is_open(desk: Desk) -> None:
    desk.messages.receive(mail())
    desk.messages.receive(mail("Seremos seis", subject="Otra cosa", sender="lucia@example.com"))
    found = only(desk)
    assert found.customer is not None
    assert len(desk.messages.thread(found.customer.id).messages) == 2
    desk.messages.receive(mail(sender="otra@example.com", email="otra@example.com", name="Otra"))
    assert len(desk.inquiries.inquiries()) == 2


def test_an_inquiry_by_phone_gets_the_mail_of_its_address(desk: Desk) -> None:
    made = desk.inquiries.register(InquiryWish(asked="por teléfono", name="Lucía", email="lucia@example.com"))
    desk.messages.receive(mail())
    assert [one.id for one in desk.inquiries.inquiries()] == [made.id]


def test_an_answer_to_a_mail_of_the_inquiry_joins_it_from_whatever_address(desk: Desk) -> None:
    first = mail()
    desk.messages.receive(first)
    before = only(desk)
    desk.messages.receive(
        mail("Soy yo, desde el trabajo" + GMAIL, sender="l.vera@firma.example", email="l.vera@firma.example",
             thread=("<unknown@x>", first.external_id))
    )  # fmt: skip
    after = only(desk)
    assert (after.id, after.version > before.version) == (before.id, True)
    assert after.customer is not None
    said = desk.messages.thread(after.customer.id).messages[-1]
    assert (said.written, said.author) == ("Soy yo, desde el trabajo", "Lucía Vera <l.vera@firma.example>")
    assert "> Hola, Lucía" in said.text
    # what is not proven is not remembered: a mail out of the blue from there is somebody else's
    desk.messages.receive(mail("Hola", sender="l.vera@firma.example", email="l.vera@firma.example"))
    assert len(desk.inquiries.inquiries()) == 2


def test_who_answers_another_mail_of_ours_is_in_a_conversation(desk: Desk) -> None:
    person = desk.add_customer(CustomerWish(name="Lucía Vera", email="lucia@example.com"))
    sent_as = went(desk, person.id)
    desk.messages.receive(mail("Gracias", thread=(sent_as,)))
    assert desk.inquiries.inquiries() == []
    assert {one.direction for one in desk.messages.thread(person.id).messages} == {"out", "in"}
    assert desk.messages.unseen() == 1


@pytest.mark.parametrize("known", [True, False])
def test_what_a_machine_sent_makes_no_inquiry(desk: Desk, known: bool) -> None:
    if known:
        person = desk.add_customer(CustomerWish(name="Lucía Vera", email="lucia@example.com"))
    came = desk.messages.receive(mail("Estoy fuera hasta el lunes", automatic=True))
    assert (came is not None) == known
    assert desk.inquiries.inquiries() == []
    if known:
        (message,) = desk.messages.thread(person.id).messages
        assert (message.automatic, message.seen) == (True, True)
        assert desk.messages.unseen() == 0


def test_an_absence_in_an_inquiry_changes_nothing_of_it(desk: Desk, clock: FixedClock) -> None:
    first = mail()
    desk.messages.receive(first)
    before = only(desk)
    desk.messages.receive(mail("Estoy fuera", automatic=True, thread=(first.external_id,)))
    assert only(desk) == before
    assert before.customer is not None
    desk.messages.reply(before.customer.id, "Hola", channel="email")
    clock.move(MINUTE)
    (going,) = desk.messages.claim(("email",))
    assert going.answers == first.external_id  # what they wrote themselves


def test_who_wants_no_offers_asks_for_nothing(desk: Desk) -> None:
    person = desk.add_customer(CustomerWish(name="Lucía Vera", email="lucia@example.com"))
    desk.messages.receive(mail("BAJA" + GMAIL))
    assert desk.messages.thread(person.id).marketing is False
    assert desk.inquiries.inquiries() == []


def test_an_answer_names_the_whole_thread(desk: Desk, clock: FixedClock) -> None:
    first = mail()
    desk.messages.receive(first)
    found = only(desk)
    assert found.customer is not None
    sent_as = went(desk, found.customer.id)
    second = mail("Sí", subject="RE: Boda el 12 de junio", thread=(sent_as, first.external_id))
    desk.messages.receive(second)
    desk.messages.reply(found.customer.id, "Perfecto", channel="email")
    clock.move(MINUTE)
    (going,) = desk.messages.claim(("email",))
    assert (going.answers, going.thread) == (second.external_id, (first.external_id, sent_as))
    assert going.subject == "RE: Boda el 12 de junio"


PIECES = st.sampled_from(
    [b"From: a@b.es", b"From: =?utf-8?b?/////w==?= <a@b.es>", b"Reply-To: c@d.es", b"Subject: x", b"Message-ID: <1@x>",
     b"In-Reply-To: <1@x>", b"References: <1@x> <2@x>", b"Date: x", b"Auto-Submitted: auto-replied", b"Precedence: bulk",
     b"Content-Type: text/html", b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/plain; charset=klingon",
     b"Content-Transfer-Encoding: base64", b"", b"--b", b"--b--", b"> x", b"-- ", b"El 1/1/26, a@b.es escribi\xc3\xb3:",
     b"\x00\xff", b"BAJA", b"<blockquote>x", b"Action: failed"]
)  # fmt: skip


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mails=st.lists(st.lists(PIECES, max_size=14).map(b"\r\n".join), max_size=4))
def test_whatever_comes_is_taken_and_shown(sqlite_desk: Desk, mails: list[bytes]) -> None:
    for source in mails:
        came = mail_read.read(source, at=1_795_410_000, own="hola@norte.example")
        if isinstance(came, Received):
            sqlite_desk.messages.receive(receiving.incoming(came))
    for talk in sqlite_desk.messages.threads():
        for one in sqlite_desk.messages.thread(talk.customer).messages:
            assert bool(one.written) == bool(one.text)
    for found in sqlite_desk.inquiries.inquiries():
        assert found.source == "email"
        assert sqlite_desk.inquiries.history(found.id)
    assert upkeep.check(sqlite_desk) == []


def test_hostile_words_are_taken_as_words(desk: Desk) -> None:
    desk.messages.receive(mail("a\x00b\ud800" * 5000, name="\x1b[31mEva\r\nBcc: x\u202e", subject="x\x00\n" * 900))
    found = only(desk)
    assert "\x00" not in found.asked + found.name
    assert "\n" not in found.name


def test_what_is_written_in_the_chats_answers_the_inquiry_too(desk: Desk, clock: FixedClock) -> None:
    desk.messages.receive(mail("¿Hay sitio?" + GMAIL))
    before = only(desk)
    assert before.customer is not None
    desk.messages.reply(before.customer.id, "Sí", channel="email")
    after = only(desk)
    assert (after.stage, after.waits, after.answered_at) == ("answered", False, int(clock.seconds()))
    assert [(one.kind, one.text) for one in desk.inquiries.history(before.id) if one.kind in ("came", "waiting")] == [
        ("came", "¿Hay sitio?"),
        ("waiting", "Sí"),
    ]
    came = next(one for one in desk.inquiries.history(before.id) if one.kind == "came")
    assert "> Hola, Lucía" in came.whole
    desk.undo()  # the answer is taken back, and it waits for us again
    assert (only(desk).stage, only(desk).waits) == ("new", True)
    assert desk.messages.listed(statuses=("waiting",)) == []


def test_what_is_written_after_all_is_over_reminds_nobody(desk: Desk) -> None:
    desk.messages.receive(mail())
    found = only(desk)
    assert found.customer is not None
    desk.inquiries.lose(found.id, "no contesta")
    desk.messages.reply(found.customer.id, "Feliz Navidad", channel="email")
    assert (only(desk).stage, only(desk).reminders) == ("lost", ())
