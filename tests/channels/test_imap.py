"""A mailbox on a real server (dovecot): what is new, once, and in order."""

from __future__ import annotations

import itertools
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from frontdesk.channels import imap, mail_read
from frontdesk.channels.email import EmailChannel
from frontdesk.channels.limits import USUAL, Timeouts
from frontdesk.channels.protocol import ChannelError, Received
from frontdesk.channels.settings import Email, Secret
from tests.channels.mailbox import Dovecot, free_port
from tests.channels.postman import Postman, post_office

NOW = 1_732_348_800
"""In the past of every machine: dovecot believes no instant that is still to come."""

_users = (f"user{number}" for number in itertools.count())


@pytest.fixture
def user() -> str:
    """Somebody with an empty mailbox."""
    return next(_users)


def channel(url: str, user: str, timeouts: Timeouts = USUAL, **settings: Any) -> EmailChannel:
    values = {"plain": True, "smtp": "smtp://127.0.0.1:1", **settings}
    secret = Secret(env="MAIL_PASSWORD")
    return EmailChannel(
        Email("hola@norte.example", imap=url, imap_user=user, imap_password=secret, **values), lambda: NOW, timeouts
    )


def here(dovecot: Dovecot, user: str, **settings: Any) -> EmailChannel:
    return channel(f"imap://127.0.0.1:{dovecot.port}", user, **settings)


def mail(number: int, text: str = "Hola") -> bytes:
    return f"From: lucia@example.com\r\nMessage-ID: <m{number}@x>\r\nSubject: {number}\r\n\r\n{text}\r\n".encode()


def subjects(news: Any) -> list[str]:
    return [one.subject for one in news if isinstance(one, Received)]


def test_what_is_new_comes_once_and_in_order(dovecot: Dovecot, user: str) -> None:
    one = here(dovecot, user)
    assert one.poll("")[0] == []
    dovecot.put(user, mail(1), mail(2), at=NOW - 90)
    news, since = one.poll("")
    assert subjects(news) == ["1", "2"]
    assert news[0].at == NOW - 90
    assert one.poll(since) == ([], since)
    dovecot.put(user, mail(3), at=NOW - 60)
    news, later = one.poll(since)
    assert subjects(news) == ["3"]
    assert one.poll(since) == (news, later)  # asked again, because the first answer was lost
    dovecot.remove(user, 3)
    assert one.poll(since)[0] == []
    assert one.poll(later) == ([], later)


def test_an_empty_mailbox_says_from_where_to_go_on(dovecot: Dovecot, user: str) -> None:
    one = here(dovecot, user)
    _, since = one.poll("")
    dovecot.put(user, mail(1), at=NOW)
    assert subjects(one.poll(since)[0]) == ["1"]


def test_a_mailbox_made_anew_is_looked_at_anew(dovecot: Dovecot, user: str) -> None:
    one = here(dovecot, user)
    dovecot.put(user, mail(1), at=NOW - 90)
    news, since = one.poll("")
    dovecot.anew(user)
    again, later = one.poll(since)
    assert [found.external_id for found in again] == [found.external_id for found in news]
    assert later.split(":")[0] != since.split(":")[0]


@pytest.mark.parametrize("since", ["", "x", "1:2:3", "1:-5", "1: OR ALL"])
def test_the_first_time_only_the_last_days_are_looked_at(dovecot: Dovecot, user: str, since: str) -> None:
    dovecot.put(user, mail(1), at=NOW - 30 * 86_400)
    dovecot.put(user, mail(2), at=NOW - 2 * 86_400)
    assert subjects(here(dovecot, user).poll(since)[0]) == ["2"]


def test_a_broken_mail_does_not_stop_the_rest(dovecot: Dovecot, user: str) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000))
    broken = [
        b"\xff\xfe",
        b"\r\n\r\n",
        b"From: a@b.c\r\n" + deep,
        b"Subject: x",
        b"From: =?\r\nContent-Type: multipart/mixed\r\n\r\n",
    ]
    dovecot.put(user, mail(1), *broken, mail(2), at=NOW - 90)
    news, since = here(dovecot, user).poll("")
    assert subjects(news)[0] == "1"
    assert subjects(news)[-1] == "2"
    assert here(dovecot, user).poll(since)[0] == []


def test_a_mail_the_reader_stumbles_over_does_not_stop_the_rest(
    dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = mail_read.read

    def stumbles(source: bytes, **about: Any) -> Any:
        return 1 / 0 if b"<m1@x>" in source else usual(source, **about)

    monkeypatch.setattr(mail_read, "read", stumbles)
    dovecot.put(user, mail(0), mail(1), mail(2), at=NOW - 90)
    assert subjects(here(dovecot, user).poll("")[0]) == ["0", "2"]


def test_many_mails_come_in_several_visits(dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "MOST_MAILS", 2)
    dovecot.put(user, *[mail(n) for n in range(5)], at=NOW - 90)
    one, since, found = here(dovecot, user), "", []
    for _ in range(4):
        news, since = one.poll(since)
        found.append(subjects(news))
    assert found == [["0", "1"], ["2", "3"], ["4"], []]


def test_a_mail_of_20_mb_and_one_that_is_larger_than_is_taken(
    dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = mail(1, "x" * 70 + "\r\n" + ("y" * 70 + "\r\n") * 300_000)
    assert len(large) > 20 * 2**20
    dovecot.put(user, large, mail(2), at=NOW - 90)
    one = here(dovecot, user)
    news, since = one.poll("")
    assert subjects(news) == ["1", "2"]
    assert news[0].left_out == "the end of the text was left out"  # type: ignore[union-attr]
    monkeypatch.setattr(imap, "LARGEST_MAIL", 2**20)
    monkeypatch.setattr(imap, "BEGINNING", 2**16)
    news, _ = one.poll("")
    assert subjects(news) == ["1", "2"]
    assert news[0].left_out == "the mail is too large and its files were left out"  # type: ignore[union-attr]
    assert len(news[0].text) <= 2**16  # type: ignore[union-attr]
    monkeypatch.setattr(imap, "LARGEST_MAIL", 2**30)
    monkeypatch.setattr(imap, "MOST_BYTES", 2**20)
    first, mark = one.poll("")
    rest, end = one.poll(mark)
    assert (subjects(first), subjects(rest), end) == (["1"], ["2"], since)


def test_nothing_is_marked_as_read(dovecot: Dovecot, user: str) -> None:
    dovecot.put(user, mail(1), at=NOW)
    here(dovecot, user).poll("")
    import imaplib

    box = imaplib.IMAP4("127.0.0.1", dovecot.port)
    box.login(user, "norte-1")
    box.select("INBOX", readonly=True)
    assert box.search(None, "UNSEEN")[1] == [b"1"]
    box.logout()


def test_a_wrong_password_or_folder_is_for_good(dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChannelError) as caught:
        here(dovecot, user, folder="Nowhere").poll("")
    assert not caught.value.again
    assert "Nowhere" in caught.value.problem
    monkeypatch.setenv("MAIL_PASSWORD", "contraseña")
    with pytest.raises(ChannelError) as caught:
        here(dovecot, user).poll("")
    assert not caught.value.again


def test_encrypted_or_not_at_all(
    dovecot: Dovecot, user: str, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.put(user, mail(1), at=NOW)
    urls = (f"imaps://127.0.0.1:{dovecot.secured}", f"imap://127.0.0.1:{dovecot.port}")
    for url in urls:
        with pytest.raises(ChannelError, match="certificate") as caught:
            channel(url, user, plain=False).poll("")
        assert caught.value.again
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    for url in urls:
        assert subjects(channel(url, user, plain=False).poll("")[0]) == ["1"]


def test_both_servers_are_asked_who_we_are(dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with post_office(Postman()) as port:
        one = here(dovecot, user, smtp=f"smtp://127.0.0.1:{port}")
        assert one.test()
        monkeypatch.setenv("MAIL_PASSWORD", "wrong")
        with pytest.raises(ChannelError, match=r"^imap 127\.0\.0\.1:\d+: "):
            here(dovecot, user, smtp=f"smtp://127.0.0.1:{port}").test()
    with pytest.raises(ChannelError, match=rf"^smtp 127\.0\.0\.1:{port}: "):  # nobody listens there any more
        one.test()


class Says:
    """A server that says one thing and hangs up, or nothing at all."""

    def __init__(self, says: bytes | None) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(says,), daemon=True)
        self._thread.start()

    def _serve(self, says: bytes | None) -> None:
        connection, _ = self._socket.accept()
        with connection:
            if says is None:
                self._over.wait(5)
            else:
                connection.sendall(says)

    def __enter__(self) -> Says:
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._socket.close()
        self._thread.join(5)


@pytest.mark.parametrize("says", [b"", b"* BYE busy\r\n", b"HTTP/1.1 400 no\r\n\r\n", b"* OK hello\r\n", None])
def test_a_server_that_is_none_may_be_asked_again(says: bytes | None) -> None:
    with Says(says) as server, pytest.raises(ChannelError) as caught:
        channel(f"imap://127.0.0.1:{server.port}", "u", Timeouts(0.3, 0.3)).poll("")
    assert (caught.value.again, caught.value.doubtful) == (True, False)


def test_where_nobody_listens() -> None:
    with pytest.raises(ChannelError) as caught:
        channel(f"imap://127.0.0.1:{free_port()}", "u").poll("")
    assert caught.value.again


def test_a_password_never_goes_in_the_open_unless_said() -> None:
    greeting = b"* OK hello\r\n* CAPABILITY IMAP4rev1\r\nAAAA1 OK\r\n"
    with Says(greeting) as server, pytest.raises(ChannelError) as caught:
        channel(f"imap://127.0.0.1:{server.port}", "u", Timeouts(0.3, 0.3), plain=False).poll("")
    assert caught.value.problem
