"""WhatsApp: texts, templates, webhooks as its description shows them."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest
from msgspec import structs

from frontdesk.channels.protocol import Attachment, ChannelError, Forged, Received, Template, Told
from tests.channels.channels import PHONE, WAMID, whatsapp
from tests.channels.conftest import MESSAGE, NOW, SECRETS
from tests.channels.described import WHATSAPP
from tests.channels.provider import Provider, Reply

EXAMPLES = WHATSAPP["webhooks"]


def signed(body: bytes, secret: str = SECRETS["META_SECRET"]) -> dict[str, str]:
    return {"x-hub-signature-256": f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"}


def decoded(provider: Provider, what: Any) -> list[Any]:
    body = json.dumps(what).encode()
    return list(whatsapp(provider).decode(body, signed(body), "https://desk.example.com/hooks/whatsapp"))


def value(**parts: Any) -> dict[str, Any]:
    about = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "1", "phone_number_id": PHONE}}
    change = {"field": "messages", "value": about | parts}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def test_a_text(provider: Provider) -> None:
    assert whatsapp(provider).send(structs.replace(MESSAGE, answers="wamid.X")).external_id == WAMID
    assert provider.calls[0].path == f"/v23.0/{PHONE}/messages"
    assert provider.calls[0].headers["authorization"] == "Bearer EAAGtoken"
    assert provider.calls[0].json == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": MESSAGE.to,
        "type": "text",
        "text": {"body": MESSAGE.text},
        "context": {"message_id": "wamid.X"},
    }


def test_a_template(provider: Provider) -> None:
    template = Template("reminder", "es", ("Lucía\n\t  Gómez", "10:00"))
    whatsapp(provider).send(structs.replace(MESSAGE, text="", template=template))
    filled = [{"type": "text", "text": "Lucía Gómez"}, {"type": "text", "text": "10:00"}]
    assert provider.calls[0].json["template"] == {
        "name": "reminder",
        "language": {"policy": "deterministic", "code": "es"},
        "components": [{"type": "body", "parameters": filled}],
    }
    whatsapp(provider).send(structs.replace(MESSAGE, template=Template("hello", "es")))
    assert "components" not in provider.calls[1].json["template"]


@pytest.mark.parametrize("place", ["", "\n", "x" * 1025])
def test_a_place_that_cannot_be_filled(provider: Provider, place: str) -> None:
    with pytest.raises(ChannelError):
        whatsapp(provider).send(structs.replace(MESSAGE, template=Template("reminder", "es", (place,))))
    assert provider.calls == []


@pytest.mark.parametrize(
    ("status", "code", "again"),
    [
        (400, 131047, False),
        (400, 130429, True),
        (400, 131056, True),
        (401, 190, False),
        (403, 10, False),
        (400, 80007, True),
    ],
)
def test_a_refusal_by_its_code(provider: Provider, status: int, code: int, again: bool) -> None:
    channel = whatsapp(provider)
    error = {"message": f"(#{code}) said", "code": code, "error_data": {"details": "more than 24 hours"}}
    provider.replies.append(Reply(status, {"error": error}))
    with pytest.raises(ChannelError) as caught:
        channel.send(MESSAGE)
    assert caught.value.problem == f"(#{code}) said: more than 24 hours"
    assert (caught.value.again, caught.value.doubtful) == (again, False)


def test_who_we_are(provider: Provider) -> None:
    assert whatsapp(provider).test() == "Norte +34 910 00 00 00"


def test_the_descriptions_own_text(provider: Provider) -> None:
    expected = Received(
        "whatsapp",
        "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
        "+16505551234",
        "Does it come in another color?",
        1749416383,
        name="Sheena Nelson",
        phone="+16505551234",
    )
    assert decoded(provider, EXAMPLES["Text Message"]) == [expected]
    assert decoded(provider, EXAMPLES["Text Message"]) == [expected]  # a replay is the same


def test_the_descriptions_other_kinds(provider: Provider) -> None:
    (image,) = decoded(provider, EXAMPLES["Image Message"])
    assert image.text == "Taj Mahal"
    assert image.attachments == (Attachment("image.jpeg", "image/jpeg", b"", "1003383421387256"),)
    (place,) = decoded(provider, EXAMPLES["Location Message"])
    assert place.text == "Philz Coffee 101 Forest Ave, Palo Alto, CA 94301 37.442215, -122.161659"
    (card,) = decoded(provider, EXAMPLES["Contact Sharing Message"])
    assert (card.text, card.phone) == ("Lucía Gómez +1 (983) 555-2319", "+16505551234")
    (button,) = decoded(provider, EXAMPLES["Button Message"])
    assert (button.text, bool(button.answers)) == ("Unsubscribe", True)
    (unknown,) = decoded(provider, EXAMPLES["Unsupported Message"])
    assert unknown.left_out == "this kind of message cannot be taken over"
    assert decoded(provider, EXAMPLES["Reaction Message"]) == []


def test_a_choice(provider: Provider) -> None:
    base = {"from": "34600111222", "timestamp": str(NOW), "type": "interactive"}
    for kind in ("button_reply", "list_reply"):
        message = base | {"id": "w1", "interactive": {"type": kind, kind: {"id": "1", "title": "Sí"}}}
        assert decoded(provider, value(contacts=[], messages=[message]))[0].text == "Sí"


def test_one_broken_message_does_not_stop_the_rest(provider: Provider) -> None:
    good = {"from": "34600111222", "id": "w1", "timestamp": str(NOW), "type": "text", "text": {"body": "a\x00b\ud800"}}
    broken: list[Any] = [7, None, {}, good | {"timestamp": "soon"}, good | {"text": 5}, good | {"from": None}]
    found = decoded(provider, value(contacts=[{"wa_id": 3}], messages=[*broken, good]))
    assert [one.text for one in found] == ["ab"]


def test_what_became_of_it(provider: Provider) -> None:
    def status(name: str, **more: Any) -> dict[str, Any]:
        return {"id": WAMID, "status": name, "timestamp": str(NOW - 5), "recipient_id": "34600111222", **more}

    error = {
        "code": 131026,
        "title": "Undeliverable",
        "message": "Undeliverable",
        "error_data": {"details": "No WhatsApp"},
    }
    statuses = [status("sent"), status("delivered"), status("read"), status("failed", errors=[error]), status("played")]
    assert decoded(provider, value(statuses=statuses)) == [
        Told("whatsapp", WAMID, "sent", NOW - 5),
        Told("whatsapp", WAMID, "delivered", NOW - 5),
        Told("whatsapp", WAMID, "read", NOW - 5),
        Told("whatsapp", WAMID, "failed", NOW - 5, "Undeliverable: No WhatsApp"),
    ]


def test_other_numbers_of_the_app_and_groups_are_none_of_ours(provider: Provider) -> None:
    what = json.loads(json.dumps(EXAMPLES["Text Message"]))
    change = what["entry"][0]["changes"][0]
    change["value"]["messages"][0]["group_id"] = "g"
    assert decoded(provider, what) == []
    del change["value"]["messages"][0]["group_id"]
    assert len(decoded(provider, what)) == 1
    change["value"]["metadata"]["phone_number_id"] = "1"
    assert decoded(provider, what) == []
    assert decoded(provider, {"object": "whatsapp_business_account", "entry": [{"changes": 5}, 7, {"id": "1"}]}) == []


@pytest.mark.parametrize(
    "body", [b"", b"7", b"{}", b'{"object": "instagram", "entry": []}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_cannot_be_read(provider: Provider, body: bytes) -> None:
    with pytest.raises(ValueError):
        whatsapp(provider).decode(body, signed(body), "")


def test_a_forged_request(provider: Provider) -> None:
    channel, body = whatsapp(provider), json.dumps(EXAMPLES["Text Message"]).encode()
    right = signed(body)
    channel.decode(body, right, "")
    wrong = (
        {},
        {"x-hub-signature-256": ""},
        {"x-hub-signature-256": "sha256="},
        {"x-hub-signature-256": right["x-hub-signature-256"][7:]},
        {"x-hub-signature": right["x-hub-signature-256"]},
        {"x-hub-signature-256": "ñ"},
        signed(body, "other"),
    )
    for headers in wrong:
        with pytest.raises(Forged):
            channel.decode(body, headers, "")
    for altered in (
        body + b" ",
        body.replace(b"color", b"c0lor"),
        json.dumps(json.loads(body), indent=1).encode(),
        b"",
    ):
        with pytest.raises(Forged):  # the raw bytes count, not what they mean
            channel.decode(altered, right, "")


def test_the_handshake(provider: Provider) -> None:
    channel = whatsapp(provider)
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "agreed word"}
    assert channel.challenge(query) == "1158201444"
    for wrong in ({}, query | {"hub.verify_token": "x"}, query | {"hub.mode": "x"}, query | {"hub.verify_token": "ñ"}):
        with pytest.raises(Forged):
            channel.challenge(wrong)


def test_a_file_by_its_id(provider: Provider) -> None:
    channel, wanted = whatsapp(provider), Attachment("image.jpeg", "image/jpeg", b"", "1003383421387256")
    assert channel.fetch(wanted).content == b"\xff\xd8 a picture"
    assert [call.headers["authorization"] for call in provider.calls] == ["Bearer EAAGtoken"] * 2
    for place in (
        "https://evil.example/1",
        "http://lookaside.fbsbx.com/1",
        "https://evilfbsbx.com/1",
        "file:///etc/passwd",
    ):
        provider.replies.append(Reply(200, {"url": place}))
        with pytest.raises(ChannelError, match="not at the provider"):
            channel.fetch(wanted)
    provider.replies.append(Reply(200, {"url": "https://lookaside.fbsbx.com/1", "file_size": str(11 * 2**20)}))
    with pytest.raises(ChannelError, match="too large"):
        channel.fetch(wanted)
