"""Every verb that the desk writes into the journal has words that people say."""

from __future__ import annotations

import ast
from pathlib import Path

import frontdesk
from frontdesk.language.verbs import EVENTS, VERBS
from frontdesk.store import schema

DESK = Path(frontdesk.__file__).parent / "desk"


def written() -> set[str]:
    """What stands in the place of a parameter called ``verb`` anywhere in desk, constants of a module included."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in DESK.rglob("*.py")]
    at: dict[str, set[int]] = {"Entry": {0}}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, ast.FunctionDef) and one.name == "__init__":
                        names = [argument.arg for argument in one.args.args]
                        if "verb" in names:
                            at.setdefault(node.name, set()).add(names.index("verb") - 1)
            elif isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
                if "verb" in names:
                    self = int(names[0] in ("self", "cls"))
                    at.setdefault(node.name, set()).add(names.index("verb") - self)
    at.pop("require", None)  # what a role may do, not what was done
    at.pop("may", None)
    found: set[str] = set()
    for tree in trees:
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in at:
                continue
            said = [node.args[place] for place in at[called] if place < len(node.args)]
            said += [keyword.value for keyword in node.keywords if keyword.arg == "verb"]
            for one in said:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    found.add(one.value)
                elif isinstance(one, ast.Name) and isinstance(constants.get(one.id), str):
                    found.add(constants[one.id])
        for node in ast.walk(tree):  # what stands there where nothing is given
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args]
                for name, default in zip(reversed(names), reversed(node.args.defaults), strict=False):
                    if name == "verb" and isinstance(default, ast.Constant) and isinstance(default.value, str):
                        found.add(default.value)
    return found


def test_every_verb_written_anywhere_has_words() -> None:
    verbs = written()
    assert {"book", "walk-in", "undo", "init", "make", "customer.erase", "user.token", "import"} <= verbs
    assert verbs - set(VERBS) == set()


def test_every_kind_of_event_has_words() -> None:
    allowed = next(one for one in schema.event.constraints if str(one.name or "").endswith("kind"))
    assert all(f"'{kind}'" in str(allowed.sqltext) for kind in EVENTS)  # type: ignore[attr-defined]
    assert str(allowed.sqltext).count("'") == 2 * len(EVENTS)  # type: ignore[attr-defined]
