"""Mails coming in, as broken as they come."""

from __future__ import annotations

import base64
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.channels import mail_read
from frontdesk.channels.protocol import Attachment, Received, Told
from frontdesk.language.quoted import written
from tests.channels.conftest import NOW

HEAD = b"From: =?utf-8?q?Luc=C3=ADa?= <lucia@Example.COM>\r\nTo: hola@norte.example\r\nMessage-ID: <m1@example.com>\r\n"
RICH = b"--x\r\nContent-Type: text/html\r\n\r\n<b>rich</b>\r\n--x--"
OURS = "<0123456789abcdef0123456789abcdef@norte.example>"


def read(source: bytes, **more: bool) -> Received | Told | None:
    return mail_read.read(source, at=NOW, own="hola@norte.example", **more)


def got(source: bytes, **more: bool) -> Received:
    found = read(source, **more)
    assert isinstance(found, Received)
    assert not any(c in found.text for c in "\x00\x1b\r")
    assert not any(c in found.subject + found.name for c in "\x00\x1b\r\n")
    json.dumps([found.text, found.subject, found.name], ensure_ascii=False).encode()  # no lone surrogates
    return found


def test_a_mail() -> None:
    source = (
        HEAD
        + b"Subject: =?iso-8859-1?q?Cita_ma=F1ana?=\r\nIn-Reply-To: <r2@x>\r\nReferences: <r1@x> <r2@x>\r\n\r\nHola\r\n"
    )
    expected = Received(
        "email", "<m1@example.com>", "lucia@example.com", "Hola", NOW, name="Lucía", email="lucia@example.com",
        subject="Cita mañana", answers="<r2@x>", thread=("<r2@x>", "<r1@x>"),
    )  # fmt: skip
    assert read(source) == expected
    assert read(source) == expected


def test_a_mail_without_an_id_has_one_of_its_bytes() -> None:
    source = HEAD.replace(b"Message-ID: <m1@example.com>\r\n", b"") + b"\r\nHola"
    first, again, other = got(source), got(source), got(source + b"!")
    assert first.external_id == again.external_id != other.external_id
    assert first.external_id.startswith("sha256:")
    for wrong in (
        b"Message-ID: nothing\r\n",
        b"Message-ID: <a b>\r\n",
        b"Message-ID: <\xff>\r\n",
        b"Message-ID: <" + b"x" * 300 + b">\r\n",
    ):
        assert got(wrong + source).external_id.startswith("sha256:")


def test_answers_by_references_where_nothing_else_says_it() -> None:
    assert got(HEAD + b"References: <r1@x>\r\n <r2@x>\r\n\r\nx").answers == "<r2@x>"


def test_a_form_on_a_website_writes_in_our_name() -> None:
    head = b"From: hola@norte.example\r\n"
    assert got(head + b"Reply-To: Ana <ana@example.com>\r\n\r\nx").sender == "ana@example.com"
    assert read(head + b"\r\nx") is None  # our own mail, come back


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        (b"text/plain; charset=utf-8", "año €".encode(), "año €"),
        (b"text/plain; charset=iso-8859-1", "año".encode("latin-1"), "año"),
        (b"text/plain; charset=iso-8859-1", "5 €".encode("cp1252"), "5 €"),  # what Outlook means by it
        (b"text/plain; charset=utf-8", "año".encode("latin-1"), "año"),  # it lies
        (b"text/plain; charset=ascii", "año".encode(), "año"),
        (b"text/plain", "año".encode(), "año"),
        (b"text/plain; charset=unknown-8bit", "año".encode(), "año"),
        (b"text/plain; charset=klingon", "año".encode("latin-1"), "año"),
        (b"text/plain; charset=\"\x00\xff\"", b"a", "a"),
        (b"text/plain; charset=idna", b"xn--a", "xn--a"),
        (b"text/plain; charset=unicode_escape", b"\\x41", "\\x41"),
        (b"text/plain; charset=base64", b"YQ==", "YQ=="),
        (b"text/plain; charset=rot13", b"abc", "abc"),
        (b"text/plain; charset=gb2312", "你好".encode("gb18030"), "你好"),
        (b"text/plain; charset*=utf-8''utf-8", "año".encode(), "año"),
        (b"nonsense", b"abc", "abc"),
        (b"", b"abc", "abc"),
        (b"text/html; charset=utf-8", b"<style>x{}</style><p>Hola<br>y&nbsp;<b>adi&oacute;s</b></p><script>1</script>",
         "Hola\ny adiós"),
        (b"text/html", b"<a href='http://evil.example'>pulse</a> &lt;b&gt;", "pulse <b>"),
        (b"multipart/mixed", b"no boundary", ""),
        (b"multipart/mixed; boundary=x", b"--x\r\n\r\npart\r\n", "part"),
        (b"multipart/alternative; boundary=x", b"--x\r\n\r\nplain\r\n" + RICH, "plain"),
        (b"multipart/alternative; boundary=x", b"--x\r\n\r\n \r\n" + RICH, "rich"),
    ],
)  # fmt: skip
def test_texts_of_all_kinds(kind: bytes, body: bytes, text: str) -> None:
    found = got(HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body)
    assert found.text == text


BROKEN = (
    ("base64", b"SG9sYQ"),
    ("base64", b"SG9s*YQ=="),
    ("quoted-printable", b"Ho=6Ca=\xff=Z"),
    ("x-uuencode", b"nothing"),
    ("klingon", b"Hola"),
)


@pytest.mark.parametrize(("encoding", "body"), BROKEN)
def test_encodings_that_are_broken(encoding: str, body: bytes) -> None:
    assert (
        got(HEAD + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body).external_id == "<m1@example.com>"
    )


SUBJECTS = (
    b"a\r\n b", b"=?utf-8?b?////?=", b"=?utf-8?q?a=0D=0ABcc:_x=00?=", b"=?klingon?q?a?=", b"=?utf-8?x?a?=", b"\xff\xfe", b"=?",
    "año".encode(), b"=?utf-8?q?" + b"=41" * 50_000 + b"?=", b"\x1b[2J", b"=?utf-16?b?2AA=?=",
    b"=?idna?q?xn--" + b"a" * 9000 + b"?=",
)  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS, ids=range(len(SUBJECTS)))
def test_subjects_of_all_kinds(subject: bytes) -> None:
    assert len(got(HEAD + b"Subject: " + subject + b"\r\n\r\nx").subject) <= 500


SENDERS = (
    b"", b"nobody", b"<>", b"a@b, <x", b"=?utf-8?q?=40?=", b"undisclosed-recipients:;", b"\xff", b"a@b\x00",
    b"\"" * 5000, b"(" * 5000, b"a@b," * 2500, b"<" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("sender", SENDERS, ids=range(len(SENDERS)))
def test_who_cannot_be_answered_is_left_out_and_stops_nothing(sender: bytes) -> None:
    found = read(b"From: " + sender + b"\r\nSubject: x\r\n\r\nx")
    assert found is None or (isinstance(found, Received) and "@" in found.sender)


def test_a_name_cannot_bring_an_address() -> None:
    found = got(b"From: =?utf-8?q?jefe=40norte=2Eexample=2C?= <x@evil.example>\r\n\r\nx")
    assert found.sender == "x@evil.example"
    found = got(b"From: =?utf-8?b?PGplZmVAbm9ydGUuZXhhbXBsZT4=?= <x@evil.example>\r\n\r\nx")
    assert found.sender == "x@evil.example"


def _with_files(*files: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "lucia@example.com", "<m1@example.com>"
    mail.set_content("aquí")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def test_files_up_to_a_limit() -> None:
    large = b"x" * (10 * 2**20 + 1)
    found = got(_with_files(("a/../ñ\\b.pdf", b"%PDF"), ("grande.pdf", large), ("c.pdf", b"c")))
    assert found.text == "aquí"
    assert found.attachments == (
        Attachment("b.pdf", "application/pdf", b"%PDF"),
        Attachment("c.pdf", "application/pdf", b"c"),
    )
    assert found.left_out == "a file is too large and was left out"


def test_twenty_files_are_enough() -> None:
    found = got(_with_files(*[(f"{n}.pdf", b"x") for n in range(30)]))
    assert len(found.attachments) == 20
    assert found.left_out


def test_a_mail_of_20_mb_of_text() -> None:
    found = got(HEAD + b"\r\n" + b"palabra \r\n" * 2_000_000)
    assert len(found.text) <= 100_000
    assert found.left_out == "the end of the text was left out"


def test_only_the_beginning_of_a_mail() -> None:
    whole = _with_files(("a.pdf", b"x" * 100_000))
    found = got(whole[:5000], cut=True)
    assert (found.text, found.attachments) == ("aquí", ())
    assert found.left_out == "the mail is too large and its files were left out"


def test_a_mail_in_a_mail_is_a_file() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "x@example.com", "inner"
    inner.set_content("not mine")
    outer = EmailMessage()
    outer["From"] = "lucia@example.com"
    outer.set_content("mine")
    outer.add_attachment(inner)
    found = got(outer.as_bytes())
    assert found.text == "mine"
    assert b"not mine" in found.attachments[0].content


def test_a_mail_nested_to_break_the_reader() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    assert got(HEAD + deep + b"\r\nx").sender == "lucia@example.com"
    letters = b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(3000))
    assert got(HEAD + letters + b"\r\nx").sender == "lucia@example.com"


@pytest.mark.parametrize("size", [0, 1, 50, 200, 400])
def test_any_bytes(size: int) -> None:
    whole = _with_files(("a.pdf", b"x" * 100))
    for source in (whole[:size], whole[size:], bytes(range(256)) * size, whole.replace(b"-", b"\x00")):
        read(source)


PIECES = (
    b"Content-Type: ", b"multipart/report", b"; boundary=", b"x", b"\r\n", b"--x", b"charset*=", b"utf-8''", b"=?utf-8?b?", b"?=",
    b"From: ", b"a@b.c", b"Message-ID: <1@x>", b"Action: failed", b"message/delivery-status", b"message/rfc822", b"text/html",
    b"Content-Transfer-Encoding: ", b"base64", b"\xff", b"\x00", b"\"", b"(", b"<", b";", b"filename*0*=", b"MAILER-DAEMON@x.y",
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_whatever_it_is_made_of_it_stops_nothing(pieces: list[bytes], headed: bool) -> None:
    read((HEAD if headed else b"") + b"".join(pieces))


def test_the_naughty_strings_come_in_as_text() -> None:
    place = next(
        (
            p / "shared/data/hostile/naughty_strings.json"
            for p in Path(__file__).parents
            if (p / "shared/data/hostile").is_dir()
        ),
        None,
    )
    if place is None:
        pytest.skip("the naughty strings are not here (../shared/data/hostile)")
    for text in json.loads(place.read_text(encoding="utf-8")):
        encoded = base64.b64encode(text.encode("utf-8", "surrogatepass"))
        got(HEAD + b"Subject: =?utf-8?b?" + encoded + b"?=\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded)


@pytest.mark.parametrize(
    "header",
    [b"Auto-Submitted: auto-replied", b"Auto-Submitted: Auto-Generated; x=y", b"X-Autoreply: yes", b"Precedence: auto_reply",
     b"Return-Path: <>", b"X-Autorespond: fuera", b"Precedence: bulk", b"PRECEDENCE: List", b"List-Id: <ofertas.example>",
     b"List-Unsubscribe: <https://x.example>", b"Auto-Submitted: auto-generated\r\nReply-To: Lucia <lucia@EXAMPLE.com>",
     b"Auto-Submitted: auto-generated\r\nReply-To: otra@example.com\r\nPrecedence: bulk",
     b"Subject: =?utf-8?q?Respuesta_autom=C3=A1tica=3A_Su_cita?=", b"Subject: Automatic reply: Su cita",
     b"Subject: [Out of office] Re: Su cita"],
)  # fmt: skip
def test_what_a_machine_wrote_is_known(header: bytes) -> None:
    found = got(HEAD + header + b"\r\n\r\nEstoy fuera")
    assert (found.automatic, found.text) == (True, "Estoy fuera")


@pytest.mark.parametrize(
    "header",
    [b"Auto-Submitted: no", b"Precedence: normal", b"Return-Path: <lucia@example.com>",
     b"Auto-Submitted: auto-generated\r\nReply-To: ana@example.com", b"Subject: Re: Respuesta automatica: Su cita",
     b"Subject: Una respuesta automatica me ha llegado"],
)  # fmt: skip
def test_what_a_person_wrote_is_not(header: bytes) -> None:
    found = got(HEAD + header + b"\r\n\r\nHola")
    assert (found.automatic, found.text) == (False, "Hola")


def test_what_it_follows_the_nearest_first() -> None:
    found = got(HEAD + b"In-Reply-To: <r3@x> (hoy)\r\nReferences: <r1@x>\r\n\t<r2@x> <r3@x>\r\n\r\nx")
    assert (found.answers, found.thread) == ("<r3@x>", ("<r3@x>", "<r2@x>", "<r1@x>"))
    many = b"References: " + b" ".join(b"<r%d@x>" % n for n in range(2000))
    found = got(HEAD + many + b"\r\n\r\nx")
    assert len(found.thread) <= 50
    assert all(one.startswith("<r") for one in found.thread)


def test_the_same_mail_by_two_ways_is_one() -> None:
    head = HEAD.replace(
        b"Message-ID: <m1@example.com>\r\n", b"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\nSubject: Cita\r\n"
    )
    first, second = (
        got(b"Received: by %s\r\n" % by + head + b"\r\nHola " + end) for by, end in ((b"a", b"\r\n"), (b"b", b"\n\n"))
    )
    assert first.external_id == second.external_id
    assert got(head + b"\r\nAdios").external_id != first.external_id
    assert got(head.replace(b"09:00:00", b"09:00:01") + b"\r\nHola").external_id != first.external_id
    dateless = head.replace(b"Date", b"X-Date")
    assert got(b"Received: a\r\n" + dateless + b"\r\nHola").external_id != got(dateless + b"\r\nHola").external_id


GMAIL_HTML = (
    '<div dir="ltr">Sí, el sábado.<div><br></div><div>Lucía</div></div><br><div class="gmail_quote"><div dir="ltr" '
    'class="gmail_attr">El lun, 23 nov 2026 a las 10:42, Peluquería Norte (&lt;<a href="mailto:hola@norte.example">'
    'hola@norte.example</a>&gt;) escribió:<br></div><blockquote class="gmail_quote"><div>Hola, Lucía:<br>¿El sábado?'
    "<blockquote>Quería pedir hora</blockquote></div></blockquote></div>"
)
OUTLOOK_HTML = (
    '<div>Sí, el sábado.</div><div>Lucía</div><hr tabindex="-1"><div id="divRplyFwdMsg"><font face="Calibri"><b>De:</b> '
    "Peluquería Norte &lt;hola@norte.example&gt;<br><b>Enviado:</b> lunes, 23 de noviembre de 2026 10:42<br><b>Para:</b> "
    "Lucía<br><b>Asunto:</b> Re: Boda</font></div><div>Hola, Lucía:<br>¿El sábado?</div>"
)


@pytest.mark.parametrize("source", [GMAIL_HTML, OUTLOOK_HTML], ids=["gmail", "outlook"])
def test_a_reply_in_html_is_told_from_what_it_quotes(source: str) -> None:
    found = got(HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + source.encode())
    assert "¿El sábado?" in found.text  # all of it is kept
    assert written(found.text).split() == ["Sí,", "el", "sábado.", "Lucía"]


def test_what_html_quotes_is_marked() -> None:
    deep = "<blockquote>" * 50 + "a<br>b" + "</blockquote>" * 60 + "c"
    found = got(HEAD + b"Content-Type: text/html\r\n\r\n<p>x</p><blockquote><p>y</p>z</blockquote>" + deep.encode())
    lines = [line for line in found.text.split("\n") if line]
    assert lines == ["x", "> y", "> z", "> > > > > a", "> > > > > b", "c"]


def bounce(action: str = "failed", returned: str = "message/rfc822", head: str = "") -> bytes:
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: hola@norte.example
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"
{head}
--=_b
Content-Type: text/plain

This is the mail system.

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; lucia@example.com
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
    person here

--=_b
Content-Type: {returned}

From: hola@norte.example
Message-ID: {OURS}
Subject: Su cita

Hola
--=_b--
""".replace("\n", "\r\n").encode()


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_is_a_failure_in_the_postmans_words(returned: str) -> None:
    assert read(bounce(returned=returned)) == Told("email", OURS, "failed", NOW, "550 5.1.1 no such person here")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_only_late_has_not_failed(action: str) -> None:
    assert read(bounce(action)) is None


def test_a_bounce_of_who_knows_what_is_left_out() -> None:
    assert read(bounce().replace(OURS.encode(), b"none")) is None
    assert read(bounce().replace(b"--=_b", b"--=_c").replace(b"Message-ID: <0", b"X: <0")) is None


def test_a_bounce_from_before_there_were_reports() -> None:
    head = "From: MAILER-DAEMON@qmail.example\r\nSubject: {}\r\n\r\nSorry.\r\n\r\n--- Below this line:\r\n\r\nMessage-ID: {}\r\n"
    assert read(head.format("failure notice", OURS).encode()) == Told("email", OURS, "failed", NOW, "failure notice")
    assert read(head.format("Warning: message delayed 24 hours", OURS).encode()) is None
    assert read(b"From: MAILER-DAEMON@qmail.example\r\nSubject: failure notice\r\n\r\nSorry.") is None


def test_a_read_receipt_is_no_failure() -> None:
    source = bounce().replace(b"report-type=delivery-status", b"report-type=disposition-notification")
    assert not isinstance(read(source.replace(b"MAILER-DAEMON@mx.example", b"lucia@example.com")), Told)
