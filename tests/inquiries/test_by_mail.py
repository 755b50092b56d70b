"""An inquiry by e-mail over real servers (dovecot, aiosmtpd): asked, answered, replied to; either server away for a while."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.channels.email import EmailChannel
from frontdesk.channels.limits import Timeouts
from frontdesk.channels.settings import Email, Secret
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry
from frontdesk.widgets.message_words import worker_words
from frontdesk.worker.dispatcher import Dispatcher
from tests.channels import mailbox
from tests.channels.mailbox import Dovecot
from tests.channels.postman import Postman, post_office
from tests.inquiries.conftest import HOTEL
from tests.inquiries.line import Line

PAST = "2024-11-25T09:00:00+01:00"
"""A Monday in the past of every machine: dovecot believes no instant that is still to come."""
US = "Hotel Miramar <hola@miramar.example>"
TICK, DAY = 30, 86_400

_users = (f"desk{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    if reason := mailbox.missing():
        pytest.skip(reason)
    yield from mailbox.running(None)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.at(PAST)


@pytest.fixture
def desk(open_business: Callable[..., Desk], store_url: str) -> Desk:
    """On SQLite and on PostgreSQL."""
    return open_business(store_url, HOTEL)


class Post:
    """Both servers, the lines to them, and a worker that asks and sends; ``says`` is a guest's program."""

    def __init__(
        self, desk: Desk, clock: FixedClock, dovecot: Dovecot, postman: Postman, lines: tuple[Line, Line]
    ) -> None:
        self.desk, self.clock, self.dovecot, self.postman = desk, clock, dovecot, postman
        self.out, self.back = lines
        self.user = next(_users)
        settings = Email(
            US, f"smtp://127.0.0.1:{self.out.port}", imap=f"imap://127.0.0.1:{self.back.port}", imap_user=self.user,
            imap_password=Secret(env="MAIL_PASSWORD"), plain=True,
        )  # fmt: skip
        channel = EmailChannel(settings, clock.seconds, Timeouts(2.0, 2.0))
        self.worker = Dispatcher(desk, {"email": channel}, name="one")

    def comes(self, mail: EmailMessage | bytes) -> None:
        """A mail arrives in the mailbox, and the worker looks."""
        source = mail if isinstance(mail, bytes) else mail.as_bytes()
        self.clock.move(TICK)
        self.dovecot.put(self.user, source.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), at=self.clock.seconds())
        self.worker.tick()

    def passes(self, seconds: int) -> None:
        """Time goes by and the worker ticks."""
        self.clock.move(seconds)
        self.worker.tick()

    @property
    def went(self) -> list[EmailMessage]:
        """What arrived at the other side."""
        found = [message_from_bytes(one.content, policy=default) for one in self.postman.mails]  # type: ignore[arg-type]
        assert all(isinstance(one, EmailMessage) for one in found)
        return found  # type: ignore[return-value]

    @property
    def trouble(self) -> str:
        """What the last line of the screens says of who sends."""
        return worker_words(self.desk.messages.workers(), self.desk.messages.counts()[0], self.clock.seconds())[1]

    def inquiry(self) -> Inquiry:
        (found,) = self.desk.inquiries.inquiries()
        return found

    def said(self, inquiry: Inquiry) -> list[tuple[str, str]]:
        """The conversation as it is shown."""
        assert inquiry.customer is not None
        talk = self.desk.messages.thread(inquiry.customer.id)
        return [(one.direction, one.written or one.text) for one in talk.messages]


@pytest.fixture
def post(desk: Desk, clock: FixedClock, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setenv("MAIL_PASSWORD", mailbox.PASSWORD)
    postman = Postman()
    with post_office(postman) as port, Line(port) as out, Line(dovecot.port) as back:
        yield Post(desk, clock, dovecot, postman, (out, back))


def mail(text: str, number: int, *, subject: str = "Dos noches en diciembre", sender: str = "Rosa Gil <rosa@example.com>",
         answers: EmailMessage | None = None, html: str = "") -> EmailMessage:  # fmt: skip
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, US, subject, f"<g{number}@mail.example.com>"
    if answers is not None:
        made["In-Reply-To"] = answers["Message-ID"]
        made["References"] = f"{answers['References'] or ''} {answers['Message-ID']}".strip()
    made.set_content(text) if text else made.set_content(html, subtype="html")
    return made


GMAIL = """Sí, nos va bien.

¿Hay aparcamiento?

El lun, 25 nov 2024 a las 9:10, Hotel Miramar (<hola@miramar.example>)
escribió:

> Hola, Rosa:
>
> tenemos una doble por 180 €.
"""
OUTLOOK = """<div>Perfecto, la cogemos.</div><div><br></div>
<div>Enviado desde <a href="https://aka.ms/x">Outlook para Android</a></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>De:</b>
Hotel Miramar &lt;hola@miramar.example&gt;<br><b>Enviado:</b> lunes, 25 de noviembre de 2024 9:30<br><b>Para:</b> Rosa Gil
&lt;rosa@example.com&gt;<br><b>Asunto:</b> Re: Dos noches en diciembre</font><div>&nbsp;</div></div><div>Sí, gratis.</div>"""


def test_asked_answered_and_replied_to(post: Post) -> None:
    desk = post.desk
    post.worker.tick()
    post.comes(mail("Buenos días:\n¿tienen una doble del 11 al 13?\n\n-- \nRosa", 1))
    first = post.inquiry()
    assert (first.stage, first.waits, first.name, first.email) == ("new", True, "Rosa Gil", "rosa@example.com")
    assert first.asked == "Dos noches en diciembre\n\nBuenos días:\n¿tienen una doble del 11 al 13?"
    assert desk.messages.unseen() == 1

    desk.inquiries.answer(first.id, "Hola, Rosa:\n\ntenemos una doble por 180 €.")
    post.passes(TICK)
    assert post.went == []  # undo can still take it back
    post.passes(2 * TICK)
    (ours,) = post.went
    assert (ours["Subject"], ours["In-Reply-To"]) == ("Re: Dos noches en diciembre", "<g1@mail.example.com>")
    assert ours["To"] == "rosa@example.com"
    answered = post.inquiry()
    assert (answered.stage, answered.waits, [one.days for one in answered.reminders]) == ("answered", False, [2, 5, 10])

    post.comes(mail(GMAIL, 2, subject="Re: Dos noches en diciembre", answers=ours))
    replied = post.inquiry()
    assert (replied.waits, {one.state for one in replied.reminders}) == (True, {"stopped"})
    assert post.said(replied)[-1] == ("in", "Sí, nos va bien.\n\n¿Hay aparcamiento?")
    assert replied.customer is not None
    assert "> tenemos una doble" in desk.messages.thread(replied.customer.id).messages[-1].text

    desk.inquiries.answer(first.id, "Sí, gratis.")
    post.passes(3 * TICK)
    second = post.went[-1]
    assert second["References"].split() == ["<g1@mail.example.com>", ours["Message-ID"], "<g2@mail.example.com>"]
    post.comes(
        mail(
            "",
            3,
            html=OUTLOOK,
            subject="RE: Dos noches en diciembre",
            answers=second,
            sender="Rosa <r.gil@firma.example>",
        )
    )
    last = post.inquiry()  # from another address, and still hers
    assert (last.waits, post.said(last)[-1]) == (True, ("in", "Perfecto, la cogemos."))
    for _ in range(12):  # and nobody is reminded of anything
        post.passes(DAY)
    assert len(post.went) == 2


def test_nobody_is_reminded_who_replied_just_before(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    post.desk.inquiries.answer(post.inquiry().id, "Sí.")
    post.passes(3 * TICK)
    due = post.inquiry().next_reminder
    assert due is not None
    post.clock.move(due - post.clock.seconds() - TICK)
    post.comes(mail("Sí", 2, answers=post.went[0]))  # the tick that hears it is the one in which the reminder is due
    post.passes(DAY)
    assert len(post.went) == 1


def test_who_does_not_reply_is_reminded_and_an_absence_is_no_reply(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    post.desk.inquiries.answer(post.inquiry().id, "Sí.")
    post.passes(3 * TICK)
    away = mail("Estoy de vacaciones.", 2, answers=post.went[0])
    away["Auto-Submitted"] = "auto-replied"
    post.comes(away)
    found = post.inquiry()
    assert (found.waits, post.said(found)[-1]) == (False, ("in", "Estoy de vacaciones."))
    assert post.desk.messages.unseen() == 0
    post.passes(2 * DAY)
    assert len(post.went) == 2
    reminder = post.went[1]
    assert (reminder["Auto-Submitted"], reminder["In-Reply-To"]) == ("auto-generated", post.went[0]["Message-ID"])
    assert post.went[0]["Auto-Submitted"] is None
    post.comes(mail("Aquí estoy", 3, answers=post.went[1]))  # to the reminder itself
    assert post.inquiry().waits
    for _ in range(10):
        post.passes(DAY)
    assert len(post.went) == 2


def test_the_mailbox_is_away_for_a_while(post: Post) -> None:
    post.worker.tick()
    assert post.trouble == ""
    post.back.is_cut = True
    post.comes(mail("¿Tienen una doble?", 1))
    assert post.desk.inquiries.inquiries() == []
    assert post.trouble.startswith("e-mail does not answer")
    post.back.is_cut = False
    post.passes(TICK)
    assert post.inquiry().waits
    assert post.trouble == ""


def test_the_server_for_sending_is_away_for_a_while(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    post.desk.inquiries.answer(post.inquiry().id, "Sí.")
    post.out.is_cut = True
    post.passes(3 * TICK)
    assert (post.went, post.desk.messages.counts()) == ([], (1, 0))
    assert "e-mail does not answer" in post.trouble
    post.out.is_cut = False
    for _ in range(4):
        post.passes(TICK)
    assert [one.get_content().strip() for one in post.went] == ["Sí."]
    assert (post.desk.messages.counts(), post.trouble) == ((0, 0), "")


def test_what_came_back_is_shown(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    post.desk.inquiries.answer(post.inquiry().id, "Sí.")
    post.passes(3 * TICK)
    bounce = (
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nMessage-ID: <b@mx.example>\n\nSorry.\n\n"
        f"Message-ID: {post.went[0]['Message-ID']}\n"
    )
    post.comes(bounce.encode())
    assert [one.status for one in post.desk.messages.troubled()] == ["failed"]
    assert len(post.desk.inquiries.inquiries()) == 1


def test_broken_mails_stop_nothing_and_are_not_many(post: Post) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
    head = b"From: Rosa <rosa@example.com>\nSubject: Doble\n"
    mails = [
        b"\xff\xfe\x00", b"\n\n", b"Subject: nobody\n\nx", head + deep,
        head + b"Content-Type: text/plain; charset=klingon\n\n\xff",
        head + b"Content-Transfer-Encoding: base64\n\n====", head + b"From: x\r\r\nBcc: y\n\nx", head + b"\n" + b"y" * 2_000_000,
        head.replace(b"Doble", b"=?utf-8?q?a=0D=0ABcc:_x?=") + b"\nx", head + b"Message-ID: <same@x>\n\nx",
        head + b"Message-ID: <same@x>\n\nx again", head + b"Date: never\n\nx", head + b"Date: never\n\nx",
    ]  # fmt: skip
    for one in mails:
        post.dovecot.put(post.user, one.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), at=post.clock.seconds() - 1)
    post.comes(mail("¿Tienen una doble?", 1, sender="Ana <ana@example.com>"))
    assert {one.email for one in post.desk.inquiries.inquiries()} == {"rosa@example.com", "ana@example.com"}
    rosa = next(one for one in post.desk.inquiries.inquiries() if one.email == "rosa@example.com")
    assert rosa.customer is not None
    kept = post.desk.messages.thread(rosa.customer.id).messages
    assert len([one for one in kept if "again" in one.text]) == 0  # the same Message-ID twice is one
    assert all("Bcc" not in one.subject or "\n" not in one.subject for one in kept)
    assert post.trouble == ""


def test_a_worker_that_died_before_it_noted_how_far_it_was_makes_nothing_twice(post: Post) -> None:
    post.worker.tick()
    place = post.desk.messages.place("email")
    post.comes(mail("¿Tienen una doble?", 1))
    post.comes(mail("¿Hola?", 2))
    before = (post.inquiry(), post.said(post.inquiry()))
    post.desk.messages.keep_place("email", place)
    post.passes(TICK)
    assert (post.inquiry(), post.said(post.inquiry())) == before


def test_a_mailbox_made_anew_makes_nothing_twice(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    nameless = mail("¿Hola?", 2)
    del nameless["Message-ID"]
    post.comes(nameless)
    before = (post.inquiry(), post.said(post.inquiry()))
    post.dovecot.anew(post.user)
    post.passes(TICK)
    assert (post.inquiry(), post.said(post.inquiry())) == before


def test_mail_of_our_own_that_comes_back_says_nothing(post: Post) -> None:
    post.comes(mail("¿Tienen una doble?", 1))
    post.desk.inquiries.answer(post.inquiry().id, "Sí.")
    post.passes(3 * TICK)
    before = (post.inquiry(), post.said(post.inquiry()))
    post.comes(post.went[0])  # a copy to ourselves
    forwarded = post.went[0]
    forwarded.replace_header("From", "Rosa Gil <rosa@example.com>")  # sent back by a program, as it was
    post.comes(forwarded)
    assert (post.inquiry(), post.said(post.inquiry())) == before
