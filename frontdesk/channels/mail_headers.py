"""Headers of mails as they really come: raw bytes, unknown charsets, half an encoded word."""

from __future__ import annotations

import codecs
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from frontdesk.channels import texts

LONGEST = 10_000
"""Characters of a header that are looked at."""

_ADDRESS = re.compile(r"[^\s@<>(),:;\"\\]{1,64}@[^\s@<>(),:;\"\\]{1,190}")
_INSTEAD = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "utf-8"}
"""What is meant by those who name a charset and use its larger brother."""

_NEVER = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
"""Names Python knows that are no charsets of mails; some are slow on purpose-made input."""


def decoded(content: bytes, charset: str | None) -> str:
    """Text in the charset named; where that is wrong or unknown in UTF-8, else in Windows' Western one."""
    for name in (charset or "utf-8", "utf-8"):
        try:
            known = codecs.lookup(name).name
            if known.replace("-", "_") not in _NEVER:
                return content.decode(_INSTEAD.get(known, known))
        except (LookupError, ValueError):  # ValueError: not in that charset, or no charset's name at all
            continue
    return content.decode("cp1252", "replace")


def inner_parts(mail: Message) -> list[Message]:
    """The parts a mail or a part is made of; none where it is not."""
    inner = mail.get_payload() if mail.is_multipart() else ()
    return [one for one in inner if isinstance(one, Message)]


def raw(mail: Message, name: str) -> str:
    """A header's first occurrence as it came, bytes that are not ASCII read as text; empty: there is none."""
    for given, value in mail.raw_items():
        if given.lower() == name:
            text = str(value)[:LONGEST]
            return decoded(text.encode("utf-8", "surrogateescape"), None)
    return ""


def words(text: str) -> str:
    """A raw header's text, its encoded words decoded, in one line."""
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError):
        return texts.line(text)
    found = [decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return texts.line("".join(found))


def person(mail: Message, name: str) -> tuple[str, str]:
    """Name and address of the first person in a header; the address empty where there is none that can be used.

    The address is found before encoded words are decoded, so that a name cannot bring one with it.
    """
    try:
        found = getaddresses([raw(mail, name)])
    except RecursionError:  # comments in comments in comments
        found = []
    for shown, spec in found:
        if _ADDRESS.fullmatch(spec):
            local, _, domain = spec.rpartition("@")
            return words(shown)[:200], f"{local}@{domain.lower()}"
    return "", ""
