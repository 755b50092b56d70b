"""What providers tell us, signed as they sign it, over HTTP: forged, altered, repeated, at once, out of order (S33)."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.opened import open_channel
from frontdesk.channels.protocol import Channel
from frontdesk.channels.settings import Channels, Instagram, Secret, Sms, Telegram, Whatsapp
from frontdesk.channels.sms import signature
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Reservation
from frontdesk.web.settings import Front, Rates
from tests.web.serving import Answer, Site, served

URL = "https://citas.example"
MANY = Rates("10000/minute", "10000/minute", "10000/minute")
SECRET = "s3cret"


@pytest.fixture(autouse=True)
def _log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def channels(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> dict[str, Channel]:
    monkeypatch.setenv("SECRET", SECRET)
    key = Secret(env="SECRET")
    settings = Channels(
        sms=Sms("AC1", "+34600000000", key),
        telegram=Telegram(key, key),
        whatsapp=Whatsapp("555", key, key, key),
        instagram=Instagram("777", key, key, key),
    )
    return {name: open_channel(name, settings, desk.clock.seconds) for name in settings.there}


@pytest.fixture
def site(desk: Desk, channels: dict[str, Channel]) -> Iterator[Site]:
    with served(desk, channels, Front(url=URL, rates=MANY)) as one:
        yield one


@pytest.fixture
def sqlite_site(sqlite_salon: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("SECRET", SECRET)
    key = Secret(env="SECRET")
    settings = Channels(telegram=Telegram(key, key), whatsapp=Whatsapp("555", key, key, key))
    opened = {name: open_channel(name, settings, sqlite_salon.clock.seconds) for name in settings.there}
    with served(sqlite_salon, opened, Front(url=URL, rates=MANY)) as one:
        yield one


def whatsapp_body(id: str = "wamid.1", text: str = "Hola", sender: str = "34600111222", **more: Any) -> bytes:
    message = {"id": id, "from": sender, "timestamp": "1795417200", "type": "text", "text": {"body": text}}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "34900", "phone_number_id": "555"},
        "contacts": [{"wa_id": sender, "profile": {"name": "Eva"}}],
        "messages": [message],
    } | more
    changes = [{"field": "messages", "value": value}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}).encode()


def status_body(id: str, *states: str) -> bytes:
    told = [{"id": id, "status": state, "timestamp": "1795417200", "recipient_id": "34600111222"} for state in states]
    return whatsapp_body(messages=[], statuses=told)


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def whatsapp(site: Site, body: bytes, headers: dict[str, str] | None = None) -> Answer:
    return site.ask("POST", "/hooks/whatsapp", body, signed(body) if headers is None else headers)


def telegram(site: Site, body: Any, secret: str = SECRET) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return site.ask("POST", "/hooks/telegram", raw, {"X-Telegram-Bot-Api-Secret-Token": secret})


def update(number: int = 1, text: str = "Hola") -> dict[str, Any]:
    who = {"id": 42, "is_bot": False, "first_name": "Eva"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1795417200, "chat": {"id": 42, "type": "private"}, "from": who, "text": text},
    }  # fmt: skip


def twilio(site: Site, fields: dict[str, str], path: str = "/hooks/twilio", token: str = SECRET) -> Answer:
    sign = signature(token, f"{URL}{path}", {name: [value] for name, value in fields.items()})
    body = urlencode(fields).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return site.ask("POST", path, body, {**kind, "X-Twilio-Signature": sign})


def said(desk: Desk) -> list[str]:
    """Every message there is, of whichever customer."""
    return [
        message.text for thread in desk.messages.threads() for message in desk.messages.thread(thread.customer).messages
    ]


def test_each_provider_is_heard(site: Site, desk: Desk) -> None:
    assert whatsapp(site, whatsapp_body()).status == 200
    assert telegram(site, update(text="Soy de Telegram")).status == 200
    sms = {"MessageSid": "SM1", "From": "+34600111333", "Body": "Por SMS", "SmsStatus": "received", "NumMedia": "0"}
    answer = twilio(site, sms)
    assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (200, "application/xml")
    assert sorted(said(desk)) == ["Hola", "Por SMS", "Soy de Telegram"]


def test_forged_altered_and_unsigned(site: Site, desk: Desk) -> None:
    body = whatsapp_body()
    altered = body.replace(b"Hola", b"Adio")
    assert whatsapp(site, altered, signed(body)).status == 403
    assert whatsapp(site, body, signed(body, "another")).status == 403
    assert whatsapp(site, body, {}).status == 403
    assert whatsapp(site, b"\xff\x00" * 50, {"X-Hub-Signature-256": "sha256=\xe9"}).status == 403
    assert telegram(site, update(), "another").status == 403
    assert twilio(site, {"MessageSid": "SM1", "Body": "x", "From": "+346"}, token="another").status == 403
    assert site.post("/hooks/twilio", {"MessageSid": "SM1", "Body": "x"}).status == 403
    assert site.ask("POST", "/hooks/instagram", body).status == 403
    assert said(desk) == []


def test_twilio_signs_the_whole_address(site: Site, desk: Desk) -> None:
    fields = {"MessageSid": "SM1", "From": "+34600111333", "Body": "Hola", "SmsStatus": "received"}
    assert twilio(site, fields, "/hooks/twilio?a=1&b=%20").status == 200
    assert said(desk) == ["Hola"]


def test_s33_a_webhook_that_is_repeated(site: Site, desk: Desk) -> None:
    body = whatsapp_body()
    assert [whatsapp(site, body).status for _ in range(3)] == [200] * 3
    assert [telegram(site, update()).status for _ in range(2)] == [200] * 2
    assert said(desk) == ["Hola", "Hola"]
    assert len(desk.customers()) == 2


@pytest.mark.parametrize(
    "bodies", [("wamid.1", "wamid.1"), ("wamid.1", "wamid.2")], ids=["the same", "two of one sender"]
)
def test_s33_twice_at_once(site: Site, desk: Desk, bodies: tuple[str, str]) -> None:
    gate, found = threading.Barrier(len(bodies) * 2), list[int]()

    def run(id: str) -> None:
        gate.wait()
        found.append(whatsapp(site, whatsapp_body(id)).status)

    threads = [threading.Thread(target=run, args=(id,)) for id in bodies * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 4
    assert len(said(desk)) == len(set(bodies))
    assert [one.name for one in desk.customers()] == ["Eva"]  # one new customer, not two
    assert desk.messages.counts() == (0, 0)


def test_statuses_in_any_order(site: Site, desk: Desk, book: Callable[..., Reservation]) -> None:
    visit = book("2026-11-26 10:00")
    assert whatsapp(site, whatsapp_body()).status == 200  # so that free text may go
    desk.messages.reply(visit.customer.id, "Gracias", channel="whatsapp")
    desk.clock.move(61)  # type: ignore[attr-defined]
    going = next(one for one in desk.messages.claim(("whatsapp",)) if one.kind == "reply")
    desk.messages.sending(going)
    desk.messages.sent(going, "wamid.ours")
    for states in (("read",), ("delivered", "sent"), ("read",), ("failed",)):
        assert whatsapp(site, status_body("wamid.ours", *states)).status == 200
    assert [m.state for m in desk.messages.thread(visit.customer.id).messages if m.direction == "out"] == ["read"]
    assert whatsapp(site, status_body("wamid.nobody", "delivered")).status == 200


def test_sms_statuses(site: Site, desk: Desk) -> None:
    told = {"MessageSid": "SM9", "MessageStatus": "delivered", "From": "+34600000000", "To": "+34600111222"}
    assert twilio(site, told).status == 200
    assert said(desk) == []


@pytest.mark.parametrize("hook", ["whatsapp", "instagram"])
def test_the_handshake(site: Site, hook: str) -> None:
    right = f"/hooks/{hook}?hub.mode=subscribe&hub.verify_token={SECRET}&hub.challenge=%3Cb%3E1158"
    answer = site.get(right)
    assert (answer.status, answer.text) == (200, "<b>1158")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert site.get(right.replace(SECRET, "x")).status == 403
    assert site.get(f"/hooks/{hook}").status == 403


def test_what_is_none_of_ours_is_not_asked_for_again(sqlite_site: Site, sqlite_salon: Desk) -> None:
    for body in (
        b"",
        b"[]",
        b"{",
        b'{"object":"page","entry":[]}',
        b"[" * 100_000,
        b'{"object":1}',
        whatsapp_body(metadata={}),
    ):
        assert whatsapp(sqlite_site, body).status == 200
    for told in (b"x", b"{}", {"update_id": 5}, {"update_id": 6, "poll": {}}):
        assert telegram(sqlite_site, told).status == 200
    assert said(sqlite_salon) == []


def test_one_that_cannot_be_kept_stops_no_other(
    sqlite_site: Site, sqlite_salon: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontdesk.desk.messages.door import Messages

    real = Messages.receive
    fails: list[Exception] = [RuntimeError("eva")]

    def receive(self: Messages, came: Any) -> Any:
        if fails and came.external_id.endswith("wamid.bad"):
            raise fails[0]
        return real(self, came)

    monkeypatch.setattr(Messages, "receive", receive)
    one = json.loads(whatsapp_body("wamid.bad", "Primero"))
    value = one["entry"][0]["changes"][0]["value"]
    value["messages"].append({**value["messages"][0], "id": "wamid.good", "text": {"body": "Segundo"}})
    body = json.dumps(one).encode()
    assert whatsapp(sqlite_site, body).status == 500
    assert said(sqlite_salon) == ["Segundo"]
    fails[0] = FrontdeskError("database_locked", path="x")
    assert whatsapp(sqlite_site, body).status == 503
    fails[0] = FrontdeskError("wrong_value", field="text", problem="x")
    assert whatsapp(sqlite_site, body).status == 200
    fails.clear()
    assert whatsapp(sqlite_site, body).status == 200  # sent again, it is kept
    assert sorted(said(sqlite_salon)) == ["Primero", "Segundo"]


def test_channels_that_are_not_set_up_and_other_methods(sqlite_site: Site) -> None:
    assert sqlite_site.post("/hooks/twilio", {"a": "b"}).status == 404
    assert sqlite_site.post("/hooks/nothing").status == 404
    assert sqlite_site.get("/hooks/telegram").status == 405


def test_what_is_too_large(sqlite_site: Site, sqlite_salon: Desk) -> None:
    body = whatsapp_body(text="x" * 300_000)
    assert whatsapp(sqlite_site, body).status == 413
    headers = signed(body)
    assert sqlite_site.ask("POST", "/hooks/whatsapp", iter([body[:200_000], body[200_000:]]), headers).status == 413
    assert whatsapp(sqlite_site, whatsapp_body(text="x" * 100_000)).status == 200
    assert len(said(sqlite_salon)[0]) == 20_000


def test_a_flood(sqlite_salon: Desk) -> None:
    with served(sqlite_salon, front=Front(rates=Rates(hooks="3/hour"))) as site:
        assert [site.post("/hooks/twilio").status for _ in range(4)] == [404, 404, 404, 429]


def test_hostile_texts_are_kept_as_text(sqlite_site: Site, sqlite_salon: Desk) -> None:
    from tests import hostile

    for number, text in enumerate(hostile.excerpt()):
        assert telegram(sqlite_site, update(number + 1, text or "-")).status == 200
    for text in said(sqlite_salon):
        assert not any(ord(c) < 32 and c != "\n" for c in text)
