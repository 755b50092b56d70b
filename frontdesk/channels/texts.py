"""Texts on their way through a channel: what may go out, what may come in, and what a provider says of it."""

from __future__ import annotations

import re

from frontdesk.base.errors import N_
from frontdesk.base.text import clean, clean_note, shown
from frontdesk.channels.protocol import ChannelError, Outgoing

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

FILE_TOO_LARGE = N_("a file is too large and was left out")
KIND_UNKNOWN = N_("this kind of message cannot be taken over")


def of(message: Outgoing, limit: int) -> str:
    """The text as it may be sent, at most ``limit`` characters. Raises ChannelError.

    What is longer is refused, never split: of two halves one may fail, and then the message has gone and has not.
    """
    return checked(clean_note(message.text).strip(), limit)


def checked(text: str, limit: int) -> str:
    """The text itself. Raises ChannelError where it is empty or longer than the channel takes."""
    if not text:
        raise ChannelError(N_("the message is empty"))
    if len(text) > limit:
        raise ChannelError(N_("the message is longer than this channel takes"))
    return text


def without_files(message: Outgoing) -> None:
    """Raises ChannelError where there are files: a message without its files is not the message."""
    if message.attachments:
        raise ChannelError(N_("this channel does not send files"))


def line(text: str) -> str:
    """Text as one line, for a header or a template's place: line ends and tabs become a space, runs of spaces one."""
    return " ".join(clean(_BREAKS.sub(" ", text)).split())


def said(words: str, otherwise: str) -> str:
    """A provider's words in one line of at most 300 characters; ``otherwise`` where it said nothing."""
    return " ".join(shown(words).split())[:300] or otherwise


def within(at: int, now: float) -> int:
    """An instant that came from outside: what lies before 2001 or after tomorrow is taken for now."""
    return at if 10**9 <= at <= now + 86_400 else int(now)
