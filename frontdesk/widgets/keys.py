"""Keys: how a binding is declared here (always with an id, a word and an explanation) and how a key is printed."""

from __future__ import annotations

from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

PRINTED = {
    "question_mark": "?", "plus": "+", "minus": "-", "asterisk": "*", "at": "@", "equals_sign": "=", "slash": "/",
    "comma": ",", "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "greater_than_sign": ">",
    "delete": "del", "escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


def key(
    keys: str, action: str, id: str, word: str, explanation: str, *, show: bool = True, priority: bool = False
) -> Binding:
    """A binding whose word and explanation were marked with ``N_`` and are translated where they are shown."""
    return Binding(keys, action, word, id=id, tooltip=explanation, show=show, priority=priority)


def key_words(name: str) -> str:
    """A key as it is printed: ``question_mark`` is ``?``."""
    return PRINTED.get(name, name)


def live_bindings(screen: Screen[Any]) -> list[ActiveBinding]:
    """The bindings that do something now, each once, by its first key."""
    seen: dict[str, ActiveBinding] = {}
    focused = screen.focused
    for active in screen.active_bindings.values():
        name, printed = active.binding.key, key_words(active.binding.key)
        typed = len(printed) == 1 and printed.isascii()
        if focused is not None and typed and focused.check_consume_key(name, printed):
            continue  # it would go into the field
        if active.binding.id and active.binding.description and not active.binding.system:
            seen.setdefault(active.binding.id, active)
    return list(seen.values())
