"""The tabs: each with its digit and word, some with how many wait there; cut to short words where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from frontdesk.desk.day_values import Waits
from frontdesk.language.i18n import _
from frontdesk.widgets.one_line import Bit

SHORTEST = 3
"""A tab's word is never cut shorter."""


def waits(mode: str, counts: Waits, location: int | None) -> int:
    """How many wait for us on a screen; 0 where nothing can."""
    if mode == "chats":
        return counts.unread
    if mode == "inquiries":
        return counts.inquiries
    return counts.at(location) if mode == "today" else 0


def tab_bits(tabs: Sequence[tuple[str, str, str, int]], active: str, width: int) -> list[Bit]:
    """The tabs (digit, mode, word, how many wait) in so many cells; words are cut alike until all fit."""
    words = [_(word) for _digit, _mode, word, _count in tabs]
    longest = max((cell_len(word) for word in words), default=0)
    fixed = sum(cell_len(digit) + 3 + (1 + len(str(count)) if count else 0) for digit, _mode, _word, count in tabs)
    room = longest
    while width and room > SHORTEST and fixed + sum(min(cell_len(word), room) for word in words) > width:
        room -= 1
    bits = []
    for (digit, mode, _word, count), word in zip(tabs, words, strict=True):
        look = "active" if mode == active else "faint"
        cut = word if cell_len(word) <= room else set_cell_size(word, room)
        lead = f" {digit}" if digit else ""
        if count:
            number_look = "active" if mode == active else "good"
            bits += [Bit(f"{lead} {cut}", look, mode), Bit(f" {count} ", number_look, mode)]
        else:
            bits.append(Bit(f"{lead} {cut} ", look, mode))
    return bits
