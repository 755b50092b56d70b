"""SMS over Twilio: the form, the signature, what comes in."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from msgspec import structs

from frontdesk.channels.protocol import Attachment, ChannelError, Forged, Received, Told
from frontdesk.channels.sms import SmsChannel, signature
from tests.channels.channels import ACCOUNT, SENDER, SID, sms
from tests.channels.conftest import MESSAGE, NOW, SECRETS
from tests.channels.provider import Provider, Reply

URL = "https://desk.example.com/hooks/sms?shop=1"
IN = {
    "ToCountry": "ES", "SmsMessageSid": SID, "NumMedia": "0", "SmsSid": SID, "SmsStatus": "received",
    "Body": "¿Mañana a las 10? ✂️", "To": SENDER, "NumSegments": "1", "MessageSid": SID, "AccountSid": ACCOUNT,
    "From": "+34600111222", "ApiVersion": "2010-04-01", "Empty": "",
}  # fmt: skip


def _signed(fields: Mapping[str, str], url: str = URL, token: str = SECRETS["SMS_TOKEN"]) -> dict[str, str]:
    """Twilio's rule, written out once more."""
    text = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return {"x-twilio-signature": base64.b64encode(digest).decode()}


def test_the_signature_is_the_one_of_the_documentation() -> None:
    """The example of Twilio's page on validating requests."""
    url = "https://example.com/myapp.php?foo=1&bar=2"
    fields = {
        "CallSid": ["CA1234567890ABCDE"], "Caller": ["+14158675310"], "Digits": ["1234"], "From": ["+14158675310"],
        "To": ["+18005551212"],
    }  # fmt: skip
    assert signature("12345", url, fields) == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_a_message(provider: Provider) -> None:
    assert sms(provider).send(MESSAGE).external_id == SID
    call = provider.calls[0]
    assert call.form == {"To": MESSAGE.to, "From": SENDER, "Body": MESSAGE.text}


def test_a_messaging_service_and_a_callback(provider: Provider) -> None:
    service = "MG" + "0" * 32
    callback = "https://desk.example.com/hooks/sms?shop=1"
    sms(provider, sender=service, callback=callback).send(structs.replace(MESSAGE, key="outbox 7&x"))
    form = provider.calls[0].form
    assert form["MessagingServiceSid"] == service
    assert "From" not in form
    assert form["StatusCallback"] == f"{callback}&frontdesk_key=outbox+7%26x"


def test_a_refusal_is_in_twilios_words(provider: Provider) -> None:
    channel = sms(provider)
    provider.replies.append(Reply(400, {"code": 21211, "message": "Invalid 'To' Phone Number: +1\n", "status": 400}))
    with pytest.raises(ChannelError, match=r"Invalid 'To' Phone Number: \+1 \(21211\)"):
        channel.send(MESSAGE)


def test_a_message_that_failed_at_once(provider: Provider) -> None:
    channel = sms(provider)
    provider.replies.append(Reply(201, {"sid": SID, "status": "failed", "error_message": "Landline"}))
    with pytest.raises(ChannelError, match="Landline") as caught:
        channel.send(MESSAGE)
    assert not caught.value.doubtful


def test_who_we_are(provider: Provider) -> None:
    assert sms(provider).test() == "Norte (active)"


def _decoded(channel: SmsChannel, fields: Mapping[str, str], url: str = URL) -> list[object]:
    return list(channel.decode(urlencode(fields).encode(), _signed(fields, url), url))


def test_a_message_comes_in(provider: Provider) -> None:
    expected = Received("sms", SID, "+34600111222", "¿Mañana a las 10? ✂️", NOW, phone="+34600111222")
    assert _decoded(sms(provider), IN) == [expected]
    assert _decoded(sms(provider), IN) == [expected]  # a replay is the same


def test_a_shop_that_writes_by_name_has_no_number(provider: Provider) -> None:
    (found,) = _decoded(sms(provider), IN | {"From": "BANCO"})
    assert isinstance(found, Received)
    assert (found.sender, found.phone) == ("BANCO", "")


def test_hostile_text_comes_in_clean(provider: Provider) -> None:
    (found,) = _decoded(sms(provider), IN | {"Body": "a\x1b[2Jb\r\nc\x00", "From": "+34\r\n600"})
    assert isinstance(found, Received)
    assert (found.text, found.sender) == ("a[2Jb\nc", "+34600")


@pytest.mark.parametrize("count", ["-1", "x", "", "99999999999", "²"])
def test_a_wrong_count_of_files_stops_nothing(provider: Provider, count: str) -> None:
    assert len(_decoded(sms(provider), IN | {"NumMedia": count})) == 1


def test_a_picture(provider: Provider) -> None:
    channel = sms(provider)
    place = f"{provider.url}/media/ME1"
    (found,) = _decoded(
        channel, IN | {"NumMedia": "1", "MediaUrl0": place, "MediaContentType0": "image/jpeg", "Body": ""}
    )
    assert isinstance(found, Received)
    assert found.attachments == (Attachment("1.jpeg", "image/jpeg", b"", place),)
    provider.replies.append(Reply(200, b"\xff\xd8"))
    assert channel.fetch(found.attachments[0]).content == b"\xff\xd8"
    provider.replies.append(Reply(200, b"x" * (10 * 2**20 + 1)))
    with pytest.raises(ChannelError, match="too large"):
        channel.fetch(found.attachments[0])


@pytest.mark.parametrize("place", ["https://evil.example/", "file:///etc/passwd", "http://127.0.0.1.evil.example/"])
def test_our_password_goes_to_twilio_only(provider: Provider, place: str) -> None:
    with pytest.raises(ChannelError):
        sms(provider).fetch(Attachment("a", "b", b"", place))
    assert provider.calls == []


@pytest.mark.parametrize(
    ("status", "state", "problem"),
    [
        ("sent", "sent", ""),
        ("delivered", "delivered", ""),
        ("undelivered", "failed", "error 30003"),
        ("read", "read", ""),
    ],
)
def test_what_became_of_it(provider: Provider, status: str, state: str, problem: str) -> None:
    fields = {
        "MessageSid": SID,
        "MessageStatus": status,
        "SmsStatus": status,
        "ErrorCode": "30003",
        "To": "+34600111222",
    }
    url = f"{URL}&frontdesk_key=outbox-1"
    assert _decoded(sms(provider), fields, url) == [Told("sms", SID, state, NOW, problem, "outbox-1")]  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["queued", "sending", "accepted", "tomorrow"])
def test_what_means_nothing_is_left_out(provider: Provider, status: str) -> None:
    assert _decoded(sms(provider), {"MessageSid": SID, "MessageStatus": status}) == []


def test_what_is_about_no_message_cannot_be_read(provider: Provider) -> None:
    with pytest.raises(ValueError, match="no message"):
        _decoded(sms(provider), {"Body": "x"})


def test_a_forged_request(provider: Provider) -> None:
    channel, body = sms(provider), urlencode(IN).encode()
    right = _signed(IN)
    other = _signed(IN, token="b" * 32)
    for headers in ({}, other, {"x-twilio-signature": ""}, {"x-twilio-signature": "ñ"}):
        with pytest.raises(Forged):
            channel.decode(body, headers, URL)
    for altered in (body + b"&x=1", body.replace(b"10", b"11"), b"", b"\xff"):
        with pytest.raises(Forged):
            channel.decode(altered, right, URL)
    with pytest.raises(Forged):
        channel.decode(body, right, URL + "2")
