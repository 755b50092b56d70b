"""Mails going out: what they are made of, and what each failure means for them."""

from __future__ import annotations

import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.email import EmailChannel
from frontdesk.channels.limits import USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, Forged, Outgoing
from frontdesk.channels.settings import Email, Secret
from tests.channels.conftest import MESSAGE, SHORT, now
from tests.channels.mailbox import free_port
from tests.channels.postman import TALK, BreaksOff, Postman, post_office

TO = structs.replace(MESSAGE, to="lucia@example.com", subject="Su cita de mañana")
SENDER = "Peluquería Norte <hola@norte.example>"


def channel(port: int, timeouts: Timeouts = USUAL, scheme: str = "smtp", **settings: Any) -> EmailChannel:
    return EmailChannel(Email(SENDER, f"{scheme}://127.0.0.1:{port}", **settings), now, timeouts)


def sent(message: Outgoing, **settings: Any) -> EmailMessage:
    """The mail as it arrived."""
    postman = Postman()
    with post_office(postman) as port:
        one = channel(port, **settings)
        answer = one.send(message)
    (envelope,) = postman.mails
    assert envelope.mail_from == "hola@norte.example"
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail["Message-ID"] == answer.external_id
    assert mail.defects == []
    return mail


def test_a_mail() -> None:
    mail = sent(TO)
    assert str(mail["From"]) == SENDER
    assert str(mail["To"]) == "lucia@example.com"
    assert mail["Subject"] == "Su cita de mañana"
    assert mail["Date"] == "Mon, 23 Nov 2026 07:00:00 -0000"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"
    assert mail.get_content() == f"{MESSAGE.text}\n".replace("\n", "\r\n")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None
    assert mail["List-Unsubscribe"] is None


def test_what_somebody_wrote_is_not_automatic_and_a_reminder_is() -> None:
    assert sent(structs.replace(TO, personal=True))["Auto-Submitted"] is None
    reminder = sent(structs.replace(TO, answers="<r1@x>"))
    assert (reminder["Auto-Submitted"], reminder["In-Reply-To"]) == ("auto-generated", "<r1@x>")


def test_every_try_has_the_same_id_and_every_message_its_own() -> None:
    first, again, other = sent(TO), sent(TO), sent(structs.replace(TO, key="outbox-2"))
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Message-ID"].endswith("@norte.example>")


def test_an_answer_hangs_on_what_it_answers() -> None:
    mail = sent(structs.replace(TO, answers="<CAB.1+x@mail.example.com>", personal=True))
    assert mail["In-Reply-To"] == mail["References"] == "<CAB.1+x@mail.example.com>"
    assert mail["Auto-Submitted"] is None


def test_an_answer_names_the_mails_before() -> None:
    thread = ("<r1@x>", "sha256:abc", "<r2@x>\r\nBcc: x@example.com", "<r2@x>", "<r3@x>")
    mail = sent(structs.replace(TO, answers="<r3@x>", thread=thread))
    assert (mail["In-Reply-To"], mail["References"], mail["Bcc"]) == ("<r3@x>", "<r1@x> <r2@x> <r3@x>", None)


@pytest.mark.parametrize("answers", ["sha256:abc", "<a@b>\r\nBcc: x@example.com", "<a b@c>", "<ñ@c>", "4711:7"])
def test_an_id_that_is_none_of_a_mail_is_left_out(answers: str) -> None:
    mail = sent(structs.replace(TO, answers=answers))
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None


def test_who_wants_no_more_can_say_so() -> None:
    mail = sent(structs.replace(TO, unsubscribe="https://norte.example/baja/abc?x=1"))
    assert mail["List-Unsubscribe"] == "<https://norte.example/baja/abc?x=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mail = sent(structs.replace(TO, unsubscribe="mailto:baja@norte.example"))
    assert mail["List-Unsubscribe-Post"] is None


HOSTILE = ("a\r\nBcc: x@example.com", "a\nBcc: x@example.com", "a\rBcc: x", "a\x0bBcc: x", "a\u2028Bcc: x", "a\x85Bcc: x",
           "a\r\n\r\n<script>", "a\x00b", "\ud800", "=?utf-8?q?a=0D=0ABcc:_x?=", "ñ" * 400, "a " * 600)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_breaks_out_of_a_header(text: str) -> None:
    files = (Attachment(text, "text/plain", b"x"),)
    mail = sent(structs.replace(TO, subject=text, attachments=files, key=text))
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject", [])) == 1
    assert "\n" not in mail["Subject"]
    assert "<script>" not in mail.get_body().get_content()  # type: ignore[union-attr]
    assert len(list(mail.iter_attachments())) == 1


@pytest.mark.parametrize("name", ["Norte\r\nBcc: x@example.com", "Norte, S.L.", 'No"rt<e', "=?utf-8?q?a=0ABcc:_x?="])
def test_nothing_breaks_out_of_the_sender(name: str) -> None:
    postman = Postman()
    with post_office(postman) as port:
        try:
            settings = Email(f'"{name}" <hola@norte.example>', f"smtp://127.0.0.1:{port}")
            EmailChannel(settings, now).send(TO)
        except FrontdeskError:
            return  # refused is well too
    mail = message_from_bytes(postman.mails[0].content, policy=default)  # type: ignore[arg-type]
    assert mail["Bcc"] is None
    assert [one.addr_spec for one in mail["From"].addresses] == ["hola@norte.example"]


@pytest.mark.parametrize(
    "to",
    ["", "lucia", "@example.com", "a@", "a@b@c.com, x@example.com", "a@example.com\r\nRCPT TO:<x@example.com>", "a b@c.com",
     "<a@example.com>", "a@example.com>", "a@exa\x00mple.com", "a@" + "x" * 70 + ".com", "a@..", "a;b@c.com"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(to: str) -> None:
    postman = Postman()
    with post_office(postman) as port, pytest.raises(ChannelError) as caught:
        channel(port).send(structs.replace(TO, to=to))
    assert (caught.value.again, caught.value.doubtful) == (False, False)
    assert postman.mails == []


def test_addresses_beyond_ascii() -> None:
    """A domain goes in its ASCII form; a name before the @ needs a server that takes it."""
    postman = Postman()
    with post_office(postman, enable_SMTPUTF8=False) as port:
        channel(port).send(structs.replace(TO, to="lucia@peluquería.example"))
        with pytest.raises(ChannelError, match="does not take this address"):
            channel(port).send(structs.replace(TO, to="lucía@example.com"))
    assert postman.mails[0].rcpt_tos == ["lucia@xn--peluquera-n5a.example"]
    with post_office(postman, enable_SMTPUTF8=True) as port:
        channel(port).send(structs.replace(TO, to="lucía@example.com"))
    assert postman.mails[1].rcpt_tos == ["lucía@example.com"]


def test_a_text_of_any_length_and_kind_arrives_as_it_was() -> None:
    text = "\n".join([".", "..", ".a", "From here", "ñ" * 3000, "x" * 5000, "👍 \u202eabc", "", " indented", "="])
    assert sent(structs.replace(TO, text=text)).get_content() == f"{text}\n".replace("\n", "\r\n")


def test_files_arrive_as_they_were() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    files = (
        Attachment("cita.ics", "text/calendar", calendar),
        Attachment("factura nº 1.pdf", "application/pdf", bytes(range(256))),
        Attachment("x", "message/rfc822", b"From: a"),
        Attachment("y", "no type\r\nX: y", b"z"),
    )
    mail = sent(structs.replace(TO, attachments=files))
    found = list(mail.iter_attachments())
    assert [one.get_filename() for one in found] == ["cita.ics", "factura nº 1.pdf", "x", "y"]
    assert [one.get_payload(decode=True) for one in found] == [one.content for one in files]
    assert found[3].get_content_type() == "application/octet-stream"


@pytest.mark.parametrize(
    "change",
    [{"text": ""}, {"unsubscribe": "javascript:x"}, {"unsubscribe": "https://a\r\nBcc: x"},
     {"attachments": (Attachment("a", "b/c", b"", "id"),)}],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(change: dict[str, Any]) -> None:
    with post_office(Postman()) as port, pytest.raises(ChannelError) as caught:
        channel(port).send(structs.replace(TO, **change))
    assert (caught.value.again, caught.value.doubtful) == (False, False)


@pytest.mark.parametrize(("code", "again"), [("451 later", True), ("421 busy", True), ("550 no such person", False)])
@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_no_of_the_server(step: str, code: str, again: bool) -> None:
    postman = Postman()
    postman.answers[step] = code
    with post_office(postman) as port, pytest.raises(ChannelError) as caught:
        channel(port).send(TO)
    assert (caught.value.again, caught.value.doubtful) == (again, False)
    assert caught.value.problem == code


@pytest.mark.parametrize("step", TALK)
def test_after_the_dot_nobody_knows_before_it_did_not_go(step: str) -> None:
    for hangs in (False, True):
        with BreaksOff(step, hangs=hangs) as server:
            with pytest.raises(ChannelError) as caught:
                channel(server.port, Timeouts(0.1, 0.1) if hangs else USUAL).send(TO)
            assert (caught.value.again, caught.value.doubtful) == ((False, True) if step == "dot" else (True, False))
            assert server.dots == (1 if step == "dot" else 0)


@pytest.mark.parametrize(
    ("says", "again", "doubtful"),
    [(b"250 taken", False, False), (b"452 full", True, False), (b"554 no", False, False), (b"nonsense", True, False)],
)
def test_what_the_server_says_to_the_dot(says: bytes, again: bool, doubtful: bool) -> None:
    with BreaksOff("dot", says) as server:
        if says.startswith(b"250"):
            assert channel(server.port).send(TO).external_id  # that it hangs up then is no matter
            return
        with pytest.raises(ChannelError) as caught:
            channel(server.port).send(TO)
    assert (caught.value.again, caught.value.doubtful) == (again, doubtful)


def test_a_server_that_greets_with_a_no() -> None:
    for says, again in ((b"554 go away", False), (b"421 busy", True)):
        with BreaksOff("banner", says) as server, pytest.raises(ChannelError) as caught:
            channel(server.port).send(TO)
        assert (caught.value.again, caught.value.doubtful) == (again, False)


def test_where_nobody_listens_it_did_not_go() -> None:
    with pytest.raises(ChannelError) as caught:
        channel(free_port(), SHORT).send(TO)
    assert (caught.value.again, caught.value.doubtful) == (True, False)


def test_a_body_that_is_not_taken_whole_did_not_go() -> None:
    """The server hangs up after DATA while more is coming than the system keeps: the dot has not left."""
    large = (Attachment("a", "b/c", b"x" * 2**23),)
    with BreaksOff("DATA", b"354 go on") as server, pytest.raises(ChannelError) as caught:
        channel(server.port, Timeouts(2, 2)).send(structs.replace(TO, attachments=large))
    assert (caught.value.again, caught.value.doubtful) == (True, False)


class TestEncrypted:
    @pytest.fixture
    def context(self, certificate: tuple[Path, Path]) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        return context

    SECRET = Secret(env="MAIL_PASSWORD")

    def test_a_password_goes_encrypted(
        self, context: ssl.SSLContext, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        postman = Postman()
        with post_office(postman, context) as port:
            one = channel(port, user="hola", password=self.SECRET)
            one.send(TO)
            assert "Please" not in one.test()
            assert one.test()
            monkeypatch.setenv("MAIL_PASSWORD", "wrong")
            with pytest.raises(ChannelError) as caught:
                channel(port, user="hola", password=self.SECRET).send(TO)
        assert postman.encrypted == [True]
        assert caught.value.problem.startswith("535")
        assert not caught.value.again

    def test_a_certificate_nobody_knows_is_refused(self, context: ssl.SSLContext) -> None:
        postman = Postman()
        with post_office(postman, context) as port, pytest.raises(ChannelError) as caught:
            channel(port, user="hola", password=self.SECRET).send(TO)
        assert "certificate" in caught.value.problem
        assert (caught.value.again, caught.value.doubtful) == (True, False)
        assert postman.mails == []

    def test_a_password_never_goes_in_the_open_unless_said(self) -> None:
        postman = Postman()
        with post_office(postman, auth_require_tls=False) as port:
            with pytest.raises(ChannelError, match="no encryption"):
                channel(port, user="hola", password=self.SECRET).send(TO)
            channel(port, user="hola", password=self.SECRET, plain=True).send(TO)
        assert postman.encrypted == [False]

    def test_a_server_that_takes_no_password(self) -> None:
        with post_office(Postman(), auth_require_tls=True) as port, pytest.raises(ChannelError) as caught:
            channel(port, user="hola", password=self.SECRET, plain=True).send(TO)
        assert not caught.value.again

    def test_smtps_to_a_server_that_is_none(self) -> None:
        with post_office(Postman()) as port, pytest.raises(ChannelError) as caught:
            channel(port, scheme="smtps", timeouts=Timeouts(0.3, 0.3)).send(TO)
        assert (caught.value.again, caught.value.doubtful) == (True, False)


@pytest.mark.parametrize(
    "settings",
    [{"smtp": "http://example.com"}, {"smtp": "smtp://"}, {"smtp": "smtp://h:x"}, {"sender": "Norte"},
     {"sender": ""}, {"imap": "smtp://example.com"}],
)  # fmt: skip
def test_a_config_that_cannot_be(settings: dict[str, str]) -> None:
    with pytest.raises(FrontdeskError) as caught:
        EmailChannel(Email(**({"sender": SENDER, "smtp": "smtp://127.0.0.1"} | settings)), now)
    assert caught.value.code == "wrong_value"
    assert caught.value.params["field"] == f"channels.email.{next(iter(settings))}"


def test_there_is_no_webhook() -> None:
    with pytest.raises(Forged):
        channel(1).decode(b"", {}, "")
    assert channel(1).poll("x") == ([], "x")
