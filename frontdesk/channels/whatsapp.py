"""WhatsApp Cloud API: text while the customer's window is open, approved templates always."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field

from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note
from frontdesk.channels import meta, payload, texts
from frontdesk.channels.http import Http, unreadable
from frontdesk.channels.limits import LARGEST_FILE, USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, News, Outgoing, Received, Sent, State, Told
from frontdesk.channels.settings import Whatsapp

LONGEST_TEXT = 4096
"""Characters of a text."""

LONGEST_PLACE = 1024
"""Characters that fill a template's place; the whole text of a template may not have more."""

_NUMBER = re.compile(r"\+?[0-9]{5,20}")
_STATES: dict[str, State] = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed"}


class _Text(Struct, frozen=True):
    body: str = ""


class _Button(Struct, frozen=True):
    text: str = ""


class _Choice(Struct, frozen=True):
    title: str = ""


class _Interactive(Struct, frozen=True):
    button_reply: _Choice | None = None
    list_reply: _Choice | None = None


class _Media(Struct, frozen=True):
    id: str
    mime_type: str = ""
    caption: str = ""
    filename: str = ""


class _Place(Struct, frozen=True):
    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


class _CardName(Struct, frozen=True):
    formatted_name: str = ""


class _CardPhone(Struct, frozen=True):
    phone: str = ""


class _Card(Struct, frozen=True):
    name: _CardName = _CardName()
    phones: list[_CardPhone] = []


class _Context(Struct, frozen=True):
    id: str = ""


class _Message(Struct, frozen=True):
    sender: str = field(name="from")
    id: str
    timestamp: int
    type: str
    group_id: str = ""
    context: _Context = _Context()
    text: _Text = _Text()
    button: _Button = _Button()
    interactive: _Interactive = _Interactive()
    image: _Media | None = None
    document: _Media | None = None
    audio: _Media | None = None
    voice: _Media | None = None
    video: _Media | None = None
    sticker: _Media | None = None
    location: _Place | None = None
    contacts: list[_Card] = []


class _ErrorData(Struct, frozen=True):
    details: str = ""


class _Error(Struct, frozen=True):
    code: int = 0
    title: str = ""
    message: str = ""
    error_data: _ErrorData = _ErrorData()


class _Status(Struct, frozen=True):
    id: str
    status: str
    timestamp: int
    errors: list[_Error] = []


class _Profile(Struct, frozen=True):
    name: str = ""


class _Contact(Struct, frozen=True):
    wa_id: str
    profile: _Profile = _Profile()


class _Number(Struct, frozen=True):
    phone_number_id: str = ""


class _Value(Struct, frozen=True):
    metadata: _Number = _Number()
    contacts: Any = None
    messages: Any = None
    statuses: Any = None


class _Change(Struct, frozen=True):
    field: str
    value: _Value


class WhatsappChannel:
    """One number of the Cloud API. Raises FrontdeskError(wrong_value) where a secret cannot be read."""

    name = "whatsapp"

    def __init__(self, settings: Whatsapp, now: Callable[[], float], timeouts: Timeouts = USUAL) -> None:
        self._phone = settings.phone
        self._now = now
        self._api = settings.url.rstrip("/")
        self._url = f"{self._api}/{settings.version}"
        self._headers = {"Authorization": f"Bearer {settings.token.read('channels.whatsapp.token')}"}
        self._secret = settings.secret.read("channels.whatsapp.secret")
        self._word = settings.verify.read("channels.whatsapp.verify")
        self._http = Http(timeouts)

    def send(self, message: Outgoing) -> Sent:
        """As the protocol says. Texts over 4096 characters and files are refused."""
        texts.without_files(message)
        if not _NUMBER.fullmatch(message.to):
            raise ChannelError(N_("this is no phone number"))
        fields: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": message.to,
            **_content(message),
        }
        if message.answers:
            fields["context"] = {"message_id": message.answers}
        answer = self._http.ask(
            "POST",
            f"{self._url}/{quote(self._phone, safe='')}/messages",
            sends=True,
            headers=self._headers,
            json=fields,
        )
        meta.refuse(answer, sends=True)
        for sent in payload.each(answer.json().get("messages"), _Context):
            if sent.id:
                return Sent(sent.id)
        raise unreadable()

    def test(self) -> str:
        """The number and its name at WhatsApp."""
        answer = self._http.ask("GET", f"{self._url}/{quote(self._phone, safe='')}", headers=self._headers)
        meta.refuse(answer)
        told = answer.json()
        return texts.said(f"{told.get('verified_name', '')} {told.get('display_phone_number', '')}", "")

    def challenge(self, query: Mapping[str, str]) -> str:
        """The answer to the GET with which Meta registers the webhook. Raises Forged."""
        return meta.challenge(query, self._word)

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """As the protocol says. One app's webhook serves several numbers; only ours is read."""
        meta.verify(body, headers, self._secret)
        news: list[News] = []
        for entry in meta.entries(payload.parsed(body), "whatsapp_business_account"):
            for change in payload.each(entry.get("changes"), _Change):
                if change.field == "messages" and change.value.metadata.phone_number_id == self._phone:
                    news += self._messages(change.value)
                    news += self._statuses(change.value)
        return news

    def fetch(self, attachment: Attachment) -> Attachment:
        """As the protocol says: where a file lies is told by its id, and holds for five minutes."""
        if attachment.content:
            return attachment
        answer = self._http.ask("GET", f"{self._url}/{quote(attachment.reference, safe='')}", headers=self._headers)
        meta.refuse(answer)
        told = answer.json()
        if not isinstance(told.get("url"), str):
            raise unreadable(sends=False)
        if str(told.get("file_size", "")).isdigit() and int(told["file_size"]) > LARGEST_FILE:
            raise ChannelError(texts.FILE_TOO_LARGE)
        content = meta.file(self._http, told["url"], self._api, self._headers)
        return Attachment(attachment.name, attachment.type, content, attachment.reference)

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _messages(self, value: _Value) -> list[News]:
        names = {contact.wa_id: clean(contact.profile.name) for contact in payload.each(value.contacts, _Contact)}
        news: list[News] = []
        for message in payload.each(value.messages, _Message):
            # a reaction says nothing by itself; "system" tells of changed numbers; groups are none of ours
            if message.type in ("reaction", "system") or message.group_id or not message.id or not message.sender:
                continue
            text, files = _said(message), _files(message)
            number = f"+{clean(message.sender).lstrip('+')}"
            news.append(
                Received(
                    self.name,
                    message.id,
                    number,
                    text,
                    texts.within(message.timestamp, self._now()),
                    name=names.get(message.sender, ""),
                    phone=number,
                    answers=message.context.id,
                    attachments=tuple(files),
                    left_out="" if text or files else texts.KIND_UNKNOWN,
                )
            )
        return news

    def _statuses(self, value: _Value) -> list[News]:
        return [
            Told(
                self.name,
                status.id,
                _STATES[status.status],
                texts.within(status.timestamp, self._now()),
                _problem(status.errors) if status.status == "failed" else "",
            )
            for status in payload.each(value.statuses, _Status)
            if status.status in _STATES
        ]


def _content(message: Outgoing) -> dict[str, Any]:
    """The text, or the template that stands for it. A template's place takes one line without runs of spaces."""
    template = message.template
    if template is None:
        return {"type": "text", "text": {"body": texts.of(message, LONGEST_TEXT)}}
    fields: dict[str, Any] = {
        "name": template.name,
        "language": {"policy": "deterministic", "code": template.language},
    }
    if template.parameters:
        filled = [texts.checked(texts.line(one), LONGEST_PLACE) for one in template.parameters]
        fields["components"] = [{"type": "body", "parameters": [{"type": "text", "text": one} for one in filled]}]
    return {"type": "template", "template": fields}


def _said(message: _Message) -> str:
    """What a message says, whichever way: typed, chosen, as a file's caption, a card or a place."""
    chosen = message.interactive.button_reply or message.interactive.list_reply
    captions = [one.caption for one in (message.image, message.document, message.video) if one is not None]
    cards = [f"{card.name.formatted_name} {' '.join(one.phone for one in card.phones)}" for card in message.contacts]
    place = message.location
    where = f"{place.name} {place.address} {place.latitude:.6f}, {place.longitude:.6f}".strip() if place else ""
    found = [message.text.body, message.button.text, chosen.title if chosen else "", *captions, *cards, where]
    return clean_note("\n".join(one for one in found if one.strip()))


def _files(message: _Message) -> list[Attachment]:
    found = {
        "image": message.image,
        "document": message.document,
        "audio": message.audio,
        "voice": message.voice,
        "video": message.video,
        "sticker": message.sticker,
    }
    return [
        Attachment(clean(media.filename) or _named(kind, media.mime_type), clean(media.mime_type), b"", media.id)
        for kind, media in found.items()
        if media is not None
    ]


def _named(kind: str, mime_type: str) -> str:
    """``image/jpeg`` → ``image.jpeg``; ``audio/ogg; codecs=opus`` → ``audio.ogg``."""
    ending = clean(mime_type.partition(";")[0].rpartition("/")[2]).strip()
    return f"{kind}.{ending}" if ending else kind


def _problem(errors: Sequence[_Error]) -> str:
    words = [f"{one.message or one.title}: {one.error_data.details}".strip(": ") for one in errors]
    return texts.said("; ".join(words), "failed")
