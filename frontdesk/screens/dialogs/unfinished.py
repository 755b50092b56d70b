"""What was left in forms that were closed before they were done, until what they are about has changed."""

from __future__ import annotations

REMEMBERED = 20
"""Writings whose forms are remembered: who takes something back does it soon."""


class Unfinished:
    """What was typed in forms that were closed, by the name of the form."""

    def __init__(self) -> None:
        self._left: dict[object, tuple[object, dict[str, str]]] = {}
        self._done: dict[tuple[str, int], dict[object, dict[str, str]]] = {}

    def of(self, form: object, stands: object = None) -> dict[str, str]:
        """What was left in a form. ``stands``: what the form is about, such as a version or what is owed; where that is
        another one by now, what was typed for it is worth nothing any more."""
        before, left = self._left.get(form, (stands, {}))
        if before != stands:
            left = {}
        self._left[form] = (stands, left)
        return left

    def moved_on(self, form: object, stands: object) -> None:
        """What the form is about has changed while it was open, and what is typed is meant for how it stands now."""
        _before, left = self._left.get(form, (stands, {}))
        self._left[form] = (stands, left)

    def done(self, about: tuple[str, int], form: object, typed: dict[str, str]) -> None:
        """A form was done: what was typed in it is remembered, should what came of it be taken back. ``about``: which record
        was written, and when (epoch seconds)."""
        self.drop(form)
        self._done.setdefault(about, {})[form] = dict(typed)
        while len(self._done) > REMEMBERED:
            del self._done[next(iter(self._done))]

    def taken_back(self, about: tuple[str, int]) -> bool:
        """What was typed then is unfinished again, but for forms in which something else was begun since; whether any is."""
        back = [(form, typed) for form, typed in self._done.pop(about, {}).items() if typed and not self.of(form)]
        for form, typed in back:
            self.of(form).update(typed)
        return bool(back)

    def drop(self, form: object) -> None:
        """Forget what was left in a form."""
        self._left.pop(form, None)
