"""New mails out of a mailbox, one by one, which stays as it is: nothing is marked as read."""

from __future__ import annotations

import datetime as dt
import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from frontdesk.base.errors import N_
from frontdesk.channels import texts
from frontdesk.channels.limits import Timeouts
from frontdesk.channels.protocol import ChannelError
from frontdesk.channels.smtp import NOT_ENCRYPTED, Server

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

LARGEST_MAIL = 40 * 2**20
"""Bytes of a mail that is fetched whole; of larger ones the beginning is."""

BEGINNING = 2**20
MOST_MAILS = 50
MOST_BYTES = LARGEST_MAIL
"""Of one visit; the next one goes on."""

FIRST_DAYS = 7
"""How far back the first visit looks: a mailbox may hold years."""


class Mail(Struct, frozen=True):
    """One mail as it lies there. ``mark``: from where to go on after it; ``at``: when it came, epoch seconds."""

    mark: str
    source: bytes
    at: int | None
    cut: bool


class Visit(Struct, frozen=True):
    """What is new, and from where to go on if there is nothing."""

    mails: tuple[Mail, ...]
    mark: str


def visit(server: Server, folder: str, timeouts: Timeouts, since: str, now: float) -> Visit:
    """What came after ``since`` ("uidvalidity:uid"), oldest first. Raises ChannelError.

    A mark of another uidvalidity means nothing any more: then, and the first time, the last seven days are looked at.
    """
    with _entered(server, folder, timeouts) as (box, validity, last):
        known = re.fullmatch(rf"{validity}:([0-9]{{1,10}})", since)
        after = int(known[1]) if known else 0
        day = dt.datetime.fromtimestamp(now, dt.UTC) - dt.timedelta(days=FIRST_DAYS)
        wanted = f"UID {after + 1}:*" if known else f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        # "n:*" gives the last one even where it lies before n
        uids = sorted(uid for uid in map(int, box.uids(wanted)) if uid > after)[:MOST_MAILS]
        mails = tuple(_mails(box, uids, validity))
        return Visit(mails, mails[-1].mark if mails else f"{validity}:{max(after, last)}")


def greet(server: Server, folder: str, timeouts: Timeouts) -> None:
    """Log in, look into the folder and leave. Raises ChannelError."""
    with _entered(server, folder, timeouts):
        pass


@contextmanager
def _entered(server: Server, folder: str, timeouts: Timeouts) -> Iterator[tuple[BaseMailBox, int, int]]:
    """The mailbox with the folder opened for reading, its uidvalidity and the last uid it gave away."""
    import imap_tools

    box = None
    try:
        box = _opened(server, timeouts)
        status = box.folder.status(folder, ["UIDVALIDITY", "UIDNEXT"])
        box.folder.set(folder, readonly=True)
        yield box, status["UIDVALIDITY"], status["UIDNEXT"] - 1
    except (imap_tools.MailboxFolderSelectError, imap_tools.MailboxFolderStatusError) as error:
        raise ChannelError(_words(error)) from None
    except (imap_tools.ImapToolsError, imaplib.IMAP4.error, OSError) as error:
        raise ChannelError(_words(error), again=True) from None
    except (ValueError, KeyError, IndexError):
        raise ChannelError(N_("the mail server's answer cannot be read"), again=True) from None
    finally:
        _closed(box)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _opened(server: Server, timeouts: Timeouts) -> BaseMailBox:
    import imap_tools

    box: BaseMailBox
    if server.secured:
        context = ssl.create_default_context()
        box = imap_tools.MailBox(server.host, server.port, timeouts.connect, ssl_context=context)
    else:
        box = imap_tools.MailBoxUnencrypted(server.host, server.port, timeouts.connect)
    try:
        box.client.sock.settimeout(timeouts.read)
        secured = server.secured
        if not secured and not server.plain and "STARTTLS" in box.client.capabilities:
            box.client.starttls(ssl.create_default_context())
            secured = True
        if not secured and not server.plain:
            raise ChannelError(NOT_ENCRYPTED)
        ascii_only = (server.user + server.password).isascii()
        login = box.login if ascii_only else box.login_utf8
        try:
            login(server.user, server.password, None)
        except imaplib.IMAP4.abort:
            raise
        except (imap_tools.MailboxLoginError, imaplib.IMAP4.error) as error:
            raise ChannelError(_words(error), again="UNAVAILABLE" in str(error)) from None
    except BaseException:
        _closed(box)
        raise
    return box


def _mails(box: BaseMailBox, uids: list[int], validity: int) -> Iterator[Mail]:
    """The mails, as many as a visit takes. What is gone meanwhile, or the server will not hand over, is passed over."""
    taken = 0
    sizes = _sizes(box, uids)
    for uid in uids:
        cut = sizes.get(uid, 0) > LARGEST_MAIL
        taken += BEGINNING if cut else sizes.get(uid, 0)
        if taken > MOST_BYTES and taken != sizes.get(uid, 0):
            return
        part = f"BODY.PEEK[]<0.{BEGINNING}>" if cut else "BODY.PEEK[]"
        kind, data = box.client.uid("FETCH", str(uid), f"(UID INTERNALDATE {part})")
        found = next((one for one in data or () if isinstance(one, tuple)), None) if kind == "OK" else None
        yield Mail(f"{validity}:{uid}", found[1] if found else b"", _came(data) if found else None, cut)


def _sizes(box: BaseMailBox, uids: list[int]) -> dict[int, int]:
    """Bytes of each mail."""
    if not uids:
        return {}
    found: dict[int, int] = {}
    for line in box.client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")[1] or ():
        if isinstance(line, bytes):
            numbers = {kind: int(value) for kind, value in re.findall(rb"(UID|RFC822\.SIZE) (\d+)", line)}
            if len(numbers) == 2:
                found[numbers[b"UID"]] = numbers[b"RFC822.SIZE"]
    return found


def _came(data: list[Any]) -> int | None:
    """When the server took it, epoch seconds."""
    for one in data:
        local = imaplib.Internaldate2tuple(one[0] if isinstance(one, tuple) else one or b"")
        if local is not None:
            return int(time.mktime(local))
    return None


def _words(error: Exception) -> str:
    result = getattr(error, "command_result", None)
    if isinstance(result, tuple) and len(result) > 1 and result[1] and isinstance(result[1][0], bytes):
        return texts.said(result[1][0].decode("utf-8", "replace"), "NO")
    slow = isinstance(error, TimeoutError)
    return (
        N_("the mail server did not answer")
        if slow
        else texts.said(str(error), N_("the mail server cannot be reached"))
    )


def _closed(box: BaseMailBox | None) -> None:
    """Leave politely; what happens then changes nothing any more."""
    if box is None:
        return
    try:
        box.client.logout()
    except (imaplib.IMAP4.error, OSError, ValueError):
        with suppress(OSError):
            box.client.shutdown()
