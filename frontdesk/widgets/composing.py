"""What is drawn of a screen when little of it changed: that, and not all that lies in the rectangle around it.

Textual draws every widget between the first and the last that changed, also where nothing did. In a form, where a letter
changes an entry at the top and a sentence at the bottom, that is all of the form.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import NULL_SIZE, Region
from textual.strip import Strip
from textual.widget import Widget, _RenderCache


def forget_drawn(widget: Widget) -> None:
    """Let go of the lines that a widget keeps as they were drawn, until it is seen again: 1 MB for a big dialog."""
    widget._set_dirty()
    widget._render_cache = _RenderCache(NULL_SIZE, [])


class FrugalCompositor(Compositor):
    """Draws the widgets in front where something changed."""

    _changed: set[Region] | None = None
    """Where something changed, while a part of the screen is drawn."""

    def render_partial_update(self) -> ChopsUpdate | None:
        self._changed = self._dirty_regions.copy()
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._changed is None:
            yield from super()._get_renders(crop)
            return
        left = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            seen = region.intersection(clip)
            if not any(map(seen.overlaps, left)):
                continue
            yield region, clip, widget.render_lines(seen.translate(-region.offset))
            left = [one for one in left if not seen.contains_region(one)]
            if not left:
                return
