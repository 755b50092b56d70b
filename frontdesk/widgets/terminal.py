"""What is sent to the terminal: of the colours only what differs from the text before.

Textual sets every colour anew for every piece of text; here that is mended on the way out, without any say in what is drawn.
"""

from __future__ import annotations

import os
import re
from codecs import getincrementaldecoder
from functools import lru_cache
from select import select
from typing import NamedTuple

from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

TOKENS = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~]|\x1b[P_^X\]].*?(?:\x1b\\|\x07)|\x1b.)", re.S)
COLOUR = r"(?:38;(?:2;\d+;\d+;\d+|5;\d+)|3[0-79]|9[0-7])"
GROUND = r"(?:48;(?:2;\d+;\d+;\d+|5;\d+)|4[0-79]|10[0-7])"
LOOK = re.compile(rf"((?:[1-9](?:;|$))*)({COLOUR}(?:;|$))?({GROUND})?")
ON_BLANKS = re.compile(r"[45789?]")
"""Attributes that are seen where nothing is written: underline, blink, reverse, struck through; and unknown ones."""


class Look(NamedTuple):
    """How text looks: its attributes, its colour and that of its ground, as the numbers of the control sequence."""

    attributes: str = ""
    colour: str = "39"
    ground: str = "49"


_ENDED = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"}
"""What ends an attribute (ECMA-48, SGR)."""

IDLE = 0.1
"""Seconds between two looks whether the program ends, while no key is pressed."""

PLAIN = Look()
UNKNOWN = Look("?", "?", "?")


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
    if wanted == PLAIN:
        return "\x1b[0m"
    anew = [part for part in (wanted.attributes, *_colours(PLAIN, wanted)) if part]
    added = [part for part in (*_attributes(now.attributes, wanted.attributes), *_colours(now, wanted)) if part]
    return min(f"\x1b[{';'.join(added)}m", f"\x1b[{';'.join(['0', *anew])}m", key=len)


def _colours(now: Look, wanted: Look) -> list[str]:
    return [new for old, new in ((now.colour, wanted.colour), (now.ground, wanted.ground)) if old != new]


def _attributes(now: str, wanted: str) -> list[str]:
    """What takes away and adds attributes. Unknown ones are left to a reset."""
    old, new = set(now.split(";")) - {""}, set(wanted.split(";")) - {""}
    if "?" in old:
        return ["0", wanted]
    gone = old - new
    if gone & {"1", "2"}:
        old -= {"1", "2"}  # one number ends both
    return [*sorted({_ENDED[one] for one in gone}), *sorted(new - old)]


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
            if token.isspace() and not ON_BLANKS.search(to.attributes + now.attributes):
                to = Look(now.attributes, now.colour, to.ground)  # the colour of what is not there
            out.append(_change(now, to))
            out.append(token)
            now = to
        elif token[-1] == "m" and token[1] == "[":
            look = _look(token[2:-1])
            if look is not None and (look is PLAIN or wanted is PLAIN):
                wanted = look
                continue
            out += [_change(now, wanted), token]  # added to what is set, or not known: it is the terminal's to read
            now = wanted = UNKNOWN
        elif token[-1] == "H" and token[1] == "[":
            out.append(token)
        else:
            out += [_change(now, PLAIN), token]
            now = PLAIN
    out.append(_change(now, wanted if wanted is PLAIN else now))
    return "".join(out)


def prompt_driver(driver: type[Driver]) -> type[Driver]:
    """The driver of this platform's terminals, but one that sends as little as will do and answers Esc at once."""

    class PromptDriver(driver):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            super().write(sparing(data))

        def run_input_thread(self) -> None:
            """Read keys. After something was read it looks again soon: a lone Esc is one as soon as nothing follows it,
            while Textual would only look after 0.1 s.
            """
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")().decode
            pause = IDLE
            while not self.exit_event.is_set():
                if select([self.fileno], [], [], pause)[0]:
                    text = decode(os.read(self.fileno, 4096))
                    for message in parser.feed(text) if text else ():
                        self.process_message(message)
                    pause = ESCAPE_DELAY
                else:
                    pause = IDLE
                for message in parser.tick():
                    self.process_message(message)

    return PromptDriver if issubclass(driver, LinuxDriver) else driver
