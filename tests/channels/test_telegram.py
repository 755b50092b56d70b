"""Telegram: what is asked of the bot's API, the webhook's secret, what people send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import structs

from frontdesk.channels.protocol import Attachment, ChannelError, Forged, Received
from frontdesk.channels.telegram import TelegramChannel
from tests.channels.channels import telegram
from tests.channels.conftest import MESSAGE, NOW, SECRETS
from tests.channels.described import UPDATE, wrong
from tests.channels.provider import Provider, Reply

TO = structs.replace(MESSAGE, to="4711")
RIGHT = {"x-telegram-bot-api-secret-token": SECRETS["TELEGRAM_SECRET"]}
FILE = {"file_unique_id": "u"}


def update(number: int = 1, **message: Any) -> dict[str, Any]:
    found = {
        "update_id": number,
        "message": {
            "message_id": 7,
            "date": NOW - 60,
            "chat": {"id": 4711, "type": "private", "first_name": "Lucía"},
            "from": {"id": 4711, "is_bot": False, "first_name": "Lucía", "last_name": "Gómez"},
            **message,
        },
    }
    assert wrong(UPDATE, found) == []
    return found


def decoded(channel: TelegramChannel, what: Any) -> list[Any]:
    return list(channel.decode(json.dumps(what).encode(), RIGHT, "https://desk.example.com/hooks/telegram"))


def test_a_message(provider: Provider) -> None:
    assert telegram(provider).send(TO).external_id == "4711:42"
    assert provider.calls[0].path == f"/bot{SECRETS['TELEGRAM_TOKEN']}/sendMessage"
    assert provider.calls[0].json == {"chat_id": 4711, "text": MESSAGE.text}


def test_an_answer_names_what_it_answers(provider: Provider) -> None:
    channel = telegram(provider)
    channel.send(structs.replace(TO, answers="4711:7"))
    channel.send(structs.replace(TO, answers="4712:7"))  # of another chat: not to be found there
    channel.send(structs.replace(TO, answers="<mail@example.com>"))
    assert provider.calls[0].json["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}
    assert all("reply_parameters" not in call.json for call in provider.calls[1:])


def test_telegram_names_how_long_to_wait(provider: Provider) -> None:
    channel = telegram(provider)
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 35}}
    provider.replies.append(Reply(429, body))
    with pytest.raises(ChannelError, match="Too Many Requests") as caught:
        channel.send(TO)
    assert (caught.value.again, caught.value.after) == (True, 35)


def test_who_blocked_the_bot_is_not_asked_again(provider: Provider) -> None:
    channel = telegram(provider)
    provider.replies.append(Reply(403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}))
    with pytest.raises(ChannelError, match="blocked by the user") as caught:
        channel.send(TO)
    assert not caught.value.again


def test_who_we_are(provider: Provider) -> None:
    assert telegram(provider).test() == "@norte_bot"


def test_a_text(provider: Provider) -> None:
    channel = telegram(provider)
    what = update(text="Hola\x1b[2J\r\n¿mañana?", reply_to_message={**update()["message"], "message_id": 3})
    expected = Received(
        "telegram", "4711:7", "4711", "Hola[2J\n¿mañana?", NOW - 60, name="Lucía Gómez", answers="4711:3"
    )
    assert decoded(channel, what) == [expected]
    assert decoded(channel, what) == [expected]


def test_ones_own_card_says_the_phone_anothers_does_not(provider: Provider) -> None:
    card = {"phone_number": "34600111222", "first_name": "Lucía"}
    (own,) = decoded(telegram(provider), update(contact={**card, "user_id": 4711}))
    (other,) = decoded(telegram(provider), update(contact={**card, "user_id": 4712}))
    (unknown,) = decoded(telegram(provider), update(contact=card))
    assert (own.phone, other.phone, unknown.phone) == ("+34600111222", "", "")
    assert "+34600111222" in other.text


def test_a_photo_and_a_document(provider: Provider) -> None:
    channel = telegram(provider)
    sizes = [{**FILE, "file_id": f"p{n}", "width": n, "height": n, "file_size": n} for n in (90, 800, 20 * 2**20)]
    (photo,) = decoded(channel, update(photo=sizes, caption="así"))
    assert (photo.text, photo.attachments) == ("así", (Attachment("photo.jpg", "image/jpeg", b"", "p800"),))
    document = {**FILE, "file_id": "d1", "file_name": "alta\x00.pdf", "mime_type": "application/pdf", "file_size": 5}
    (paper,) = decoded(channel, update(document=document))
    assert paper.attachments == (Attachment("alta.pdf", "application/pdf", b"", "d1"),)
    (large,) = decoded(channel, update(document=document | {"file_size": 10 * 2**20 + 1}))
    assert large.attachments == ()
    assert "too large" in large.left_out
    fetched = channel.fetch(photo.attachments[0])
    assert fetched.content == b"\xff\xd8 a picture"
    assert [call.path.rpartition("/")[2] for call in provider.calls] == ["getFile", "file_1.jpg"]
    assert channel.fetch(fetched) == fetched
    assert len(provider.calls) == 2


@pytest.mark.parametrize("path", ["../../etc/passwd", 7, None])
def test_a_files_path_that_leads_elsewhere(provider: Provider, path: object) -> None:
    channel = telegram(provider)
    provider.replies.append(Reply(200, {"ok": True, "result": {"file_id": "x", "file_path": path}}))
    with pytest.raises(ChannelError):
        channel.fetch(Attachment("a", "b", b"", "x"))
    assert len(provider.calls) == 1


def test_other_kinds(provider: Provider) -> None:
    channel = telegram(provider)
    voice = {**FILE, "file_id": "v", "duration": 3}
    sticker = {
        **FILE,
        "file_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
    assert decoded(channel, update(voice=voice))[0].attachments[0].type == "audio/ogg"
    assert decoded(channel, update(sticker={**sticker, "emoji": "👍"}))[0].text == "👍"
    assert decoded(channel, update(location={"latitude": 40.4, "longitude": -3.7}))[0].text == "40.400000, -3.700000"
    (dice,) = decoded(channel, update(dice={"emoji": "🎲", "value": 3}))
    assert dice.left_out == "this kind of message cannot be taken over"


def test_what_is_none_of_ours_is_left_out(provider: Provider) -> None:
    channel = telegram(provider)
    group = update(text="x", chat={"id": -100, "type": "group", "title": "Vecinos"})
    bot = update(text="x", **{"from": {"id": 1, "is_bot": True, "first_name": "b"}})
    edited = {"update_id": 1, "edited_message": update(text="x")["message"]}
    notice = update(new_chat_title="x")
    for what in (group, bot, edited, notice, {"update_id": 1}, {"update_id": 1, "message": 7}):
        assert decoded(channel, what) == []


def test_an_instant_nobody_believes_is_now(provider: Provider) -> None:
    channel = telegram(provider)
    for date in (0, -5, NOW * 1000):
        assert decoded(channel, update(text="x", date=date))[0].at == NOW


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b"{" * 100_000, b"[" * 100_000, b'{"update_id": "x"}'])
def test_what_cannot_be_read(provider: Provider, body: bytes) -> None:
    with pytest.raises(ValueError):
        telegram(provider).decode(body, RIGHT, "")


def test_a_forged_request(provider: Provider) -> None:
    body = json.dumps(update(text="x")).encode()
    for given in (None, "", "wrong", "hook-secre", "ñ"):
        with pytest.raises(Forged):
            telegram(provider).decode(body, {} if given is None else {"x-telegram-bot-api-secret-token": given}, "")
    with pytest.raises(Forged):  # without a secret nothing is believed, not even nothing
        telegram(provider, secret=None).decode(body, {"x-telegram-bot-api-secret-token": ""}, "")


def test_polling_goes_on_after_what_was_taken(provider: Provider) -> None:
    channel = telegram(provider, secret=None)
    lone = json.dumps({"ok": True, "result": [update(10, text="a"), {"update_id": 11, "message": "?"}, 5]})
    provider.replies.append(Reply(200, lone.replace('"a"', '"a\\ud800"').encode()))
    news, since = channel.poll("")
    assert [one.text for one in news if isinstance(one, Received)] == ["a"]
    assert since == "12"
    assert channel.poll(since) == ([], "12")
    assert [call.json.get("offset") for call in provider.calls] == [None, 12]
    assert provider.calls[0].json == {"timeout": 0, "allowed_updates": ["message"]}


def test_polling_again_gives_the_same_again(provider: Provider) -> None:
    channel = telegram(provider, secret=None)
    provider.replies += [Reply(200, {"ok": True, "result": [update(10, text="a")]})] * 2
    assert channel.poll("10") == channel.poll("10")


def test_a_poll_that_fails_may_be_asked_again(provider: Provider) -> None:
    channel = telegram(provider, secret=None)
    for reply, again in ((Reply(502), True), (Reply(200, {"ok": True, "result": {}}), True), (Reply(401), False)):
        provider.replies.append(reply)
        with pytest.raises(ChannelError) as caught:
            channel.poll("")
        assert (caught.value.again, caught.value.doubtful) == (again, False)


def test_who_is_told_by_a_webhook_does_not_ask(provider: Provider) -> None:
    assert telegram(provider).poll("7") == ([], "7")
    assert provider.calls == []
