"""The text of an HTML mail, for those who sent no other: no markup survives. What it quotes is marked by ``>``."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

LONGEST = 200_000
"""Characters of HTML that are looked at."""

_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS = frozenset({"p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


DEEPEST = 5
"""So many quotations within each other are told apart."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = [[]]
        self._silent = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT and not self._silent:
            self._silent = tag
        elif tag == "br" or tag in _BLOCKS:
            self.lines.append([])
        self._depth += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent or tag == "html":
            self._silent = ""
        elif tag in _BLOCKS:
            self.lines.append([])
        self._depth = max(0, self._depth - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        if not self._silent and (self.lines[-1] or text.strip()):
            self.lines[-1].append(text if self.lines[-1] else "> " * min(self._depth, DEEPEST) + text.lstrip())


def text_of(source: str) -> str:
    """What a person would read, paragraphs apart by empty lines at most."""
    reader = _Reader()
    try:
        reader.feed(source[:LONGEST])
        reader.close()
        found = "\n".join("".join(line) for line in reader.lines)
    except (AssertionError, ValueError):  # the parser's own words for markup it does not understand
        found = html.unescape(re.sub(r"<[^>]{0,1000}>", " ", source[:LONGEST]))
    lines = [line.strip() for line in found.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
