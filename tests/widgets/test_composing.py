"""Little of a screen changed: only that is drawn, and it looks as if all had been drawn."""

from __future__ import annotations

import random

from rich.segment import Segment
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from frontdesk.widgets.selecting import SelectingScreen


class Sheet(Widget):
    """Is filled with one character, and counts the lines that it was asked for."""

    letter = "·"
    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return Strip([Segment(self.letter * self.size.width)])


class Sheets(SelectingScreen[None]):
    """Six of them, some over others."""

    CSS = """
    Sheets { layers: below above; }
    Sheet { layer: above; }
    #a { width: 30; height: 10; layer: below; }
    #b { width: 20; height: 6; offset: 5 3; }
    #c { dock: bottom; width: 100%; height: 3; layer: below; }
    #d { width: 8; height: 12; offset: 40 -5; }
    #e { width: 30; height: 4; layer: below; offset: 25 2; }
    #f { width: 4; height: 2; offset: 22 -14; }
    """

    def compose(self) -> ComposeResult:
        for letter in "abcdef":
            yield Sheet(id=letter)


def _shown(update: ChopsUpdate) -> dict[tuple[int, int], str]:
    """The characters that an update writes, by row and column."""
    found = {}
    for y, first, last in update.spans:
        for x, strip in update.chops[y].items():
            for at, character in enumerate(strip.text if strip is not None else "", x):
                if first <= at < last:
                    found[y, at] = character
    return found


async def test_what_changed_is_drawn_as_if_all_were() -> None:
    chance = random.Random(1)
    app = App[None]()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = Sheets()
        await app.push_screen(screen)
        await pilot.pause()
        compositor, sheets = screen._compositor, list(screen.query(Sheet))
        for _round in range(200):
            for sheet in chance.sample(sheets, chance.randint(1, 3)):
                sheet.letter = chance.choice("ABCDEFGH")
                width, height = sheet.size
                x, y = chance.randrange(width), chance.randrange(height)
                part = Region(x, y, chance.randint(1, width - x), chance.randint(1, height - y))
                sheet.refresh(part if chance.random() < 0.5 else sheet.size.region)
            compositor.update_widgets({*sheets})
            dirty = compositor._dirty_regions.copy()
            update = compositor.render_partial_update()
            assert isinstance(update, ChopsUpdate)
            written = _shown(update)
            full = compositor.render_strips()
            assert {at: full[at[0]].text[at[1]] for at in written} == written
            assert {(y, x) for one in dirty for y in one.line_range for x in one.column_range} <= set(written)


async def test_what_did_not_change_is_not_asked() -> None:
    app = App[None]()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = Sheets()
        await app.push_screen(screen)
        await pilot.pause()
        for sheet in screen.query(Sheet):
            sheet.drawn = 0
            sheet._styles_cache.clear()
        screen.query_one("#a").refresh(Region(0, 0, 3, 1))
        screen.query_one("#c").refresh()
        await pilot.pause()
        drawn = {str(sheet.id) for sheet in screen.query(Sheet) if sheet.drawn}
        assert drawn == {"a", "c"}  # those between them lie in the rectangle around both
