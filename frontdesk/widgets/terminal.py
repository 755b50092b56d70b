"""What is sent to the terminal: of a changed screen the cells that changed, of their colours what differs from the cell before.

Over SSH every byte is waited for. Textual repeats a line from its beginning up to a changed cell, and sets every colour anew
for every piece of text; both are mended here, on the way out, without any say in what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.driver import Driver

TOKENS = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P_^X\]].*?(?:\x1b\\|\x07)|\x1b.)", re.S)
COLOUR = r"(?:38;(?:2;\d+;\d+;\d+|5;\d+)|3[0-79]|9[0-7])"
GROUND = r"(?:48;(?:2;\d+;\d+;\d+|5;\d+)|4[0-79]|10[0-7])"
LOOK = re.compile(rf"((?:[1-9](?:;|$))*)({COLOUR}(?:;|$))?({GROUND})?")
ON_BLANKS = re.compile(r"[4579]")
"""Attributes that are seen where nothing is written: underline, blink, reverse, struck through."""


class Look(NamedTuple):
    """How text looks: its attributes, its colour and that of its ground, as the numbers of the control sequence."""

    attributes: str = ""
    colour: str = "39"
    ground: str = "49"


PLAIN = Look()


@lru_cache(maxsize=4096)
def _look(numbers: str) -> Look | None:
    """What a control sequence sets after a reset; None where it is none of those that are known."""
    if numbers in ("", "0"):
        return PLAIN
    found = LOOK.fullmatch(numbers)
    if found is None:
        return None
    attributes, colour, ground = (part.rstrip(";") if part else "" for part in found.groups())
    return Look(attributes, colour or "39", ground or "49")


@lru_cache(maxsize=8192)
def _change(now: Look, wanted: Look) -> str:
    """The shortest control sequence from one look to another."""
    if now == wanted:
        return ""
    parts = []
    if now.attributes != wanted.attributes:
        if now.attributes:
            parts, now = ["0"], PLAIN
        parts += [wanted.attributes] if wanted.attributes else []
    parts += [wanted.colour] if now.colour != wanted.colour else []
    parts += [wanted.ground] if now.ground != wanted.ground else []
    return f"\x1b[{';'.join(parts)}m"


def sparing(data: str) -> str:
    """The same picture in fewer bytes: no colour is set that is set already."""
    if "\x1b[0m" not in data:
        return data
    out: list[str] = []
    now = wanted = PLAIN
    for number, token in enumerate(TOKENS.split(data)):
        if not token:
            continue
        if not number % 2:
            to = wanted
            if not to.attributes and now.attributes == "" and token.isspace():
                to = Look("", now.colour, to.ground)  # the colour of what is not there
            out.append(_change(now, to))
            out.append(token)
            now = to
        elif token[-1] == "m" and token[1] == "[" and (look := _look(token[2:-1])) is not None:
            if look is PLAIN or wanted is PLAIN:
                wanted = look
                continue
            out += [_change(now, wanted), token]  # added to what is set: leave it to the terminal, then begin anew
            now = wanted = Look("?", "?", "?")
        elif token[-1] == "H" and token[1] == "[":
            out.append(token)
        else:
            out += [_change(now, PLAIN), token]
            now = PLAIN
    out.append(_change(now, wanted if wanted is PLAIN else now))
    return "".join(out)


class CellsUpdate(CompositorUpdate):
    """The cells of a screen that changed, and no others of their lines."""

    def __init__(self, update: ChopsUpdate) -> None:
        self._update = update

    def __rich_console__(self, console: Console, options: Any) -> Any:
        return self._update.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        update = self._update
        spans: Sequence[tuple[int, int, int]] = update.spans
        out: list[str] = []
        for y, first, last in spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                left, right = max(x, first), min(end, last)
                if strip is not None and left < right:
                    out += [Control.move_to(left, y).segment.text, strip.crop(left - x, right - x).render(console)]
        return "".join(out)


def sparing_driver(driver: type[Driver]) -> type[Driver]:
    """The driver of this platform's terminals, which sends as little as will do."""

    class SparingDriver(driver):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            super().write(sparing(data))

    return SparingDriver
