"""What was quoted is what it costs: a booking from an inquiry takes its quote, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from frontdesk.base.clock import FixedClock
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, QuoteLine
from frontdesk.desk.values import Reservation
from tests.inquiries.conftest import ARRIVAL, DAY

Asked = Callable[..., Inquiry]
LINES = [QuoteLine("Habitación doble", 9050, Decimal(2)), QuoteLine("Traslado", 5000)]
"""231.00, where the list says 180.00."""


def quoted(desk: Desk, one: Inquiry, **more: Any) -> Inquiry:
    return desk.inquiries.quote(one.id, LINES, send=False, **more)


def warned(visit: Reservation) -> list[tuple[str, int | None, str]]:
    return [(one.rule, one.number, one.text) for one in visit.warnings]


def test_the_quote_is_the_price(desk: Desk, asked: Asked) -> None:
    one = quoted(desk, asked())
    visit, one = desk.inquiries.book(one.id)
    assert (visit.price, visit.currency) == (23100, "EUR")
    assert warned(visit) == [("quoted", 18000, "EUR")]
    assert desk.reservation(visit.code).price == 23100
    desk.undo()
    assert desk.inquiries.inquiry(one.id).stage == "quoted"
    assert upkeep.check(desk) == []


def test_the_latest_quote_counts_and_nothing_is_said_where_it_is_the_list_s_price(desk: Desk, asked: Asked) -> None:
    one = quoted(desk, asked())
    one = desk.inquiries.quote(one.id, [QuoteLine("Habitación doble", 9000, Decimal(2))], send=False)
    visit, _ = desk.inquiries.book(one.id)
    assert (visit.price, warned(visit)) == (18000, [])


def test_what_was_not_quoted_costs_what_the_list_says(desk: Desk, asked: Asked) -> None:
    one = quoted(desk, asked())
    wish = desk.inquiries.proposed(one.id)
    changed = {
        "quote_part": replace(wish, nights=1),
        "quote_other": replace(wish, start=wish.start + 1440),
    }
    for rule, booking in changed.items():
        visit, _ = desk.inquiries.book(one.id, booking)
        assert visit.price == 9000 * booking.nights
        assert warned(visit) == [(rule, 23100, "EUR")]
        desk.undo()
    visit, _ = desk.inquiries.book(one.id, replace(wish, party=1))
    assert warned(visit) == [("quote_part", 23100, "EUR")]


def test_a_quote_is_taken_once(desk: Desk, asked: Asked) -> None:
    one = quoted(desk, asked())
    first, _ = desk.inquiries.book(one.id)
    second, _ = desk.inquiries.book(one.id)
    assert (first.price, second.price) == (23100, 18000)
    assert warned(second) == [("quote_used", 23100, "EUR")]
    for visit in (first, second):
        desk.cancel(visit.code)
    third, _ = desk.inquiries.book(one.id)
    assert third.price == 23100  # what was booked with it is cancelled


def test_one_that_is_over_is_not_taken_unless_they_said_yes_in_time(
    desk: Desk, asked: Asked, clock: FixedClock
) -> None:
    late, kept = asked(), asked(email="luis@example.com", phone="600999888", name="Luis")
    until = ARRIVAL - 10
    late, kept = quoted(desk, late, valid_until=until), quoted(desk, kept, valid_until=until)
    desk.inquiries.confirm(kept.id)
    clock.move(12 * DAY)
    visit, _ = desk.inquiries.book(late.id)
    assert (visit.price, warned(visit)) == (18000, [("quote_over", 23100, "EUR")])
    visit, _ = desk.inquiries.book(kept.id)
    assert visit.price == 23100


def test_what_the_inquiry_does_not_name_is_free_to_choose(desk: Desk, asked: Asked) -> None:
    one = quoted(desk, asked(services=(), starts=None, ends=None, party=1))
    wish = desk.inquiries.proposed(asked(email="luis@example.com", phone="600999888", party=1, ends=ARRIVAL + 1).id)
    visit, _ = desk.inquiries.book(one.id, replace(wish, customer=desk.inquiries.proposed(one.id).customer))
    assert visit.price == 23100


def test_their_letter_stays_in_the_inquiry(desk: Desk, asked: Asked) -> None:
    visit, one = desk.inquiries.book(asked(notes="Vistas al mar").id)
    assert visit.notes == "Vistas al mar"
    visit, one = desk.inquiries.book(one.id)
    assert visit.notes == "Vistas al mar"
    silent, _ = desk.inquiries.book(asked(name="Luis", email="luis@example.com", phone="600999888", starts=ARRIVAL + 7,
                                          ends=ARRIVAL + 9).id)  # fmt: skip
    assert silent.notes == ""
