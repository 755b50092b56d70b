"""Text from outside is hostile (Law 8): it comes back as it was, without its control characters, from every use case."""

from __future__ import annotations

import re
import unicodedata

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.text import clean, clean_note, folded, shown
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerEdit, CustomerWish, Filter, ReservationEdit
from tests.desk.wishes import at, wish
from tests.hostile import every

STRINGS = every()


def _expected(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs")).strip()


def test_cleaning_removes_control_characters_and_surrogates_and_nothing_else() -> None:
    for text in [*STRINGS, "a\x00b\x1b[31mc\x7fd\x9be", "\ud800x", "a\r\nb\tc"]:
        assert clean(text).strip() == _expected(text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", clean_note(text))
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown(text))
        folded(text)
    assert clean_note("a\r\nb\rc\n") == "a\nb\nc\n"


def test_every_naughty_string_as_name_phone_email_note_and_search(desk: Desk) -> None:
    for text in STRINGS:
        name = _expected(text)
        if not name:
            with pytest.raises(FrontdeskError) as refused:
                desk.add_customer(CustomerWish(name=text))
            assert refused.value.code == "wrong_value"
            continue
        made = desk.add_customer(CustomerWish(name=text, phone=f"12345{text}"), CustomerEdit(tags=(text,)))
        assert made.name == name
        card = desk.customer(made.id)
        assert card.customer.name == name
        assert card.customer.tags == (name,)
        if not re.search(r"[\dA-Za-z]", name):  # letters may be keys of a telephone: 12345null is +34 123 456 855
            assert card.customer.phone == clean(f"12345{text}").strip()
        _given_or_refused(desk, made.id, text)
        note = desk.add_note(made.id, text)
        assert note.body == clean_note(text).strip()
        desk.customers(text, limit=3)
        desk.count(Filter(text=text))
    assert upkeep.check(desk) == []


def _given_or_refused(desk: Desk, customer: str, text: str) -> None:
    """An address is kept letter by letter, but for the case of its domain, or refused in a sentence; nothing between."""
    before, address = desk.customer(customer).customer.email, f"{text}@example.com"
    try:
        desk.edit_customer(customer, CustomerEdit(email=address))
    except FrontdeskError as refused:
        assert refused.code == "wrong_value"
        assert desk.customer(customer).customer.email == before
    else:
        kept = desk.customer(customer).customer.email
        assert kept is not None
        assert unicodedata.normalize("NFC", clean(address).strip()) == kept


def test_naughty_names_are_found_by_themselves(sqlite_desk: Desk) -> None:
    for text in STRINGS:
        name = _expected(text)
        if name and folded(name):
            made = sqlite_desk.add_customer(CustomerWish(name=name))
            found = sqlite_desk.customers(name, limit=200)
            assert made.id in [one.id for one in found] or len(found) == 200, name


def test_naughty_strings_in_a_reservation(desk: Desk) -> None:
    start = at("2026-11-24 09:00")
    made = desk.book(wish(desk, "Corte", start, "Marta"))
    for text in STRINGS[::3]:
        notes = desk.edit(made.code, ReservationEdit(notes=text)).notes
        assert notes == clean_note(text)
        if _expected(text):
            named = desk.edit(made.code, ReservationEdit(customer=CustomerWish(name=text)))
            assert named.customer.name == _expected(text)
    for text in STRINGS[::25]:
        for act in (lambda: desk.reservation(text), lambda: desk.customer(text), lambda: desk.history(text)):
            with pytest.raises(FrontdeskError) as refused:
                act()
            assert refused.value.code == "not_found"
    assert upkeep.check(desk) == []
