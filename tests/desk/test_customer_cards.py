"""Two records of one person, and the card: merged, taken back, erased, given out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import Card, CustomerEdit, CustomerWish, Reservation
from tests.conftest import SALON
from tests.desk.test_scenarios_people import USERS
from tests.desk.wishes import wish
from tests.hostile import excerpt


def two(desk: Desk) -> tuple[str, str, Reservation]:
    """Rosa twice: the second has visits, a seat, a payment, notes and wishes."""
    first = desk.add_customer(
        CustomerWish(name="Rosa Gil", phone="612345678"), CustomerEdit(tags=("vip",), preferences={"drink": "tea"})
    )
    second = desk.add_customer(
        CustomerWish(name="Rosa Gil Mora", phone="612345678", email="rosa@example.com"),
        CustomerEdit(
            tags=("alergia",), preferences={"drink": "coffee", "allergy": "nuts"}, birthday="1980-05-17", language="es"
        ),
    )
    visit = wish(desk, "Corte", "2026-11-24 10:00", "Marta")
    made = desk.book(type(visit)(visit.lines, visit.start, CustomerWish(id=second.id)))
    seat = wish(desk, "Yoga", "2026-11-24 18:00")
    desk.book(type(seat)(seat.lines, seat.start, CustomerWish(id=second.id)))
    desk.pay(made.code, 2500, "card")
    desk.add_note(first.id, "of the first")
    desk.add_note(second.id, "of the second")
    desk.add_note(second.id, "difficult", internal=True)
    return first.id, second.id, desk.reservation(made.code)


def what(card: Card) -> object:
    """The card without its versions, which undo raises."""
    one = card.customer
    person = (one.id, one.name, one.phone, one.email, one.birthday, one.language, one.tags, one.external_id)
    visits = [(visit.code, visit.customer.id, visit.paid, visit.lines) for visit in card.reservations]
    return person, card.notes, card.preferences, visits, card.payments, card.owed, [like.id for like in card.similar]


def test_a_merge_takes_everything_along_and_undo_gives_it_back(desk: Desk) -> None:
    first, second, made = two(desk)
    before = what(desk.customer(first)), what(desk.customer(second))
    preview = desk.merge_preview(first, second)
    merged = desk.merge_customers(first, second)
    card = desk.customer(first)
    assert (preview.merged.tags, preview.merged.email) == (merged.tags, merged.email)
    assert preview.preferences == card.preferences == {"allergy": "nuts", "drink": "tea"}
    assert (merged.name, merged.email, merged.birthday, merged.tags) == (
        "Rosa Gil", "rosa@example.com", "1980-05-17", ("alergia", "vip"),
    )  # fmt: skip
    assert {note.body for note in card.notes} == {"of the first", "of the second", "difficult"}
    assert len(card.reservations) == 2
    assert [payment.code for payment in card.payments] == [made.code]
    assert desk.customer(second).customer.id == first
    desk.undo()
    assert (what(desk.customer(first)), what(desk.customer(second))) == before
    assert upkeep.check(desk) == []


def test_what_came_after_the_merge_stays_where_it_is(desk: Desk) -> None:
    first, second, _made = two(desk)
    desk.merge_customers(first, second)
    op = desk.undoable()
    assert op is not None
    desk.add_note(second, "later")  # goes to the one that stayed
    desk.undo(op.op)
    assert {note.body for note in desk.customer(first).notes} == {"of the first", "later"}
    assert {note.body for note in desk.customer(second).notes} == {"of the second", "difficult"}


def test_a_merge_is_not_undone_once_one_of_them_was_changed(desk: Desk) -> None:
    first, second, _made = two(desk)
    desk.merge_customers(first, second)
    op = desk.undoable()
    assert op is not None
    desk.edit_customer(first, CustomerEdit(tags=("x",)))
    with pytest.raises(FrontdeskError) as refused:
        desk.undo(op.op)
    assert refused.value.code == "cannot_undo"
    assert len(desk.customer(first).notes) == 3


def test_merged_twice_and_undone_twice(desk: Desk) -> None:
    first, second, _made = two(desk)
    before = what(desk.customer(first)), what(desk.customer(second))
    for _ in range(2):
        desk.merge_customers(first, second)
        desk.undo()
        assert (what(desk.customer(first)), what(desk.customer(second))) == before
    assert upkeep.check(desk) == []


def test_who_is_alike_is_told_whole(desk: Desk) -> None:
    first, second, _made = two(desk)
    assert [(one.id, one.tags) for one in desk.customer(first).similar] == [(second, ("alergia",))]


def test_erasing_takes_those_with_it_that_were_merged_in(desk: Desk) -> None:
    first, second, _made = two(desk)
    desk.merge_customers(first, second)
    desk.erase_customer(first, confirmed=True)
    left = desk.read(
        lambda work: [
            *work.connection.execute(text("SELECT name, phone, email, search FROM customer")),
            *work.connection.execute(text("SELECT body FROM journal_private WHERE body LIKE '%osa%'")),
            *work.connection.execute(text("SELECT body FROM customer_note")),
        ]
    )
    assert "osa" not in repr(left)
    assert "612345678" not in repr(left)
    assert upkeep.check(desk) == []


@pytest.fixture
def crew(open_business: Callable[..., Desk], store_url: str) -> dict[str, Desk]:
    admin = open_business(store_url, SALON + USERS)
    return {"admin": admin} | {name: admin.acting(name) for name in ("jefa", "marta", "recepcion")}


def test_only_managers_give_out_all_that_is_stored(crew: dict[str, Desk]) -> None:
    who = crew["recepcion"].add_customer(CustomerWish(name="Rosa")).id
    for name in ("marta", "recepcion"):
        with pytest.raises(FrontdeskError) as refused:
            crew[name].export_customer(who)
        assert refused.value.code == "not_allowed"
    assert crew["jefa"].export_customer(who).customer.name == "Rosa"
    assert crew["admin"].export_customer(who).customer.name == "Rosa"


def test_a_fee_is_waived_by_managers_and_shown_before(crew: dict[str, Desk]) -> None:
    reception, manager = crew["recepcion"], crew["jefa"]
    made = reception.book(wish(reception, "Corte", "2026-11-23 10:00", "Marta"))
    assert (reception.cancel_preview(made.code).fee, reception.cancel_preview(made.code).waivable) == (1000, False)
    assert manager.cancel_preview(made.code).waivable
    assert manager.cancel_preview(made.code, by="business").fee == 0
    assert not manager.cancel_preview(made.code, by="business").waivable
    assert (reception.no_show_preview(made.code).fee, reception.no_show_preview(made.code).rule) == (1000, "fee")
    with pytest.raises(FrontdeskError) as refused:
        reception.cancel(made.code, waive=True, reason="she is ill")
    assert refused.value.code == "not_allowed"
    done = manager.cancel(made.code, waive=True, reason="she is ill")
    assert (done.owed, done.reason) == (0, "she is ill")


def test_internal_notes_and_payments_are_for_those_who_may(crew: dict[str, Desk]) -> None:
    first, second, made = two(crew["admin"])
    assert crew["jefa"].customer(second).may_internal
    card = crew["recepcion"].customer(second)
    assert not card.may_internal
    assert [note.body for note in card.notes] == ["of the second"]
    assert [(paid.code, paid.amount, paid.method, paid.by) for paid in card.payments] == [
        (made.code, 2500, "card", crew["admin"].actor.name)
    ]
    with pytest.raises(FrontdeskError):
        crew["marta"].merge_customers(first, second)


def test_preferences_of_any_kind_are_kept_and_stay_out_of_the_journal(desk: Desk) -> None:
    who = desk.add_customer(CustomerWish(name="Rosa")).id
    for wild in excerpt():
        desk.edit_customer(who, CustomerEdit(preferences={"allergy": wild, wild or "x": "y"}))
        desk.customer(who)
    desk.edit_customer(who, CustomerEdit(preferences={"allergy": "secret nuts"}))
    public = desk.read(lambda work: [*work.connection.execute(text("SELECT image FROM journal"))])
    assert "secret nuts" not in repr(public)
