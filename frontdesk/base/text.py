"""Text from outside (Law 8): what is removed where it enters, what is neutralised where it is shown, how it is folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Cc (C0, DEL, C1) and lone surrogates can never be stored; newline (and tab, as a space) is kept in notes only.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile("[\u2028\u2029]")
_CONTROL_BUT_NEWLINE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """One line of text as it is stored: control characters and lone surrogates removed, nothing else changed."""
    return _CONTROL.sub("", text)


def clean_note(text: str) -> str:
    """Text of several lines as it is stored: line ends become newlines, other control characters go."""
    return _CONTROL_BUT_NEWLINE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(text: str) -> str:
    """Text as a terminal may be sent it: no control characters, no newline, no bidi overrides."""
    return _BIDI.sub("", _BREAKS.sub(" ", _CONTROL.sub(" ", text)))


def folded(text: str) -> str:
    """For comparing and searching: no accents, no case, spaces run together (``  José  ÑU`` → ``jose nu``)."""
    if text.isascii():
        return " ".join(text.lower().split())
    return _folded(text)


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    from anyascii import anyascii

    plain = anyascii(unicodedata.normalize("NFKC", text)).lower()
    return " ".join((plain or text.lower()).split())


def digits(text: str) -> str:
    """The digits of a text, in any script, as ASCII."""
    return "".join(str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None)
