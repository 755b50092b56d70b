"""Scenarios S1–S11: times that several people want, holds, pairs of resources, tables."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish, Filter, LineWish, Reservation
from tests.conftest import SALON
from tests.desk.wishes import at, clock_face, free, wish

NINE, TEN = "2026-11-24 09:00", "2026-11-24 10:00"


@pytest.fixture
def other(desk: Desk, store_url: str, clock: FixedClock) -> Desk:
    """A second terminal on the same database."""
    return open_desk(store_url, clock=clock)


def _both(first: Callable[[], Reservation], second: Callable[[], Reservation]) -> list[Reservation | FrontdeskError]:
    told: list[Reservation | FrontdeskError] = []
    start = threading.Barrier(2)

    def run(work: Callable[[], Reservation]) -> None:
        start.wait()
        try:
            told.append(work())
        except FrontdeskError as error:
            told.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_s01_two_terminals_one_slot_one_wins_the_other_hears_what_else_is_free(desk: Desk, other: Desk) -> None:
    told = _both(
        lambda: desk.book(wish(desk, "Corte", TEN, "Marta", "Eva")),
        lambda: other.book(wish(other, "Corte", TEN, "Marta", "Leo")),
    )
    won = [one for one in told if isinstance(one, Reservation)]
    lost = [one for one in told if isinstance(one, FrontdeskError)]
    assert len(won) == len(lost) == 1
    assert lost[0].code == "slot_taken"
    assert [one.rule for one in lost[0].details["obstacles"]] == ["taken"]
    assert len(lost[0].details["alternatives"]) == 3
    assert desk.count(Filter()) == 1


def test_s02_a_cancelled_time_that_another_terminal_holds_is_not_booked_again(desk: Desk, other: Desk) -> None:
    made = desk.book(wish(desk, "Corte", TEN, "Marta"))
    desk.cancel(made.code)
    hold = other.hold(wish(other, "Corte", TEN, "Marta", "Leo"))
    for again in (lambda: desk.book(wish(desk, "Corte", TEN, "Marta")), lambda: desk.confirm(made.code)):
        with pytest.raises(FrontdeskError) as refused:
            again()
        assert refused.value.code == "slot_taken"
    booked = other.book(wish(other, "Corte", TEN, "Marta", "Leo", hold=hold.token))
    assert booked.start == made.start
    assert desk.reservation(made.code).status == "cancelled"


def test_s03_a_hold_that_expires_while_its_form_is_open(desk: Desk, other: Desk, clock: FixedClock) -> None:
    hold = desk.hold(wish(desk, "Corte", TEN, "Marta"), minutes=5)
    with pytest.raises(FrontdeskError):
        other.book(wish(other, "Corte", TEN, "Marta", "Leo"))
    assert "10:00" not in free(other, "Corte", "2026-11-24", "Marta")
    clock.move(5 * 60)
    assert "10:00" in free(other, "Corte", "2026-11-24", "Marta")
    taken = other.book(wish(other, "Corte", TEN, "Marta", "Leo"))
    with pytest.raises(FrontdeskError) as late:
        desk.book(wish(desk, "Corte", TEN, "Marta", hold=hold.token))
    assert late.value.code == "slot_taken"
    assert late.value.details["alternatives"]
    # a hold that ran out while nobody else came still ends in a booking
    second = desk.hold(wish(desk, "Corte", "2026-11-25 10:00", "Marta"), minutes=5)
    clock.move(600)
    assert desk.book(wish(desk, "Corte", "2026-11-25 10:00", "Marta", hold=second.token)).status == "confirmed"
    assert taken.customer.name == "Leo"


def test_s04_the_last_free_person_and_two_who_want_anyone(desk: Desk, other: Desk) -> None:
    desk.book(wish(desk, "Corte", TEN, "Marta", "Una"))
    told = _both(
        lambda: desk.book(wish(desk, "Corte", TEN, None, "Eva")),
        lambda: other.book(wish(other, "Corte", TEN, None, "Leo")),
    )
    assert [one.staff for one in told if isinstance(one, Reservation)] == ["Ana"]
    assert [one.code for one in told if isinstance(one, FrontdeskError)] == ["slot_taken"]


def test_s05_two_pending_requests_for_one_slot(
    open_business: Callable[..., Desk], store_url: str, clock: FixedClock
) -> None:
    desk = open_business(store_url, SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"'))
    first = desk.book(wish(desk, "Corte", TEN, "Marta", "Eva", channel="web"))
    assert first.status == "pending"
    with pytest.raises(FrontdeskError) as refused:
        desk.book(wish(desk, "Corte", TEN, "Marta", "Leo", channel="web"))
    assert refused.value.code == "slot_taken"
    assert desk.confirm(first.code).status == "confirmed"
    # nobody confirms the next one for a day: its time is free again, and a late confirmation is refused
    second = desk.book(wish(desk, "Corte", "2026-11-27 10:00", "Marta", "Leo", channel="agent"))
    clock.move(24 * 3600)
    assert "10:00" in free(desk, "Corte", "2026-11-27", "Marta")
    assert desk.reservation(second.code).status == "expired"
    assert desk.history(second.code)[-1].actor == "frontdesk"
    with pytest.raises(FrontdeskError) as expired:
        desk.confirm(second.code)
    assert expired.value.code == "wrong_status"


def test_s06_one_confirm_pressed_twice(open_business: Callable[..., Desk], store_url: str) -> None:
    desk = open_business(store_url, SALON.replace('country = "ES"', 'country = "ES"\nconfirm = "manual"'))
    made = desk.book(wish(desk, "Corte", TEN, "Marta", channel="web"))
    told = _both(lambda: desk.confirm(made.code), lambda: desk.confirm(made.code))
    assert [one.status for one in told if isinstance(one, Reservation)] == ["confirmed", "confirmed"]
    assert [change.verb for change in desk.history(made.code)] == ["book", "confirm"]
    assert desk.reservation(made.code).version == 2


def test_s07_room_and_therapist_are_free_together_or_not_offered(desk: Desk) -> None:
    desk.book(wish(desk, "Masaje", TEN, "Marta", "Una"))  # Marta and the only room
    assert "10:00" not in free(desk, "Masaje", "2026-11-24")  # Ana is free, the room is not
    assert "10:00" in free(desk, "Corte", "2026-11-24", "Ana")
    desk.book(wish(desk, "Corte", "2026-11-24 12:00", "Marta", "Dos"))
    desk.book(wish(desk, "Corte", "2026-11-24 12:00", "Ana", "Tres"))
    assert "12:00" not in free(desk, "Masaje", "2026-11-24")  # the room is free, nobody else is
    for start in (TEN, "2026-11-24 12:00"):
        with pytest.raises(FrontdeskError) as refused:
            desk.book(wish(desk, "Depilación", start, None, "Cuatro"))
        assert refused.value.code == "slot_taken"
    made = desk.book(wish(desk, "Depilación", "2026-11-24 11:00", "Marta", "Cinco"))
    assert made.resources == ("Marta", "Cabina 1", "láser")


def test_s08_a_three_hour_service_before_a_booked_hour(desk: Desk) -> None:
    desk.book(wish(desk, "Corte", "2026-11-24 12:00", "Marta"))
    assert free(desk, "Novia", "2026-11-24", "Marta") == ["09:00"]
    with pytest.raises(FrontdeskError):
        desk.book(wish(desk, "Novia", "2026-11-24 09:15", "Marta", "Leo"))
    assert desk.book(wish(desk, "Novia", NINE, "Marta", "Leo")).end == at("2026-11-24 12:00")


RESTAURANT = """
[business]
name = "Casa Pepa"
locale = "es"
currency = "EUR"
country = "ES"

[[locations]]
name = "Sala"
timezone = "Europe/Madrid"
hours = { tue = ["13:00-16:00", "20:00-23:30"], wed = ["13:00-16:00"] }

[[tables]]
name = "1"
seats = 2

[[tables]]
name = "4"
seats = 4

[[tables]]
name = "5"
seats = 4

[[joins]]
tables = ["4", "5"]
seats = 8
min_party = 5

[[services]]
name = "Cena"
duration = 90
step = 30
needs = ["table"]
min_party = 1
max_party = 10
duration_by_party = { 6 = 120 }
"""


def test_s09_one_table_of_a_joined_pair_is_taken(open_business: Callable[..., Desk], store_url: str) -> None:
    desk = open_business(store_url, RESTAURANT)
    pair = desk.book(wish(desk, "Cena", "2026-11-24 21:00", None, "Ocho", party=8))
    assert set(pair.resources) == {"4", "5"}
    with pytest.raises(FrontdeskError) as refused:
        desk.book(wish(desk, "Cena", "2026-11-24 21:30", None, "Cuatro", party=4))
    assert refused.value.code == "slot_taken"
    single = desk.book(wish(desk, "Cena", "2026-11-24 14:00", None, "Cuatro", party=4))
    assert single.resources == ("4",)
    with pytest.raises(FrontdeskError):
        desk.book(wish(desk, "Cena", "2026-11-24 13:30", None, "Seis", party=6))
    desk.cancel(single.code)
    assert set(desk.book(wish(desk, "Cena", "2026-11-24 13:30", None, "Seis", party=6)).resources) == {"4", "5"}


def test_s10_a_party_over_or_under_what_there_is(open_business: Callable[..., Desk], store_url: str) -> None:
    desk = open_business(store_url, RESTAURANT)
    assert desk.book(wish(desk, "Cena", "2026-11-24 21:00", None, "Dos", party=2)).resources == ("1",)
    assert desk.book(wish(desk, "Cena", "2026-11-24 21:00", None, "Tres", party=3)).resources == ("4",)
    for party in (9, 11):
        with pytest.raises(FrontdeskError) as refused:
            desk.book(wish(desk, "Cena", "2026-11-24 13:00", None, "Nueve", party=party))
        assert {one.rule for one in refused.value.details["obstacles"]} == {"party"}
    with pytest.raises(FrontdeskError):
        desk.book(wish(desk, "Cena", "2026-11-24 13:00", None, "Nadie", party=0))
    six = desk.book(wish(desk, "Cena", "2026-11-24 13:00", None, "Seis", party=6))
    assert six.end - six.start == 120


def test_s11_a_slot_that_has_begun_does_not_reopen(desk: Desk, clock: FixedClock) -> None:
    made = desk.book(wish(desk, "Corte", "2026-11-23 10:00", "Marta"))
    clock.move(2 * 3600 + 300)  # five past ten
    desk.cancel(made.code)
    assert "10:00" not in free(desk, "Corte", "2026-11-23", "Marta")
    with pytest.raises(FrontdeskError) as refused:
        desk.book(wish(desk, "Corte", "2026-11-23 10:00", "Marta", "Leo"))
    assert [one.rule for one in refused.value.details["obstacles"]] == ["past"]
    walk_in = desk.walk_in((LineWish(desk.find_service("Corte").id, made.lines[0].staff_id),), CustomerWish(name="Leo"))
    assert clock_face(walk_in.start) == "2026-11-23 10:05"
