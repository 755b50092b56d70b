"""Instagram messaging: texts within the 24 hours after the customer wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from frontdesk.base.errors import N_
from frontdesk.base.text import clean_note
from frontdesk.channels import meta, payload, texts
from frontdesk.channels.http import Http, unreadable
from frontdesk.channels.limits import USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, News, Outgoing, Received, Sent, Told
from frontdesk.channels.settings import Instagram

LONGEST_TEXT = 1000
"""Bytes of a text in UTF-8."""

_TYPES = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/mp4", "file": "application/octet-stream"}


class _Party(Struct, frozen=True):
    id: str


class _Place(Struct, frozen=True):
    url: str = ""


class _File(Struct, frozen=True):
    type: str
    payload: _Place = _Place()


class _Answered(Struct, frozen=True):
    mid: str = ""


class _Message(Struct, frozen=True):
    mid: str
    text: str = ""
    attachments: list[_File] = []
    is_echo: bool = False
    is_deleted: bool = False
    reply_to: _Answered = _Answered()


class _Postback(Struct, frozen=True):
    mid: str
    title: str = ""


class _Event(Struct, frozen=True):
    sender: _Party
    timestamp: int
    """Milliseconds."""
    message: _Message | None = None
    postback: _Postback | None = None
    read: _Answered | None = None


class _Taken(Struct, frozen=True):
    message_id: str


class InstagramChannel:
    """One professional account. Raises FrontdeskError(wrong_value) where a secret cannot be read."""

    name = "instagram"

    def __init__(self, settings: Instagram, now: Callable[[], float], timeouts: Timeouts = USUAL) -> None:
        self._account = settings.account
        self._now = now
        self._api = settings.url.rstrip("/")
        self._url = f"{self._api}/{settings.version}"
        self._headers = {"Authorization": f"Bearer {settings.token.read('channels.instagram.token')}"}
        self._secret = settings.secret.read("channels.instagram.secret")
        self._word = settings.verify.read("channels.instagram.verify")
        self._http = Http(timeouts)

    def send(self, message: Outgoing) -> Sent:
        """As the protocol says. Texts over 1000 bytes and files are refused."""
        texts.without_files(message)
        if not (message.to.isascii() and message.to.isdigit()):
            raise ChannelError(N_("this is no Instagram user"))
        text = texts.of(message, LONGEST_TEXT)
        if len(text.encode()) > LONGEST_TEXT:
            raise ChannelError(N_("the message is longer than this channel takes"))
        answer = self._http.ask(
            "POST",
            f"{self._url}/{quote(self._account, safe='')}/messages",
            sends=True,
            headers=self._headers,
            json={"recipient": {"id": message.to}, "message": {"text": text}},
        )
        meta.refuse(answer, sends=True)
        taken = payload.read(answer.json(), _Taken)
        if taken is None:
            raise unreadable()
        return Sent(taken.message_id)

    def test(self) -> str:
        """The account's name at Instagram."""
        answer = self._http.ask("GET", f"{self._url}/me", query={"fields": "user_id,username"}, headers=self._headers)
        meta.refuse(answer)
        return texts.said(f"@{answer.json().get('username', '')}", "")

    def challenge(self, query: Mapping[str, str]) -> str:
        """The answer to the GET with which Meta registers the webhook. Raises Forged."""
        return meta.challenge(query, self._word)

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """As the protocol says. Echoes of what the account itself wrote are left out."""
        meta.verify(body, headers, self._secret)
        news: list[News] = []
        for entry in meta.entries(payload.parsed(body), "instagram"):
            for event in payload.each(entry.get("messaging"), _Event):
                if event.sender.id != self._account:
                    news += self._news(event)
        return news

    def fetch(self, attachment: Attachment) -> Attachment:
        """As the protocol says; the address is itself the permission, so no token goes with it."""
        if attachment.content:
            return attachment
        content = meta.file(self._http, attachment.reference, self._api, {})
        return Attachment(attachment.name, attachment.type, content, attachment.reference)

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _news(self, event: _Event) -> list[News]:
        at = texts.within(event.timestamp // 1000, self._now())
        if event.read is not None and event.read.mid:
            return [Told(self.name, event.read.mid, "read", at)]
        if event.postback is not None:
            return [Received(self.name, event.postback.mid, event.sender.id, clean_note(event.postback.title), at)]
        message = event.message
        if message is None or message.is_echo or message.is_deleted:
            return []
        files = tuple(
            Attachment(f"{number}.{file.type}", _TYPES[file.type], b"", file.payload.url)
            for number, file in enumerate(message.attachments, 1)
            if file.payload.url and file.type in _TYPES
        )
        text = clean_note(message.text)
        return [
            Received(
                self.name,
                message.mid,
                event.sender.id,
                text,
                at,
                answers=message.reply_to.mid,
                attachments=files,
                left_out="" if text or files else texts.KIND_UNKNOWN,
            )
        ]
