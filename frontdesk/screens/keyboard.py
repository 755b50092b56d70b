"""Other keys for what can be done: read from the configuration, checked against everything that is declared.

Textual lays a keymap over the bindings without a word where two meet; so it is looked at here, before the screen is taken.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character
from textual.widget import Widget

from frontdesk import screens
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.frame import MainScreen
from frontdesk.widgets.day_grid import DayGrid
from frontdesk.widgets.keys import DECLARED, key_words

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "vim": {
        "grid.up": ("up", "k"),
        "grid.down": ("down", "j"),
        "grid.left": ("left", "h"),
        "grid.right": ("right", "l"),
        "grid.end": ("end", "G"),
        "rows.up": ("up", "k"),
        "rows.down": ("down", "j"),
        "rows.page_up": ("pageup", "ctrl+u"),
        "rows.page_down": ("pagedown", "ctrl+d"),
        "rows.last": ("end", "G"),
        # what stood on those letters goes to their capitals, or to the word's first letter
        "visit.confirmed": ("K",),
        "customers.note": ("J",),
        "customers.tag": ("T",),
        "calls.confirmed": ("K", "ctrl+k"),
    }
}

RESERVED = ("escape", "enter", "tab", "shift+tab", "ctrl+q")
"""Keys one cannot do without: they are somebody else's only when whatever had them was given another one."""

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values()) | {"space"}

_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""Keys that a terminal sends as others."""

Chosen = Mapping[str, Sequence[str]]
_Scope = dict[str, set[str]]
"""By key, the ids of those who answer to it."""


def keymap(app: type[DOMNode], preset: str | None, chosen: Chosen, file: str) -> dict[str, str]:
    """The keymap for Textual: by id the keys with commas between them.

    ``app``: the app's class, whose keys are live on every screen. Raises FrontdeskError(wrong_file), which names the clash.
    """
    _declare_all()
    wanted = {id: list(keys) for id, keys in PRESETS.get(preset or "", {}).items() if id in DECLARED}
    wanted |= {id: [_read(file, id, key) for key in keys] for id, keys in _known(file, chosen).items()}
    _refuse_reserved(file, wanted)
    _refuse_typed(file, app, wanted)
    for base in _screens():
        elsewhere = [one for one in _widgets() if not issubclass(one, DayGrid)]  # no dialog has a day
        chain = [base, *elsewhere] if issubclass(base, Dialog) else [app, base, *_widgets()]
        for one in chain:
            _refuse_clashes(file, [one], wanted)
        _refuse_clashes(file, chain, wanted)
    _keep_neighbours([app, *_screens(), *_widgets()], wanted)
    return {id: ",".join(keys) for id, keys in wanted.items()}


def _keep_neighbours(classes: Iterable[type[DOMNode]], wanted: dict[str, list[str]]) -> None:
    """A binding that is taken off a key takes the whole key with it: others on the same one are put there again."""
    for one in classes:
        on: _Scope = defaultdict(set)
        for key, id in _own(one):
            on[key].add(id)
        for ids in on.values():
            if len(ids) > 1 and ids & wanted.keys():
                for id in sorted(ids):
                    wanted.setdefault(id, _default(id))


def _declare_all() -> None:
    """Read every screen and dialog, of which the app reads most only when they are first shown."""
    for module in walk_packages(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)


def _wrong(file: str, problem: str, **params: Any) -> FrontdeskError:
    return FrontdeskError("wrong_file", file=file, problem=problem, **params)


def _known(file: str, chosen: Chosen) -> Chosen:
    for id, keys in chosen.items():
        if id not in DECLARED:
            near = difflib.get_close_matches(id, DECLARED, n=1, cutoff=0)
            raise _wrong(
                file,
                N_("[keys] “{id}” is no action; the nearest is “{near}”"),
                id=id,
                near=near[0] if near else "app.help",
            )
        if not keys:
            raise _wrong(file, N_("[keys] “{id}” needs a key"), id=id)
    return chosen


def _read(file: str, id: str, key: str) -> str:
    """A key as Textual calls it. ``?`` is ``question_mark``."""
    *modifiers, base = key.split("+") if len(key) > 1 and key != "+" else [key]
    name = _character_to_key(base) if len(base) == 1 else base
    whole = "+".join([*modifiers, name])
    single = len(base) == 1 and base.isprintable() and not base.isspace()
    named = name in _NAMED or (len(base) > 1 and "+" not in base and _is_sign(base))
    apart = len(set(modifiers)) == len(modifiers) and _MODIFIERS.issuperset(modifiers)
    if whole in _NAMED or ((single or named) and apart):
        return _SAME.get(whole, whole)
    raise _wrong(
        file, N_("[keys] “{id}”: there is no key “{key}”; say a letter, f5, ctrl+t or the like"), id=id, key=key
    )


def _is_sign(name: str) -> bool:
    """Whether it is the long name of a sign: ``question_mark``."""
    character = key_to_character(name)
    return character is not None and not character.isalnum() and unicodedata.category(character)[0] in "PS"


def _refuse_reserved(file: str, wanted: Mapping[str, Sequence[str]]) -> None:
    for id, keys in wanted.items():
        for key in keys:
            if key not in RESERVED or key in _default(id):
                continue
            keeps = [
                other for other in DECLARED if key in _default(other) and key in wanted.get(other, _default(other))
            ]
            if keeps:
                raise _wrong(
                    file, N_("[keys] “{id}”: {key} belongs to “{other}”; give that another key first"),
                    id=id, key=key_words(key), other=keeps[0],
                )  # fmt: skip


def _refuse_typed(file: str, app: type[DOMNode], wanted: Mapping[str, Sequence[str]]) -> None:
    """In dialogs one types, and leaving must work everywhere: a letter alone would go into the field, or end the program."""
    for id, keys in wanted.items():
        binding = DECLARED[id]
        of_dialogs = any(id == b.id for dialog in _below(Dialog) for b in dialog.__dict__.get("BINDINGS", ()))
        letters = [key for key in keys if _typed(key)]
        if letters and (binding.priority or (of_dialogs and len(letters) == len(keys))):
            raise _wrong(
                file, N_("[keys] “{id}”: {key} would be typed into a field; say f5, ctrl+t or the like"),
                id=id, key=key_words(letters[0]),
            )  # fmt: skip


def _typed(key: str) -> bool:
    character = key_to_character(key)
    return "+" not in key and character is not None and character.isprintable()


def _refuse_clashes(file: str, chain: Iterable[type[DOMNode]], wanted: Mapping[str, Sequence[str]]) -> None:
    """Two actions meet on a key where they did not before."""
    before: _Scope = defaultdict(set)
    after: _Scope = defaultdict(set)
    for one in chain:
        for key, id in _own(one):
            before[key].add(id)
            for new in wanted.get(id, (key,)):
                after[new].add(id)
    met = {frozenset((a, b)) for ids in before.values() for a in ids for b in ids if a != b}
    for key, ids in after.items():
        order = sorted(ids, key=lambda id: (id not in wanted, id))
        for place, first in enumerate(order):
            for second in order[place + 1 :]:
                if frozenset((first, second)) not in met and (first in wanted or second in wanted):
                    raise _wrong(
                        file, N_("[keys] “{id}” and “{other}” would both be on {key}"),
                        id=first, other=second, key=key_words(key),
                    )  # fmt: skip


def _own(one: type[DOMNode]) -> list[tuple[str, str]]:
    """The keys a class answers to with those of its bases, each with its action's id."""
    merged: BindingsMap = one._merge_bindings()
    return [(key, binding.id) for key, bindings in merged.key_to_bindings.items() for binding in bindings if binding.id]


def _default(id: str) -> list[str]:
    return [key.strip() for key in DECLARED[id].key.split(",")]


def _below(base: type[Any]) -> list[type[Any]]:
    """The class and all that inherit from it."""
    return list(dict.fromkeys([base, *(one for child in base.__subclasses__() for one in _below(child))]))


def _screens() -> list[type[DOMNode]]:
    return [*_below(MainScreen), *_below(Dialog)]


def _widgets() -> list[type[DOMNode]]:
    """Our widgets that have keys of their own; any may stand on any screen."""
    return [
        one for one in _below(Widget) if one.__module__.startswith("frontdesk.widgets") and one.__dict__.get("BINDINGS")
    ]
