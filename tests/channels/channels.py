"""Each channel as tests open it, and the answers its provider usually gives."""

from __future__ import annotations

from typing import Any

from frontdesk.channels.instagram import InstagramChannel
from frontdesk.channels.limits import USUAL, Timeouts
from frontdesk.channels.settings import Instagram, Secret, Sms, Telegram, Whatsapp
from frontdesk.channels.sms import SmsChannel
from frontdesk.channels.telegram import TelegramChannel
from frontdesk.channels.whatsapp import WhatsappChannel
from tests.channels.conftest import NOW, SECRETS, now
from tests.channels.described import ANSWERS, wrong
from tests.channels.provider import Call, Provider, Reply

ACCOUNT = "AC" + "0123456789abcdef" * 2
SID = "SM" + "fedcba9876543210" * 2
PHONE = "106540352242922"
WAMID = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJCOTY3NDc0NDFDRUI3NTA0Q0UA"
SENDER = "+34910000000"


def sms(provider: Provider, timeouts: Timeouts = USUAL, **settings: Any) -> SmsChannel:
    provider.usual = _sms
    values = {"account": ACCOUNT, "sender": SENDER, "token": Secret(env="SMS_TOKEN"), "url": provider.url}
    return SmsChannel(Sms(**(values | settings)), now, timeouts)


def telegram(provider: Provider, timeouts: Timeouts = USUAL, **settings: Any) -> TelegramChannel:
    provider.usual = _telegram
    values = {"token": Secret(env="TELEGRAM_TOKEN"), "secret": Secret(env="TELEGRAM_SECRET"), "url": provider.url}
    return TelegramChannel(Telegram(**(values | settings)), now, timeouts)


def whatsapp(provider: Provider, timeouts: Timeouts = USUAL) -> WhatsappChannel:
    provider.usual = _whatsapp
    token, secret, verify = (Secret(env=f"META_{name}") for name in ("TOKEN", "SECRET", "VERIFY"))
    return WhatsappChannel(Whatsapp(PHONE, token, secret, verify, url=provider.url), now, timeouts)


def instagram(provider: Provider, timeouts: Timeouts = USUAL) -> InstagramChannel:
    provider.usual = _instagram
    token, secret, verify = (Secret(env=f"META_{name}") for name in ("TOKEN", "SECRET", "VERIFY"))
    return InstagramChannel(Instagram("17841400000000000", token, secret, verify, url=provider.url), now, timeouts)


OPENED = {"sms": sms, "telegram": telegram, "whatsapp": whatsapp, "instagram": instagram}
TO = {"sms": "+34600111222", "telegram": "4711", "whatsapp": "+34600111222", "instagram": "998877"}


def as_described(kind: str, body: Any) -> Any:
    """The stand-ins' answers are held against the descriptions too."""
    assert wrong(ANSWERS[kind], body) == []
    return body


def _sms(call: Call) -> Reply:
    if call.path.endswith("/Messages.json"):
        answer = {
            "account_sid": ACCOUNT, "body": call.form["Body"], "sid": SID, "status": "queued", "to": call.form["To"],
            "from": call.form.get("From"), "error_code": None, "error_message": None, "num_segments": "1",
            "direction": "outbound-api",
        }  # fmt: skip
        return Reply(201, as_described("twilio:message", answer))
    return Reply(200, as_described("twilio:account", {"sid": ACCOUNT, "friendly_name": "Norte", "status": "active"}))


def _telegram(call: Call) -> Reply:
    method = call.path.rpartition("/")[2]
    assert SECRETS["TELEGRAM_TOKEN"] in call.path
    results: dict[str, Any] = {
        "sendMessage": lambda: {
            "message_id": 42,
            "date": NOW,
            "chat": {"id": call.json["chat_id"], "type": "private"},
            "text": call.json["text"],
        },
        "getMe": lambda: {"id": 123456, "is_bot": True, "first_name": "Norte", "username": "norte_bot"},
        "getUpdates": list,
        "getFile": lambda: {"file_id": "f1", "file_unique_id": "u1", "file_path": "photos/file_1.jpg"},
    }
    if method not in results:
        return Reply(200, b"\xff\xd8 a picture")
    return Reply(200, {"ok": True, "result": as_described(f"telegram:{method}", results[method]())})


def _whatsapp(call: Call) -> Reply:
    if call.path.endswith("/messages"):
        contacts = [{"input": call.json["to"], "wa_id": call.json["to"].lstrip("+")}]
        answer = {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": WAMID}]}
        return Reply(200, as_described("whatsapp:message", answer))
    if call.path.endswith(PHONE):
        answer = {"id": PHONE, "display_phone_number": "+34 910 00 00 00", "verified_name": "Norte"}
        return Reply(200, as_described("whatsapp:number", answer))
    if call.path.startswith("/media/"):
        return Reply(200, b"\xff\xd8 a picture")
    place = f"http://{call.headers['host']}/media/1"
    answer = {"id": "1", "url": place, "mime_type": "image/jpeg", "file_size": "12", "messaging_product": "whatsapp"}
    return Reply(200, as_described("whatsapp:media", answer))


def _instagram(call: Call) -> Reply:
    if call.path.endswith("/messages"):
        return Reply(200, {"recipient_id": call.json["recipient"]["id"], "message_id": "aWdfZAG1faXRlb"})
    return Reply(200, {"user_id": "17841400000000000", "username": "norte"})
