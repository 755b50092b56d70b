"""What every failure of a provider means for a message: again, never, or nobody knows (each channel over HTTP)."""

from __future__ import annotations

import logging

import pytest
from msgspec import structs

from frontdesk.channels.limits import USUAL
from frontdesk.channels.protocol import Attachment, ChannelError, Outgoing
from tests.channels.channels import OPENED, TO
from tests.channels.conftest import MESSAGE, SECRETS, SHORT
from tests.channels.mailbox import free_port
from tests.channels.provider import CLOSE, HALF, HANG, Provider, Reply

pytestmark = pytest.mark.parametrize("name", OPENED)


def _to(name: str, text: str = MESSAGE.text) -> Outgoing:
    return structs.replace(MESSAGE, to=TO[name], text=text)


def _failed(provider: Provider, name: str, reply: Reply | str) -> ChannelError:
    channel = OPENED[name](provider, SHORT if reply == HANG else USUAL)
    provider.replies.append(reply)
    with pytest.raises(ChannelError) as caught:
        channel.send(_to(name))
    error = caught.value
    assert not (error.again and error.doubtful)
    assert error.problem
    assert "\n" not in error.problem
    assert not any(secret in error.problem for secret in SECRETS.values())
    return error


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_what_may_pass_is_tried_again(provider: Provider, name: str, status: int) -> None:
    error = _failed(provider, name, Reply(status, b"<html>busy</html>"))
    assert (error.again, error.doubtful, error.after) == (True, False, None)


def test_429_says_how_long_to_wait(provider: Provider, name: str) -> None:
    assert _failed(provider, name, Reply(429, {}, {"Retry-After": "17"})).after == 17


@pytest.mark.parametrize("after", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "soon", "9" * 40])
def test_a_wait_that_cannot_be_read_is_none(provider: Provider, name: str, after: str) -> None:
    error = _failed(provider, name, Reply(429, {}, {"Retry-After": after}))
    assert error.again
    assert error.after is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_a_refusal_is_for_good(provider: Provider, name: str, status: int) -> None:
    error = _failed(provider, name, Reply(status, b"no", {"Location": "/elsewhere"}))
    assert (error.again, error.doubtful) == (False, False)
    assert len(provider.calls) == 1


@pytest.mark.parametrize("reply", [CLOSE, HANG, HALF, Reply(504), Reply(200, b"not json"), Reply(200, {"ok": True})])
def test_when_no_answer_came_nobody_knows(provider: Provider, name: str, reply: Reply | str) -> None:
    error = _failed(provider, name, reply)
    assert (error.again, error.doubtful) == (False, True)
    assert len(provider.calls) == 1  # never twice by itself


def test_an_endless_answer_is_not_read(provider: Provider, name: str) -> None:
    assert _failed(provider, name, Reply(200, b"x" * (2**20 + 1))).doubtful


def test_where_nobody_listens_it_did_not_go(provider: Provider, name: str) -> None:
    channel = OPENED[name](provider)
    provider.url, kept = f"http://127.0.0.1:{free_port()}", provider.url
    silent = OPENED[name](provider)
    provider.url = kept
    with pytest.raises(ChannelError) as caught:
        silent.send(_to(name))
    assert (caught.value.again, caught.value.doubtful) == (True, False)
    assert channel.send(_to(name)).external_id


@pytest.mark.parametrize("reply", [CLOSE, HANG, HALF])
def test_a_question_may_be_asked_again(provider: Provider, name: str, reply: str) -> None:
    channel = OPENED[name](provider, SHORT if reply == HANG else USUAL)
    provider.replies.append(reply)
    with pytest.raises(ChannelError) as caught:
        channel.test()
    assert (caught.value.again, caught.value.doubtful) == (True, False)


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x1b", "x" * 10_000])
def test_what_the_channel_does_not_take_is_refused_whole(provider: Provider, name: str, text: str) -> None:
    with pytest.raises(ChannelError) as caught:
        OPENED[name](provider).send(_to(name, text))
    assert (caught.value.again, caught.value.doubtful) == (False, False)
    assert provider.calls == []


def test_files_are_refused_rather_than_left_out(provider: Provider, name: str) -> None:
    with pytest.raises(ChannelError):
        OPENED[name](provider).send(
            structs.replace(_to(name), attachments=(Attachment("a.pdf", "application/pdf", b"%"),))
        )
    assert provider.calls == []


def test_control_characters_and_lone_surrogates_do_not_go_out(provider: Provider, name: str) -> None:
    OPENED[name](provider).send(_to(name, "a\x00b\x1b[31m\ud800c\r\nd\u202e"))
    body = provider.calls[0].json or provider.calls[0].form
    assert "ab[31mc\nd\u202e" in _texts(body)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [value] if isinstance(value, str) else []


def test_an_address_that_is_none_is_refused(provider: Provider, name: str) -> None:
    if name == "sms":
        pytest.skip("a sender may write to short codes: Twilio itself judges")
    for to in ("", "a\r\nb", "../1", "ñ", "１２３"):
        with pytest.raises(ChannelError):
            OPENED[name](provider).send(structs.replace(_to(name), to=to))
    assert provider.calls == []


def test_nothing_secret_is_logged(provider: Provider, name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        OPENED[name](provider).send(_to(name))
    assert not any(secret in record.getMessage() for record in caplog.records for secret in SECRETS.values())


def test_closed_it_opens_again(provider: Provider, name: str) -> None:
    channel = OPENED[name](provider)
    channel.send(_to(name))
    channel.close()
    channel.send(_to(name))
    channel.close()
    assert len(provider.calls) == 2
