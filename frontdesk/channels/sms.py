"""SMS over Twilio: one form out, forms in, signed over the address and the fields."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note
from frontdesk.channels import texts
from frontdesk.channels.http import Answer, Http, refuse, unreadable
from frontdesk.channels.limits import LARGEST_FILE, USUAL, Timeouts
from frontdesk.channels.protocol import Attachment, ChannelError, Forged, News, Outgoing, Received, Sent, State, Told
from frontdesk.channels.settings import Sms

LONGEST_TEXT = 1600
"""Characters of one message; Twilio cuts it into as many SMS as it needs."""

_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_STATES: dict[str, State] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
    "canceled": "failed",
}
KEY = "frontdesk_key"
"""What our key is called in the callback's address."""


class SmsChannel:
    """Twilio's API of 2010. Raises FrontdeskError(wrong_value) where the token cannot be read."""

    name = "sms"

    def __init__(self, settings: Sms, now: Callable[[], float], timeouts: Timeouts = USUAL) -> None:
        self._settings = settings
        self._now = now
        self._token = settings.token.read("channels.sms.token")
        self._http = Http(timeouts)
        self._account = f"{settings.url.rstrip('/')}/2010-04-01/Accounts/{quote(settings.account, safe='')}"
        pair = f"{settings.account}:{self._token}".encode()
        self._headers = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def send(self, message: Outgoing) -> Sent:
        """As the protocol says. Texts over 1600 characters and files are refused."""
        texts.without_files(message)
        sender = "MessagingServiceSid" if _SERVICE.fullmatch(self._settings.sender) else "From"
        form = {"To": message.to, sender: self._settings.sender, "Body": texts.of(message, LONGEST_TEXT)}
        if self._settings.callback:
            form["StatusCallback"] = _with_key(self._settings.callback, message.key)
        answer = self._http.ask("POST", f"{self._account}/Messages.json", sends=True, headers=self._headers, form=form)
        refuse(answer, _words, sends=True)
        told = answer.json()
        if not isinstance(told.get("sid"), str):
            raise unreadable()
        if _STATES.get(str(told.get("status"))) == "failed":
            raise ChannelError(texts.said(str(told.get("error_message") or ""), str(told["status"])))
        return Sent(told["sid"])

    def test(self) -> str:
        """The account's name and state at Twilio."""
        answer = self._http.ask("GET", f"{self._account}.json", headers=self._headers)
        refuse(answer, _words)
        told = answer.json()
        return texts.said(f"{told.get('friendly_name', '')} ({told.get('status', '')})", "")

    def decode(self, body: bytes, headers: Mapping[str, str], url: str) -> Sequence[News]:
        """As the protocol says: a message that came in, or what became of one of ours. ``url`` as Twilio called it."""
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        given = headers.get("x-twilio-signature", "")
        if not given or not hmac.compare_digest(signature(self._token, url, fields).encode(), given.encode()):
            raise Forged
        said = {name: values[0] for name, values in fields.items()}
        sid = said.get("MessageSid") or said.get("SmsSid", "")
        status = said.get("MessageStatus") or said.get("SmsStatus", "")
        if not sid:
            raise ValueError("no message")
        if status in ("received", "receiving") or (not status and "Body" in said):
            return [self._received(sid, said)]
        if state := _STATES.get(status):
            problem = said.get("ErrorMessage") or (f"error {said['ErrorCode']}" if said.get("ErrorCode") else "")
            key = parse_qs(urlsplit(url).query).get(KEY, [""])[0]
            failed = state == "failed"
            return [Told(self.name, sid, state, int(self._now()), texts.said(problem, "") if failed else "", key)]
        return []

    def fetch(self, attachment: Attachment) -> Attachment:
        """As the protocol says; only from Twilio's own address, since our password goes with it."""
        if attachment.content:
            return attachment
        if not attachment.reference.startswith(f"{self._settings.url.rstrip('/')}/"):
            raise ChannelError(N_("the file is not at the provider's address"))
        answer = self._http.ask(
            "GET", attachment.reference, headers=self._headers, limit=LARGEST_FILE, follow=True
        )  # Twilio leads on to where the file lies
        refuse(answer, _words)
        return Attachment(attachment.name, attachment.type, answer.body, attachment.reference)

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _received(self, sid: str, said: Mapping[str, str]) -> Received:
        number = clean(said.get("From", ""))
        count = said.get("NumMedia", "")
        files = []
        for index in range(min(int(count), 10) if count.isascii() and count.isdigit() and len(count) < 4 else 0):
            kind = clean(said.get(f"MediaContentType{index}", ""))
            if place := said.get(f"MediaUrl{index}"):
                files.append(Attachment(f"{index + 1}.{clean(kind.rpartition('/')[2]) or 'bin'}", kind, b"", place))
        return Received(
            self.name,
            sid,
            number,
            clean_note(said.get("Body", "")),
            int(self._now()),
            phone=number if number.startswith("+") else "",
            attachments=tuple(files),
        )


def signature(token: str, url: str, fields: Mapping[str, Sequence[str]]) -> str:
    """What Twilio signs: the address, then the fields' names and values, sorted by name; HMAC-SHA1 in base64."""
    parts = [url, *(name + value for name in sorted(fields) for value in sorted(set(fields[name])))]
    signed = hmac.new(token.encode(), "".join(parts).encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(signed.digest()).decode()


def _with_key(callback: str, key: str) -> str:
    parts = urlsplit(callback)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), (KEY, key)])
    return urlunsplit(parts._replace(query=query))


def _words(answer: Answer) -> str:
    told = answer.json()
    code = f" ({told['code']})" if told.get("code") else ""
    return f"{told['message']}{code}" if told.get("message") else ""
