"""What was left in forms that were closed before they were done, until what they are about has changed."""

from __future__ import annotations


class Unfinished:
    """What was typed in forms that were closed, by the name of the form."""

    def __init__(self) -> None:
        self._left: dict[object, tuple[object, dict[str, str]]] = {}

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

    def drop(self, form: object) -> None:
        """Forget what was left in a form."""
        self._left.pop(form, None)
