"""A mail as a message: whatever it is made of, something can be said of it, or it is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from frontdesk.base.errors import N_
from frontdesk.base.text import clean_note
from frontdesk.channels import bounces, html_text, texts
from frontdesk.channels.limits import LARGEST_FILE
from frontdesk.channels.mail_headers import decoded, inner_parts, person, raw, words
from frontdesk.channels.mail_written import ID
from frontdesk.channels.protocol import Attachment, Received, Told

_ABSENT = re.compile(
    r"\W*(respuesta autom[aá]tica|contestaci[oó]n autom[aá]tica|fuera de la oficina|resposta autom[aà]tica|automatic reply|"
    r"auto(matic)?[- ]?(reply|response)|out of (the )?office|r[eé]ponse automatique|abwesenheitsnotiz|automatische antwort)\b",
    re.IGNORECASE,
)
"""How the subjects of absences begin; not all of those who send them say it in a header."""

LONGEST_TEXT = 100_000
"""Characters of a mail's text that are taken."""

MOST_FOLLOWED = 50
"""Mails it says it follows."""
MOST_FILES = 20
MOST_BYTES = 2 * LARGEST_FILE
"""Of all of a mail's files together."""

CUT = N_("the end of the text was left out")
BROKEN = N_("the mail is broken and could not be read whole")
TOO_LARGE = N_("the mail is too large and its files were left out")


def read(source: bytes, *, at: int, own: str, cut: bool = False) -> Received | Told | None:
    """What a mail says, a bounce what became of ours; None where it is nobody's: without an address, or our own.

    ``at``: when it came, epoch seconds; ``own``: our address; ``cut``: ``source`` is only the beginning of it.
    """
    try:
        mail, broken = message_from_bytes(source), False
    except Exception:  # made to break the parser (nested a thousand times, say): its headers still say who wrote
        mail, broken = BytesHeaderParser().parsebytes(source[:65_536]), True
        mail.set_payload("")
    if bounces.is_one(mail):
        return bounces.told(mail, source, at)
    name, address = person(mail, "reply-to")
    if not address:  # a form on a website writes in its own name, often in ours, and says there who asks
        name, address = person(mail, "from")
    if not address or address.lower() == own.lower():
        return None
    text, left_out = "", BROKEN if broken else ""
    files: list[Attachment] = []
    if not broken:
        try:
            text, files, left_out = _content(mail, cut)
        except Exception:  # as above
            left_out = BROKEN
    followed = _followed(mail)
    return Received(
        "email",
        id_of(mail, source),
        address,
        text,
        at,
        name=name,
        email=address,
        subject=words(raw(mail, "subject"))[:500],
        answers=next(iter(followed), ""),
        attachments=tuple(files),
        left_out=left_out,
        thread=followed,
        automatic=_automatic(mail),
    )


def id_of(mail: Message, source: bytes) -> str:
    """Its Message-ID; where it has none that can be used, one of ours out of what was written, the same each time.

    The same mail may come twice by two ways: what the postmen wrote on it does not count, unless it bears no date.
    """
    if found := ID.search(raw(mail, "message-id")):
        return found[0]
    told = [raw(mail, name) for name in ("date", "from", "to", "subject")]
    body = re.split(rb"\r?\n\r?\n", source, maxsplit=1)
    if told[0] and len(body) == 2:
        source = "\n".join(told).encode("utf-8", "surrogatepass") + b"\n" + b"\n".join(body[1].split())
    return f"sha256:{hashlib.sha256(source).hexdigest()[:40]}"


def _followed(mail: Message) -> tuple[str, ...]:
    """The mails it says it follows, the nearest first: those of In-Reply-To, then References from the end."""
    named = [*ID.findall(raw(mail, "in-reply-to")), *reversed(ID.findall(raw(mail, "references")))]
    return tuple(dict.fromkeys(named))[:MOST_FOLLOWED]


def _automatic(mail: Message) -> bool:
    """Whether a machine wrote it (RFC 3834, and what was usual before), or it was written to many.

    A form on a website is a machine too, but the person it names in Reply-To wrote.
    """
    if any(raw(mail, name) for name in ("x-autoreply", "x-autorespond", "list-id", "list-unsubscribe")):
        return True
    if raw(mail, "precedence").strip().lower() in ("auto_reply", "bulk", "junk", "list"):
        return True
    if raw(mail, "return-path").strip() == "<>":
        return True
    if _ABSENT.match(words(raw(mail, "subject"))):
        return True
    submitted = raw(mail, "auto-submitted").partition(";")[0].strip().lower()
    form = submitted == "auto-generated" and person(mail, "reply-to")[1] not in ("", person(mail, "from")[1])
    return submitted not in ("", "no") and not form


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something, in order. A mail within the mail is one part."""
    stack = [mail]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack += reversed(inner_parts(part))
        else:
            yield part


def _content(mail: Message, cut: bool) -> tuple[str, list[Attachment], str]:
    """Text, files, and what is said of what was left out."""
    plain: list[str] = []
    marked_up: list[str] = []
    files: list[Attachment] = []
    left_out, room = TOO_LARGE if cut else "", MOST_BYTES
    for part in _leaves(mail):
        kind, name = part.get_content_type(), _file_name(part)
        if kind in ("text/plain", "text/html") and not name and not _is_attached(part):
            charset = _charset(part)
            (plain if kind == "text/plain" else marked_up).append(decoded(_bytes(part), charset))
            continue
        if cut:
            continue  # it may end in the middle
        content = _bytes(part)
        if len(content) > min(LARGEST_FILE, room) or len(files) >= MOST_FILES:
            left_out = texts.FILE_TOO_LARGE
        elif content:
            room -= len(content)
            files.append(Attachment(name or f"{kind.replace('/', '.')}", kind, content))
    text = "\n".join(plain) if any(one.strip() for one in plain) else html_text.text_of("\n".join(marked_up))
    if len(text) > LONGEST_TEXT:
        text, left_out = text[:LONGEST_TEXT], left_out or CUT
    return clean_note(text).strip(), files, left_out


def _bytes(part: Message) -> bytes:
    """A part's content, decoded as well as it can be; of a mail within the mail, its source."""
    if part.is_multipart():
        return b"\n".join(one.as_bytes() for one in inner_parts(part))
    try:
        content = part.get_payload(decode=True)
    except TypeError:  # the standard library stumbles over charset*=…; it needs none for bytes
        part.del_param("charset")
        content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        found = part.get_content_charset()
    except (LookupError, ValueError):
        return None
    return found if found and re.fullmatch(r"[\w.:+-]{1,40}", found) else None


def _is_attached(part: Message) -> bool:
    return raw(part, "content-disposition").strip().lower().startswith("attachment")


def _file_name(part: Message) -> str:
    """The name it was given, without folders; empty: none."""
    try:
        given = part.get_filename("")
    except Exception:  # parameters of a header can be broken in more ways than the parser names
        return ""
    name = words(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return re.split(r"[/\\]", name)[-1][-200:]
