"""What is sent to the terminal: fewer bytes, the same picture."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from frontdesk.widgets.shadow import Shadow, cells_of
from frontdesk.widgets.terminal import sparing

WIDTH, HEIGHT = 12, 3
TOKENS = re.compile(r"\x1b\[([\d;]*)([A-Za-z])|([^\x1b])", re.S)


class Terminal:
    """Cells with what stands in them and how; understands places, colours, attributes and wide characters."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, frozenset[str], str, str]] = {}
        self.x = self.y = 0
        self._reset()

    def _reset(self) -> None:
        self.attributes: frozenset[str] = frozenset()
        self.colour, self.ground = "39", "49"

    def feed(self, data: str) -> None:
        for numbers, verb, text in TOKENS.findall(data):
            if verb == "H":
                self.y, self.x = (int(number) - 1 for number in numbers.split(";"))
            elif verb == "m":
                self._sgr(numbers.split(";") if numbers else ["0"])
            elif text == "\n":
                self.y += 1
            elif text and (width := cell_len(text)):
                colour = "" if text == " " and not self.attributes & {"4", "7", "9"} else self.colour
                attributes = self.attributes if text != " " else self.attributes & {"4", "7", "9"}
                self.cells[self.y, self.x] = (text, attributes, colour, self.ground)
                for more in range(1, width):
                    self.cells[self.y, self.x + more] = ("", attributes, colour, self.ground)
                self.x += width

    def _sgr(self, numbers: list[str]) -> None:
        rest = iter(numbers)
        for number in rest:
            if number == "0":
                self._reset()
            elif number in ("38", "48"):
                kind = next(rest)
                value = ";".join([number, kind, *(next(rest) for _ in range(3 if kind == "2" else 1))])
                if number == "38":
                    self.colour = value
                else:
                    self.ground = value
            elif len(number) == 1:
                self.attributes |= {number}
            elif number.startswith("2"):
                self.attributes -= {"1", "2"} if number == "22" else {number[1]}
            elif number.startswith(("3", "9")):
                self.colour = number
            else:
                self.ground = number

    def screen(self) -> dict[Any, Any]:
        nothing = (" ", frozenset(), "", "49")
        return {(y, x): self.cells.get((y, x), nothing) for y in range(HEIGHT) for x in range(WIDTH)}


colours = st.sampled_from([None, "red", "#102030", "#405060", "color(200)", "bright_white"])
styles = st.builds(
    Style,
    color=colours,
    bgcolor=colours,
    bold=st.sampled_from([None, True]),
    dim=st.sampled_from([None, True]),
    underline=st.sampled_from([None, True]),
    reverse=st.sampled_from([None, True]),
)
texts = st.text(alphabet="ab  é漢🙂", min_size=1, max_size=5)
lines = st.lists(st.tuples(texts, styles), min_size=1, max_size=6).map(
    lambda parts: Strip([Segment(text, style) for text, style in parts]).crop_extend(0, WIDTH, Style())
)
screens = st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)


def whole(screen: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in screen], Region(0, 0, WIDTH, HEIGHT))


def part(screen: list[Strip], y: int, first: int, last: int) -> ChopsUpdate:
    return ChopsUpdate([{0: line} for line in screen], [(y, first, last)], [[WIDTH] for _ in screen])


@given(st.lists(st.tuples(screens, st.booleans(), st.integers(0, HEIGHT - 1)), min_size=1, max_size=4))
def test_the_terminal_shows_what_textual_would_have_shown(frames: list[tuple[list[Strip], bool, int]]) -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    shadow, ours, theirs = Shadow(), Terminal(), Terminal()
    for number, (screen, full, y) in enumerate(frames):
        update = whole(screen) if full or not number else part(screen, y, 0, WIDTH)
        theirs.feed(update.render_segments(console))
        ours.feed(sparing(shadow.difference(update, (WIDTH, HEIGHT), console)))
        assert ours.screen() == theirs.screen()


@given(screens)
def test_what_stays_is_not_sent(screen: list[Strip]) -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    shadow = Shadow()
    assert shadow.difference(whole(screen), (WIDTH, HEIGHT), console)
    assert shadow.difference(whole(screen), (WIDTH, HEIGHT), console) == ""
    assert shadow.difference(part(screen, 1, 3, 9), (WIDTH, HEIGHT), console) == ""
    shadow.forget()
    assert shadow.difference(whole(screen), (WIDTH, HEIGHT), console)


def test_another_size_is_drawn_anew() -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    shadow, screen = Shadow(), [Strip([Segment("abc")]).crop_extend(0, WIDTH, None)] * HEIGHT
    shadow.difference(whole(screen), (WIDTH, HEIGHT), console)
    assert shadow.difference(whole(screen), (WIDTH + 1, HEIGHT), console)


def test_one_changed_cell_costs_one_cell() -> None:
    console = Console(color_system="truecolor", force_terminal=True)
    style = Style(color="#102030", bgcolor="#405060")
    shadow = Shadow()
    before = [Strip([Segment("abcdefghijkl", style)])] * HEIGHT
    after = [before[0], Strip([Segment("abcdefghiXkl", style)]), before[2]]
    shadow.difference(whole(before), (WIDTH, HEIGHT), console)
    sent = sparing(shadow.difference(whole(after), (WIDTH, HEIGHT), console))
    assert sent == "\x1b[2;10H\x1b[38;2;16;32;48;48;2;64;80;96mX\x1b[0m"


def test_blanks_need_no_colour_of_their_own() -> None:
    sent = sparing("\x1b[1;1H\x1b[31;40ma\x1b[0m\x1b[32;40m  \x1b[0m\x1b[31;40mb\x1b[0m")
    assert sent == "\x1b[1;1H\x1b[31;40ma  b\x1b[0m"


def test_an_attribute_is_ended_without_the_colours_being_set_again() -> None:
    colours = "38;2;224;224;224;48;2;18;18;18"
    sent = sparing(f"\x1b[1;7;{colours}ma\x1b[0m\x1b[1;4;{colours}mb\x1b[0m\x1b[2;{colours}mc\x1b[0m\x1b[31md\x1b[0m")
    assert sent == f"\x1b[1;7;{colours}ma\x1b[27;4mb\x1b[22;24;2mc\x1b[0;31md\x1b[0m"


def test_blanks_after_what_is_not_known_are_coloured() -> None:
    assert sparing("\x1b[31m\x1b[99m \x1b[0m\x1b[41m \x1b[0m") == "\x1b[31m\x1b[99m \x1b[0;41m \x1b[0m"


def test_what_is_not_known_is_left_alone() -> None:
    odd = "\x1b[38;2;1;2;3;99mx\x1b[0m\x1b[2J\x1b]22;default\x07"
    assert sparing(odd) == odd


def test_the_halves_of_a_wide_character_stay_together() -> None:
    assert [character for character, _style in cells_of(Strip([Segment("a漢b")]))] == ["a", "漢", "", "b"]
