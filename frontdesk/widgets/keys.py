"""Keys: how a binding is declared here (always with an id, a word and an explanation) and how a key is printed."""

from __future__ import annotations

from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.keys import key_to_character
from textual.screen import Screen

from frontdesk.language.i18n import _

PRINTED = {
    "question_mark": "?", "exclamation_mark": "!", "plus": "+", "minus": "-", "asterisk": "*", "at": "@", "equals_sign": "=",
    "slash": "/", "comma": ",",
    "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "greater_than_sign": ">",
    "delete": "del", "escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip

DECLARED: dict[str, Binding] = {}
"""Every binding that was declared with ``key``, by its id, in the order of their declaration."""


def key(
    keys: str, action: str, id: str, word: str, explanation: str, *, show: bool = True, priority: bool = False
) -> Binding:
    """A binding whose word and explanation were marked with ``N_`` and are translated where they are shown."""
    binding = Binding(keys, action, word, id=id, tooltip=explanation, show=show, priority=priority)
    DECLARED.setdefault(id, binding)
    return binding


def key_words(name: str) -> str:
    """A key as it is printed: ``question_mark`` is ``?``."""
    if name in ("enter", "space"):
        return _("enter") if name == "enter" else _("space")
    if name in PRINTED or len(name) == 1:
        return PRINTED.get(name, name)
    character = key_to_character(name) if "+" not in name else None
    return character if character is not None and character.isprintable() else name


def live_keys(screen: Screen[Any]) -> list[tuple[ActiveBinding, tuple[str, ...]]]:
    """The bindings that do something now, each once, with all its keys."""
    seen: dict[str, tuple[ActiveBinding, list[str]]] = {}
    focused = screen.focused
    for active in screen.active_bindings.values():
        name, printed = active.binding.key, key_words(active.binding.key)
        typed = len(printed) == 1 and printed.isascii()
        if focused is not None and typed and focused.check_consume_key(name, printed):
            continue  # it would go into the field
        if active.binding.id and active.binding.description and not active.binding.system:
            seen.setdefault(active.binding.id, (active, []))[1].append(name)
    found = [(active, tuple(keys)) for active, keys in seen.values()]
    if screen.app._keymap:  # what has another key stands where it always stood, not last
        nodes = {active.node: place for place, (active, _keys) in reversed(list(enumerate(found)))}
        order = {id: place for place, id in enumerate(DECLARED)}
        found.sort(key=lambda one: (nodes[one[0].node], order.get(one[0].binding.id or "", 0)))
    return found


def live_bindings(screen: Screen[Any]) -> list[ActiveBinding]:
    """The bindings that do something now, each once, by its first key."""
    return [active for active, _keys in live_keys(screen)]
