"""What a move would cost, said before it is made."""

from __future__ import annotations

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from tests.desk.wishes import at, wish


def test_a_move_to_free_time_meets_nothing(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    assert desk.move_cost(visit.code, at("2026-11-24 12:00")).obstacles == ()
    assert desk.reservation(visit.code).start == visit.start, "nothing was written"


def test_a_move_is_not_in_its_own_way(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    assert desk.move_cost(visit.code, at("2026-11-24 10:15")).obstacles == ()


def test_what_it_would_meet_is_named_as_the_move_itself_does(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    other = desk.book(wish(desk, "Corte", "2026-11-24 12:00", "Marta", name="Ana Gil"))
    cost = desk.move_cost(visit.code, at("2026-11-24 11:45"))
    assert [(one.rule, one.code) for one in cost.obstacles] == [("taken", other.code)]
    with pytest.raises(FrontdeskError) as refused:
        desk.move(visit.code, at("2026-11-24 11:45"))
    assert tuple(refused.value.details["obstacles"]) == cost.obstacles
    closed = desk.move_cost(visit.code, at("2026-11-24 13:45"))
    assert {one.rule for one in closed.obstacles} == {"closed"}


def test_time_too_short_to_be_booked_counts_as_idle(desk: Desk) -> None:
    # Marta's shortest service is the cut with what comes after it; she opens at 9:00
    visit = desk.book(wish(desk, "Corte", "2026-11-24 09:00", "Marta"))
    assert desk.move_cost(visit.code, at("2026-11-24 09:15")).idle == 15
    moved = desk.move(visit.code, at("2026-11-24 09:15"))
    assert desk.move_cost(moved.code, at("2026-11-24 09:00")).idle == -15
    assert desk.move_cost(moved.code, at("2026-11-25 09:00")).idle == -15, "the day it leaves counts too"


def test_the_person_who_takes_over_counts(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-24 09:00", "Marta"))
    ana = desk.find_resource("Ana", "staff").id
    assert desk.move_cost(visit.code, at("2026-11-24 09:15"), staff=ana).idle == 15


def test_what_cannot_be_moved_is_refused(desk: Desk) -> None:
    visit = desk.book(wish(desk, "Corte", "2026-11-24 10:00", "Marta"))
    desk.cancel(visit.code)
    with pytest.raises(FrontdeskError, match="cancelled"):
        desk.move_cost(visit.code, at("2026-11-24 12:00"))
