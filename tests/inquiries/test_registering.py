"""Inquiries are written down, found and counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryEdit, InquiryWish
from frontdesk.desk.values import CustomerWish
from tests.inquiries.conftest import ARRIVAL, DAY

Asked = Callable[..., Inquiry]
TODAY = ARRIVAL - 18


def _ask(name: str = "Rosa Gil", **more: object) -> InquiryWish:
    given = {"asked": "¿Tenéis sitio el sábado?", "email": "rosa@example.com"} | more
    return InquiryWish(name=name, **given)  # type: ignore[arg-type]


def test_what_was_asked_on_the_phone_is_written_down_and_waits(desk: Desk) -> None:
    service = desk.find_service("Habitación doble").id
    made = desk.inquiries.register(_ask(services=(service,), starts=740_000, minute=600, party=3, notes="llamar tarde"))
    assert made.id == "Q1"
    assert (made.stage, made.waits, made.source, made.version) == ("new", True, "phone", 1)
    assert (made.services, made.starts, made.minute, made.party) == (("Habitación doble",), 740_000, 600, 3)
    assert made.customer is None
    assert desk.inquiries.inquiry("q1") == made
    assert [one.id for one in desk.inquiries.inquiries(text="sabado rosa")] == ["Q1"]
    assert desk.inquiries.inquiries(text="domingo") == []
    assert {one.stage: (one.count, one.waiting) for one in desk.inquiries.counts()}["new"] == (1, 1)
    assert desk.waits().inquiries == 1
    assert upkeep.check(desk) == []


def test_who_is_known_by_mail_or_phone_is_that_customer(desk: Desk) -> None:
    known = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222", email="eva@example.com"))
    by_phone = desk.inquiries.register(InquiryWish(asked="¿precio?", phone="600 111 222"))
    assert by_phone.customer is not None
    assert (by_phone.customer.id, by_phone.name, by_phone.email) == (known.id, "Eva Ruiz", "eva@example.com")
    desk.add_customer(CustomerWish(name="Otra", phone="600111222"))
    assert desk.inquiries.register(InquiryWish(asked="¿precio?", phone="600 111 222")).customer is None
    assert [one.id for one in desk.inquiries.of_customer(known.id)] == [by_phone.id]


@pytest.mark.parametrize(
    "wish",
    [
        InquiryWish(asked="nobody"),
        _ask(source="fax"),
        _ask(party=0),
        _ask(starts=740_000, ends=739_999),
        _ask(ends=740_000),
        _ask(minute=1440),
        _ask(starts=5),
        _ask(language="fr"),
        _ask(email="no address"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, wish: InquiryWish) -> None:
    with pytest.raises(FrontdeskError) as refused:
        desk.inquiries.register(wish)
    assert refused.value.code == "wrong_value"
    assert desk.inquiries.inquiries() == []


def test_hostile_text_is_cleaned_where_it_enters(desk: Desk) -> None:
    made = desk.inquiries.register(_ask(name="Ro\x1b[31msa\x00", asked="uno\r\ndos\x07\ud800"))
    assert (made.name, made.asked) == ("Ro[31msa", "uno\ndos")


def test_of_two_who_put_it_right_at_once_the_second_is_told(desk: Desk) -> None:
    made = desk.inquiries.register(_ask())
    changed = desk.inquiries.edit(made.id, InquiryEdit(party=4), version=made.version)
    assert (changed.party, changed.version) == (4, 2)
    with pytest.raises(FrontdeskError) as stale:
        desk.inquiries.edit(made.id, InquiryEdit(party=5), version=made.version)
    assert stale.value.code == "stale_version"
    assert desk.inquiries.inquiry(made.id).party == 4


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    made = desk.inquiries.register(_ask())
    assert desk.inquiries.edit(made.id, InquiryEdit(party=1)) == made


@pytest.mark.parametrize(
    ("more", "field"),
    [({"name": "x" * 121}, "name"), ({"notes": "x" * 20_001}, "notes"), ({"asked": "x" * 20_001}, "asked")],
)
def test_what_is_too_long_is_refused_and_not_cut(desk: Desk, asked: Asked, more: dict[str, str], field: str) -> None:
    with pytest.raises(FrontdeskError) as refused:
        asked(**more)
    assert refused.value.params["field"] == field
    one = asked()
    with pytest.raises(FrontdeskError):
        desk.inquiries.edit(one.id, InquiryEdit(**more))  # type: ignore[arg-type]
    with pytest.raises(FrontdeskError):
        desk.inquiries.lose(one.id, "x" * 501)
    with pytest.raises(FrontdeskError):
        desk.inquiries.answer(one.id, "Sí", subject="x" * 201)


def test_a_day_that_is_past_is_no_wish_any_more(desk: Desk, asked: Asked, clock: FixedClock) -> None:
    today = asked(starts=TODAY, ends=None)
    with pytest.raises(FrontdeskError) as refused:
        asked(starts=TODAY - 1, ends=None)
    assert refused.value.params["field"] == "starts"
    clock.move(2 * DAY)
    assert desk.inquiries.edit(today.id, InquiryEdit(notes="ya vino")).notes == "ya vino"


def test_a_mail_under_a_very_long_name_is_taken(desk: Desk, writes: Callable[..., int]) -> None:
    writes("¿Hay sitio? " + "x" * 21_000, name="N" * 300, sender="otra@example.com")
    (one,) = desk.inquiries.inquiries()
    assert (one.name, len(one.asked)) == ("N" * 120, 20_000)
