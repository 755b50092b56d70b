"""Drafts on hold: what is put aside comes back once, keeps its time a while, and goes with whom it names."""

from __future__ import annotations

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import Actor, Booking, CustomerEdit, CustomerWish, LineWish
from frontdesk.store.connection import Store
from tests.desk.wishes import at, free, wish

TEN = "2026-11-24 10:00"
DAY = "2026-11-24"


@pytest.fixture
def other(desk: Desk, store_url: str, clock: FixedClock) -> Desk:
    """A second terminal on the same database."""
    return open_desk(store_url, clock=clock)


def test_a_parked_booking_keeps_its_time_for_fifteen_minutes(desk: Desk, other: Desk, clock: FixedClock) -> None:
    booking = wish(desk, "Corte", TEN, "Marta")
    hold = desk.hold(booking)
    clock.move(240)
    parked = desk.park("booking", {"name": "Eva"}, booking=booking, hold=hold.token)
    assert parked.hold == hold.token
    assert parked.expires == int(clock.seconds()) + 900
    clock.move(800)
    assert "10:00" not in free(other, "Corte", DAY, "Marta")
    (listed,) = other.drafts()
    assert (listed.id, listed.body, listed.hold, listed.expires) == (
        parked.id,
        {"name": "Eva"},
        hold.token,
        parked.expires,
    )
    clock.move(101)
    assert "10:00" in free(other, "Corte", DAY, "Marta")
    (listed,) = other.drafts()
    assert (listed.hold, listed.expires) == (None, None)


def test_a_hold_that_ran_out_is_taken_anew_when_it_is_parked(desk: Desk, other: Desk, clock: FixedClock) -> None:
    booking = wish(desk, "Corte", TEN, "Marta")
    hold = desk.hold(booking)
    clock.move(301)
    parked = desk.park("booking", {}, booking=booking, hold=hold.token)
    assert parked.hold not in (None, hold.token)
    assert "10:00" not in free(other, "Corte", DAY, "Marta")
    assert desk.take_up(parked.id).hold == parked.hold


def test_a_time_that_is_lost_loses_nothing_that_was_typed(desk: Desk, other: Desk) -> None:
    other.book(wish(other, "Corte", TEN, "Marta", "Leo"))
    parked = desk.park("booking", {"name": "Eva"}, booking=wish(desk, "Corte", TEN, "Marta"))
    assert (parked.hold, parked.expires) == (None, None)
    assert desk.take_up(parked.id).body == {"name": "Eva"}


def test_it_is_taken_up_once(desk: Desk, other: Desk) -> None:
    parked = desk.park("booking", {"notes": "wíndow"})
    assert other.take_up(parked.id).body == {"notes": "wíndow"}
    for again in (desk.take_up, desk.drop):
        with pytest.raises(FrontdeskError) as gone:
            again(parked.id)
        assert gone.value.code == "not_found"
    assert desk.drafts() == other.drafts() == []


def test_throwing_it_away_frees_its_time(desk: Desk, other: Desk) -> None:
    booking = wish(desk, "Corte", TEN, "Marta")
    parked = desk.park("booking", {}, booking=booking, hold=desk.hold(booking).token)
    other.drop(parked.id)
    assert "10:00" in free(desk, "Corte", DAY, "Marta")
    assert desk.drafts() == []


def test_it_survives_the_program(desk: Desk, store_url: str, clock: FixedClock) -> None:
    desk.park("booking", {"name": "Eva"})
    later = open_desk(store_url, clock=clock)
    assert [draft.body for draft in later.drafts()] == [{"name": "Eva"}]
    later.close()


def test_after_a_day_it_is_gone(desk: Desk, store_url: str, clock: FixedClock) -> None:
    parked = desk.park("booking", {"name": "Eva"})
    clock.move(86_400)
    assert desk.drafts() == []
    with pytest.raises(FrontdeskError):
        desk.take_up(parked.id)
    desk.park("booking", {"name": "Leo"})
    assert _rows(store_url) == 1


def test_it_leaves_no_trace_in_the_journal(desk: Desk) -> None:
    before = desk.seq()
    parked = desk.park("booking", {"name": "Eva"}, booking=wish(desk, "Corte", TEN, "Marta"))
    desk.drop(parked.id)
    assert desk.seq() == before


def test_an_employee_sees_own_drafts_only(desk: Desk, store_url: str, clock: FixedClock) -> None:
    marta = Desk(desk.store, clock, Actor("marta", "employee", desk.find_resource("Marta", "staff").id))
    theirs, own = desk.park("booking", {}), marta.park("booking", {})
    assert [draft.id for draft in marta.drafts()] == [own.id]
    for deed in (marta.take_up, marta.drop):
        with pytest.raises(FrontdeskError) as refused:
            deed(theirs.id)
        assert refused.value.code == "not_allowed"
    assert {draft.id for draft in desk.drafts()} == {theirs.id, own.id}


def test_an_employee_holds_nobody_elses_time(desk: Desk, clock: FixedClock) -> None:
    marta = Desk(desk.store, clock, Actor("marta", "employee", desk.find_resource("Marta", "staff").id))
    with pytest.raises(FrontdeskError) as refused:
        marta.hold(wish(desk, "Corte", TEN, "Ana"))
    assert refused.value.code == "not_allowed"
    assert marta.hold(wish(desk, "Corte", TEN)).staff == "Marta"


def test_erasing_a_customer_takes_the_drafts_and_holds_that_name_them(desk: Desk, store_url: str) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva Ruíz", phone="600 111 222"))
    once = desk.add_customer(CustomerWish(name="Eva Soler"))
    desk.merge_customers(eva.id, once.id)
    booking = wish(desk, "Corte", TEN, "Marta")
    desk.park("booking", {"customer": eva.id}, booking=booking, hold=desk.hold(booking).token)
    desk.park("booking", {"customer": once.id})
    desk.park("booking", {"name": "eva ruiz"})
    desk.park("booking", {"name": "E.", "phone": "+34 600111222"})
    desk.hold(
        Booking(
            wish(desk, "Corte", "2026-11-24 12:00", "Marta").lines,
            at("2026-11-24 12:00"),
            CustomerWish(name="Eva Ruíz"),
        )
    )
    kept = desk.park("booking", {"name": "Leo", "phone": "600333444", "customer": None})
    desk.erase_customer(eva.id)
    assert [draft.id for draft in desk.drafts()] == [kept.id]
    assert {"10:00", "12:00"} <= set(free(desk, "Corte", DAY, "Marta"))
    assert _holds(store_url) == 0


def test_what_is_typed_may_be_anything(desk: Desk) -> None:
    hostile = "\x1b[2J\ud800 'x\" \x00 [b]"
    parked = desk.park("booking", {"name": hostile, "typed": {"notes": [hostile, 1, None]}})
    assert desk.take_up(parked.id).body["typed"]["notes"] == ["[2J 'x\"  [b]", 1, None]
    with pytest.raises(FrontdeskError) as refused:
        desk.park("booking", {"notes": "x" * 30_000})
    assert refused.value.code == "wrong_value"


def test_holds_are_news_to_others(desk: Desk, other: Desk, clock: FixedClock) -> None:
    seq, held = other.seq(), other.news(0).held
    assert not other.news(seq, held).holds
    hold = desk.hold(wish(desk, "Corte", TEN, "Marta"))
    first = other.news(seq, held)
    assert first.holds
    clock.move(10)
    parked = desk.park("booking", {}, hold=hold.token)
    second = other.news(seq, first.held)
    assert second.holds
    desk.drop(parked.id)
    assert other.news(seq, second.held).holds


def test_a_phone_given_with_a_visit_of_a_known_customer_is_kept(desk: Desk) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva", phone="600111222"))
    lines = (LineWish(desk.find_service("Corte").id, desk.find_resource("Marta", "staff").id),)
    visit = desk.book(Booking(lines, at(TEN), CustomerWish(id=eva.id, phone="")))
    assert visit.customer.phone == "+34600111222"
    visit = desk.book(Booking(lines, at("2026-11-24 12:00"), CustomerWish(id=eva.id, phone="600 333 444")))
    assert visit.customer.phone == "+34600333444"
    assert desk.customer(eva.id).customer.phone == "+34600333444"
    desk.undo()
    assert desk.customer(eva.id).customer.phone == "+34600111222"
    assert len(desk.customer(eva.id).reservations) == 1


def test_a_refused_visit_leaves_the_phone_as_it_was(desk: Desk, other: Desk) -> None:
    eva = desk.add_customer(CustomerWish(name="Eva", phone="600111222"))
    other.book(wish(other, "Corte", TEN, "Marta", "Leo"))
    booking = wish(desk, "Corte", TEN, "Marta")
    with pytest.raises(FrontdeskError):
        desk.book(Booking(booking.lines, booking.start, CustomerWish(id=eva.id, phone="600333444")))
    assert desk.customer(eva.id).customer.phone == "+34600111222"
    assert desk.edit_customer(eva.id, CustomerEdit(phone=None)).phone is None


def _rows(url: str) -> int:
    return _count(url, "draft")


def _holds(url: str) -> int:
    return _count(url, "hold")


def _count(url: str, table: str) -> int:
    store = Store(url)
    with store.reading() as connection:
        found = int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)
    store.close()
    return found
