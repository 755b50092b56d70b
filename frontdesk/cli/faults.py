"""What is refused, failed or misused, told: one line on standard error, with --json the document on standard output."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import Any

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import shown
from frontdesk.language import i18n
from frontdesk.language.i18n import _

REFUSED = 1
MISUSED = 2
INTERRUPTED = 130

# Bytes of the command line that are no UTF-8 arrive as U+DC80–DCFF. They pass the option parser as private characters:
# a path gets its bytes back, any other text loses them. Other lone surrogates cannot come from a shell.
_HIDE: dict[int, int | None] = {
    code: 0x10F000 + code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else None for code in range(0xD800, 0xE000)
}
_RESTORE = {private: code for code, private in _HIDE.items() if private is not None}
_DROP = dict.fromkeys(_RESTORE)


def hidden_bytes(word: str) -> str:
    """A word of the command line, read as UTF-8 whatever the locale, with undecodable bytes made harmless."""
    with contextlib.suppress(UnicodeEncodeError):
        word = os.fsencode(word).decode("utf-8", "surrogateescape")
    return word.translate(_HIDE)


def restored_bytes(word: str) -> str:
    """The word as it came, for paths."""
    return os.fsdecode(word.translate(_RESTORE).encode("utf-8", "surrogateescape"))


def without_bytes(word: str) -> str:
    """The word without its undecodable bytes, for text."""
    return word.translate(_DROP)


def one_line(text: str) -> str:
    """Text as one line that a terminal may be sent."""
    return " ".join(shown(without_bytes(text)).split())


def known_language(name: str) -> bool:
    """True for es, en, and forms such as es_ES.UTF-8."""
    return name.replace("-", "_").split("_")[0].split(".")[0].lower() in i18n.LANGUAGES


def unknown_language() -> str:
    return _("--lang: expected es or en")


def silence() -> None:
    """Nobody reads standard output any more (or it is full): let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(sentence: str) -> None:
    print(f"error: {one_line(sentence)}", file=sys.stderr, flush=True)


def _instead(error: FrontdeskError) -> str:
    """What is free instead of a time that cannot be had, on the same line."""
    free = error.details.get("alternatives") or []
    if not free:
        return ""
    from frontdesk.language.obstacles import local_text

    said = [f"{local_text(slot.start, slot.zone)} {slot.staff or ', '.join(slot.resources)}".rstrip() for slot in free]
    return " " + _("Free: {times}.").format(times="; ".join(said))


def refused(error: FrontdeskError, *, as_json: bool) -> int:
    """Tell what was refused; returns the exit code."""
    _tell(error.sentence(_) + _instead(error))
    if as_json:
        from frontdesk.cli import output, shapes

        output.put_json({"error": shapes.error(error)})
    return REFUSED


def misused(sentence: str) -> int:
    """Tell what cannot be understood; returns the exit code."""
    _tell(sentence)
    return MISUSED


def unforeseen(error: Exception, *, as_json: bool) -> int:
    """Tell of a fault of our own, without a traceback unless FRONTDESK_TRACE asks for it; returns the exit code."""
    if os.environ.get("FRONTDESK_TRACE"):
        traceback.print_exception(error)
    name = type(error).__name__
    sentence = FrontdeskError("internal", problem=f"{name}: {error}").sentence(_)
    _tell(sentence[:500])
    if as_json:
        from frontdesk.cli import output

        document: dict[str, Any] = {"code": "internal", "message": one_line(sentence)}
        output.put_json({"error": document})
    return REFUSED


def of_system(error: OSError) -> FrontdeskError:
    """An operating system's refusal as an error of the closed table."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
    return FrontdeskError("wrong_file", file=name or _("output"), problem=(error.strerror or str(error)).rstrip("."))
