"""The first start on a machine: three questions on the plain terminal, and a ready business to begin with."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from frontdesk.base import paths
from frontdesk.base.ready import ready_path
from frontdesk.base.text import clean, folded
from frontdesk.cli import faults
from frontdesk.cli.doors import Doors
from frontdesk.cli.ready import kind_names
from frontdesk.language import i18n
from frontdesk.language.i18n import _

LANGUAGES = {"en": "English", "es": "Español"}


def ask_and_make(doors: Doors, database: str) -> None:
    """Ask for name, kind and language, and make the database. Raises KeyboardInterrupt, FrontdeskError."""
    print(_("There is no database at {path} yet. Three questions make one; Ctrl+C leaves.").format(path=database))
    name = _name()
    kind = _choice(_("What kind of business is it?"), kind_names())
    language = _choice(_("Which language do you work in?"), LANGUAGES, i18n.language())
    make(doors, database, name=name, kind=kind, language=language)
    i18n.bind(language)
    _remember(language)


def make(doors: Doors, database: str, *, name: str, kind: str, language: str) -> None:
    """Make a database with a ready business under this name. Raises FrontdeskError; then nothing is left behind."""
    from frontdesk.cli.applied import forget
    from frontdesk.desk import setup

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{kind}.toml"
        file.write_text(renamed(ready_path(kind).read_text("utf-8"), name, language), "utf-8")
        desk = doors.create(database, doors.clock)
        try:
            setup.init(desk, file)
        except BaseException:
            desk.close()
            forget(database)
            raise
        desk.close()


def renamed(text: str, name: str, language: str) -> str:
    """A business file with another name and language in its [business] table."""
    found = re.search(r"(?m)^\[business\]", text)
    head, rest = (text[: found.end()], text[found.end() :]) if found else ("[business]", "\n" + text)
    own, opening, others = rest.partition("\n[")
    for key, value in (("name", name), ("locale", language)):
        line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        own, there = re.subn(rf"(?m)^{key}\s*=.*$", lambda _match, line=line: line, own, count=1)  # type: ignore[misc]
        if not there:
            own = f"\n{line}{own}"
    return head + own + opening + others


def _line(question: str) -> str:
    try:
        return clean(faults.hidden_bytes(input(question))).strip()
    except EOFError:
        raise KeyboardInterrupt from None


def _name() -> str:
    while True:
        name = _line(_("What is the business called?") + " ")
        if name:
            return name[:200]


def _choice(question: str, choices: dict[str, str], usual: str | None = None) -> str:
    """One of several, by number, word or its beginning; Enter takes the usual one."""
    keys = list(choices)
    listed = "  ".join(f"{number} {choices[key]}" for number, key in enumerate(keys, 1))
    first = usual or keys[0]
    while True:
        answer = folded(_line(f"{question} {listed} [{keys.index(first) + 1}] "))
        if not answer:
            return first
        if answer.isdigit() and 1 <= int(answer) <= len(keys):
            return keys[int(answer) - 1]
        found = [key for key in keys if key.startswith(answer) or folded(choices[key]).startswith(answer)]
        if len(found) == 1:
            return found[0]
        print(_("Answer with a number from 1 to {last}.").format(last=len(keys)))


def _remember(language: str) -> None:
    """Keep the language for the next start, unless a configuration is there already."""
    file = paths.config_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(f'language = "{language}"\n')
    except OSError:
        return
