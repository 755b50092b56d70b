"""Mails that say a mail of ours did not arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from frontdesk.channels import texts
from frontdesk.channels.mail_headers import inner_parts, person, raw, words
from frontdesk.channels.mail_written import ID
from frontdesk.channels.protocol import Told

_POSTMEN = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@.*", re.IGNORECASE)
_ORIGINAL = re.compile(rb"(?im)^[ \t>|]*Message-ID:[ \t\r\n>|]*(<[!-;=?-~]{1,200}>)")
_LATE = re.compile(r"delay|warning|aplaz|retras", re.IGNORECASE)
LOOKED_AT = 200_000
"""Bytes in which the original's id is looked for."""


def is_one(mail: Message) -> bool:
    """Whether the postman wrote: a report (RFC 3464), or a letter from before there were reports."""
    if mail.get_content_type() == "multipart/report":
        return str(mail.get_param("report-type", "delivery-status")).lower() == "delivery-status"
    return bool(_POSTMEN.fullmatch(person(mail, "from")[1]) or raw(mail, "x-failed-recipients"))


def told(mail: Message, source: bytes, at: int) -> Told | None:
    """Our message's failure in the postman's words; None where it only is late, or which one it was cannot be read."""
    original = _original(mail, source)
    if not original:
        return None
    reports = list(_reports(mail))
    if reports:
        failed = [one for one in reports if raw(one, "action").strip().lower() == "failed"]
        if not failed:
            return None
        reason = raw(failed[0], "diagnostic-code").partition(";")[2] or raw(failed[0], "status")
    elif _LATE.search(words(raw(mail, "subject"))):
        return None
    else:
        reason = ""
    return Told("email", original, "failed", at, texts.said(reason, words(raw(mail, "subject"))[:300]))


def _reports(mail: Message) -> Iterator[Message]:
    """The blocks of the report, one a recipient."""
    for part in inner_parts(mail):
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in inner_parts(part) if raw(block, "action"))


def _original(mail: Message, source: bytes) -> str:
    """The id of the mail that is sent back: of the part that holds it, else wherever it is quoted."""
    for part in inner_parts(mail):
        if part.get_content_type() == "message/rfc822":
            for letter in inner_parts(part):
                if found := ID.search(raw(letter, "message-id")):
                    return found[0]
    start = source.find(b"\r\n\r\n") + 1 or source.find(b"\n\n") + 1
    quoted = _ORIGINAL.search(source, start, start + LOOKED_AT) if start else None
    return quoted[1].decode("ascii") if quoted else ""
