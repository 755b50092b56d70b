"""The Spanish catalogue: whole, with the same placeholders as the source, and compiled as it stands."""

from __future__ import annotations

import gettext
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import frontdesk
from frontdesk.language.i18n import LOCALES

HOUSE = Path(frontdesk.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}  # those of "make catalogue"
SOURCE = LOCALES / "es" / "LC_MESSAGES" / "frontdesk.po"
COMPILED = SOURCE.with_suffix(".mo")

Forms = tuple[str, ...]


@cache
def catalogue() -> Catalog:
    with SOURCE.open("rb") as opened:
        return read_po(opened, locale="es", domain="frontdesk")


def forms(said: object) -> Forms:
    """One form of a message, or one and many."""
    return tuple(str(form) for form in said) if isinstance(said, (tuple, list)) else (str(said or ""),)


@cache
def said_in_the_source() -> frozenset[Forms]:
    methods = [("**.py", "python"), ("web/templates/**.html", "jinja2")]  # those of babel.cfg
    found = extract_from_dir(HOUSE, method_map=methods, keywords=KEYWORDS)
    return frozenset(forms(said) for _file, _line, said, _comments, _context in found)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w*(?:[.:!\[][^{}]*)?\}", text))


def compiled(stream: io.BufferedIOBase) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(stream)  # type: ignore[arg-type]


def entries(translations: gettext.GNUTranslations) -> dict[object, str]:
    """Every message of a compiled catalogue but its head; those with a plural by id and form."""
    held: dict[object, str] = dict(translations._catalog)  # type: ignore[attr-defined]
    held.pop("", None)
    return held


def test_the_source_says_something() -> None:
    assert len(said_in_the_source()) > 500


def test_everything_the_source_says_is_translated() -> None:
    lacking = []
    for message in sorted(said_in_the_source()):
        entry = catalogue().get(message[0])
        if entry is None or entry.fuzzy or forms(entry.id) != message or not all(forms(entry.string)):
            lacking.append(message)
    assert lacking == [], "run “make catalogue” and translate what is empty"


def test_every_entry_has_all_its_forms() -> None:
    plurals = catalogue().num_plurals
    for entry in catalogue():
        if entry.id:
            assert len(forms(entry.string)) == (plurals if entry.pluralizable else 1), entry.id


def test_nothing_is_fuzzy() -> None:
    assert [entry.id for entry in catalogue() if entry.id and entry.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    wrong = []
    for entry in catalogue():
        for message, said in zip(forms(entry.id), forms(entry.string), strict=True):
            if entry.id and said and placeholders(message) != placeholders(said):
                wrong.append((message, said))
    assert wrong == []


def test_a_translation_has_the_options_and_spaces_of_its_message() -> None:
    """``--json`` and FRONTDESK_USER are no words of a language; blanks at the ends join a text to its neighbours."""
    fixed = re.compile(r"(?<!\w)--[a-z][a-z-]*|\bFRONTDESK_\w+")
    wrong = []
    for entry in catalogue():
        for message, said in zip(forms(entry.id), forms(entry.string), strict=True):
            if not entry.id or not said:
                continue
            blanks = [(len(text) - len(text.lstrip()), len(text) - len(text.rstrip())) for text in (message, said)]
            if blanks[0] != blanks[1] or sorted(fixed.findall(message)) != sorted(fixed.findall(said)):
                wrong.append((message, said))
    assert wrong == []


def test_the_compiled_catalogue_holds_what_the_source_says() -> None:
    made = io.BytesIO()
    write_mo(made, catalogue())
    made.seek(0)
    wanted = compiled(made)
    with COMPILED.open("rb") as opened:
        found = compiled(opened)
    assert entries(found) == entries(wanted), "run “make catalogue”"
    assert found.info()["plural-forms"] == wanted.info()["plural-forms"]


@pytest.mark.parametrize(("text", "found"), [("{a} of {b_1}", {"{a}", "{b_1}"}), ("a list in { }", set()), ("", set())])
def test_placeholders(text: str, found: set[str]) -> None:
    assert placeholders(text) == found
