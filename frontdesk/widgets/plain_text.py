"""Plain text on the screen: never read as markup, and nothing is laid out anew that keeps its height."""

from __future__ import annotations

from textual.visual import VisualType
from textual.widgets import Static


class PlainText(Static):
    """Some lines of text. Another text of as many lines is drawn in its place, without another layout of the screen."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        if content == self.content:
            return
        super().update(content, layout=False)
        width, height = self.content_size
        if layout and (not width or self.get_content_height(self.size, self.app.size, width) != height):
            self.refresh(layout=True)
