"""A list of rows of two lines each."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import App, ComposeResult

from frontdesk.widgets.tall_list import TallList


class Listing(App[None]):
    """Some conversations."""

    def compose(self) -> ComposeResult:
        yield TallList()

    def on_mount(self) -> None:
        rows = [(f"Cliente {n} 田中", "10:42", "hola", "new" if n % 2 else "") for n in range(30)]
        self.query_one(TallList).renew(30, 0, rows, 0)


async def test_rows_of_two_lines_are_moved_in_and_clicked() -> None:
    app = Listing()
    async with app.run_test(size=(40, 11)) as pilot:
        lines = app.query_one(TallList)
        await pilot.pause()
        drawn = [lines.render_line(y).text for y in range(11)]
        assert drawn[0].startswith(" Cliente 0 田中")
        assert drawn[0].rstrip().endswith("10:42")
        assert drawn[1].strip() == "hola"
        assert {cell_len(line) for line in drawn} == {lines.scrollable_content_region.width}
        await pilot.press("pagedown")
        assert lines.cursor == 4
        await pilot.press("end")
        await pilot.pause()
        assert lines.cursor == 29
        assert lines.render_line(10).text.strip() == "hola"
        assert "Cliente 29" in lines.render_line(9).text
        await pilot.press("home")
        await pilot.click(TallList, offset=(5, 7))
        assert lines.cursor == 3
        lines.renew(2, 0, [("a", "1", "b", ""), ("c", "2", "d", "")], 3)
        await pilot.pause()
        assert (lines.cursor, lines.count, lines.show_vertical_scrollbar) == (1, 2, False)
