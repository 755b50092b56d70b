"""A message as a mail: headers nobody can break out of, plain UTF-8 text, files."""

from __future__ import annotations

import hashlib
import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, parseaddr
from urllib.parse import urlsplit

from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note
from frontdesk.channels import texts
from frontdesk.channels.protocol import ChannelError, Outgoing

ID = re.compile(r"<[!-;=?-~]{1,200}>")
"""A Message-ID as it stands in a header: printable ASCII within angle brackets."""

_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*")
_LINK = re.compile(r"(https?|mailto):[!-;=?-~]+")
LONGEST_SUBJECT = 250


def header(text: str, longest: int) -> str:
    """Text for a header, at most ``longest`` characters.

    What looks like an encoded word is spoilt: the standard library decodes it and writes what was in it, line ends and all.
    """
    return texts.line(text).replace("=?", "= ?")[:longest]


def address(text: str) -> Address:
    """One address, its domain in ASCII. Raises ChannelError where it is none, or more than one."""
    local, at, domain = text.rpartition("@")
    try:
        if not at or not local or not domain or re.search(r"[\s<>,;:\"\\()\x00-\x1f\x7f-\x9f]", text):
            raise ValueError
        return Address(username=local, domain=domain.encode("idna").decode("ascii"))
    except (ValueError, MessageError, IndexError):
        raise ChannelError(N_("this is no e-mail address")) from None


def sender(text: str) -> Address:
    """The sender of the config, ``Name <address>``. Raises ChannelError."""
    name, spec = parseaddr(text)
    plain = address(spec if text == clean(text) else "")
    return Address(header(name, 200), plain.username, plain.domain)


def id_of(key: str, domain: str) -> str:
    """The Message-ID of the message with this key: the same for every try."""
    return f"<{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@{domain}>"


def write(message: Outgoing, us: Address, to: Address, at: float, other: bool) -> bytes:
    """The mail's bytes, lines ended by CR LF. ``at``: epoch seconds; ``other``: addresses may be other than ASCII.

    Raises ChannelError where something in it cannot be sent.
    """
    mail = EmailMessage(policy=SMTPUTF8 if other else SMTP)
    mail["From"] = us
    mail["To"] = to
    mail["Subject"] = header(message.subject, LONGEST_SUBJECT)
    mail["Date"] = formatdate(at)
    mail["Message-ID"] = id_of(message.key, us.domain)
    if ID.fullmatch(message.answers):
        mail["In-Reply-To"] = message.answers
        before = [one for one in message.thread if ID.fullmatch(one) and one != message.answers]
        mail["References"] = " ".join([*before, message.answers])
    if not message.personal:
        mail["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers a reminder
    if message.unsubscribe:
        if not _LINK.fullmatch(message.unsubscribe):
            raise ChannelError(N_("the address to unsubscribe is none"))
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        if urlsplit(message.unsubscribe).scheme == "https":
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(texts.checked(clean_note(message.text), 10**6), cte="quoted-printable")
    for file in message.attachments:
        if file.reference and not file.content:
            raise ChannelError(N_("a file to be sent has no content"))
        kind = file.type if _TYPE.fullmatch(file.type) and not file.type.startswith(("message/", "multipart/")) else ""
        main, _, sub = (kind or "application/octet-stream").partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=header(file.name, 200) or "file")
    return mail.as_bytes()
