"""Instagram messaging: texts out; texts, choices and files in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import structs

from frontdesk.channels.protocol import Attachment, ChannelError, Forged, Received, Told
from tests.channels.channels import instagram
from tests.channels.conftest import MESSAGE, NOW
from tests.channels.provider import Provider, Reply
from tests.channels.test_whatsapp import signed

ACCOUNT = "17841400000000000"


def event(**parts: Any) -> dict[str, Any]:
    return {"sender": {"id": "998877"}, "recipient": {"id": ACCOUNT}, "timestamp": NOW * 1000 - 5000, **parts}


def decoded(provider: Provider, *events: Any) -> list[Any]:
    body = json.dumps(
        {"object": "instagram", "entry": [{"id": ACCOUNT, "time": 1, "messaging": list(events)}]}
    ).encode()
    return list(instagram(provider).decode(body, signed(body), ""))


def test_a_message(provider: Provider) -> None:
    assert instagram(provider).send(structs.replace(MESSAGE, to="998877")).external_id == "aWdfZAG1faXRlb"
    assert provider.calls[0].path == f"/v23.0/{ACCOUNT}/messages"
    assert provider.calls[0].json == {"recipient": {"id": "998877"}, "message": {"text": MESSAGE.text}}


def test_the_limit_is_in_bytes(provider: Provider) -> None:
    channel = instagram(provider)
    channel.send(structs.replace(MESSAGE, to="998877", text="n" * 1000))
    with pytest.raises(ChannelError, match="longer"):
        channel.send(structs.replace(MESSAGE, to="998877", text="ñ" * 501))
    assert len(provider.calls) == 1


def test_who_we_are(provider: Provider) -> None:
    assert instagram(provider).test() == "@norte"
    assert provider.calls[0].path == "/v23.0/me?fields=user_id%2Cusername"


def test_a_text_comes_in(provider: Provider) -> None:
    expected = Received("instagram", "m1", "998877", "Hola\n¿hay hueco?", NOW - 5, answers="m0")
    what = event(message={"mid": "m1", "text": "Hola\r\n¿hay hueco?\x07", "reply_to": {"mid": "m0"}})
    assert decoded(provider, what) == [expected]
    assert decoded(provider, what) == [expected]


def test_a_picture_a_button_a_glance(provider: Provider) -> None:
    place = "https://lookaside.fbsbx.com/ig/1"
    found = decoded(
        provider,
        event(message={"mid": "m1", "attachments": [{"type": "image", "payload": {"url": place}}]}),
        event(postback={"mid": "m2", "title": "Reservar", "payload": "BOOK"}),
        event(read={"mid": "m3"}),
        event(message={"mid": "m4", "attachments": [{"type": "story_mention", "payload": {"url": place}}]}),
    )
    assert found[0].attachments == (Attachment("1.image", "image/jpeg", b"", place),)
    assert found[1] == Received("instagram", "m2", "998877", "Reservar", NOW - 5)
    assert found[2] == Told("instagram", "m3", "read", NOW - 5)
    assert found[3].left_out


def test_what_we_wrote_ourselves_and_what_is_broken_is_left_out(provider: Provider) -> None:
    good = event(message={"mid": "m1", "text": "x"})
    left_out = [
        event(message={"mid": "m2", "text": "x", "is_echo": True}),
        event(message={"mid": "m3", "is_deleted": True}),
        good | {"sender": {"id": ACCOUNT}},
        event(reaction={"mid": "m1", "emoji": "x"}),
        event(message={"text": "x"}),
        7,
        {},
    ]
    assert [one.external_id for one in decoded(provider, *left_out, good)] == ["m1"]


def test_a_forged_request_and_the_handshake(provider: Provider) -> None:
    channel = instagram(provider)
    body = b'{"object": "instagram", "entry": []}'
    assert channel.decode(body, signed(body), "") == []
    for headers in ({}, signed(body, "other"), signed(body + b" ")):
        with pytest.raises(Forged):
            channel.decode(body, headers, "")
    query = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "agreed word"}
    assert channel.challenge(query) == "1"


def test_a_file_is_fetched_without_our_token(provider: Provider) -> None:
    channel = instagram(provider)
    provider.replies.append(Reply(200, b"\xff\xd8"))
    assert channel.fetch(Attachment("1.image", "image/jpeg", b"", f"{provider.url}/media/1")).content == b"\xff\xd8"
    assert "authorization" not in provider.calls[0].headers
    with pytest.raises(ChannelError):
        channel.fetch(Attachment("1.image", "image/jpeg", b"", "https://evil.example/1"))
