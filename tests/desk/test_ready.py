"""The ready businesses speak the language that was chosen, all of it, and carry the name that was given, nothing of their own."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.ready import ready_businesses, ready_path
from frontdesk.desk import demo, fresh, opening, upkeep
from frontdesk.desk.demo_spanish import SPANISH
from frontdesk.desk.demo_words import Profile, Words
from frontdesk.desk.desk import Desk
from frontdesk.language.i18n import LANGUAGES
from frontdesk.store import rules as store_rules
from frontdesk.store.tables import metadata
from tests.conftest import MONDAY
from tests.desk.conftest import Copied

BOTH = {
    "alcohol", "come", "gluten", "hatha", "hospital", "hotel", "name", "pilates", "reformer", "sms", "spa", "suite",
    "vinyasa", "vip", "vol", "whatsapp", "yoga", *ready_businesses(),
}  # fmt: skip
"""Words that are the same in both languages."""
KIND = {"hair", "peluquería", "studio", "estudio", "clinic", "clínica", "restaurante", "hotel", "the", "las", "santa"}
"""Words of a business's name that say what it is."""


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 2}


def document(name: str, language: str) -> dict[str, Any]:
    return tomllib.loads(ready_path(name, language).read_text(encoding="utf-8"))


def said(node: Any, key: str = "name") -> Iterator[str]:
    """The texts of a business file that people read."""
    if isinstance(node, dict):
        for inner, value in node.items():
            yield from said(value, inner)
    elif isinstance(node, list):
        for value in node:
            yield from said(value, key)
    elif key in ("name", "reason", "tags"):
        yield str(node)


@functools.cache
def spanish_words() -> set[str]:
    """Whatever the Spanish businesses and the Spanish demonstration say, names of customers left out."""
    found = {text for name in ready_businesses() for text in said(document(name, "es"))}
    demonstration = msgspec.structs.replace(SPANISH, women=(), men=(), surnames=(), inquiries=())
    asked = (text for one in SPANISH.inquiries for text in (one.asked, one.answer, one.reply, one.reason))
    found |= {re.sub(r"\{\w+\}", " ", text) for text in asked}
    found |= set(re.findall(r"\"(.*?)\"", msgspec.json.encode(msgspec.structs.asdict(demonstration)).decode()))
    fields = words(" ".join(Profile.__struct_fields__ + Words.__struct_fields__))
    return words(" ".join(found)) - fields - BOTH


def everything(desk: Desk) -> str:
    """Every text of every table."""
    names = [name for name in metadata.tables if name != "customer_fts"]
    rows = desk.read(lambda work: store_rules.rows(work.connection, *names))
    return "\n".join(value for name in names for row in rows[name] for value in row if isinstance(value, str))


@pytest.mark.parametrize("name", ready_businesses())
def test_no_text_of_the_english_one_is_spanish(name: str) -> None:
    raw = ready_path(name, "en").read_text(encoding="utf-8")
    assert raw.isascii()
    assert words(raw) & spanish_words() == set()


@pytest.mark.parametrize("name", ready_businesses())
def test_both_are_examples_of_the_same_keys(name: str) -> None:
    """Whoever reads one of them learns as much as from the other."""
    english, spanish = document(name, "en"), document(name, "es")
    assert english.keys() == spanish.keys()
    for table in english.keys() - {"business"}:
        assert [set(entry) for entry in english[table]] == [set(entry) for entry in spanish[table]], table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ready_businesses())
def test_a_new_business_speaks_the_language_chosen_and_bears_no_other_name(
    tmp_path: Path, kind: str, language: str
) -> None:
    clock = FixedClock.at(MONDAY)
    fresh.make(str(tmp_path / "new.db"), clock, name="Xyz", kind=kind, language=language)
    desk = opening.open_desk(str(tmp_path / "new.db"), clock=clock)
    assert upkeep.check(desk) == []
    business = desk.business()
    assert (business.name, business.locale) == ("Xyz", language)
    told = everything(desk)
    assert words(told) & (words(document(kind, language)["business"]["name"]) - KIND) == set()
    if language == "en":
        assert told.isascii()
        assert words(told) & spanish_words() == set()
    desk.close()


@pytest.mark.xdist_group("demo")  # what is filled there is copied here
@pytest.mark.parametrize("business", ready_businesses())
def test_the_english_demonstration_has_no_spanish_word(copied: Copied, business: str) -> None:
    told = everything(copied(business, "en"))
    assert "reception" in told
    assert told.isascii()
    assert words(told) & spanish_words() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration_knows_its_businesses_by_name(language: str) -> None:
    """A service that was renamed in the file only would be asked for like any other."""
    ours: Words = demo.WORDS[language]
    assert set(ours.profiles) == set(ready_businesses())
    for name, profile in ours.profiles.items():
        file = document(name, language)
        services = {one["name"] for one in file["services"]}
        named = {*profile.for_women, *profile.for_men, *profile.hours, *profile.favourites}
        assert named <= services
        tags = {tag for part in ("services", "sessions") for one in file.get(part, ()) for tag in one.get("tags", ())}
        assert tags <= {tag for tag, _ in profile.tags}


def test_the_demonstrations_are_as_rich_as_each_other() -> None:
    shapes = []
    for language in LANGUAGES:
        ours = msgspec.to_builtins(demo.WORDS[language])
        shapes.append({
            name: {key: len(value) for key, value in profile.items() if isinstance(value, list | dict)}
            for name, profile in ours["profiles"].items()
        })  # fmt: skip
    assert shapes[0] == shapes[1]
