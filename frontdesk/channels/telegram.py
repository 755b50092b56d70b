"""Telegram: the bot's API out; in by webhook, or by asking."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field

from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note, digits
from frontdesk.channels import payload, texts
from frontdesk.channels.http import Answer, Http, refuse, unreadable
from frontdesk.channels.limits import LARGEST_FILE, USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, Forged, News, Outgoing, Received, Sent
from frontdesk.channels.settings import Telegram

LONGEST_TEXT = 4096
"""Characters of one message."""


_CHAT = re.compile(r"-?[0-9]{1,20}")
_MESSAGE = re.compile(r"(-?[0-9]{1,20}):([0-9]{1,20})")


class _User(Struct, frozen=True):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""


class _Chat(Struct, frozen=True):
    id: int
    type: str


class _Contact(Struct, frozen=True):
    phone_number: str
    first_name: str = ""
    last_name: str = ""
    user_id: int = 0


class _File(Struct, frozen=True):
    file_id: str
    file_size: int = 0
    file_name: str = ""
    mime_type: str = ""


class _Place(Struct, frozen=True):
    latitude: float
    longitude: float


class _Sticker(Struct, frozen=True):
    emoji: str = ""


class _Answered(Struct, frozen=True):
    message_id: int


class _Message(Struct, frozen=True):
    message_id: int
    date: int
    chat: _Chat
    sender: _User | None = field(default=None, name="from")
    text: str = ""
    caption: str = ""
    contact: _Contact | None = None
    photo: list[_File] = []
    document: _File | None = None
    audio: _File | None = None
    voice: _File | None = None
    video: _File | None = None
    video_note: _File | None = None
    animation: _File | None = None
    sticker: _Sticker | None = None
    location: _Place | None = None
    reply_to_message: _Answered | None = None


_NAMES = {"audio": "audio.mp3", "voice": "voice.ogg", "video": "video.mp4", "video_note": "video.mp4"}
_TYPES = {"audio": "audio/mpeg", "voice": "audio/ogg", "video": "video/mp4", "video_note": "video/mp4"}
_UNTAKEN = frozenset({"poll", "dice", "game", "story", "checklist", "paid_media", "invoice", "rich_message", "gift"})
"""Kinds a person sends that have no text for us; all others that are not named here are Telegram's own notices."""


class TelegramChannel:
    """A bot. Raises FrontdeskError(wrong_value) where a secret cannot be read."""

    name = "telegram"

    def __init__(self, settings: Telegram, now: Callable[[], float], timeouts: Timeouts = USUAL) -> None:
        self._now = now
        self._token = settings.token.read("channels.telegram.token")
        self._secret = settings.secret.read("channels.telegram.secret") if settings.secret else ""
        self._url = settings.url.rstrip("/")
        self._http = Http(timeouts)

    def send(self, message: Outgoing) -> Sent:
        """As the protocol says. Texts over 4096 characters and files are refused."""
        texts.without_files(message)
        if not _CHAT.fullmatch(message.to):
            raise ChannelError(N_("this is no Telegram chat"))
        fields: dict[str, Any] = {"chat_id": int(message.to), "text": texts.of(message, LONGEST_TEXT)}
        answered = _MESSAGE.fullmatch(message.answers)
        if answered and answered[1] == message.to:
            # were the answered one deleted meanwhile, the answer would otherwise be refused
            fields["reply_parameters"] = {"message_id": int(answered[2]), "allow_sending_without_reply": True}
        sent = payload.read(self._call("sendMessage", fields, sends=True), _Message)
        if sent is None:
            raise unreadable()
        return Sent(f"{sent.chat.id}:{sent.message_id}")

    def test(self) -> str:
        """The bot's name."""
        told = self._call("getMe", {})
        return texts.said(f"@{told.get('username', '')}", "") if isinstance(told, dict) else ""

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """As the protocol says. Without a secret in the config no webhook is believed."""
        given = headers.get("x-telegram-bot-api-secret-token", "")
        if not self._secret or not hmac.compare_digest(self._secret.encode(), given.encode("utf-8", "replace")):
            raise Forged
        update = payload.parsed(body)
        if not isinstance(update.get("update_id"), int):
            raise ValueError("no update")
        return self._news(update)

    def poll(self, since: str) -> tuple[Sequence[News], str]:
        """As the protocol says. ``since``: the first update wanted. It does not wait for news: others want to be sent.

        With a secret in the config Telegram tells by itself, and refuses to be asked.
        """
        if self._secret:
            return [], since
        fields: dict[str, Any] = {"timeout": 0, "allowed_updates": ["message"]}
        if since.isascii() and since.isdigit():
            fields["offset"] = int(since)
        updates = self._call("getUpdates", fields)
        if not isinstance(updates, list):
            raise unreadable(sends=False)
        news: list[News] = []
        following = since
        for update in updates:
            if isinstance(update, dict) and isinstance(update.get("update_id"), int):
                news += self._news(update)
                following = str(update["update_id"] + 1)
        return news, following

    def fetch(self, attachment: Attachment) -> Attachment:
        """As the protocol says: Telegram is asked where the file lies, then for the file."""
        if attachment.content:
            return attachment
        told = self._call("getFile", {"file_id": attachment.reference})
        path = told.get("file_path") if isinstance(told, dict) else None
        if not isinstance(path, str) or ".." in path.split("/"):
            raise unreadable(sends=False)
        answer = self._http.ask("GET", f"{self._url}/file/bot{self._token}/{quote(path)}", limit=LARGEST_FILE)
        refuse(answer, _words)
        name = attachment.name or clean(path.rpartition("/")[2])
        return Attachment(name, attachment.type, answer.body, attachment.reference)

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _call(self, method: str, fields: dict[str, Any], *, sends: bool = False) -> Any:
        """What the API gives for ``method``. Raises ChannelError."""
        answer = self._http.ask("POST", f"{self._url}/bot{self._token}/{method}", sends=sends, json=fields)
        told = answer.json()
        limits = told.get("parameters")
        after = limits.get("retry_after") if isinstance(limits, dict) else None
        if answer.status == 429 and isinstance(after, int):
            raise ChannelError(texts.said(_words(answer), "HTTP 429"), again=True, after=after)
        refuse(answer, _words, sends=sends)
        if told.get("ok") is not True:
            raise unreadable(sends)
        return told.get("result")

    def _news(self, update: dict[str, Any]) -> list[News]:
        """Only what people write to the bot itself: groups, channels and other bots are none of ours, and an edited
        message has the id of the first one, which was taken already."""
        raw = update.get("message")
        message = payload.read(raw, _Message)
        if message is None or message.chat.type != "private" or message.sender is None or message.sender.is_bot:
            return []
        files, left_out = _files(message)
        text = clean_note(message.text or message.caption)
        phone = ""
        if (contact := message.contact) is not None:
            number = f"+{digits(contact.phone_number)}"
            text = text or clean(f"{contact.first_name} {contact.last_name} {number}".strip())
            # anybody's card can be passed on; only one's own says who one is
            phone = number if contact.user_id == message.sender.id else ""
        if message.sticker is not None:
            text = text or clean(message.sticker.emoji)
        if message.location is not None:
            text = text or f"{message.location.latitude:.6f}, {message.location.longitude:.6f}"
        if not text and not files and not left_out:
            if not (isinstance(raw, dict) and _UNTAKEN & raw.keys()):
                return []
            left_out = texts.KIND_UNKNOWN
        answered = message.reply_to_message
        return [
            Received(
                self.name,
                f"{message.chat.id}:{message.message_id}",
                str(message.chat.id),
                text,
                texts.within(message.date, self._now()),
                name=clean(f"{message.sender.first_name} {message.sender.last_name}".strip()),
                phone=phone,
                answers=f"{message.chat.id}:{answered.message_id}" if answered else "",
                attachments=tuple(files),
                left_out=left_out,
            )
        ]


def _files(message: _Message) -> tuple[list[Attachment], str]:
    """What came with it, and what is said of what is too large. Of a photo's sizes the largest that may be taken."""
    found: list[tuple[str, str, _File]] = []
    if message.photo:
        fitting = [size for size in message.photo if size.file_size <= LARGEST_FILE] or message.photo[:1]
        found.append(("photo.jpg", "image/jpeg", max(fitting, key=lambda size: size.file_size)))
    if message.document is not None:  # an animation comes as a document too
        found.append(("file", "application/octet-stream", message.document))
    for kind, name in _NAMES.items():
        if (file := getattr(message, kind)) is not None:
            found.append((name, _TYPES[kind], file))
    kept = [
        Attachment(clean(file.file_name) or name, clean(file.mime_type) or kind, b"", file.file_id)
        for name, kind, file in found
        if file.file_size <= LARGEST_FILE
    ]
    return kept, texts.FILE_TOO_LARGE if len(kept) < len(found) else ""


def _words(answer: Answer) -> str:
    return str(answer.json().get("description") or "")
