"""Dates as people type and read them, and that the Spanish catalogue says everything the screens say."""

from __future__ import annotations

import ast
import datetime as dt
import gettext
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import frontdesk
from frontdesk.language.dates import day_words, instant, read_day, read_time, time_words
from frontdesk.language.i18n import LOCALES, bind

TODAY = dt.date(2026, 11, 23).toordinal()  # a Monday
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HOUSE = Path(frontdesk.__file__).parent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-24", dt.date(2026, 12, 24)),
        ("24/12", dt.date(2026, 12, 24)),
        ("3/1", dt.date(2027, 1, 3)),
        ("24.12.27", dt.date(2027, 12, 24)),
        ("thu", dt.date(2026, 11, 26)),
        ("Jueves", dt.date(2026, 11, 26)),
        ("sáb", dt.date(2026, 11, 28)),
        ("lun", dt.date(2026, 11, 30)),
        ("+7", dt.date(2026, 11, 30)),
        ("mañana", dt.date(2026, 11, 24)),
        ("ayer", dt.date(2026, 11, 22)),
        ("25", dt.date(2026, 11, 25)),
        ("5", dt.date(2026, 12, 5)),
        ("Mon 23 Nov", dt.date(2026, 11, 23)),
        ("lun 4 ene 2027", dt.date(2027, 1, 4)),
        ("4 de enero", dt.date(2027, 1, 4)),
    ],
)
def test_a_day_that_can_be_read(typed: str, meant: dt.date) -> None:
    assert read_day(typed, TODAY) == meant.toordinal()


@pytest.mark.parametrize("typed", ["", "x", "31/2", "2026-13-01", "0", "40", "99/99", "mumble", "1e5", "+99999"])
def test_a_day_that_cannot(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_written_is_read_back(language: str) -> None:
    bind(language)
    for day in range(TODAY - 100, TODAY + 500, 7):
        assert read_day(day_words(day, TODAY), TODAY) == day
    bind("en")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("10", 600),
        ("10:30", 630),
        ("10.30", 630),
        ("1030", 630),
        ("9h", 540),
        ("9h05", 545),
        ("24:00", None),
        ("x", None),
    ],
)
def test_times(typed: str, minutes: int | None) -> None:
    assert read_time(typed) == minutes


def test_a_wall_clock_time_on_the_day_the_clock_changes() -> None:
    day = dt.date(2026, 10, 25).toordinal()
    assert time_words(instant(day, 600, "Europe/Madrid"), "Europe/Madrid") == "10:00"


def test_everything_the_screens_say_is_said_in_spanish() -> None:
    catalogue = read_po((LOCALES / "es" / "LC_MESSAGES" / "frontdesk.po").open("rb"), locale="es")
    files = [HOUSE / "app.py", HOUSE / "base" / "errors.py"]
    for floor in ("screens", "widgets", "language"):
        files += sorted((HOUSE / floor).rglob("*.py"))
    missing = []
    for file in files:
        for _line, said, _comments, _context in extract_from_file("python", str(file), keywords=KEYWORDS):
            first = said[0] if isinstance(said, tuple) else said
            entry = catalogue.get(first)
            translated = entry.string if entry is not None else ""
            if not (all(translated) if isinstance(translated, tuple) else translated):
                missing.append(first)
    assert missing == []


def test_no_word_is_hidden_from_the_catalogue() -> None:
    """What is extracted is what is called for: words inside f-strings are not found."""
    catalogue = read_po((LOCALES / "es" / "LC_MESSAGES" / "frontdesk.po").open("rb"), locale="es")
    missing = []
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "ngettext")
            ):
                said = node.args[0]
                if isinstance(said, ast.Constant) and catalogue.get(said.value) is None:
                    missing.append((file.name, said.value))
    assert missing == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = gettext.translation("frontdesk", LOCALES, languages=["es"])
    for message in read_po((LOCALES / "es" / "LC_MESSAGES" / "frontdesk.po").open("rb")):
        if isinstance(message.id, tuple) and all(message.string):
            one, many = message.id
            assert (compiled.ngettext(one, many, 1), compiled.ngettext(one, many, 2)) == tuple(message.string)
        elif isinstance(message.id, str) and message.id and message.string:
            assert compiled.gettext(message.id) == message.string
