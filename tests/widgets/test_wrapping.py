"""Text in lines of so many cells."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from frontdesk.base.text import shown
from frontdesk.widgets.one_line import steady
from frontdesk.widgets.wrapping import labelled, wrapped


@given(st.text(), st.integers(2, 60))
@example("\U000e0000", 2)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    letters = "".join(steady(shown(part)) for part in text.split("\n"))
    assert "".join("".join(lines).split()) == "".join(letters.split())


def test_words_stay_whole_and_lines_are_kept() -> None:
    assert wrapped("one two three\nfour", 8) == ["one two", "three", "four"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 10) == [""]
    assert labelled("Phone", "600 111 222", 24) == ["Phone       600 111 222"]
    assert labelled("Tags", "one two three four", 24) == ["Tags        one two", "            three four"]
