"""The right end of the last line: what waits to go, how long undo can still recall it, and whether somebody sends it."""

from __future__ import annotations

from frontdesk.desk.day_values import Waits
from frontdesk.language.i18n import _
from frontdesk.widgets.message_words import ALIVE, worker_words
from frontdesk.widgets.one_line import Bit

OUTGOING = "outgoing"
"""What a click on it means."""
ROOMY = 100
"""Columns from which it is also said that all is well."""
LONG = 160
"""Columns from which what is wrong is said in a sentence."""


def outgoing_bits(waits: Waits, seconds: float, width: int) -> list[Bit]:
    """``✉ 2 · ↶ 0:42 · online``; nothing where no message was ever on its way.

    It reads the same from one second to the next unless undo's time runs.
    """
    short, sentence = worker_words(waits.workers, waits.outgoing, seconds)
    parts: list[tuple[str, str]] = []
    if waits.outgoing:
        parts.append((f"✉ {waits.outgoing}", "plain"))
    left = int(waits.recallable - seconds)
    if waits.outgoing and left > 0:
        parts.append((f"↶ {left // 60}:{left % 60:02}", "strong"))
    if short:
        parts.append((f"{sentence if width >= LONG else short}", "bad"))
    elif waits.outgoing and width >= ROOMY and any(seconds - one.beat <= ALIVE for one in waits.workers):
        parts.append((_("online"), "faint"))
    bits: list[Bit] = []
    for text, look in parts:
        bits += [Bit(" · ", "faint", OUTGOING)] if bits else [Bit(" ", "plain", OUTGOING)]
        bits.append(Bit(text, look, OUTGOING))
    return [*bits, Bit(" ", "plain", OUTGOING)] if bits else []
