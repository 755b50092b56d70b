"""A list of a hundred thousand rows: only what is seen is asked for, the cursor reaches every end."""

from __future__ import annotations

import random

from textual.app import App, ComposeResult

from frontdesk.widgets.line_list import Heading, LineList


class Listing(App[None]):
    """A list whose rows come when they are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield LineList((Heading("Number", 10), Heading("Square")))

    def on_mount(self) -> None:
        self.query_one(LineList).expect(100_000)

    def on_line_list_wanted(self, event: LineList.Wanted) -> None:
        self.wanted.append((event.first, event.last))
        rows = [(str(index), str(index * index)) for index in range(event.first, event.last)]
        event.lines.put(event.first, rows)


async def test_only_rows_in_view_are_asked_for() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        lines = app.query_one(LineList)
        await pilot.pause()
        assert lines.has(0)
        await pilot.press("end")
        await pilot.pause()
        assert lines.cursor == 99_999
        assert lines.has(99_999)
        assert sum(last - first for first, last in app.wanted) < 100
        assert "9999800001" in lines.render_line(lines.size.height - 1).text
        await pilot.press("pageup", "up", "home")
        await pilot.pause()
        assert lines.cursor == 0


async def test_renewed_rows_keep_the_cursor_where_it_is_put() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        lines = app.query_one(LineList)
        lines.renew(3, 0, [("a", "1"), ("b", "2"), ("c", "3")], 2)
        await pilot.pause()
        assert (lines.cursor, lines.count) == (2, 3)
        lines.renew(0, 0, [], 2)
        await pilot.pause()
        assert (lines.cursor, lines.count) == (0, 0)


async def test_the_bar_goes_when_all_rows_have_room_again() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        lines = app.query_one(LineList)
        await pilot.pause()
        lines.display = False
        lines.renew(20, 0, [("a", "1")] * 20, 0)
        await pilot.pause()
        lines.display = True
        await pilot.pause()
        assert lines.show_vertical_scrollbar
        lines.renew(3, 0, [("a", "1")] * 3, 0)
        await pilot.pause()
        assert not lines.show_vertical_scrollbar


async def test_a_list_that_outgrows_its_room_shows_its_cursor_at_once() -> None:
    """The bar beside it comes with the rows, not with the next layout; without it a list would not scroll."""
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        lines = app.query_one(LineList)
        lines.renew(0, 0, [], 0)
        await pilot.pause()
        assert not lines.show_vertical_scrollbar
        lines.renew(30, 0, [(str(n), "") for n in range(30)], 29)
        assert lines.scroll_offset.y == 11
        await pilot.pause()
        assert lines.vertical_scrollbar.position == 11
        lines.renew(5, 0, [(str(n), "") for n in range(5)], 0)
        await pilot.pause()
        assert not lines.show_vertical_scrollbar


async def test_only_rows_that_differ_are_drawn_again_and_none_is_forgotten() -> None:
    chance = random.Random(2)
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        lines = app.query_one(LineList)
        lines.fill([("same", "1"), ("other", "2"), ("same", "3")])
        await pilot.pause()
        cache = lines._styles_cache
        kept = dict(cache._cache)
        lines.fill([("same", "1"), ("new", "2"), ("same", "3")])
        await pilot.pause()
        assert [y for y in range(20) if cache._cache[y] is not kept[y]] == [
            1,
            2,
        ]  # the cursor's, and the one that differs
        for _round in range(150):
            lines.empty = chance.choice(("", "Nothing."))
            rows = [
                (chance.choice("ab"), chance.choice("cd"))
                for _row in range(chance.choice((0, 1, 2, 3, 18, 19, 20, 40)))
            ]
            lines.fill(rows, chance.randint(-1, 20))
            await pilot.pause()
            seen = lines.render_lines(lines.size.region)
            assert [one.text.rstrip() for one in seen] == [
                lines.draw_line(y).text.rstrip() for y in range(lines.size.height)
            ]
